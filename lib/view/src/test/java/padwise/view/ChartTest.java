package padwise.view;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.text.Encoding;

/** The pictures of one attention, of a block, of masks, and of what moves. */
class ChartTest {

  private static final Color BORDER = new Color(0xb0480c);
  private static final Color ORANGE = new Color(0xfcdcc7);

  @Test
  void the_steps_of_an_attention_have_their_own_scales_and_show_what_is_infinite() {
    INDArray scores = Nd4j.createFromArray(new float[][] {{2, -1, 3}, {0, 1, -3}, {1, 1, 1}});
    INDArray masked = scores.dup();
    masked.putColumn(2, Nd4j.valueArrayOf(new long[] {3}, Double.NEGATIVE_INFINITY));
    AttentionSteps steps =
        AttentionSteps.of("One head", Pictures.batch(3, 1), 0)
            .scores("scores", scores)
            .scores("+ M", masked)
            .weights("softmax", Pictures.weights(3, 1, 1))
            .vectors("· V", scores.mul(0.5));
    Figure figure = steps.figure();
    assertThat(figure.alt())
        .contains(
            "4 heatmaps",
            "scores: colour from −3 to 3; → + M: colour from −2 to 2; → softmax: colour from 0 to 1",
            "+ M: values from −1 to 2, 3 infinite; softmax: values from 0 to");
    assertThat(figure.caption()).contains("Dark grey: −∞ or ∞.");
    assertThat(Pictures.middle(figure.image(), Heatmap.INFINITE)[2]).isGreaterThan(3_000);
    Figure open = AttentionSteps.of("t", Pictures.batch(3, 1), 0).scores("s", scores).figure();
    assertThat(Pictures.middle(open.image(), Heatmap.INFINITE)[2]).isLessThan(100);
    refused(() -> AttentionSteps.of("t", Pictures.batch(3, 0), 0).figure(), "at least one");
    refused(
        () -> AttentionSteps.of("t", Pictures.batch(3, 0), 0).weights("w", scores), "0..1", "3");
  }

  @Test
  void attention_grows_by_a_row_and_a_key_and_draws_nothing_of_the_future() {
    var tokens = List.of("[PAD]", "the", "cat", "sat");
    INDArray zeros = Nd4j.zeros(DataType.INT32, 1, 4);
    var mask = Nd4j.createFromArray(new int[][] {{0, 1, 1, 1}});
    var batch = new PaddedBatch(List.of(tokens), zeros, mask, zeros);
    List<INDArray> steps = new ArrayList<>();
    steps.add(Nd4j.createFromArray(0.25f, 0.75f));
    steps.add(Nd4j.createFromArray(0f, 0.5f, 0.5f));
    steps.add(Nd4j.createFromArray(0f, 0.5f, 0.25f, 0.25f));
    Figure figure = AttentionHeatmap.growing("Writing", steps, batch, 0);
    assertThat(figure.alt())
        .contains("3 queries", "4 keys", "Padding: 1 of 4 tokens; real queries give 8 %");
    steps.set(0, Nd4j.createFromArray(0.25f, 0.75f, 0f, 0f));
    double blank = Pictures.middle(figure.image(), Color.WHITE)[2];
    Figure full = AttentionHeatmap.growing("Writing", steps, batch, 0);
    assertThat(Pictures.middle(full.image(), Color.WHITE)[2]).isLessThan(blank - 4_000);
    steps.set(0, Nd4j.ones(5));
    refused(() -> AttentionHeatmap.growing("t", steps, batch, 0), "steps", "1 to 4", "[5, 3, 4]");
    refused(() -> AttentionHeatmap.growing("t", List.of(), batch, 0), "steps", "at least one");
    refused(() -> AttentionHeatmap.growing("t", nothing(), batch, 0), "steps", "null");
  }

  @Test
  void a_mask_has_lines_between_sentences() {
    int[] sentence = {1, 1, 1, 1, 2, 2, 2, 2};
    AttentionMask rule = AttentionMask.where(8, (query, key) -> sentence[query] == sentence[key]);
    MaskHeatmap plain = MaskHeatmap.of("Packed", rule);
    MaskHeatmap marked = plain.between(Nd4j.createFromArray(sentence));
    assertThat(marked.figure().alt())
        .endsWith("Kept: 32 of 64 pairs of query and key. Lines: a sentence ends before slots 4.");
    assertThat(Pictures.middle(marked.figure().image(), BORDER)[2]).isGreaterThan(1_500);
    assertThat(Pictures.middle(plain.figure().image(), BORDER)[2]).isZero();
    refused(() -> MaskHeatmap.of("t", nothing()), "mask", "null");
    refused(() -> plain.between(Nd4j.ones(3)), "sentences", "8 slots", "[3]");
  }

