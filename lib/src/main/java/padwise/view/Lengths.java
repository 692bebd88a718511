package padwise.view;

import java.util.List;
import java.util.TreeMap;
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
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    encodings.forEach(e -> counts.merge(e.length(), 1, Integer::sum));
    int longest = counts.isEmpty() ? 0 : counts.lastKey();
    List<Line> lines =
        counts.entrySet().stream()
            .map(
                e ->
                    new Line(
                        e.getKey(),
                        e.getValue(),
                        longest - e.getKey(),
                        share(longest - e.getKey(), longest)))
            .toList();
    int slots = longest * encodings.size();
    int real = encodings.stream().mapToInt(Encoding::length).sum();
    String title =
        "%d sentences padded to %d tokens: %s of the batch is padding"
            .formatted(encodings.size(), longest, share(slots - real, slots));
    return Records.of(title, lines);
  }

  private static String share(int part, int whole) {
    return Numbers.percent(whole == 0 ? 0 : part / (double) whole);
  }
}
