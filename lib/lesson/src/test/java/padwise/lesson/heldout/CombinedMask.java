package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code combinedMask}, by misconception. */
public final class CombinedMask {
  private CombinedMask() {}

  // wrong axis: the padding mask is laid on the rows, padding can still be looked at
  public static List<List<Integer>> masks_the_queries(
      List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (int q = 0; q < causal.size(); q++) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(mask.get(q) * causal.get(q).get(k));
      }
      out.add(row);
    }
    return out;
  }

  // reads the causal mask the wrong way round: causal[k][q]
  public static List<List<Integer>> looks_into_the_future(
      List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (int q = 0; q < causal.size(); q++) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(mask.get(k) * causal.get(k).get(q));
      }
      out.add(row);
    }
    return out;
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

  // swapped polarity in the result: 1 where somebody forbids it
  public static List<List<Integer>> one_means_hidden(
      List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (List<Integer> line : causal) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(1 - mask.get(k) * line.get(k));
      }
      out.add(row);
    }
    return out;
  }

  // a query may only look at what stands before it, not at itself
  public static List<List<Integer>> not_even_oneself(
      List<Integer> mask, List<List<Integer>> causal) {
    List<List<Integer>> out = new ArrayList<>();
    for (int q = 0; q < causal.size(); q++) {
      List<Integer> row = new ArrayList<>();
      for (int k = 0; k < mask.size(); k++) {
        row.add(q == k ? 0 : mask.get(k) * causal.get(q).get(k));
      }
      out.add(row);
    }
    return out;
  }
}