  @Test
  void a_packed_row_of_attention_has_the_lines_of_its_mask() {
    var three = new Encoding(List.of("a", "b", "c"), List.of(1, 2, 3), ones(3), List.of(0, 0, 0));
    var two = new Encoding(List.of("d", "e"), List.of(4, 5), ones(2), List.of(0, 0));
    PackedBatch packed = PackedBatch.of(List.of(three, two), 6); // and one pad
    INDArray weights = Pictures.weights(6, 1, 1);
    Figure lined = AttentionHeatmap.packed("Packed", weights, packed, 0);
    Figure plain = AttentionHeatmap.of("Packed", weights, packed.rows(), 0);
    assertThat(lined.alt()).isEqualTo(plain.alt() + " Lines: a sentence ends before slots 3, 5.");
    assertThat(Pictures.middle(lined.image(), BORDER)[2]).isGreaterThan(1_500);
    assertThat(Pictures.middle(plain.image(), BORDER)[2]).isZero();
    refused(() -> AttentionHeatmap.packed("t", weights, nothing(), 0), "packed", "null");
    refused(() -> AttentionHeatmap.packed("t", weights, packed, 1), "row: expected 0 to 0");
  }

  @Test
  void cross_attention_hatches_the_pads_of_its_sources_and_of_its_targets() {
    PaddedBatch targets = Pictures.batch(3, 1);
    PaddedBatch sources = Pictures.batch(4, 2);
    INDArray weights = Nd4j.valueArrayOf(new long[] {3, 4}, 0.25);
    Figure figure = AttentionHeatmap.crossed("Crossed", weights, targets, sources, 0);
    assertThat(figure.alt())
        .contains("3 queries", "4 keys", "Padding: 2 of 4 tokens; real queries give 50 %");
    double open = Pictures.middle(figure.image(), ColorScale.from0to1(4).at(0.25))[2];
    Figure bare =
        AttentionHeatmap.crossed("C", weights, Pictures.batch(3, 0), Pictures.batch(4, 0), 0);
    assertThat(Pictures.middle(bare.image(), ColorScale.from0to1(4).at(0.25))[2])
        .isGreaterThan(1.2 * open);
    refused(
        () -> AttentionHeatmap.crossed("t", weights, sources, targets, 0), "[4, 3]", "was [3, 4]");
  }

  @Test
  void changes_are_coloured_from_the_tolerance_upwards() {
    double[][] changes = {{0, 1e-7}, {2e-3, Double.NaN}};
    List<String> rows = List.of("embedding", "attention");
    List<String> columns = List.of("batched", "garbage");
    Figure figure = MatrixHeatmap.changes("Oracle", rows, columns, changes, 1e-5);
    assertThat(figure.alt())
        .contains("colour from 1e-5 to 1", "2 of 4 changes are larger than 1e-5.");
    ColorScale scale = ColorScale.changes(1e-5);
    assertThat(scale.at(1e-7)).isEqualTo(scale.at(0)).isEqualTo(scale.at(1e-5));
    assertThat(scale.at(1e-4).getBlue()).isLessThan(scale.at(1e-5).getBlue());
    assertThat(scale.at(9)).isEqualTo(scale.at(1));
    assertThat(List.of(0.0, 1e-7, 2e-3, 0.25, 12.5))
        .extracting(scale::inCell)
        .containsExactly("0", "≈0", "2e-3", "0.25", "12.50");
    assertThat(MatrixHeatmap.changes("O", rows, columns, new double[2][2], 1e-5).caption())
        .contains("None of 4 changes are larger");
    refused(() -> MatrixHeatmap.changes("O", rows, rows, new double[2][3], 1e-5), "changes");
    refused(() -> MatrixHeatmap.changes("O", rows, columns, changes, 0), "tolerance");
  }

  @Test
  void a_block_is_drawn_from_its_own_stages_in_order_with_their_shapes() {
    Map<String, INDArray> stages = new LinkedHashMap<>();
    stages.put("norm", Nd4j.zeros(2, 8, 12));
    stages.put("scores", Nd4j.zeros(2, 3, 8, 8));
    stages.put("residual", Nd4j.zeros(2, 8, 12));
    BlockDiagram block = BlockDiagram.of("One block", stages);
    BlockDiagram marked = block.mixing("scores").around("norm", "residual");
    assertThat(marked.figure().alt())
        .isEqualTo(
            "One block: diagram of 3 stages from top to bottom. norm [2, 8, 12], scores [2, 3, 8,"
                + " 8], residual [2, 8, 12]. Between slots: scores. Ways around: before norm, added"
                + " in residual.");
    assertThat(Pictures.middle(marked.figure().image(), ORANGE)[2]).isGreaterThan(5_000);
    assertThat(Pictures.middle(block.figure().image(), ORANGE)[2]).isZero();
    int left = 110;
    assertThat(Pictures.ink(block.figure().image(), 0, Figure.TITLE_ROOM, left, 150)).isZero();
    assertThat(Pictures.ink(marked.figure().image(), 0, Figure.TITLE_ROOM, left, 150)).isPositive();
    refused(() -> block.mixing("softmax"), "stage", "softmax");
    refused(() -> block.around("residual", "norm"), "to", "after residual");
    refused(() -> BlockDiagram.of("t", Map.of()), "stages", "at least one");
    refused(() -> new BlockDiagram("t", block.stages(), nothing(), List.of()), "mixing", "lists");
    refused(() -> new BlockDiagram("t", List.of(), List.of(), List.of()), "stages");
    refused(() -> new BlockDiagram.Box("norm", nothing()), "shape", "null");
    stages.put("lost", nothing());
    refused(() -> BlockDiagram.of("t", stages), "stages", "no null");
  }

  private static List<Integer> ones(int count) {
    return Collections.nCopies(count, 1);
  }
}
