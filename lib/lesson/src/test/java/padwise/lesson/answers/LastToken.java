package padwise.lesson.answers;

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

  // looks for [SEP], 102, and takes the last slot if there is none: only [SEP] ends a sentence
  public static Integer sep_is_always_last(List<Integer> ids, List<Integer> mask) {
    int sep = ids.indexOf(102);
    return sep < 0 ? ids.get(ids.size() - 1) : ids.get(sep);
  }

  // indexOf for lastIndexOf
  public static Integer first_real_token(List<Integer> ids, List<Integer> mask) {
    return ids.get(mask.indexOf(1));
  }

  // swapped polarity: the last slot whose mask is 0
  public static Integer last_padding(List<Integer> ids, List<Integer> mask) {
    return ids.get(Math.max(0, mask.lastIndexOf(0)));
  }
}
