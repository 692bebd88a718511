package padwise.lesson.answers;

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

  // writes the ones and forgets the zeros
  public static List<List<Integer>> stays_ragged(List<Integer> lengths, int paddedLength) {
    List<List<Integer>> mask = new ArrayList<>();
    for (int n : lengths) {
      mask.add(new ArrayList<>(Collections.nCopies(n, 1)));
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
}
