package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One right answer and some wrong ones to {@code packedPositions}, by misconception. */
public final class PackedPositions {
  private PackedPositions() {}

  // one range for each sentence, flattened, then as many zeros as are missing
  public static List<Integer> right(List<Integer> lengths, int rowLength) {
    return Stream.concat(
            lengths.stream().flatMap(n -> IntStream.range(0, n).boxed()), Stream.generate(() -> 0))
        .limit(rowLength)
        .collect(Collectors.toList());
  }

  // the position in the row: the next sentence doesn't begin at 0 again
  public static List<Integer> runs_on(List<Integer> lengths, int rowLength) {
    List<Integer> positions = new ArrayList<>();
    int total = lengths.stream().mapToInt(n -> n).sum();
    for (int slot = 0; slot < rowLength; slot++) {
      positions.add(slot < total ? slot : 0);
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
