package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Wrong answers to {@code paddingMask}, by misconception. */
public final class PaddingMask {
  private PaddingMask() {}

  // 1 for padding, 0 for real
  public static List<List<Integer>> swapped_polarity(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      for (int slot = 0; slot < paddedLength; slot++) {
        row.add(slot < n ? 0 : 1);
      }
      mask.add(row);
    }
    return mask;
  }

  // <= where < belongs: the first padding slot counts as real
  public static List<List<Integer>> one_slot_too_many(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      for (int slot = 0; slot < paddedLength; slot++) {
        row.add(slot <= n ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }

  // the width of the longest sentence, whatever paddedLength says
  public static List<List<Integer>> pads_to_the_longest(List<Integer> lengths, int paddedLength) {
    int longest = lengths.stream().mapToInt(n -> n).max().orElse(0);
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      for (int slot = 0; slot < longest; slot++) {
        row.add(slot < n ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }

  // can't imagine an empty sentence and marks one slot in it
  public static List<List<Integer>> at_least_one_real_token(
      List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      row.add(1);
      for (int slot = 1; slot < paddedLength; slot++) {
        row.add(slot < n ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }

  // an empty sentence gets no row
  public static List<List<Integer>> skips_empty_sentences(List<Integer> lengths, int paddedLength) {
    return lengths.stream()
        .filter(n -> n > 0)
        .map(
            n ->
                IntStream.range(0, paddedLength)
                    .mapToObj(slot -> slot < n ? 1 : 0)
                    .collect(Collectors.toList()))
        .collect(Collectors.toList());
  }

  // one list is reused, so all rows show the last sentence
  public static List<List<Integer>> same_list_for_all_rows(
      List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    List<Integer> row = new ArrayList<>(Collections.nCopies(paddedLength, 0));
    for (int n : lengths) {
      for (int slot = 0; slot < paddedLength; slot++) {
        row.set(slot, slot < n ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }
}
