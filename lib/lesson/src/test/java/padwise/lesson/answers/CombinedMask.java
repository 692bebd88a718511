package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code combinedMask}, by misconception. */
public final class CombinedMask {
  private CombinedMask() {}

  // one flat run over all cells, bitwise and, cut into rows again
  public static List<List<Integer>> right(List<Integer> mask, List<List<Integer>> causal) {
    int keys = mask.size();
    return IntStream.range(0, causal.size())
        .mapToObj(
            q ->
                IntStream.range(q * keys, (q + 1) * keys)
                    .mapToObj(
                        cell -> causal.get(cell / keys).get(cell % keys) & mask.get(cell % keys))
                    .collect(Collectors.toList()))
        .collect(Collectors.toList());
  }

  // 1 where either of the two allows it
  public static List<List<Integer>> or_for_and(List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (int q = 0; q < causal.size(); q++) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(mask.get(k) == 1 || causal.get(q).get(k) == 1 ? 1 : 0);
      }
      out.add(row);
    }
    return out;
  }

  // the causal mask as it came
  public static List<List<Integer>> forgets_the_padding(
      List<Integer> mask, List<List<Integer>> causal) {
    return causal.stream()
        .map(row -> (List<Integer>) new ArrayList<>(row))
        .collect(Collectors.toList());
  }

  // 2 where both allow it, 1 where only one does
  public static List<List<Integer>> adds_the_masks(List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (List<Integer> line : causal) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(mask.get(k) + line.get(k));
      }
      out.add(row);
    }
    return out;
  }
}
