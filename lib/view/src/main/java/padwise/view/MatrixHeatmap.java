package padwise.view;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;

/**
 * Any other matrix as a picture: embeddings, logits, masks.
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

  /** Who may look at whom, dark for 1 (keep), light for 0 (hide): {@code [T, T]}. */
  public static Figure mask(String title, INDArray mask, PaddedBatch batch, int sentence) {
    Axis queries = Axis.of("queries", batch, sentence);
    Axis keys = Axis.of("keys (1 keep, 0 hide)", batch, sentence);
    double[][] values = Heatmap.read(title, mask, queries.size(), keys.size());
    Panel panel = panel(values, queries, keys);
    return Heatmap.of(title, what(panel), kept(values), List.of(panel), 1, Scale.from0to1(1));
  }

  private static Figure signed(String title, INDArray array, Axis rows, Axis columns) {
    double[][] values = Heatmap.read(title, array, rows.size(), columns.size());
    Panel panel = panel(values, rows, columns);
    Scale scale = Scale.around0(Range.of(values).limit());
    return Heatmap.of(title, what(panel), reach(panel), List.of(panel), 1, scale);
  }

  private static Panel panel(double[][] values, Axis rows, Axis columns) {
    int width = Panel.side(columns.size(), Panel.WIDE);
    int height = Math.min(width, Panel.side(rows.size(), Panel.TALL));
    return new Panel("", values, rows, columns, width, height);
  }

  private static String what(Panel panel) {
    return "heatmap, %d rows from top to bottom, %d columns from left to right"
        .formatted(panel.rows().size(), panel.columns().size());
  }

  /** How far the values reach, in all cells and in padded rows. */
  private static String reach(Panel panel) {
    double[][] padded =
        panel.rows().pads().stream().mapToObj(row -> panel.values()[row]).toArray(double[][]::new);
    String pads = padded.length == 0 ? "" : " Padded rows: " + Range.of(padded) + ".";
    return "All cells: " + Range.of(panel.values()) + "." + pads;
  }

  /** How much a mask keeps, and how many queries it leaves without any key. */
  private static String kept(double[][] mask) {
    long[] keys = Arrays.stream(mask).mapToLong(MatrixHeatmap::ones).toArray();
    long dead = Arrays.stream(keys).filter(count -> count == 0).count();
    String blind =
        dead == 0 ? "" : " Without any key: %d of %d queries.".formatted(dead, keys.length);
    long pairs = Arrays.stream(keys).sum();
    return "Kept: %d of %d pairs of query and key.".formatted(pairs, keys.length * keys.length)
        + blind;
  }

  private static long ones(double[] row) {
    return Arrays.stream(row).filter(value -> value == 1).count();
  }
}
