package padwise.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Gradients;
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

  private final MultiHeadAttention attention = RaggedAttentionTest.withBiases(12, 3, 5);

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
    MultiHeadAttention many = RaggedAttentionTest.withBiases(width, heads, slots);
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

  @ParameterizedTest
  @Tag("claim-25")
  @CsvSource({"1, 4", "3, 7", "6, 2"})
  void cross_attention_looks_at_another_batch_through_a_rectangular_mask(int slots, int keys) {
    Random random = new Random(slots);
    INDArray x = Ragged.normal(random, 2, slots, 12);
    INDArray other = Ragged.normal(random, 2, keys, 12);
    INDArray mask = Nd4j.ones(DataType.INT32, 2, keys);
    mask.putScalar(1, keys - 1, 0);
    Attended attended =
        attention.forward(
            Variable.constant(x), Variable.constant(other), AttentionMask.padding(mask));
    assertThatTensor(attended.weights().value()).hasShape(2, 3, slots, keys);
    assertThatTensor(attended.weights().value())
        .isExactly(0)
        .whereNotMask(mask.reshape(2, 1, 1, keys));
    for (int b = 0; b < 2; b++) { // one row of queries above the keys, which nobody else sees
      double[][] both = rows(Loops.sentence(x, b), Loops.sentence(other, b));
      double[] seen = new double[both.length];
      System.arraycopy(Loops.rows(mask)[b], 0, seen, slots, keys);
      Loops.Sentence expected = loop(attention, both, seen);
      INDArray outputs = expected.outputs().get(NDArrayIndex.interval(0, slots));
      INDArray output = attended.values().value().get(NDArrayIndex.point(b)).dup('c');
      assertThatTensor(output).isCloseTo(outputs.dup('c'), 1e-5).everywhere();
    }
  }

  @Test
  void cross_attention_hands_gradients_to_both_batches_and_every_weight() {
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 0}});
    Gradients.check(
        in ->
            new MultiHeadAttention(
                    2, new Linear(in.get(2), in.get(3)), new Linear(in.get(4), in.get(5)))
                .forward(in.get(0), in.get(1), AttentionMask.padding(mask))
                .values(),
        Gradients.normal(1, 1, 2, 4),
        Gradients.normal(2, 1, 3, 4),
        Gradients.normal(3, 4, 12),
        Gradients.normal(4, 12),
        Gradients.normal(5, 4, 4),
        Gradients.normal(6, 4));
  }

  @Test
  @Tag("claim-31")
  void hiding_afterwards_equals_minus_infinity_inside_only_if_the_rest_is_renormalised() {
    Variable x = Variable.constant(Ragged.normal(new Random(6), 3, 4, 12));
    INDArray inside = attention.forward(x, AttentionMask.padding(MASK)).weights().value();
    INDArray all = attention.forward(x, AttentionMask.none()).weights().value();
    INDArray hidden = all.mul(MASK.castTo(DataType.FLOAT).reshape(3, 1, 1, 4));
    INDArray kept = hidden.sum(true, 3); // the share that is left
    assertThatTensor(hidden.div(kept)).isCloseTo(inside, 1e-6).everywhere();
    assertThat(kept.get(NDArrayIndex.point(1)).maxNumber().doubleValue()).isLessThan(0.9);
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
    refused(() -> AttentionMask.padding(MASK.reshape(12)), "attentionMask", "[12]");
    refused(() -> AttentionMask.padding(MASK.mul(2)), "attentionMask", "2.0", "1 (keep)");
    refused(() -> AttentionMask.padding(MASK.castTo(DataType.FLOAT).div(2)), "0.5");
    refused(() -> new AttentionMask(MASK), "[B, H, T, S]", "[3, 4]", "padding");
    refused(() -> AttentionMask.padding(Nd4j.empty(DataType.INT32)), "attentionMask", "[B, T]");
    refused(() -> AttentionMask.padding(Nd4j.create(DataType.INT32, 0, 4)), "[B, T]", "[0, 4]");
    refused(() -> AttentionMask.padding(Nd4j.scalar(DataType.INT32, 1)), "[B, T]", "[]");
    refused(() -> AttentionMask.causal(0), "length", "at least 1", "0");
    refused(() -> AttentionMask.causal(-3), "length", "-3");
  }

  @Test
  void bad_input_to_attention_is_named() {
    Variable x = Variable.constant(Ragged.normal(new Random(4), 3, 4, 12));
    AttentionMask mask = AttentionMask.padding(MASK);
    INDArray empty = Nd4j.create(DataType.FLOAT, 0, 4, 12);
    refused(() -> attention.forward(Variable.constant(empty), mask), "[0, 4, 12]");
    refused(() -> attention.forward(x.reshape(3, 3, 16), mask), "x", "12]", "[3, 3, 16]");
    refused(() -> attention.forward(x.reshape(12, 12), mask), "x", "[12, 12]");
    refused(() -> attention.forward(x.reshape(4, 3, 12), mask), "mask", "[3, 1, 1, 4]", "batch");
    refused(() -> attention.forward(x, x.reshape(3, 3, 16), mask), "other", "[3, 3, 16]");
    refused(
        () -> attention.forward(x, x.reshape(1, 12, 12), mask),
        "seen",
        "[3, 3, 12, 4]",
        "[1, 3, 12, 4]");
    KeyValueCache seen = attention.remember(x); // of 3 sentences
    Variable two = Variable.constant(Ragged.normal(new Random(4), 2, 4, 12));
    refused(() -> attention.forward(two, seen, mask), "seen", "[2, 3, 4, 4]", "[3, 3, 4, 4]");
    refused(() -> seen.then(attention.remember(two)), "next", "[3, 3, 4, 4]", "[2, 3, 4, 4]");
    refused(() -> new KeyValueCache(x, x), "keys", "[3, 4, 12]", "remember");
    Variable one = Variable.constant(Ragged.normal(new Random(4), 1, 4, 12));
    refused(() -> attention.forward(one, mask), "mask", "[1, 3, 4, 4]", "[3, 1, 1, 4]");
    refused(() -> Attention.attend(x, x, x, mask), "queries", "[3, 4, 12]", "[B, H, T, Dh]");
    Variable four = x.reshape(3, 1, 4, 12);
    refused(() -> Attention.attend(four, four, x, mask), "values", "[3, 4, 12]");
    refused(() -> Attention.attend(four, two.reshape(2, 1, 4, 12), four, mask), "keys", "[2, 1,");
    refused(
        () -> MultiHeadAttention.random(12, 5, 1), "heads", "D = 12", "5", "[1, 2, 3, 4, 6, 12]");
    refused(() -> MultiHeadAttention.random(12, 0, 1), "heads", "0");
    Linear out = attention.output();
    refused(() -> new MultiHeadAttention(3, out, out), "projection", "[12, 36]", "[12, 12]");
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

  private static double[][] rows(double[][] above, double[][] below) {
    return Stream.of(above, below).flatMap(Stream::of).toArray(double[][]::new);
  }
}
