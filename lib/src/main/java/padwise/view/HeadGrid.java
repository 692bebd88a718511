package padwise.view;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Given;

/** All heads side by side on one scale: which of them look at what. */
public final class HeadGrid {

  private static final int ROOM = 720;
  private static final int MOST_ACROSS = 4;

  private HeadGrid() {}

  /**
   * Draws one small heatmap a head.
   *
   * @param weights {@code [H, T, T]}, each in 0..1 or NaN, T at most 128
   * @param batch where the tokens come from, and what is padding
   * @param sentence which of its sentences, from 0
   * @throws IllegalArgumentException if a shape does not fit or a weight is out of range
   */
  public static Figure of(String title, INDArray weights, PaddedBatch batch, int sentence) {
    Given.that(
        weights != null && weights.rank() == 3 && weights.size(0) > 0,
        "weights: expected [heads, tokens, tokens] but was %s",
        weights);
    Axis queries = Axis.of("queries", batch, sentence);
    Axis keys = Axis.of("keys", batch, sentence);
    List<Weights> heads =
        IntStream.range(0, (int) weights.size(0))
            .mapToObj(h -> Weights.of(weights.slice(h), keys.pads(), keys.size()))
            .toList();
    int room = Math.max(1, ROOM / (18 * keys.size()));
    int across = Math.min(heads.size(), Math.min(MOST_ACROSS, room));
    String what =
        "one heatmap for each head, %d in all; %d queries from top to bottom, as many keys from left to right"
            .formatted(heads.size(), keys.size());
    List<Panel> panels = panels(heads, queries, keys, across);
    return Heatmap.of(title, what, finding(heads), panels, across, Scale.from0to1(4));
  }

  /** Only the panels at the left and at the bottom have labels. */
  private static List<Panel> panels(List<Weights> heads, Axis queries, Axis keys, int across) {
    int side = Math.max(18, Math.min(40, ROOM / (across * keys.size())));
    return IntStream.range(0, heads.size())
        .mapToObj(
            h ->
                new Panel(
                    "head " + h,
                    heads.get(h).values(),
                    h % across == 0 ? queries : queries.silent(),
                    h + across >= heads.size() ? keys : keys.silent(),
                    side,
                    side))
        .toList();
  }

  private static String finding(List<Weights> heads) {
    int pads = heads.get(0).pads().cardinality();
    List<String> shares = heads.stream().map(w -> Numbers.percent(w.padShare())).toList();
    return pads == 0
        ? "No token is padding."
        : "Padding: %d of %d tokens; share of the real queries' attention on it, head by head: %s."
            .formatted(pads, heads.get(0).values().length, String.join(", ", shares));
  }
}
