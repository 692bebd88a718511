package padwise.lesson.tuning;

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

  // gives the share that is worth its money instead of the share that is padding
  public static Double share_of_real_tokens(List<Integer> lengths, int paddedLength) {
    double real = lengths.stream().mapToInt(n -> n).sum();
    return real / (lengths.size() * paddedLength);
  }

  // wrong denominator: mean number of padding slots in a row
  public static Double padding_per_sentence(List<Integer> lengths, int paddedLength) {
    double padding = 0;
    for (int n : lengths) {
      padding += paddedLength - n;
    }
    return padding / lengths.size();
  }

  // wrong denominator: all padding over the width of one row
  public static Double divides_by_one_row(List<Integer> lengths, int paddedLength) {
    double padding = 0;
    for (int n : lengths) {
      padding += paddedLength - n;
    }
    return padding / paddedLength;
  }

  // takes the longest sentence for the width, whatever paddedLength says
  public static Double longest_sentence_as_width(List<Integer> lengths, int paddedLength) {
    int longest = lengths.stream().mapToInt(n -> n).max().orElse(0);
    double real = lengths.stream().mapToInt(n -> n).sum();
    return 1 - real / (lengths.size() * longest);
  }

  // share of the sentences that are padded at all
  public static Double share_of_padded_sentences(List<Integer> lengths, int paddedLength) {
    double padded = lengths.stream().filter(n -> n < paddedLength).count();
    return padded / lengths.size();
  }

  // the share of the first row stands for the whole rectangle
  public static Double first_sentence_only(List<Integer> lengths, int paddedLength) {
    return (paddedLength - lengths.get(0)) / (double) paddedLength;
  }
}
