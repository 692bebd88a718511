package padwise.view;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * Any other matrix as a picture: embeddings, logits, changes.
 *
 * <p>Signed values are orange below zero, near-white at zero, blue above, as far as the values
 * reach. Padded rows are hatched; NaN and −∞ are drawn as they are. At most 128 rows and columns.
 */
public final class MatrixHeatmap {

  private MatrixHeatmap() {}

  /** One row a token, one column a dimension: {@code [T, D]}. */
  public static Figure embeddings(String title, INDArray values, PaddedBatch batch, int sentence) {
    int width = values != null && values.rank() == 2 ? (int) values.size(1) : 0;
    Axis tokens = Axis.of("tokens", batch, sentence);
    return signed(title, values, tokens, Axis.numbered("dimension", width));
  }

  /** Logits or their gradient, one row a token, one column a word: {@code [T, V]}. */
  public static Figure words(
      String title, INDArray values, PaddedBatch batch, int sentence, List<String> words) {
    return signed(title, values, Axis.of("tokens", batch, sentence), Axis.of("words", words));
  }

  /**
   * The change of each stage, from top to bottom, under each arrangement, from left to right:
   * near-white up to a tolerance, such as 1e-5, then darker with each tenfold.
   *
   * @param changes {@code [stages, arrangements]}, from 0 or NaN; ∞ where nothing could be compared
   */
  public static Figure changes(
      String title,
      List<String> stages,
      List<String> arrangements,
      double[][] changes,
      double tolerance) {
    Preconditions.given("stages, arrangements", stages, arrangements);
    Preconditions.inRange("stages", stages.size(), 1, Heatmap.MOST);
    Preconditions.inRange("arrangements", arrangements.size(), 1, Heatmap.MOST);
    Preconditions.require(
        changes != null
            && changes.length == stages.size()
            && Stream.of(changes).allMatch(row -> row != null && row.length == arrangements.size())
            && Stream.of(changes).flatMapToDouble(Arrays::stream).noneMatch(change -> change < 0),
        "changes: expected a row for each of %s and a number from 0 for each of %s",
        stages,
        arrangements);
    Preconditions.require(
        tolerance > 0 && tolerance < 1, "tolerance: expected 0 to 1 but was %s", tolerance);
    long moved =
        Arrays.stream(changes)
            .flatMapToDouble(Arrays::stream)
            .filter(change -> !(change <= tolerance))
            .count();
    String finding =
        "%s of %s changes are larger than %s."
            .formatted(
                moved == 0 ? "None" : moved,
                stages.size() * arrangements.size(),
                Numbers.change(tolerance, 0));
    Axis columns = Axis.of("arrangement", arrangements);
    ColorScale scale = ColorScale.changes(tolerance);
    return figure(title, finding, changes, Axis.of("stage", stages), columns, scale);
  }

  /** Signed values, and their reach in all cells and in padded rows. */
  private static Figure signed(String title, INDArray array, Axis rows, Axis columns) {
    double[][] values = Heatmap.read(title, array, rows.size(), columns.size());
    Numbers.Range range = Numbers.Range.of(values);
    double[][] padded = rows.pads().stream().mapToObj(row -> values[row]).toArray(double[][]::new);
    String pads = padded.length == 0 ? "" : " Padded rows: " + Numbers.Range.of(padded) + ".";
    String finding = "All cells: " + range + "." + pads;
    return figure(title, finding, values, rows, columns, ColorScale.around0(range.limit()));
  }

  private static Figure figure(
      String title, String finding, double[][] values, Axis rows, Axis columns, ColorScale scale) {
    var panel = new Heatmap("", values, rows, columns, Heatmap.fitting(rows, columns), scale);
    return Heatmap.figure(title, what(panel), finding, List.of(panel), 1);
  }

  static String what(Heatmap panel) {
    return "heatmap, %s rows from top to bottom, %s columns from left to right"
        .formatted(panel.rows().size(), panel.columns().size());
  }
}
