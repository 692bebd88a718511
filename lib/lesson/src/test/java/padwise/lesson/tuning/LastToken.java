package padwise.lesson.tuning;

import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code lastToken}, by misconception. */
public final class LastToken {
  private LastToken() {}

  // every real id replaces the one before it: what is left is the last
  public static Integer right(List<Integer> ids, List<Integer> mask) {
    return IntStream.range(0, ids.size())
        .filter(i -> mask.get(i) == 1)
        .mapToObj(ids::get)
        .reduce(null, (before, id) -> id);
  }

  // the bug itself: the last slot, padding or not
  public static Integer last_slot(List<Integer> ids, List<Integer> mask) {
    return ids.get(ids.size() - 1);
  }

  // counts the real tokens: the right place only if the padding is on the right
  public static Integer padding_is_always_right(List<Integer> ids, List<Integer> mask) {
    int real = mask.stream().mapToInt(m -> m).sum();
    return ids.get(real - 1);
  }

  // number of real tokens as index: one slot too far
  public static Integer count_is_an_index(List<Integer> ids, List<Integer> mask) {
    int real = mask.stream().mapToInt(m -> m).sum();
    return ids.get(Math.min(real, ids.size() - 1));
  }

  // returns the place, not the token
  public static Integer index_not_id(List<Integer> ids, List<Integer> mask) {
    return mask.lastIndexOf(1);
  }

  // takes the largest of the real ids
  public static Integer largest_id(List<Integer> ids, List<Integer> mask) {
    int largest = 0;
    for (int i = 0; i < ids.size(); i++) {
      largest = Math.max(largest, ids.get(i) * mask.get(i));
    }
    return largest;
  }

  // looks for [SEP], 102, and takes the last slot if there is none: only [SEP] ends a sentence
  public static Integer sep_is_always_last(List<Integer> ids, List<Integer> mask) {
    int sep = ids.indexOf(102);
    return sep < 0 ? ids.get(ids.size() - 1) : ids.get(sep);
  }
}
