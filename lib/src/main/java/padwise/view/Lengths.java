package padwise.view;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import padwise.text.Encoding;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** How long the sentences are, and what padding all of them to the longest would cost. */
public final class Lengths {

  private Lengths() {}

  /** One line a length: how many sentences have it, and the padding of their rows. */
  public static Table of(List<Encoding> encodings) {
    TreeMap<Integer, Long> counts =
        encodings.stream()
            .collect(
                Collectors.groupingBy(e -> e.tokens().size(), TreeMap::new, Collectors.counting()));
    int longest = counts.isEmpty() ? 0 : counts.lastKey();
    IntColumn tokens = IntColumn.create("tokens");
    IntColumn sentences = IntColumn.create("sentences");
    IntColumn pads = IntColumn.create("pads each");
    StringColumn share = StringColumn.create("share of padding");
    counts.forEach(
        (length, count) -> {
          tokens.append(length);
          sentences.append(count.intValue());
          pads.append(longest - length);
          share.append(Numbers.percent(share(longest - length, longest)));
        });
    double slots = (double) longest * encodings.size();
    int real = encodings.stream().mapToInt(e -> e.tokens().size()).sum();
    String title =
        "%d sentences padded to %d tokens: %s of the batch is padding"
            .formatted(encodings.size(), longest, Numbers.percent(share(slots - real, slots)));
    return Table.create(title, tokens, sentences, pads, share);
  }

  private static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
