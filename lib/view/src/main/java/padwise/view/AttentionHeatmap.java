package padwise.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * Attention weights as a picture, who looks at whom: one row a query, one column a key, colour from
 * 0 to 1.
 *
 * <p>Padded tokens are hatched, on both sides, whether or not they get attention. A plain 0, or a
 * dot in a small cell, is exactly 0: hidden. ≈0 is seen, however little. A NaN is drawn as NaN; a
 * row that does not sum to 1 is reported at the axis.
 */
public final class AttentionHeatmap {

  private static final double ROUNDING = 1e-3;
  private static final String KEYS = "keys (attended to)";

  private AttentionHeatmap() {}

  /** Draws one head, {@code [T, T]} in 0..1 or NaN, T at most 128, of one sentence, from 0. */
  public static Figure of(String title, INDArray weights, PaddedBatch batch, int sentence) {
    return crossed(title, weights, batch, batch, sentence);
  }

  /** Draws one head, {@code [T, T]}, of one packed row, from 0, with lines between sentences. */
  public static Figure packed(String title, INDArray weights, PackedBatch packed, int row) {
    Preconditions.given("packed", packed);
    Preconditions.inRange("row", row, 0, packed.rows().size() - 1);
    Axis keys = Axis.of(KEYS, packed.rows(), row).between(packed.sentences().slice(row));
    return figure(title, weights, keys, keys);
  }

  /**
   * Draws the weights of one head of cross attention, {@code [T, S]}: queries come from the
   * targets, keys from the sentence of the sources with the same number, from 0.
   */
  public static Figure crossed(
      String title, INDArray weights, PaddedBatch targets, PaddedBatch sources, int sentence) {
    Axis queries = Axis.of("queries", targets, sentence);
    return figure(title, weights, queries, Axis.of(KEYS, sources, sentence));
  }

  /**
   * Draws attention as it grows while a text is written: each step adds a query at the bottom, and
   * a key at the right. What no step has asked for is not drawn.
   *
   * @param steps the weights of one head in each step, as many numbers as there were keys
   * @param batch the text as it is in the end, padded at the left or not at all
   */
  public static Figure growing(
      String title, List<INDArray> steps, PaddedBatch batch, int sentence) {
    Axis keys = Axis.of(KEYS, batch, sentence);
    Preconditions.given("steps", steps);
    double[][] rows = steps.stream().map(Rows::read).toArray(double[][]::new);
    List<Integer> asked = Arrays.stream(rows).map(row -> row.length).toList();
    Preconditions.require(
        asked.stream().allMatch(count -> count >= 1 && count <= keys.size()),
        "steps: expected weights of 1 to %s keys in each, one a slot, but were %s",
        keys.size(),
        asked);
    BitSet pads = new BitSet();
    IntStream.range(0, rows.length)
        .forEach(row -> pads.set(row, keys.pads().get(asked.get(row) - 1)));
    List<String> labels = asked.stream().map(count -> keys.labels().get(count - 1)).toList();
    return figure(
        title, Weights.of(rows, keys.pads()), new Axis("", labels, pads, List.of()), keys);
  }

  private static Figure figure(String title, INDArray array, Axis queries, Axis keys) {
    double[][] values = Heatmap.read("weights", array, queries.size(), keys.size());
    return figure(title, Weights.of(values, keys.pads()), queries, keys);
  }

  private static Figure figure(String title, Weights weights, Axis queries, Axis keys) {
    Heatmap panel =
        new Heatmap(
            "",
            weights.values(),
            queries.titled(weights.queryTitle()),
            keys,
            Heatmap.square(queries, keys, Heatmap.TALL),
            ColorScale.from0to1(4));
    String what =
        "heatmap, %s queries from top to bottom, %s keys from left to right"
            .formatted(queries.size(), keys.size() == queries.size() ? "as many" : keys.size());
    double share = weights.padShare(queries.pads());
    String given = Double.isNaN(share) ? "none" : Numbers.percent(share);
    String shares = "real queries give %s of their attention to it".formatted(given);
    String nan =
        weights.nans() == 0 ? "" : " NaN: %s of %s rows.".formatted(weights.nans(), queries.size());
    String finding = padding(keys.pads(), keys.size(), shares) + nan + keys.lines();
    return Heatmap.figure(title, what, finding, List.of(panel), 1);
  }

  /** One sentence: how much is padding, and how much attention it gets. */
  static String padding(BitSet pads, int tokens, String shares) {
    return pads.isEmpty()
        ? "No token is padding."
        : "Padding: %s of %s tokens; %s.".formatted(pads.cardinality(), tokens, shares);
  }

  /** Attention weights, a row a query, of the keys it could look at, some of them padding. */
  @SuppressWarnings("ArrayRecordComponent")
  record Weights(double[][] values, BitSet pads) {

    /** Reads {@code [T, T]}. */
    static Weights read(String name, INDArray weights, Axis keys) {
      return of(Heatmap.read(name, weights, keys.size(), keys.size()), keys.pads());
    }

    static Weights of(double[][] values, BitSet pads) {
      Numbers.Range range = Numbers.Range.of(values);
      Preconditions.require(
          range.limit() <= 1 + ROUNDING
              && range.infinities() == 0
              && !(range.finite().getMin() < -ROUNDING),
          "weights: expected values in 0..1 but was %s; softmax makes weights of scores",
          range);
      return new Weights(values, pads);
    }

    /** The mean share of its attention that a real query gives to padding, NaN rows left out. */
    double padShare(BitSet paddedQueries) {
      return IntStream.range(0, values.length)
          .filter(query -> !paddedQueries.get(query) && !Double.isNaN(sum(values[query])))
          .mapToDouble(query -> onPads(values[query]))
          .average()
          .orElse(Double.NaN);
    }

    private double onPads(double[] row) {
      return pads.stream().filter(key -> key < row.length).mapToDouble(key -> row[key]).sum();
    }

    /** The number of rows that hold NaN. */
    long nans() {
      return Arrays.stream(values).filter(row -> Double.isNaN(sum(row))).count();
    }

    /** The title of the query axis; it says so where a row does not sum to 1. */
    String queryTitle() {
      long even = Arrays.stream(values).filter(row -> Math.abs(sum(row) - 1) <= ROUNDING).count();
      return even == values.length
          ? "queries (each row sums to 1)"
          : "queries (%s of %s rows don't sum to 1)".formatted(values.length - even, values.length);
    }

    private static double sum(double[] row) {
      return Arrays.stream(row).sum();
    }
  }
}
