package padwise.view;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;

/**
 * Any other matrix as a picture: embeddings, logits, scores, masks.
 *
 * <p>Every row belongs to a token of one sentence of a batch, counted from 0; padded ones are
 * hatched. Signed values are orange below zero, near-white at zero, blue above, as far as the
 * values reach. NaN and −∞ are drawn as what they are. At most 128 rows and columns.
 */
public final class MatrixHeatmap {

  private MatrixHeatmap() {}

  /** One row a token, one column a dimension: {@code [T, D]}. */
  public static Figure embeddings(String title, INDArray values, PaddedBatch batch, int sentence) {
    int width = values != null && values.rank() == 2 ? (int) values.size(1) : 0;
    List<String> dimensions = IntStream.range(0, width).mapToObj(String::valueOf).toList();
    Axis tokens = Axis.of("tokens", batch, sentence);
    return signed(title, values, tokens, Axis.of("dimension", dimensions));
  }

  /** Logits or their gradient, one row a token, one column a word: {@code [T, V]}. */
  public static Figure words(
      String title, INDArray values, PaddedBatch batch, int sentence, List<String> words) {
    return signed(title, values, Axis.of("tokens", batch, sentence), Axis.of("words", words));
  }

  /** Raw attention scores, one row a query, one column a key: {@code [T, T]}. */
  public static Figure scores(String title, INDArray scores, PaddedBatch batch, int sentence) {
    Axis queries = Axis.of("queries", batch, sentence);
    return signed(title, scores, queries, Axis.of("keys", batch, sentence));
  }

  /** Who may look at whom, dark for 1 (keep), light for 0 (hide): {@code [T, T]}. */
  public static Figure mask(String title, INDArray mask, PaddedBatch batch, int sentence) {
    Axis queries = Axis.of("queries", batch, sentence);
    Axis keys = Axis.of("keys (1 keep, 0 hide)", batch, sentence);
    double[][] values = Heatmap.read(title, mask, queries.size(), keys.size());
    return draw(title, values, queries, keys, Scale.from0to1(1));
  }

  private static Figure signed(String title, INDArray array, Axis rows, Axis columns) {
    double[][] values = Heatmap.read(title, array, rows.size(), columns.size());
    return draw(title, values, rows, columns, Scale.around0(Range.of(values).limit()));
  }

  private static Figure draw(
      String title, double[][] values, Axis rows, Axis columns, Scale scale) {
    int width = Panel.side(columns.size());
    int height = Math.min(width, Panel.side(rows.size()));
    Panel panel = new Panel("", values, rows, columns, width, height);
    String what =
        "heatmap, %d rows from top to bottom, %d columns from left to right"
            .formatted(rows.size(), columns.size());
    double[][] padded = rows.pads().stream().mapToObj(row -> values[row]).toArray(double[][]::new);
    String pads = padded.length == 0 ? "" : " Padded rows: " + Range.of(padded) + ".";
    String finding = "All cells: " + Range.of(values) + "." + pads;
    return Heatmap.of(title, what, finding, List.of(panel), 1, scale);
  }
}
