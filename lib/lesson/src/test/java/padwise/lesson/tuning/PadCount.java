package padwise.lesson.tuning;

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

  // loop stops one sentence too early
  public static Integer forgets_the_last_sentence(List<Integer> lengths, int paddedLength) {
    int padding = 0;
    for (int i = 0; i < lengths.size() - 1; i++) {
      padding += paddedLength - lengths.get(i);
    }
    return padding;
  }

  // length minus width: the right size with the wrong sign
  public static Integer subtracts_the_wrong_way_round(List<Integer> lengths, int paddedLength) {
    int padding = 0;
    for (Integer n : lengths) {
      padding += n - paddedLength;
    }
    return padding;
  }

  // takes the length for an index and so loses one slot in each row
  public static Integer last_index_for_length(List<Integer> lengths, int paddedLength) {
    int padding = 0;
    for (Integer n : lengths) {
      for (int slot = n + 1; slot < paddedLength; slot++) {
        padding++;
      }
    }
    return padding;
  }

  // believes the rectangle has as many rows as columns
  public static Integer square_rectangle(List<Integer> lengths, int paddedLength) {
    return paddedLength * paddedLength - lengths.stream().mapToInt(n -> n).sum();
  }
}
