package padwise.lesson.answers;

import java.util.List;

/** One right answer and some wrong ones to {@code padCount}, by misconception. */
public final class PadCount {
  private PadCount() {}

  // padding slots of the rectangle, without ever multiplying: what each row still lacks, reduced
  public static Integer right(List<Integer> lengths, int paddedLength) {
    return lengths.stream().reduce(0, (sum, n) -> sum + paddedLength - n, Integer::sum);
  }

  // counts the tokens instead of what is missing
  public static Integer counts_real_tokens(List<Integer> lengths, int paddedLength) {
    return lengths.stream().mapToInt(Integer::intValue).sum();
  }

  // counts padding and real tokens alike: the whole rectangle
  public static Integer counts_all_slots(List<Integer> lengths, int paddedLength) {
    return lengths.size() * paddedLength;
  }

  // takes all tokens from a single row, as if the batch had one row
  public static Integer only_one_row(List<Integer> lengths, int paddedLength) {
    int real = 0;
    for (int n : lengths) {
      real += n;
    }
    return paddedLength - real;
  }
}
