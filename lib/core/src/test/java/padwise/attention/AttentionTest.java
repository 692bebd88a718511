package padwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Loops;
import padwise.Ragged;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.math.Rows;

class AttentionTest {

  private static final INDArray MASK =
      Nd4j.createFromArray(new int[][] {{1, 1, 1, 0}, {1, 0, 0, 0}, {1, 1, 1, 1}});
  private static final INDArray EMPTY =
      Nd4j.createFromArray(new int[][] {{1, 1, 1, 0}, {0, 0, 0, 0}, {0, 0, 1, 1}});

  private final MultiHeadAttention attention = withBiases(MultiHeadAttention.random(12, 3, 5));

  @ParameterizedTest
  @Tag("claim-8")
  @CsvSource({
    "1, 1, 4, 1",
    "1, 6, 4, 2",
    "3, 1, 8, 4",
    "4, 9, 12, 3",
    "2, 17, 24, 8",
    "1, 512, 4, 1"
  })
  void many_heads_are_one_projection_cut_into_slices(int rows, int slots, int width, int heads) {
    Random random = new Random(slots);
    MultiHeadAttention many = withBiases(MultiHeadAttention.random(width, heads, slots));
    INDArray x = Ragged.normal(random, rows, slots, width);
    int[] ones = random.ints((long) rows * slots, 0, 2).toArray();
    INDArray mask = Nd4j.createFromArray(ones).reshape('c', rows, slots);
    Attended attended = many.forward(Variable.constant(x), AttentionMask.padding(mask));
    assertThatTensor(attended.values().value()).hasShape(rows, slots, width);
    assertThatTensor(attended.scores().value()).hasShape(rows, heads, slots, slots);
    for (int b = 0; b < rows; b++) {
      Loops.Sentence expected = loop(many, Loops.sentence(x, b), Loops.rows(mask)[b]);
      INDArray output = attended.values().value().get(NDArrayIndex.point(b));
      assertThatTensor(output.dup('c')).isCloseTo(expected.outputs(), 1e-5).everywhere();
      assertThatTensor(attended.heads(b)).isCloseTo(expected.weights(), 1e-5).everywhere();
    }
  }

  @Test
  void a_sentence_of_no_tokens_gets_weights_and_gradients_of_zero_and_spoils_nobody() {
    Variable x = Variable.parameter(Ragged.normal(new Random(3), 3, 4, 12));
    Attended attended = attention.forward(x, AttentionMask.padding(EMPTY));
    attended.values().times(attended.values()).sum().backward();
    INDArray empty = Nd4j.createFromArray(0, 1, 0);
    assertThatTensor(attended.weights().value()).isExactly(0).whereMask(empty);
    assertThatTensor(x.gradient()).isExactly(0).whereMask(empty);
    assertThat(Double.isFinite(x.gradient().norm2Number().doubleValue())).isTrue();
    for (Variable parameter : attention.parameters()) {
      double size = parameter.gradient().norm2Number().doubleValue();
      assertThat(size).isPositive().isFinite();
    }
  }

  @Test
  void a_nan_in_a_real_slot_shows_in_its_own_sentence_and_in_no_other() {
    INDArray x = Ragged.normal(new Random(4), 3, 4, 12);
    INDArray clean = attend(x, MASK);
    x.putScalar(new int[] {0, 2, 5}, Double.NaN);
    INDArray spoiled = attend(x, MASK);
    INDArray first = Nd4j.createFromArray(1, 0, 0);
    assertThatTensor(spoiled).isNaN().whereMask(first);
    assertThatTensor(spoiled).isCloseTo(clean, 0).whereNotMask(first);
  }

  @Test
  void a_nan_in_a_padded_slot_spoils_its_sentence_unless_it_is_blanked_by_selection() {
    INDArray x = Ragged.normal(new Random(4), 3, 4, 12);
    INDArray clean = attend(x, MASK);
    x.putScalar(new int[] {0, 3, 5}, Double.NaN);
    assertThatTensor(attend(x, MASK)).isNaN().whereMask(Nd4j.createFromArray(1, 0, 0));
    Variable blanked = Variable.constant(x).where(MASK);
    INDArray output = attention.forward(blanked, AttentionMask.padding(MASK)).values().value();
    assertThatTensor(output).isCloseTo(clean, 1e-6).whereMask(MASK);
  }

