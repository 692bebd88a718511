package padwise.view;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Any other matrix as a picture: embeddings, scores, masks.
 *
 * <p>Signed values are orange below zero, near-white at zero, blue above. Tokens named {@code
 * [PAD]} are hatched. NaN and −∞ are drawn as what they are. All lists hold at most 128 labels.
 */
public final class MatrixHeatmap {

  private MatrixHeatmap() {}

  /** One row a token, one column a dimension; the scale reaches as far as the values do. */
  public static Figure embeddings(String title, INDArray values, List<String> tokens) {
    return embeddings(title, values, tokens, Range.of(values).limit());
  }

  /**
   * One row a token, one column a dimension.
   *
   * @param values {@code [T, D]}
   * @param limit the scale runs from −limit to limit, so that two pictures can share it
   */
  public static Figure embeddings(
      String title, INDArray values, List<String> tokens, double limit) {
    int width = values.rank() == 2 ? (int) values.size(1) : 0;
    List<String> dimensions = IntStream.range(0, width).mapToObj(String::valueOf).toList();
    Axis rows = Axis.of("tokens", tokens, Weights.padsIn(tokens));
    return draw(
        title, values, rows, Axis.of("dimension", dimensions, new BitSet()), Scale.around0(limit));
  }

  /** Raw attention scores, one row a query, one column a key; {@code [T, T]}. */
  public static Figure scores(String title, INDArray scores, List<String> tokens) {
    BitSet pads = Weights.padsIn(tokens);
    Axis queries = Axis.of("queries", tokens, pads);
    Axis keys = Axis.of("keys", tokens, pads);
    return draw(title, scores, queries, keys, Scale.around0(Range.of(scores).limit()));
  }

  /**
   * A mask: dark for 1 (keep), light for 0 (hide).
   *
   * @param mask zeros and ones, {@code [rows, T]}
   * @param rows a name for each row: sentences of a batch, or the queries
   */
  public static Figure mask(String title, INDArray mask, List<String> rows, List<String> tokens) {
    Axis left = Axis.of("rows", rows, Weights.padsIn(rows));
    Axis bottom = Axis.of("keys (1 keep, 0 hide)", tokens, Weights.padsIn(tokens));
    return draw(title, mask, left, bottom, Scale.from0to1(1));
  }

  private static Figure draw(String title, INDArray array, Axis rows, Axis columns, Scale scale) {
    double[][] values = Matrix.of(title, array, rows.size(), columns.size());
    int width = Panel.side(columns.size());
    int height = Math.min(width, Panel.side(rows.size()));
    String finding = finding(values, rows.pads());
    String alt =
        "%s: heatmap, %d rows from top to bottom, %d columns from left to right, colour from %s to %s. %s"
            .formatted(
                title,
                rows.size(),
                columns.size(),
                Numbers.text(scale.min()),
                Numbers.text(scale.max()),
                finding);
    Panel panel = new Panel("", values, rows, columns, width, height);
    return new Figure(
        Card.of(title, List.of(panel), 1, scale), alt, title + ". " + finding + panel.legend());
  }

  private static String finding(double[][] values, BitSet pads) {
    Range all = Range.of(Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray());
    if (pads.isEmpty()) {
      return "All cells: " + all + ".";
    }
    Range padded =
        Range.of(pads.stream().boxed().flatMapToDouble(p -> Arrays.stream(values[p])).toArray());
    return "All cells: %s. Padded rows: %s.".formatted(all, padded);
  }
}
