package padwise.lesson.heldout;

import java.util.Collections;
import java.util.List;

/** Wrong answers to {@code paddedLength}, by misconception. */
public final class PaddedLength {
  private PaddedLength() {}

  // rounds to the nearest multiple
  public static Integer rounds_to_nearest(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (int) Math.round(longest / (double) multiple) * multiple;
  }

  // Math.ceil comes too late, the int division has rounded down already
  public static Integer ceil_after_integer_division(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (int) Math.ceil(longest / multiple) * multiple;
  }

  // takes the last sentence for the longest
  public static Integer last_sentence(List<Integer> lengths, int multiple) {
    int n = lengths.get(lengths.size() - 1);
    return (n + multiple - 1) / multiple * multiple;
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
