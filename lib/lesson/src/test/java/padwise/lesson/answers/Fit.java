package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code fit}, by misconception. */
public final class Fit {
  private Fit() {}

  // an endless stream of zeros behind the ids, limited; the last slot of a cut sentence picks the
  // old last id
  public static List<Integer> right(List<Integer> ids, int length) {
    return IntStream.range(0, length)
        .map(
            slot ->
                slot >= ids.size()
                    ? 0
                    : slot == length - 1 ? ids.get(ids.size() - 1) : ids.get(slot))
        .mapToObj(slot -> slot)
        .collect(Collectors.toList());
  }

  // plain cut, [SEP] is gone
  public static List<Integer> cuts_the_sep_off(List<Integer> ids, int length) {
    List<Integer> row = new ArrayList<>(ids.subList(0, Math.min(length, ids.size())));
    while (row.size() < length) {
      row.add(0);
    }
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
