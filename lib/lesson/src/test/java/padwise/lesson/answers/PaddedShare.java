package padwise.lesson.answers;

import java.util.List;

/** One right answer and some wrong ones to {@code paddedShare}, by misconception. */
public final class PaddedShare {
  private PaddedShare() {}

  // the mean of the rows' own shares is the share of the rectangle, since all rows are equally wide
  public static Double right(List<Integer> lengths, int paddedLength) {
    return paddedLength == 0
        ? 0.0
        : lengths.stream().mapToDouble(n -> 1 - n / (double) paddedLength).average().orElse(0);
  }

  // the share of the first row stands for the whole rectangle
  public static Double first_sentence_only(List<Integer> lengths, int paddedLength) {
    return (paddedLength - lengths.get(0)) / (double) paddedLength;
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
