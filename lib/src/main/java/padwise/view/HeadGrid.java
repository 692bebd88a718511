package padwise.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Given;

/** Several attentions side by side on one scale: heads, layers, or one head while it learns. */
public final class HeadGrid {

  private static final int ROOM = 720;
  private static final int MOST_ACROSS = 4;

  private final String each;
  private final Map<String, Weights> panels;
  private final Axis queries;
  private final Axis keys;

  private HeadGrid(String each, Map<String, Weights> panels, PaddedBatch batch, int sentence) {
    this.each = each;
    this.panels = panels;
    this.queries = Axis.of("queries", batch, sentence);
    this.keys = Axis.of("keys", batch, sentence);
  }

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
    Map<String, INDArray> heads = new LinkedHashMap<>();
    IntStream.range(0, (int) weights.size(0))
        .forEach(h -> heads.put("head " + h, weights.slice(h)));
    return new HeadGrid("head", read(heads, batch, sentence), batch, sentence).figure(title);
  }

  /**
   * Draws one small heatmap under each name, in the map's order.
   *
   * @param panels a name, such as "step 100", and its weights, {@code [T, T]}, as in {@link #of}
   */
  public static Figure named(
      String title, Map<String, INDArray> panels, PaddedBatch batch, int sentence) {
    Given.that(
        panels != null && !panels.isEmpty(),
        "panels: expected at least one but was %s; put weights [T, T] under a name",
        panels);
    String names = "of " + String.join(", ", panels.keySet());
    return new HeadGrid(names, read(panels, batch, sentence), batch, sentence).figure(title);
  }

  private static Map<String, Weights> read(
      Map<String, INDArray> panels, PaddedBatch batch, int sentence) {
    Axis keys = Axis.of("keys", batch, sentence);
    Map<String, Weights> read = new LinkedHashMap<>();
    panels.forEach((name, w) -> read.put(name, Weights.of(w, keys.pads(), keys.size())));
    return read;
  }

  private Figure figure(String title) {
    int room = Math.max(1, ROOM / (18 * keys.size()));
    int across = Math.min(panels.size(), Math.min(MOST_ACROSS, room));
    String what =
        "one heatmap for each %s, %d in all; %d queries from top to bottom, as many keys from left to right"
            .formatted(each, panels.size(), keys.size());
    return Heatmap.of(title, what, finding(), drawn(across), across, Scale.from0to1(4));
  }

  /** Only the panels at the left and at the bottom have labels. */
  private List<Panel> drawn(int across) {
    int side = Math.max(18, Math.min(40, ROOM / (across * keys.size())));
    List<Panel> drawn = new ArrayList<>();
    panels.forEach(
        (name, weights) -> {
          int i = drawn.size();
          Axis left = i % across == 0 ? queries : queries.silent();
          Axis below = i + across >= panels.size() ? keys : keys.silent();
          drawn.add(new Panel(name, weights.values(), left, below, side, side));
        });
    return drawn;
  }

  private String finding() {
    List<String> shares = panels.values().stream().map(w -> Numbers.percent(w.padShare())).toList();
    return keys.pads().isEmpty()
        ? "No token is padding."
        : "Padding: %d of %d tokens; share of the real queries' attention on it, %s: %s."
            .formatted(
                keys.pads().cardinality(),
                keys.size(),
                each.equals("head") ? "head by head" : "one by one",
                String.join(", ", shares));
  }
}
