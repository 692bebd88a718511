package padwise.lesson.heldout;

import java.util.List;

/** Wrong answers to {@code padCount}, by misconception. */
public final class PadCount {
  private PadCount() {}

  // counts padding and real tokens alike: the whole rectangle
  public static Integer counts_all_slots(List<Integer> lengths, int paddedLength) {
    return lengths.size() * paddedLength;
  }

  // counts the sentences that need padding, not the slots
  public static Integer counts_padded_sentences(List<Integer> lengths, int paddedLength) {
    int count = 0;
    for (int n : lengths) {
      if (n < paddedLength) {
        count++;
      }
    }
    return count;
  }

  // measures against the longest sentence and never looks at paddedLength
  public static Integer pads_to_the_longest(List<Integer> lengths, int paddedLength) {
    int longest = 0;
    for (int n : lengths) {
      longest = Math.max(longest, n);
    }
    int padding = 0;
    for (int n : lengths) {
      padding += longest - n;
    }
    return padding;
  }

  // takes all tokens from a single row, as if the batch had one row
  public static Integer only_one_row(List<Integer> lengths, int paddedLength) {
    int real = 0;
    for (int n : lengths) {
      real += n;
    }
    return paddedLength - real;
  }

  // assigns instead of adding: only the last row is left
  public static Integer keeps_only_the_last_row(List<Integer> lengths, int paddedLength) {
    int padding = 0;
    for (Integer n : lengths) {
      padding = paddedLength - n;
    }
    return padding;
  }

  // believes an empty sentence takes no row, so its padding is not counted
  public static Integer empty_sentence_has_no_row(List<Integer> lengths, int paddedLength) {
    return lengths.stream().filter(n -> n > 0).mapToInt(n -> paddedLength - n).sum();
  }
}
