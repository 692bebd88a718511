package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class HeatmapTest {

  private static final Scale SCALE = Scale.from0to1(4);

  @Test
  void query_0_is_on_top_and_key_0_at_the_left() {
    List<String> tokens = Pictures.tokens(8, 0);
    double[] topRight = dark(AttentionHeatmap.of(oneHot(8, 0, 7), tokens));
    double[] topLeft = dark(AttentionHeatmap.of(oneHot(8, 0, 0), tokens));
    double[] bottomLeft = dark(AttentionHeatmap.of(oneHot(8, 7, 0), tokens));
    assertThat(topRight[0]).isGreaterThan(topLeft[0] + 400);
    assertThat(topRight[1]).isCloseTo(topLeft[1], within(3));
    assertThat(bottomLeft[1]).isGreaterThan(topLeft[1] + 400);
    assertThat(bottomLeft[0]).isCloseTo(topLeft[0], within(3));
  }

  @Test
  void the_scale_stays_0_to_1_when_no_weight_comes_near_1() {
    Figure figure =
        AttentionHeatmap.of(Nd4j.valueArrayOf(new long[] {4, 4}, 0.25), Pictures.tokens(4, 0));
    assertThat(dark(figure)[2]).isZero();
    assertThat(Pictures.middle(figure.image(), SCALE.at(0.25))[2]).isGreaterThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 12, 20, 40, 64})
  void every_token_has_its_label_on_both_axes_and_none_is_cut(int length) {
    Axis axis = Axis.of("keys", Pictures.tokens(length, length / 3), new BitSet());
    int side = Panel.side(length);
    Panel.Drawn drawn =
        new Panel(
                "",
                Matrix.of("w", Pictures.weights(length, 0, 5), length, length),
                axis,
                axis,
                side,
                side)
            .draw(SCALE);
    Rectangle2D cells = drawn.cells();
    assertThat(cells.getWidth()).isCloseTo(length * side, within(1));
    assertThat(cells.getHeight()).isCloseTo(length * side, within(1));
    int left = (int) cells.getX();
    int below = (int) cells.getMaxY() + 8;
    for (int i = 0; i < length; i++) {
      assertThat(
              Pictures.ink(
                  drawn.image(), left - 60, (int) cells.getY() + i * side + 1, 52, side - 2))
          .as("row %d", i)
          .isPositive();
      assertThat(Pictures.ink(drawn.image(), left + i * side + 1, below, side - 2, 30))
          .as("column %d", i)
          .isPositive();
    }
    int width = drawn.image().getWidth();
    int height = drawn.image().getHeight();
    assertThat(Pictures.ink(drawn.image(), 0, 0, 4, height)).isZero();
    assertThat(Pictures.ink(drawn.image(), 0, height - 4, width, 4)).isZero();
  }

  @Test
  void pads_are_hatched_and_marked_in_the_label() {
    INDArray weights = Pictures.weights(8, 3, 1);
    List<String> words = List.of("a", "b", "c", "d", "e", "x", "y", "z");
    Figure plain = AttentionHeatmap.of(weights, words);
    Figure hatched =
        AttentionHeatmap.of(weights, words, Nd4j.createFromArray(1, 1, 1, 1, 1, 0, 0, 0));
    assertThat(Pictures.middle(plain.image(), SCALE.at(0))[2])
        .isGreaterThan(1.3 * Pictures.middle(hatched.image(), SCALE.at(0))[2]);
    assertThat(Axis.of("keys", List.of("[PAD]"), bits(0)).labels().get(0))
        .isEqualTo(Axis.PAD_MARK + "[PAD]");
    assertThat(hatched.caption()).contains("Hatched, " + Axis.PAD_MARK + ": padding.");
    assertThat(plain.caption()).doesNotContain("Hatched");
  }

  @Test
  void the_alt_text_counts_pads_and_measures_their_share_over_real_queries() {
    INDArray open = Pictures.weights(8, 0, 3);
    double share =
        open.get(NDArrayIndex.interval(0, 5), NDArrayIndex.interval(5, 8)).sumNumber().doubleValue()
            / 5;
    List<String> tokens = Pictures.tokens(8, 3);
    assertThat(AttentionHeatmap.of("Open", open, tokens).alt())
        .startsWith("Open: heatmap, 8 queries")
        .contains("Padding: 3 of 8 tokens; real queries give " + Math.round(100 * share) + " % of");
    assertThat(AttentionHeatmap.of(Pictures.weights(8, 3, 3), tokens).alt())
        .contains("give 0 % of");
  }

  @Test
  void a_nan_row_and_a_dead_row_are_drawn_and_said() {
    INDArray weights = Pictures.weights(8, 0, 4);
    weights.getRow(2).assign(Double.NaN);
    weights.getRow(5).assign(0);
    Figure figure = AttentionHeatmap.of(weights, Pictures.tokens(8, 0));
    assertThat(figure.alt()).contains("NaN: 1 of 8 rows.");
    assertThat(figure.caption()).contains("Grey: NaN");
    assertThat(Weights.of(weights, new BitSet(), 8).queryTitle())
        .isEqualTo("queries (2 of 8 rows don't sum to 1)");
    assertThat(Pictures.middle(figure.image(), new Color(0xe4e4e4))[2]).isGreaterThan(20_000);
  }

  @Test
  void tokens_without_a_drawable_glyph_show_their_code_points() {
    List<String> odd = List.of("\u202Eabc", "\uD800", "", "\u200D", "a\nb", "x".repeat(40));
    assertThat(Axis.of("keys", odd, new BitSet()).labels())
        .containsExactly(
            "U+202E abc", "U+D800", "(empty)", "U+200D", "aU+A b", "x".repeat(16) + "…");
    assertThat(AttentionHeatmap.of(Pictures.weights(6, 0, 2), odd).image().getWidth())
        .isLessThan(1100);
  }

  @Test
  void a_number_stands_out_on_every_colour() {
    for (Scale scale : List.of(SCALE, Scale.around0(1))) {
      for (double value = scale.min(); value <= 1; value += 0.01) {
        Color ground = scale.at(value);
        assertThat(contrast(ground, Scale.inkOn(ground))).as("at %f", value).isGreaterThan(4.5);
      }
    }
  }

  @Test
  void signed_values_are_blue_above_and_orange_below_zero() {
    Scale scale = Scale.around0(2);
    assertThat(scale.at(0)).isEqualTo(new Color(0xfafafa));
    assertThat(scale.at(1).getBlue()).isGreaterThan(scale.at(1).getRed());
    assertThat(scale.at(-1).getRed()).isGreaterThan(scale.at(-1).getBlue());
    assertThat(scale.at(-99)).isEqualTo(scale.at(-2));
  }

  @Test
  void other_matrices_say_what_is_in_their_padded_rows() {
    INDArray values = Nd4j.createFromArray(new float[][] {{1, -2, 0.5f}, {0, 0, 0}});
    Figure figure = MatrixHeatmap.embeddings("Embeddings", values, List.of("cat", "[PAD]"));
    assertThat(figure.alt())
        .contains(
            "2 rows", "3 columns", "from −2 to 2", "values from −2 to 1. Padded rows: all 0.");
    values.putScalar(0, 1, Double.NEGATIVE_INFINITY);
    assertThat(MatrixHeatmap.embeddings("E", values, List.of("cat", "[PAD]")).alt())
        .contains("1 infinite");
    INDArray scores = Nd4j.createFromArray(new double[][] {{0, Double.NaN}, {-3, 1}});
    assertThat(MatrixHeatmap.scores("S", scores, List.of("a", "b")).alt())
        .contains("from −3 to 1, 1 NaN");
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 0}});
    assertThat(MatrixHeatmap.mask("M", mask, List.of("s"), List.of("a", "b", "[PAD]")).alt())
        .contains("1 rows", "3 columns", "from 0 to 1");
  }

  @Test
  void a_grid_has_one_panel_a_head_and_says_the_share_of_each() {
    INDArray heads = Nd4j.zeros(3, 4, 4);
    heads.slice(0).assign(Pictures.weights(4, 1, 1));
    heads.slice(1).assign(0.25);
    heads.slice(2).assign(Pictures.weights(4, 1, 2));
    Figure three = HeadGrid.of(heads, Pictures.tokens(4, 1));
    assertThat(three.alt())
        .contains("3 in all", "Padding: 1 of 4 tokens", "head by head: 0 %, 25 %, 0 %.");
    assertThat(Pictures.middle(three.image(), SCALE.at(0.25))[0]).isBetween(350.0, 550.0);
    Figure twelve = HeadGrid.of(Nd4j.concat(0, heads, heads, heads, heads), Pictures.tokens(4, 1));
    assertThat(twelve.image().getHeight()).isGreaterThan(2 * three.image().getHeight());
  }

  @Test
  void bars_repeat_their_values_in_words() {
    Figure figure = Bars.of("Share", "percent", List.of("no mask", "mask"), List.of(31.25, 0));
    assertThat(figure.alt()).isEqualTo("Share (percent): bar chart. no mask 31.25, mask 0.");
    assertThat(Pictures.middle(figure.image(), new Color(0x3b79c9))[0]).isLessThan(430);
    assertThatThrownBy(() -> Bars.of("t", List.of("a"), List.of(Double.NaN)))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> Bars.of("t", List.of("a"), List.of()))
        .hasMessageContaining("values: expected");
  }

  @Test
  @SuppressWarnings("NullAway") // a reader can pass null
  void bad_input_is_named_with_what_was_expected() {
    INDArray weights = Pictures.weights(3, 0, 1);
    List<String> tokens = Pictures.tokens(3, 1);
    assertThatThrownBy(() -> AttentionHeatmap.of(weights.mul(3), tokens))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weights: expected values in 0..1")
        .hasMessageContaining("MatrixHeatmap.scores");
    assertThatThrownBy(() -> AttentionHeatmap.of(weights, Pictures.tokens(4, 1)))
        .hasMessageContaining("weights: expected [4, 4]")
        .hasMessageContaining("[3, 3]");
    assertThatThrownBy(() -> AttentionHeatmap.of(null, tokens))
        .hasMessageContaining("but was null");
    assertThatThrownBy(() -> AttentionHeatmap.of(weights, null))
        .hasMessageContaining("tokens: expected");
    assertThatThrownBy(() -> AttentionHeatmap.of(weights, List.of()))
        .hasMessageContaining("tokens: expected");
    assertThatThrownBy(() -> AttentionHeatmap.of(weights, tokens, Nd4j.createFromArray(1, 0)))
        .hasMessageContaining("mask: expected [3]");
    assertThatThrownBy(() -> AttentionHeatmap.of(weights, tokens, Nd4j.createFromArray(1, 2, 0)))
        .hasMessageContaining("but was 2.0 at 1");
    assertThatThrownBy(() -> HeadGrid.of(weights, tokens))
        .hasMessageContaining("[heads, tokens, tokens]");
    assertThatThrownBy(() -> AttentionHeatmap.of(Nd4j.zeros(200, 200), Pictures.tokens(200, 0)))
        .hasMessageContaining("at most 128");
  }

  private static INDArray oneHot(int length, int query, int key) {
    INDArray weights = Nd4j.zeros(length, length);
    weights.putScalar(query, key, 1);
    return weights;
  }

  private static double[] dark(Figure figure) {
    return Pictures.middle(figure.image(), SCALE.at(1));
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private static double contrast(Color a, Color b) {
    double high = Math.max(luminance(a), luminance(b));
    double low = Math.min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
  }

  private static double luminance(Color color) {
    float[] c =
        color.getColorComponents(
            java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB), null);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
