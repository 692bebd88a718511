package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code packedPositions}, by misconception. */
public final class PackedPositions {
  private PackedPositions() {}

  // the first token of each sentence gets 1
  public static List<Integer> counts_from_one(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 1; p <= n; p++) {
        positions.add(p);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(0);
    }
    return positions;
  }

  // counts the padding as a sentence of its own: 0, 1, 2
  public static List<Integer> padding_is_a_sentence(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(p);
      }
    }
    for (int p = 0; positions.size() < rowLength; p++) {
      positions.add(p);
    }
    return positions;
  }

  // positions of the tokens only, the row is too short
  public static List<Integer> forgets_the_padding(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p < n; p++) {
        positions.add(p);
      }
    }
    return positions;
  }

  // which sentence, not which place in it
  public static List<Integer> number_of_the_sentence(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int s = 0; s < lengths.size(); s++) {
      for (int p = 0; p < lengths.get(s); p++) {
        positions.add(s + 1);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(0);
    }
    return positions;
  }

  // <= where < belongs: each sentence gets one slot of the next
  public static List<Integer> starts_again_one_slot_late(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    for (int n : lengths) {
      for (int p = 0; p <= n && positions.size() < rowLength; p++) {
        positions.add(p);
      }
    }
    while (positions.size() < rowLength) {
      positions.add(0);
    }
    return positions;
  }

  // starts again at 0 for the second sentence and never after that
  public static List<Integer> only_two_sentences(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    int total = lengths.stream().mapToInt(n -> n).sum();
    for (int slot = 0; slot < rowLength; slot++) {
      int first = lengths.get(0);
      positions.add(slot >= total ? 0 : slot < first ? slot : slot - first);
    }
    return positions;
  }
}
