package padwise.view;

import java.awt.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.model.ForwardTrace;
import padwise.view.AttentionHeatmap.Weights;

/** Several attentions side by side on one scale: heads, layers, or one head while it learns. */
public final class HeadGrid {

  private static final int ROOM = 720;
  private static final int SMALL = 66;
  private static final int LEGIBLE = 18;
  private static final int MOST_ACROSS = 4;

  private final Map<String, Weights> panels = new LinkedHashMap<>();
  private final Axis queries;

  private HeadGrid(Map<String, INDArray> weights, PaddedBatch batch, int sentence) {
    Preconditions.given("names", weights.keySet());
    this.queries = Axis.of("queries", batch, sentence);
    weights.forEach((name, each) -> panels.put(name, Weights.read("weights", each, queries)));
  }

  /** Draws a heatmap a head, {@code [H, T, T]} in 0..1 or NaN, T at most 128, sentence from 0. */
  public static Figure of(String title, INDArray weights, PaddedBatch batch, int sentence) {
    HeadGrid grid = new HeadGrid(heads("head ", weights), batch, sentence);
    return grid.figure(title, "head", grid.across(), "head by head");
  }

  /** Draws a row of heatmaps under each name, as "layer 0": one a head of {@code [H, T, T]}. */
  public static Figure rows(
      String title, Map<String, INDArray> rows, PaddedBatch batch, int sentence) {
    Preconditions.given("rows", rows == null ? null : rows.values());
    Map<String, INDArray> heads = new LinkedHashMap<>();
    rows.forEach((name, weights) -> heads.putAll(heads(name + ", head ", weights)));
    int across = across(rows.values().stream().map(weights -> weights.size(0)));
    HeadGrid grid = new HeadGrid(heads, batch, sentence);
    String each = "head of " + String.join(", ", rows.keySet()) + ", one row each";
    return grid.figure(title, each, across, "one by one");
  }

  /** Draws a heatmap {@code [T, T]} under each name, such as "step 100", in the map's order. */
  public static Figure named(
      String title, Map<String, INDArray> panels, PaddedBatch batch, int sentence) {
    Preconditions.given("panels", panels == null ? null : panels.values());
    HeadGrid grid = new HeadGrid(panels, batch, sentence);
    String each = "of " + String.join(", ", panels.keySet());
    return grid.figure(title, each, grid.across(), "one by one");
  }

  /** Draws every head, one row a layer, too small for tokens: to find a head, not to read it. */
  public static Figure layers(String title, ForwardTrace trace, PaddedBatch batch, int sentence) {
    Preconditions.given("trace, batch", trace, batch);
    Map<String, INDArray> heads = new LinkedHashMap<>();
    for (int layer = 0; layer < trace.layers().size(); layer++) {
      heads.putAll(heads(layer + ".", trace.attention(layer).heads(sentence))); // [H, T, T]
    }
    int across =
        across(trace.layers().stream().map(layer -> layer.attended().weights().value().size(1)));
    HeadGrid grid = new HeadGrid(heads, batch, sentence);
    String each = "head, named by layer and head, one row a layer";
    double mean =
        grid.panels.values().stream()
            .mapToDouble(weights -> weights.padShare(grid.queries.pads()))
            .filter(share -> !Double.isNaN(share))
            .average()
            .orElse(Double.NaN);
    String share = "real queries give %s of their attention to it, over all heads";
    int side = Math.max(3, SMALL / batch.length());
    return grid.figure(title, each, across, side, share.formatted(Numbers.percent(mean)));
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

  /** The number of heads in a row, which all rows share. */
  private static int across(Stream<Long> heads) {
    List<Long> different = heads.distinct().toList();
    Preconditions.require(
        different.size() == 1,
        "rows: expected as many heads in each but were %s; draw one picture for each",
        different);
    return different.get(0).intValue();
  }

  private int across() {
    int room = Math.max(1, ROOM / (LEGIBLE * queries.size()));
    return Math.min(panels.size(), Math.min(MOST_ACROSS, room));
  }

  /** Panels as large as a page has room for, and the share of each. */
  private Figure figure(String title, String each, int across, String order) {
    int side = Math.max(LEGIBLE, Math.min(40, ROOM / (across * queries.size())));
    String shares =
        panels.values().stream()
            .map(weights -> Numbers.percent(weights.padShare(queries.pads())))
            .collect(Collectors.joining(", "));
    String words = "share of the real queries' attention on it, %s: %s".formatted(order, shares);
    return figure(title, each, across, side, words);
  }

  private Figure figure(String title, String each, int across, int side, String shares) {
    String what =
        "one heatmap for each %s, %s in all; %s queries from top to bottom, as many keys from left to right"
            .formatted(each, panels.size(), queries.size());
    long nans = panels.values().stream().filter(weights -> weights.nans() > 0).count();
    String nan = nans == 0 ? "" : " NaN in %s of %s.".formatted(nans, panels.size());
    String finding = AttentionHeatmap.padding(queries.pads(), queries.size(), shares) + nan;
    return Heatmap.figure(title, what, finding, drawn(across, side), across);
  }

  /** Only the panels at the left and at the bottom have labels, if there is room for any. */
  private List<Heatmap> drawn(int across, int side) {
    List<Heatmap> drawn = new ArrayList<>();
    panels.forEach(
        (name, weights) -> {
          int i = drawn.size();
          boolean isLeft = side >= LEGIBLE && i % across == 0;
          boolean isBottom = side >= LEGIBLE && i + across >= panels.size();
          drawn.add(
              new Heatmap(
                  name,
                  weights.values(),
                  queries.titled(isLeft ? "queries" : ""),
                  queries.titled(isBottom ? "keys" : ""),
                  new Dimension(side, side),
                  ColorScale.from0to1(4)));
        });
    return drawn;
  }
}
