package padwise.lesson.heldout;

import java.util.List;

/** Wrong answers to {@code paddedShare}, by misconception. */
public final class PaddedShare {
  private PaddedShare() {}

  // divides two ints and casts afterwards: the share is always 0 (or 1)
  public static Double integer_division(List<Integer> lengths, int paddedLength) {
    int slots = lengths.size() * paddedLength;
    int real = lengths.stream().mapToInt(n -> n).sum();
    return (double) ((slots - real) / slots);
  }

  // one minus an integer division: every batch that has padding is all padding
  public static Double real_share_in_integers(List<Integer> lengths, int paddedLength) {
    int slots = lengths.size() * paddedLength;
    int real = 0;
    for (int n : lengths) {
      real += n;
    }
    return 1.0 - real / slots;
  }

  // a percentage from 0 to 100
  public static Double per_cent(List<Integer> lengths, int paddedLength) {
    double slots = lengths.size() * paddedLength;
    double real = lengths.stream().mapToInt(n -> n).sum();
    return 100 * (slots - real) / slots;
  }

  // wrong denominator: padding for each real token, not for each slot
  public static Double padding_per_real_token(List<Integer> lengths, int paddedLength) {
    double real = lengths.stream().mapToInt(n -> n).sum();
    return (lengths.size() * paddedLength - real) / real;
  }

  // rounds for show and returns the rounded number
  public static Double rounds_to_tenths(List<Integer> lengths, int paddedLength) {
    double real = lengths.stream().mapToInt(n -> n).sum();
    return Math.round(10 * (1 - real / (lengths.size() * paddedLength))) / 10.0;
  }
}
