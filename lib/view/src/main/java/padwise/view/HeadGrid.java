package padwise.view;

import java.awt.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.model.ForwardTrace;

/** Several attentions side by side on one scale: heads, layers, or one head while it learns. */
public final class HeadGrid {

  private static final int ROOM = 720;
  private static final int SMALL = 66;
  private static final int LEGIBLE = 18;
  private static final int MOST_ACROSS = 4;

  private final String each;
  private final Map<String, AttentionHeatmap.Weights> panels = new LinkedHashMap<>();
  private final Axis queries;
  private final Axis keys;

  private HeadGrid(String panel, Map<String, INDArray> weights, PaddedBatch batch, int sentence) {
    this.each = panel;
    this.queries = Axis.of("queries", batch, sentence);
    this.keys = queries.titled("keys");
    weights.forEach(
        (name, each) -> {
          double[][] values = Heatmap.read("weights", each, keys.size(), keys.size());
          panels.put(name, AttentionHeatmap.Weights.of(values, keys.pads()));
        });
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
    return new HeadGrid("head", heads("head ", weights), batch, sentence).figure(title);
  }

  /**
   * Draws one row of heatmaps under each name, one small heatmap a head.
   *
   * @param rows a name, such as "layer 0" or "step 100", and its weights, {@code [H, T, T]}
   */
  public static Figure rows(
      String title, Map<String, INDArray> rows, PaddedBatch batch, int sentence) {
    requireAny("rows", rows);
    Map<String, INDArray> panels = new LinkedHashMap<>();
    rows.forEach((name, weights) -> panels.putAll(heads(name + ", head ", weights)));
    String each = "head of " + String.join(", ", rows.keySet()) + ", one row each";
    HeadGrid grid = new HeadGrid(each, panels, batch, sentence);
    int across = panels.size() / rows.size();
    return grid.figure(title, across, grid.side(across), grid.oneByOne());
  }

  private static Map<String, INDArray> heads(String name, INDArray weights) {
    Preconditions.require(
        weights != null && weights.rank() == 3 && weights.size(0) > 0,
        "weights: expected [heads, tokens, tokens] but was %s",
        weights);
    Map<String, INDArray> heads = new LinkedHashMap<>();
    IntStream.range(0, (int) weights.size(0)).forEach(h -> heads.put(name + h, weights.slice(h)));
    return heads;
  }

  private static void requireAny(String name, Map<String, INDArray> panels) {
    Preconditions.require(
        panels != null && !panels.isEmpty(),
        "%s: expected at least one but was %s; put weights under a name",
        name,
        panels);
  }

  /**
   * Draws one small heatmap under each name, in the map's order.
   *
   * @param panels a name, such as "step 100", and its weights, {@code [T, T]}, as in {@link #of}
   */
  public static Figure named(
      String title, Map<String, INDArray> panels, PaddedBatch batch, int sentence) {
    requireAny("panels", panels);
    String names = "of " + String.join(", ", panels.keySet());
    return new HeadGrid(names, panels, batch, sentence).figure(title);
  }

  /**
   * Draws every head of every layer, one row of small heatmaps a layer. Too small for tokens: to
   * find a head, not to read it.
   *
   * @param trace what a BERT did with the batch
   */
  public static Figure layers(String title, ForwardTrace trace, PaddedBatch batch, int sentence) {
    Map<String, INDArray> heads = new LinkedHashMap<>();
    for (int layer = 0; layer < trace.layers().size(); layer++) {
      heads.putAll(heads(layer + ".", trace.attention(layer).heads(sentence))); // [H, T, T]
    }
    int across = heads.size() / trace.layers().size();
    String each = "head, named by layer and head, one row a layer";
    HeadGrid grid = new HeadGrid(each, heads, batch, sentence);
    return grid.figure(title, across, Math.max(3, SMALL / batch.length()), grid.mean());
  }

  private Figure figure(String title) {
    int room = Math.max(1, ROOM / (LEGIBLE * keys.size()));
    int across = Math.min(panels.size(), Math.min(MOST_ACROSS, room));
    return figure(title, across, side(across), oneByOne());
  }

  private int side(int across) {
    return Math.max(LEGIBLE, Math.min(40, ROOM / (across * keys.size())));
  }

  private Figure figure(String title, int across, int side, String finding) {
    String what =
        "one heatmap for each %s, %s in all; %s queries from top to bottom, as many keys from left to right"
            .formatted(each, panels.size(), keys.size());
    return Heatmap.of(title, what, finding, drawn(across, side), across);
  }

  /** Only the panels at the left and at the bottom have labels, if there is room for any. */
  private List<Subplot> drawn(int across, int side) {
    boolean silent = side < LEGIBLE;
    List<Subplot> drawn = new ArrayList<>();
    panels.forEach(
        (name, weights) -> {
          int i = drawn.size();
          Axis left = i % across == 0 && !silent ? queries : queries.silent();
          Axis below = i + across >= panels.size() && !silent ? keys : keys.silent();
          var cell = new Dimension(side, side);
          drawn.add(new Subplot(name, weights.values(), left, below, cell, ColorScale.from0to1(4)));
        });
    return drawn;
  }

  /** For many heads: where all of them look on average. */
  private String mean() {
    double share = shares().filter(each -> !Double.isNaN(each)).average().orElse(Double.NaN);
    return finding(
        "real queries give %s of their attention to it, over all heads"
            .formatted(Numbers.percent(share)));
  }

  private String oneByOne() {
    List<String> shares = shares().mapToObj(Numbers::percent).toList();
    return finding(
        "share of the real queries' attention on it, %s: %s"
            .formatted(
                each.equals("head") ? "head by head" : "one by one", String.join(", ", shares)));
  }

  private DoubleStream shares() {
    return panels.values().stream().mapToDouble(weights -> weights.padShare(keys.pads()));
  }

  private String finding(String shares) {
    long nans = panels.values().stream().filter(weights -> weights.nans() > 0).count();
    String nan = nans == 0 ? "" : " NaN in %s of %s.".formatted(nans, panels.size());
    return keys.pads().isEmpty()
        ? "No token is padding." + nan
        : "Padding: %s of %s tokens; %s.%s"
            .formatted(keys.pads().cardinality(), keys.size(), shares, nan);
  }
}
