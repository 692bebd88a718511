package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code paddingMask}, by misconception. */
public final class PaddingMask {
  private PaddingMask() {}

  // Integer.signum of what is left of the sentence in each slot
  public static List<List<Integer>> right(List<Integer> lengths, int paddedLength) {
    return lengths.stream()
        .map(
            n ->
                IntStream.range(0, paddedLength)
                    .mapToObj(slot -> Math.max(0, Integer.signum(n - slot)))
                    .collect(Collectors.toList()))
        .collect(Collectors.toList());
  }

  // zeros first, then ones
  public static List<List<Integer>> pads_on_the_left(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>(Collections.nCopies(paddedLength - n, 0));
      row.addAll(Collections.nCopies(n, 1));
      mask.add(row);
    }
    return mask;
  }

  // stops at the last index, so the last real token counts as padding
  public static List<List<Integer>> one_slot_too_few(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      for (int slot = 0; slot < paddedLength; slot++) {
        row.add(slot < n - 1 ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }

  // one row for each slot, one column for each sentence
  public static List<List<Integer>> transposed(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int slot = 0; slot < paddedLength; slot++) {
      List<Integer> row = new ArrayList<>();
      for (int n : lengths) {
        row.add(slot < n ? 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }

  // writes the ones and forgets the zeros
  public static List<List<Integer>> stays_ragged(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      mask.add(new ArrayList<>(Collections.nCopies(n, 1)));
    }
    return mask;
  }

  // numbers the real slots instead of marking them
  public static List<List<Integer>> slot_numbers_instead_of_ones(
      List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      List<Integer> row = new ArrayList<>();
      for (int slot = 0; slot < paddedLength; slot++) {
        row.add(slot < n ? slot + 1 : 0);
      }
      mask.add(row);
    }
    return mask;
  }
}
