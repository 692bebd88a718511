package padwise.view;

import java.util.Collections;
import java.util.List;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

/** How long the sentences are, and what padding all of them to the longest would cost. */
public final class Lengths {

  private record Line(int tokens, int sentences, int padsEach, String shareOfPadding) {}

  private Lengths() {}

  /**
   * One line a length: how many sentences have it, and the padding of their rows.
   *
   * @param encodings at least one
   */
  public static Table of(List<Encoding> encodings) {
    List<Integer> lengths = encodings.stream().map(Encoding::length).sorted().toList();
    int longest = lengths.isEmpty() ? 0 : lengths.get(lengths.size() - 1);
    List<Line> lines = lengths.stream().distinct().map(n -> line(n, lengths, longest)).toList();
    int slots = longest * lengths.size();
    int real = lengths.stream().mapToInt(n -> n).sum();
    String title =
        "%d sentences padded to %d tokens: %s of the batch is padding"
            .formatted(encodings.size(), longest, share(slots - real, slots));
    return Records.of(title, lines);
  }

  private static Line line(int length, List<Integer> all, int longest) {
    int pads = longest - length;
    return new Line(length, Collections.frequency(all, length), pads, share(pads, longest));
  }

  private static String share(int part, int whole) {
    return Numbers.percent(whole == 0 ? 0 : part / (double) whole);
  }
}