  @Test
  void masks_combine_by_and_and_broadcast() {
    INDArray earlier =
        Nd4j.createFromArray(new int[][] {{1, 0, 0, 0}, {1, 1, 0, 0}, {1, 1, 1, 0}, {1, 1, 1, 1}});
    AttentionMask both =
        AttentionMask.padding(MASK).and(new AttentionMask(earlier.reshape(1, 1, 4, 4)));
    assertThatTensor(both.allowed()).hasShape(3, 1, 4, 4);
    for (int i = 0; i < 48; i++) {
      int expected = MASK.getInt(i / 16, i % 4) * earlier.getInt(i / 4 % 4, i % 4);
      assertThat(both.allowed().getInt(i / 16, 0, i / 4 % 4, i % 4)).isEqualTo(expected);
    }
    assertThat(AttentionMask.none().and(both)).isEqualTo(both);
  }

  @Test
  void a_mask_keeps_its_own_numbers_when_the_batch_changes_later() {
    INDArray mask = MASK.dup();
    AttentionMask padding = AttentionMask.padding(mask);
    mask.assign(0);
    assertThatTensor(padding.allowed().reshape(3, 4)).isCloseTo(MASK, 0).everywhere();
  }

  @Test
  void bad_masks_are_named() {
    refused(() -> AttentionMask.padding(nothing()), "attentionMask", "null", "batch");
    refused(() -> AttentionMask.padding(MASK.reshape(12)), "attentionMask", "[12]");
    refused(() -> AttentionMask.padding(MASK.mul(2)), "attentionMask", "2.0", "1 (keep)");
    refused(() -> AttentionMask.padding(MASK.castTo(DataType.FLOAT).div(2)), "0.5");
    refused(() -> AttentionMask.sentences(nothing()), "sentence", "null");
    refused(() -> new AttentionMask(nothing()), "allowed", "null");
    refused(() -> new AttentionMask(MASK), "four axes", "[3, 4]", "padding");
    refused(() -> AttentionMask.none().and(nothing()), "other", "null");
    refused(() -> AttentionMask.causal(0), "length", "at least 1", "0");
    refused(() -> AttentionMask.causal(-3), "length", "-3");
    refused(
        () -> AttentionMask.padding(MASK).and(AttentionMask.causal(5)),
        "other",
        "[3, 1, 1, 4]",
        "[1, 1, 5, 5]");
  }

  @Test
  void bad_input_to_attention_is_named() {
    Variable x = Variable.constant(Ragged.normal(new Random(4), 3, 4, 12));
    AttentionMask mask = AttentionMask.padding(MASK);
    refused(() -> attention.forward(nothing(), mask), "x", "null");
    refused(() -> attention.forward(x, nothing()), "mask", "null");
    refused(() -> attention.forward(x.reshape(3, 3, 16), mask), "x", "12]", "[3, 3, 16]");
    refused(() -> attention.forward(x.reshape(12, 12), mask), "x", "[12, 12]");
    refused(() -> attention.forward(x.reshape(4, 3, 12), mask), "mask", "[3, 1, 1, 4]", "batch");
    Variable one = Variable.constant(Ragged.normal(new Random(4), 1, 4, 12));
    refused(() -> attention.forward(one, mask), "mask", "[1, 3, 4, 4]", "[3, 1, 1, 4]");
    refused(() -> Attention.attend(nothing(), x, x, mask), "queries", "null");
    refused(() -> Attention.attend(x, x, x, mask), "mask", "[3, 4, 4]");
    refused(
        () -> MultiHeadAttention.random(12, 5, 1), "heads", "D = 12", "5", "[1, 2, 3, 4, 6, 12]");
    refused(() -> MultiHeadAttention.random(12, 0, 1), "heads", "0");
    Linear out = attention.output();
    refused(() -> new MultiHeadAttention(3, out, out), "projection", "[12, 36]", "[12, 12]");
    refused(() -> new MultiHeadAttention(3, nothing(), out), "projection", "null");
  }

  private INDArray attend(INDArray x, INDArray mask) {
    return attention.forward(Variable.constant(x), AttentionMask.padding(mask)).values().value();
  }

  private static Loops.Sentence loop(MultiHeadAttention many, double[][] x, double[] mask) {
    return Loops.attention(
        x,
        mask,
        many.heads(),
        Loops.rows(many.projection().weight().value()),
        Rows.read(many.projection().bias().value()),
        Loops.rows(many.output().weight().value()),
        Rows.read(many.output().bias().value()));
  }

  private static MultiHeadAttention withBiases(MultiHeadAttention plain) {
    Random random = new Random(11);
    return new MultiHeadAttention(
        plain.heads(), withBias(plain.projection(), random), withBias(plain.output(), random));
  }

  private static Linear withBias(Linear plain, Random random) {
    long width = plain.bias().value().length();
    return new Linear(plain.weight(), Variable.parameter(Ragged.normal(random, width)));
  }
}
