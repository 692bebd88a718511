package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code fit}, by misconception. */
public final class Fit {
  private Fit() {}

  // writes 102 in the last slot of every row, over the padding as well
  public static List<Integer> sep_closes_short_rows_too(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      row.add(i < ids.size() ? ids.get(i) : 0);
    }
    row.set(length - 1, 102);
    return row;
  }

  // fills zeros in before [SEP], so that [SEP] stays last in short rows too
  public static List<Integer> sep_moves_behind_the_padding(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>(ids.subList(0, Math.min(length, ids.size()) - 1));
    while (row.size() < length - 1) {
      row.add(0);
    }
    row.add(ids.get(ids.size() - 1));
    return row;
  }

  // fills up with [SEP] instead of zeros
  public static List<Integer> pads_with_sep(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>(ids.size() <= length ? ids : ids.subList(0, length - 1));
    while (row.size() < length) {
      row.add(102);
    }
    return row;
  }

  // leaves room for [SEP] twice: one token lost and a zero behind [SEP]
  public static List<Integer> cuts_one_too_many(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>(ids);
    if (ids.size() > length) {
      row = new ArrayList<>(ids.subList(0, Math.max(0, length - 2)));
      row.add(102);
    }
    while (row.size() < length) {
      row.add(0);
    }
    return row;
  }

  // treats a sentence of exactly the length as too long and drops the token before [SEP]
  public static List<Integer> exact_fit_is_cut(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>();
    if (ids.size() >= length) {
      row.addAll(ids.subList(0, Math.max(0, length - 2)));
      row.add(ids.get(ids.size() - 1));
    } else {
      row.addAll(ids);
    }
    while (row.size() < length) {
      row.add(0);
    }
    return row;
  }

  // takes the label for padding, -100, for its id
  public static List<Integer> pads_with_ignore_label(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>(ids.size() <= length ? ids : ids.subList(0, length - 1));
    if (ids.size() > length) {
      row.add(102);
    }
    while (row.size() < length) {
      row.add(-100);
    }
    return row;
  }
}
