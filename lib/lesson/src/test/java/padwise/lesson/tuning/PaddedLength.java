package padwise.lesson.tuning;

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

  // goes to the next multiple even if the length already is one
  public static Integer always_adds_a_step(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (longest / multiple + 1) * multiple;
  }

  // writes 8 into the code instead of multiple
  public static Integer always_eight(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return (longest + 7) / 8 * 8;
  }

  // rounds up the shortest
  public static Integer shortest_sentence(List<Integer> lengths, int multiple) {
    int shortest = Collections.min(lengths);
    return (shortest + multiple - 1) / multiple * multiple;
  }

  // adds all lengths up before rounding
  public static Integer all_sentences_in_a_row(List<Integer> lengths, int multiple) {
    int sum = lengths.stream().mapToInt(n -> n).sum();
    return (sum + multiple - 1) / multiple * multiple;
  }

  // thinks fast hardware means powers of two
  public static Integer next_power_of_two(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    int width = 1;
    while (width < longest) {
      width *= 2;
    }
    return width;
  }

  // adds what is over instead of what is missing
  public static Integer adds_the_remainder(List<Integer> lengths, int multiple) {
    int longest = Collections.max(lengths);
    return longest + longest % multiple;
  }
}
