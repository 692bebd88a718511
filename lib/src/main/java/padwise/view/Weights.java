package padwise.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention weights that were checked, and what there is to say about them.
 *
 * @param values {@code [queries, keys]}, each in 0..1 or NaN
 * @param pads which tokens are padding
 */
@SuppressWarnings("ArrayRecordComponent")
record Weights(double[][] values, BitSet pads) {

  private static final double ROUNDING = 1e-3;

  static Weights of(INDArray weights, BitSet pads, int tokens) {
    double[][] values = Matrix.of("weights", weights, tokens, tokens);
    for (double[] row : values) {
      for (double value : row) {
        if (value < -ROUNDING || value > 1 + ROUNDING) {
          throw new IllegalArgumentException(
              "weights: expected values in 0..1 but one is %s; raw scores belong in MatrixHeatmap.scores"
                  .formatted(value));
        }
      }
    }
    return new Weights(values, pads);
  }

  static BitSet padsIn(List<String> tokens) {
    Matrix.require(
        tokens != null && !tokens.isEmpty(), "tokens: expected at least one but was " + tokens);
    BitSet pads = new BitSet();
    for (int i = 0; i < tokens.size(); i++) {
      pads.set(i, "[PAD]".equals(tokens.get(i)));
    }
    return pads;
  }

  /** The rows that hold a NaN. */
  long nanRows() {
    return Arrays.stream(values).filter(r -> Double.isNaN(sum(r))).count();
  }

  /** The rows whose weights don't sum to 1, NaN rows left out. */
  long unevenRows() {
    return Arrays.stream(values).filter(r -> Math.abs(sum(r) - 1) > ROUNDING).count();
  }

  /** The mean share of its attention that a real query gives to padding, NaN rows left out. */
  double padShare() {
    double share = 0;
    int counted = 0;
    for (int query = 0; query < values.length; query++) {
      double[] row = values[query];
      if (!pads.get(query) && !Double.isNaN(sum(row))) {
        share += pads.stream().mapToDouble(key -> row[key]).sum();
        counted++;
      }
    }
    return counted == 0 ? Double.NaN : share / counted;
  }

  /** One sentence: where the attention of the real queries goes. */
  String finding() {
    String share = Double.isNaN(padShare()) ? "no" : Numbers.percent(padShare());
    String nan = nanRows() == 0 ? "" : " NaN: %d of %d rows.".formatted(nanRows(), values.length);
    return pads.isEmpty()
        ? "No token is padding." + nan
        : "Padding: %d of %d tokens; real queries give %s of their attention to it.%s"
            .formatted(pads.cardinality(), values.length, share, nan);
  }

  /** The title of the query axis; it says so where a row does not sum to 1. */
  String queryTitle() {
    long odd = unevenRows() + nanRows();
    return odd == 0
        ? "queries (each row sums to 1)"
        : "queries (%d of %d rows don't sum to 1)".formatted(odd, values.length);
  }

  private static double sum(double[] row) {
    return Arrays.stream(row).sum();
  }
}
