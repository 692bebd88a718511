package padwise.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;

/** Attention weights {@code [queries, keys]}, and what there is to say about them. */
@SuppressWarnings("ArrayRecordComponent")
record Weights(double[][] values, BitSet pads) {

  private static final double ROUNDING = 1e-3;

  static Weights of(INDArray weights, BitSet pads, int tokens) {
    double[][] values = Heatmap.read("weights", weights, tokens, tokens);
    Range range = Range.of(values);
    Preconditions.require(
        range.limit() <= 1 + ROUNDING
            && range.infinities() == 0
            && !(range.finite().getMin() < -ROUNDING),
        "weights: expected values in 0..1 but was %s; softmax makes weights of scores",
        range);
    return new Weights(values, pads);
  }

  /** The mean share of its attention that a real query gives to padding, NaN rows left out. */
  double padShare() {
    return IntStream.range(0, values.length)
        .filter(query -> !pads.get(query) && !Double.isNaN(sum(values[query])))
        .mapToDouble(query -> pads.stream().mapToDouble(key -> values[query][key]).sum())
        .average()
        .orElse(Double.NaN);
  }

  /** One sentence: where the attention of the real queries goes. */
  String finding() {
    String share = Double.isNaN(padShare()) ? "no" : Numbers.percent(padShare());
    long nans = Arrays.stream(values).filter(row -> Double.isNaN(sum(row))).count();
    String nan = nans == 0 ? "" : " NaN: %d of %d rows.".formatted(nans, values.length);
    return pads.isEmpty()
        ? "No token is padding." + nan
        : "Padding: %d of %d tokens; real queries give %s of their attention to it.%s"
            .formatted(pads.cardinality(), values.length, share, nan);
  }

  /** The title of the query axis; it says so where a row does not sum to 1. */
  String queryTitle() {
    long even = Arrays.stream(values).filter(row -> Math.abs(sum(row) - 1) <= ROUNDING).count();
    return even == values.length
        ? "queries (each row sums to 1)"
        : "queries (%d of %d rows don't sum to 1)".formatted(values.length - even, values.length);
  }

  private static double sum(double[] row) {
    return Arrays.stream(row).sum();
  }
}
