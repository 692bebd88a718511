package padwise.view;

import static java.lang.Double.NEGATIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.batch.PaddedBatch;

class HeatmapTest {

  private static final ColorScale SCALE = ColorScale.from0to1(4);

  @Test
  void query_0_is_on_top_and_key_0_at_the_left() {
    PaddedBatch batch = Pictures.batch(8, 0);
    double[] topRight = dark(AttentionHeatmap.of("A", oneHot(8, 0, 7), batch, 0));
    double[] topLeft = dark(AttentionHeatmap.of("A", oneHot(8, 0, 0), batch, 0));
    double[] bottomLeft = dark(AttentionHeatmap.of("A", oneHot(8, 7, 0), batch, 0));
    assertThat(topRight[0]).isGreaterThan(topLeft[0] + 350);
    assertThat(topRight[1]).isCloseTo(topLeft[1], within(3.0));
    assertThat(bottomLeft[1]).isGreaterThan(topLeft[1] + 350);
    assertThat(bottomLeft[0]).isCloseTo(topLeft[0], within(3.0));
  }

  @Test
  void the_scale_stays_0_to_1_when_no_weight_comes_near_1() {
    Figure figure =
        AttentionHeatmap.of(
            "A", Nd4j.valueArrayOf(new long[] {4, 4}, 0.25), Pictures.batch(4, 0), 0);
    assertThat(dark(figure)[2]).isZero();
    int edge = figure.image().getWidth() - 8; // the bar's words end before it
    assertThat(Pictures.ink(figure.image(), edge, 0, 8, figure.image().getHeight())).isZero();
    assertThat(Pictures.middle(figure.image(), new Color(158, 196, 250))[2]).isGreaterThan(20_000);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "8,8", "12,12", "20,20", "40,40", "64,64", "8,4", "20,4", "1,20"})
  void every_token_has_its_label_on_both_axes_and_none_is_cut(int rows, int columns) {
    Axis left = Axis.of("queries", Pictures.batch(rows, rows / 3), 0);
    Axis bottom = Axis.of("keys", Pictures.batch(columns, columns / 3), 0);
    Dimension cell = Heatmap.fitting(left, bottom);
    int width = cell.width;
    int height = cell.height;
    Heatmap panel = new Heatmap("", new double[rows][columns], left, bottom, cell, SCALE);
    BufferedImage image = drawn(panel);
    Rectangle cells = panel.cells();
    for (int i = 0; i < rows; i++) {
      assertThat(Pictures.ink(image, cells.x - 60, cells.y + i * height + 1, 52, height - 2))
          .as("row %d", i)
          .isPositive();
    }
    int below = cells.y + cells.height + 8;
    for (int i = 0; i < columns; i++) {
      assertThat(Pictures.ink(image, cells.x + i * width + 1, below, width - 2, 30))
          .as("column %d", i)
          .isPositive();
    }
    assertThat(Pictures.ink(image, 0, 0, 4, image.getHeight())).isZero();
    assertThat(Pictures.ink(image, 0, image.getHeight() - 4, image.getWidth(), 4)).isZero();
  }

  @Test
  void cells_have_the_colours_of_their_values() {
    double[][] values = {{1, 0, 0.5}, {0, 0.5, 0}, {Double.NaN, 0, 1}, {0.5, 1, NEGATIVE_INFINITY}};
    Axis rows = Axis.of("rows", List.of("a", "b", "c", "d"));
    Axis columns = Axis.of("columns", List.of("x", "y", "z"));
    Heatmap panel = new Heatmap("t", values, rows, columns, new Dimension(30, 20), SCALE);
    BufferedImage image = drawn(panel);
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        double value = values[row][column];
        Color expected =
            Double.isNaN(value)
                ? Heatmap.NAN
                : Double.isInfinite(value) ? Heatmap.INFINITE : SCALE.at(value);
        for (int inset : new int[] {1, 18}) {
          int x = panel.cells().x + column * 30 + inset;
          int y = panel.cells().y + row * 20 + inset;
          assertThat(new Color(image.getRGB(x, y))).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void a_visible_weight_however_small_is_told_from_a_hidden_one() {
    double[][] tiny = {{2e-22, 1}, {0, 1}};
    Axis axis = Axis.numbered("n", 2);
    Heatmap panel = new Heatmap("", tiny, axis, axis, new Dimension(20, 20), SCALE);
    Rectangle cells = panel.cells();
    BufferedImage image = drawn(panel);
    assertThat(new Color(image.getRGB(cells.x + 10, cells.y + 10))).isEqualTo(SCALE.at(0));
    assertThat(new Color(image.getRGB(cells.x + 10, cells.y + 30))).isNotEqualTo(SCALE.at(0));
    assertThat(panel.legend()).isEqualTo(" Dot: exactly 0.");
  }

  @Test
  void pads_are_hatched_and_marked_in_the_label() {
    INDArray weights = Pictures.weights(8, 3, 1);
    List<String> words = List.of("a", "b", "c", "d", "e", "x", "y", "z");
    Figure plain = AttentionHeatmap.of("A", weights, Pictures.batch(words, 0), 0);
    Figure hatched = AttentionHeatmap.of("A", weights, Pictures.batch(words, 3), 0);
    assertThat(Pictures.middle(plain.image(), SCALE.at(0))[2])
        .isGreaterThan(1.3 * Pictures.middle(hatched.image(), SCALE.at(0))[2]);
    assertThat(Axis.of("keys", Pictures.batch(2, 1), 0).words()).containsExactly("[CLS]", "▨[PAD]");
    assertThat(hatched.caption()).contains("Hatched, " + Axis.PAD_MARK + ": padding.");
    assertThat(plain.caption()).doesNotContain("Hatched");
  }

  @Test
  void the_alt_text_counts_pads_and_measures_their_share_over_real_queries() {
    INDArray open = Pictures.weights(8, 0, 3);
    double share =
        open.get(NDArrayIndex.interval(0, 5), NDArrayIndex.interval(5, 8)).sumNumber().doubleValue()
            / 5;
    PaddedBatch batch = Pictures.batch(8, 3);
    assertThat(AttentionHeatmap.of("Open", open, batch, 0).alt())
        .startsWith("Open: heatmap, 8 queries")
        .contains("Padding: 3 of 8 tokens; real queries give " + Math.round(100 * share) + " % of");
    assertThat(AttentionHeatmap.of("Masked", Pictures.weights(8, 3, 3), batch, 0).alt())
        .contains("give 0 % of");
  }

  @Test
  void a_nan_row_and_a_dead_row_are_drawn_and_said() {
    INDArray weights = Pictures.weights(8, 0, 4);
    weights.getRow(2).assign(Double.NaN);
    weights.getRow(5).assign(0);
    Figure figure = AttentionHeatmap.of("A", weights, Pictures.batch(8, 0), 0);
    assertThat(figure.alt()).contains("NaN: 1 of 8 rows.");
    double[][] rows = weights.castTo(DataType.DOUBLE).toDoubleMatrix();
    assertThat(AttentionHeatmap.Weights.of(rows, new BitSet()).queryTitle())
        .isEqualTo("queries (2 of 8 rows don't sum to 1)");
    assertThat(figure.caption()).contains("Grey: NaN.");
    assertThat(Pictures.middle(figure.image(), Heatmap.NAN)[2]).isGreaterThan(15_000);
    INDArray many = Pictures.weights(20, 0, 4);
    many.getRow(2).assign(Double.NaN);
    assertThat(AttentionHeatmap.of("A", many, Pictures.batch(20, 0), 0).caption())
        .contains("Grey, ×: NaN.");
  }

  @Test
  void a_line_stands_before_each_slot_whose_sentence_is_another_one() {
    Axis slots = Axis.numbered("n", 4).between(Nd4j.createFromArray(1, 1, 2, 0));
    Axis plain = Axis.numbered("n", 4);
    var panel = new Heatmap("", new double[4][4], plain, slots, new Dimension(40, 40), SCALE);
    BufferedImage image = drawn(panel);
    Rectangle cells = panel.cells();
    for (int slot = 0; slot <= 4; slot++) {
      boolean line = image.getRGB(cells.x + 40 * slot, cells.y + 60) == 0xffb0480c;
      assertThat(line).as("slot %d", slot).isEqualTo(slot == 2 || slot == 3);
      assertThat(image.getRGB(cells.x + 60, cells.y + 40 * slot)).isNotEqualTo(0xffb0480c);
    }
    Graphics2D after = image.createGraphics();
    panel.paint(after);
    assertThat(after.getStroke()).isEqualTo(new BasicStroke(1)); // the scale's ticks come next
    assertThat(slots.titled("m").lines()).isEqualTo(" Lines: a sentence ends before slots 2, 3.");
    assertThat(plain.lines()).isEmpty();
  }

  @Test
  void tokens_without_a_drawable_glyph_show_their_code_points() {
    List<String> odd = List.of("\u202Eabc", "\uD800", "", "\u200D", "a\nb", "x".repeat(40));
    assertThat(Axis.of("keys", odd).labels())
        .containsExactly(
            "U+202E abc", "U+D800", "(empty)", "U+200D", "aU+000A b", "x".repeat(16) + "…");
    PaddedBatch batch = Pictures.batch(odd, 0);
    assertThat(AttentionHeatmap.of("A", Pictures.weights(6, 0, 2), batch, 0).image().getWidth())
        .isLessThan(1100);
  }

  @Test
  void a_number_stands_out_on_every_colour() {
    for (ColorScale scale : List.of(SCALE, ColorScale.around0(1), ColorScale.changes(1e-5))) {
      for (double value = scale.min(); value <= 1; value += 0.01) {
        Color ground = scale.at(value);
        assertThat(Pictures.contrast(ground, ColorScale.inkOn(ground)))
            .as("at %f", value)
            .isGreaterThan(4.5);
      }
    }
  }

  @Test
  void other_matrices_say_what_is_in_their_padded_rows() {
    INDArray values = Nd4j.createFromArray(new float[][] {{1, -2, 0.5f}, {0, 0, 0}});
    PaddedBatch batch = Pictures.batch(List.of("cat", "[PAD]"), 1);
    Figure figure = MatrixHeatmap.embeddings("Embeddings", values, batch, 0);
    assertThat(figure.alt())
        .contains(
            "2 rows", "3 columns", "from −2 to 2", "values from −2 to 1. Padded rows: all 0.");
    assertThat(MatrixHeatmap.words("L", values, batch, 0, List.of("a", "b", "c")).alt())
        .contains("2 rows", "3 columns", "from −2 to 2", "Padded rows: all 0.");
    values.putScalar(0, 1, Double.NEGATIVE_INFINITY);
    assertThat(MatrixHeatmap.embeddings("E", values, batch, 0).alt()).contains("1 infinite");
    values.putScalar(0, 2, Double.NaN);
    assertThat(MatrixHeatmap.embeddings("E", values, batch, 0).alt())
        .contains("from 0 to 1, 1 NaN");
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 0}, {1, 0}});
    assertThat(MaskHeatmap.of("M", mask, batch, 0).figure().alt())
        .contains("2 rows", "2 columns", "from 0 to 1")
        .endsWith("Kept: 2 of 4 pairs of query and key.");
    mask.putScalar(1, 0, 0);
    assertThat(MaskHeatmap.of("M", mask, batch, 0).figure().caption())
        .contains("Kept: 1 of 4 pairs of query and key. Without any key: 1 of 2 queries.");
  }

  @Test
  void a_small_number_is_not_zero_and_zero_has_no_minus() {
    assertThat(List.of(0.0, -0.0, -0.001, 2e-22, 0.004, 0.006, -0.256, 1.0, -1234.5).stream())
        .extracting(Numbers::inCell)
        .containsExactly("0", "0", "≈0", "≈0", "≈0", "0.01", "−0.26", "1", "−1234.50");
  }

  @Test
  void a_colour_bar_tells_its_steps_apart_however_small_they_are() {
    assertThat(List.of(0.05, 0.025, 0.0, -0.025).stream())
        .extracting(v -> Numbers.onScale(v, 0.025))
        .containsExactly("0.050", "0.025", "0", "−0.025");
    assertThat(Numbers.onScale(0.75, 0.25)).isEqualTo("0.75");
    assertThat(Numbers.onScale(200.4, 100.2)).isEqualTo("200");
  }

  @Test
  void a_grid_has_one_panel_a_head_and_says_the_share_of_each() {
    INDArray heads = Nd4j.zeros(3, 4, 4);
    heads.slice(0).assign(Pictures.weights(4, 1, 1));
    heads.slice(1).assign(0.25);
    heads.slice(2).assign(Pictures.weights(4, 1, 2));
    Figure three = HeadGrid.of("H", heads, Pictures.batch(4, 1), 0);
    assertThat(three.alt())
        .contains("3 in all", "Padding: 1 of 4 tokens", "head by head: 0 %, 25 %, 0 %.");
    assertThat(Pictures.middle(three.image(), SCALE.at(0.25))[0]).isBetween(350.0, 550.0);
    Figure twelve =
        HeadGrid.of("H", Nd4j.concat(0, heads, heads, heads, heads), Pictures.batch(4, 1), 0);
    assertThat(twelve.image().getHeight()).isGreaterThan(2 * three.image().getHeight());
  }

  @Test
  void a_head_of_nan_has_no_share_in_a_grid() {
    INDArray heads = Nd4j.zeros(2, 4, 4);
    heads.slice(0).assign(Pictures.weights(4, 1, 1));
    heads.slice(1).assign(Double.NaN);
    assertThat(HeadGrid.of("H", heads, Pictures.batch(4, 1), 0).alt())
        .contains("head by head: 0 %, NaN. NaN in 1 of 2.");
  }

  @Test
  void a_grid_of_rows_has_one_row_under_each_name() {
    Map<String, INDArray> rows = new LinkedHashMap<>();
    INDArray heads = Nd4j.zeros(6, 4, 4);
    heads.slice(5).putColumn(0, Nd4j.ones(4));
    rows.put("layer 0", Nd4j.zeros(6, 4, 4));
    rows.put("layer 1", heads);
    Figure figure = HeadGrid.rows("All", rows, Pictures.batch(4, 0), 0);
    assertThat(figure.alt()).contains("each head of layer 0, layer 1, one row each, 12 in all");
    assertThat(dark(figure)[0]).isGreaterThan(figure.image().getWidth() * 0.75);
    assertThat(dark(figure)[1]).isGreaterThan(figure.image().getHeight() * 0.5);
    refused(() -> HeadGrid.rows("A", Map.of(), Pictures.batch(4, 0), 0), "rows: expected at least");
    rows.put("layer 2", Nd4j.zeros(3, 4, 4));
    refused(() -> HeadGrid.rows("A", rows, Pictures.batch(4, 0), 0), "rows", "[6, 3]");
  }

  @Test
  void a_grid_of_named_panels_keeps_their_order_and_says_what_each_is() {
    Map<String, INDArray> steps = new LinkedHashMap<>();
    steps.put("step 0", Nd4j.valueArrayOf(new long[] {4, 4}, 0.25f));
    steps.put("step 100", Pictures.weights(4, 1, 1));
    Figure figure = HeadGrid.named("Learning", steps, Pictures.batch(4, 1), 0);
    assertThat(figure.alt())
        .contains("one heatmap for each of step 0, step 100, 2 in all", "one by one: 25 %, 0 %.");
    assertThat(Pictures.middle(figure.image(), SCALE.at(0.25))[0])
        .isLessThan(figure.image().getWidth() / 2.0); // step 0 is on the left
    refused(
        () -> HeadGrid.named("L", Map.of(), Pictures.batch(4, 1), 0),
        "panels: expected at least one");
  }

  @Test
  void bad_input_is_named_with_what_was_expected() {
    INDArray weights = Pictures.weights(3, 0, 1);
    PaddedBatch batch = Pictures.batch(3, 1);
    PaddedBatch wide = Pictures.batch(200, 0);
    String range = "weights: expected values in 0..1";
    refused(() -> AttentionHeatmap.of("A", weights.mul(3), batch, 0), range, "softmax");
    refused(() -> AttentionHeatmap.of("A", weights.sub(0.5), batch, 0), range);
    refused(
        () -> AttentionHeatmap.of("A", weights, Pictures.batch(4, 1), 0), "[4, 4]", "was [3, 3]");
    refused(() -> AttentionHeatmap.of("A", nothing(), batch, 0), "but was null");
    refused(() -> AttentionHeatmap.of("A", weights, nothing(), 0), "batch: expected a value");
    refused(
        () -> AttentionHeatmap.of("A", weights, batch, 1), "sentence: expected 0 to 0 but was 1");
    refused(() -> AttentionHeatmap.of("A", weights, batch, -1), "but was -1");
    refused(() -> HeadGrid.of("H", weights, batch, 0), "[heads, tokens, tokens]");
    refused(() -> AttentionHeatmap.of("A", Nd4j.zeros(200, 200), wide, 0), "at most 128");
    refused(() -> AttentionHeatmap.of(nothing(), weights, batch, 0), "title", "null");
    refused(() -> MaskHeatmap.of("M", weights.mul(1.5), batch, 0), "mask", "1 (keep)");
    INDArray none = Nd4j.create(DataType.FLOAT, 3, 0);
    refused(() -> MatrixHeatmap.embeddings("E", none, batch, 0), "[3, 0]");
    List<String> one = List.of("one");
    refused(() -> MatrixHeatmap.changes("C", one, one, new double[][] {{-1}}, 1e-5), "from 0");
    refused(() -> MatrixHeatmap.changes("C", one, one, new double[][] {null}, 1e-5), "changes");
    refused(
        () -> MatrixHeatmap.changes("C", List.of(), List.of(), new double[0][], 1e-5), "stages");
    INDArray heads = Nd4j.ones(DataType.FLOAT, 1000, 3, 3).div(3);
    refused(() -> HeadGrid.of("H", heads, batch, 0), "pixels", "\"H\"", "show a part");
  }

  private static BufferedImage drawn(Heatmap panel) {
    Dimension size = panel.size();
    BufferedImage image = Figure.titled("", size.width, size.height, panel::paint);
    return image.getSubimage(0, Figure.TITLE_ROOM, size.width, size.height);
  }

  private static INDArray oneHot(int length, int query, int key) {
    INDArray weights = Nd4j.zeros(length, length);
    weights.putScalar(query, key, 1);
    return weights;
  }

  private static double[] dark(Figure figure) {
    return Pictures.middle(figure.image(), SCALE.at(1));
  }
}
