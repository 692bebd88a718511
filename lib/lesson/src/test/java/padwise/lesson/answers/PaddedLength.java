package padwise.lesson.answers;

import java.util.Collections;
import java.util.List;

/** One right answer and some wrong ones to {@code paddedLength}, by misconception. */
public final class PaddedLength {
  private PaddedLength() {}

  // longest plus what floorMod says is missing
  public static Integer right(List<Integer> lengths, int multiple) {
    int longest = lengths.stream().reduce(0, Math::max);
    return longest + Math.floorMod(-longest, multiple);
  }

  // Math.ceil comes too late, the int division has rounded down already
  public static Integer ceil_after_integer_division(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (int) Math.ceil(longest / multiple) * multiple;
  }

  // says how many multiples, not how many slots
  public static Integer number_of_multiples(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (longest + multiple - 1) / multiple;
  }

  // returns the longest as it is
  public static Integer no_rounding(List<Integer> lengths, int multiple) {
    return lengths.stream().mapToInt(n -> n).max().orElse(0);
  }
}
