package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One right answer and some wrong ones to {@code windowMask}, by misconception. */
public final class WindowMask {
  private WindowMask() {}

  // rows of zeros, then a 1 for each real key of the window
  public static List<List<Integer>> right(List<Integer> mask, int width) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int query = 0; query < mask.size(); query++) {
      List<Integer> row = new ArrayList<>(Collections.nCopies(mask.size(), 0));
      for (int key = Math.max(0, query - width + 1); key <= query; key++) {
        row.set(key, mask.get(key));
      }
      rows.add(row);
    }
    return rows;
  }

  // a distance has no sign: the next slots are as near as the last ones
  public static List<List<Integer>> looks_both_ways(List<Integer> mask, int width) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int query = 0; query < mask.size(); query++) {
      List<Integer> row = new ArrayList<>();
      for (int key = 0; key < mask.size(); key++) {
        boolean near = key > query - width && key < query + width;
        row.add(near ? mask.get(key) : 0);
      }
      rows.add(row);
    }
    return rows;
  }

  // a pad may not look at itself, and that is all
  public static List<List<Integer>> pads_hidden_from_themselves(List<Integer> mask, int width) {
    List<List<Integer>> rows = right(Collections.nCopies(mask.size(), 1), width);
    for (int slot = 0; slot < mask.size(); slot++) {
      rows.get(slot).set(slot, mask.get(slot));
    }
    return rows;
  }

  // a padded row is nobody's question: left empty
  public static List<List<Integer>> queries_and_keys(List<Integer> mask, int width) {
    List<List<Integer>> rows = right(mask, width);
    for (int query = 0; query < mask.size(); query++) {
      if (mask.get(query) == 0) {
        rows.set(query, Collections.nCopies(mask.size(), 0));
      }
    }
    return rows;
  }

  // the window alone
  public static List<List<Integer>> padded_keys_too(List<Integer> mask, int width) {
    return right(Collections.nCopies(mask.size(), 1), width);
  }

  // the last real tokens, however far away: a pad does not use up the window
  public static List<List<Integer>> window_of_real_tokens(List<Integer> mask, int width) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int query = 0; query < mask.size(); query++) {
      List<Integer> row = new ArrayList<>(Collections.nCopies(mask.size(), 0));
      int left = width;
      for (int key = query; key >= 0 && left > 0; key--) {
        row.set(key, mask.get(key));
        left -= mask.get(key);
      }
      rows.add(row);
    }
    return rows;
  }
}
