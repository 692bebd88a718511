package padwise.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Loops;
import padwise.Ragged;
import padwise.grad.Gradient;
import padwise.grad.Variable;

class MaskedCrossEntropyTest {

  private static final int IGNORE = Labels.IGNORE;
  private static final INDArray LABELS =
      Nd4j.createFromArray(new int[][] {{4, IGNORE, 0}, {IGNORE, 2, IGNORE}});

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_loss_is_the_loop_over_counted_labels(long seed) {
    Random random = new Random(seed);
    int rows = 1 + random.nextInt(4);
    int slots = 1 + random.nextInt(9);
    int words = 2 + random.nextInt(30);
    INDArray logits = Ragged.normal(random, rows, slots, words).mul(3);
    int[] wanted =
        random.ints((long) rows * slots, -words, words).map(i -> i < 0 ? IGNORE : i).toArray();
    INDArray labels = Nd4j.createFromArray(wanted).reshape('c', rows, slots);
    MaskedLoss loss = MaskedCrossEntropy.of(Variable.constant(logits), labels);
    double[][] scores = Loops.rows(logits);
    double sum = 0;
    long counted = 0;
    for (int slot = 0; slot < wanted.length; slot++) {
      double each = wanted[slot] == IGNORE ? 0 : Loops.crossEntropy(scores[slot], wanted[slot]);
      assertThat(loss.perToken().getDouble(slot / slots, slot % slots))
          .isCloseTo(each, within(1e-5));
      sum += each;
      counted += wanted[slot] == IGNORE ? 0 : 1;
    }
    assertThat(loss.counted()).isEqualTo(counted);
    assertThat(loss.sum().value().getDouble(0)).isCloseTo(sum, within(1e-5 * Math.max(1, sum)));
  }

  @Test
  @Tag("claim-26")
  void micro_batches_and_workers_that_add_counts_first_have_the_gradient_of_one_batch() {
    INDArray words = Ragged.normal(new Random(2), 4, 5);
    INDArray x = Ragged.normal(new Random(3), 4, 3, 4);
    INDArray labels =
        Nd4j.createFromArray(
            new int[][] {{4, 1, 0}, {2, 3, 1}, {IGNORE, IGNORE, 2}, {IGNORE, IGNORE, IGNORE}});
    Variable weight = Variable.parameter(words);
    List<MaskedLoss> parts = // one row each; the last counts nothing
        IntStream.range(0, 4)
            .mapToObj(row -> loss(weight, x.slice(row), labels.getRow(row).reshape(1, 3)))
            .toList();
    long counted = parts.stream().mapToLong(MaskedLoss::counted).sum();
    Gradient whole = gradient(weight, List.of(loss(weight, x, labels).mean()));
    Gradient added = gradient(weight, parts.stream().map(p -> p.meanOver(counted)).toList());
    IntFunction<Variable> part = row -> parts.get(row).meanOver(counted);
    Gradient workers =
        gradient(weight, List.of(part.apply(0), part.apply(3)))
            .plus(gradient(weight, List.of(part.apply(1), part.apply(2))));
    for (Gradient right : List.of(added, workers)) {
      assertThat(right.angle(whole)).isLessThan(1e-3);
      assertThat(right.length() / whole.length()).isCloseTo(1, within(1e-5));
    }
    Gradient means = gradient(weight, parts.stream().map(p -> p.mean().times(0.25)).toList());
    assertThat(means.angle(whole)).isGreaterThan(5); // the short row's words have more of a vote
    Gradient slots = gradient(weight, parts.stream().map(p -> p.meanOver(12)).toList());
    assertThat(slots.angle(whole)).isLessThan(1e-3); // the same direction, and shorter
    assertThat(slots.length() / whole.length()).isCloseTo(7 / 12.0, within(1e-5));
    assertThat(parts.get(3).meanOver(counted).value().getDouble(0)).isZero();
    assertThat(parts.get(0).meanOver(3).value()).isEqualTo(parts.get(0).mean().value());
    refused(() -> parts.get(0).meanOver(2), "total", "3 slots", "2");
  }

  private static MaskedLoss loss(Variable weight, INDArray x, INDArray labels) {
    INDArray rows = x.reshape(labels.size(0), 3, 4);
    return MaskedCrossEntropy.of(Variable.constant(rows).matmul(weight), labels);
  }

  private static Gradient gradient(Variable weight, List<Variable> losses) {
    return Gradient.of(List.of(weight), () -> losses.forEach(Variable::backward));
  }

  @Test
  void scores_beyond_exp_stay_finite() {
    INDArray logits = Ragged.normal(new Random(1), 2, 3, 5).mul(1e4);
    MaskedLoss loss = MaskedCrossEntropy.of(Variable.constant(logits), LABELS);
    assertThat(loss.mean().value().getDouble(0)).isFinite().isGreaterThan(100);
  }

  @Test
  void a_nan_in_a_counted_slot_shows_and_in_an_ignored_one_is_never_read() {
    INDArray logits = Ragged.normal(new Random(1), 2, 3, 5);
    INDArray clean = MaskedCrossEntropy.of(Variable.constant(logits), LABELS).perToken();
    logits.putScalar(new int[] {0, 1, 2}, Double.NaN); // ignored
    Variable guesses = Variable.parameter(logits);
    MaskedLoss loss = MaskedCrossEntropy.of(guesses, LABELS);
    loss.mean().backward();
    assertThatTensor(loss.perToken()).isCloseTo(clean, 0).everywhere();
    assertThatTensor(guesses.gradient()).isExactly(0).whereMask(LABELS.eq(IGNORE));

    logits.putScalar(new int[] {0, 2, 2}, Double.NaN); // counted
    Variable spoiled = Variable.parameter(logits);
    MaskedLoss nan = MaskedCrossEntropy.of(spoiled, LABELS);
    nan.mean().backward();
    INDArray slot = Nd4j.createFromArray(new int[][] {{0, 0, 1}, {0, 0, 0}});
    assertThat(nan.mean().value().getDouble(0)).isNaN();
    assertThatTensor(nan.perToken()).isNaN().whereMask(slot);
    assertThatTensor(nan.perToken()).isCloseTo(clean, 0).whereNotMask(slot);
    assertThatTensor(spoiled.gradient()).isNaN().whereMask(slot);
    assertThatTensor(spoiled.gradient()).isCloseTo(guesses.gradient(), 0).whereNotMask(slot);
  }

  @Test
  void labels_of_real_tokens_follow_the_mask_and_never_the_id() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{7, 0, 3}, {5, 0, 0}});
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 1}, {1, 1, 0}});
    INDArray expected = Nd4j.createFromArray(new int[][] {{7, 0, 3}, {5, 0, IGNORE}});
    assertThat(Labels.ofRealTokens(ids, mask)).isEqualTo(expected);
  }

  @Test
  void bad_input_is_named() {
    Variable logits = Variable.constant(Ragged.normal(new Random(1), 2, 3, 5));
    for (int label : List.of(5, 30_522, -1, -101)) {
      INDArray labels = LABELS.dup().putScalar(1, 1, label);
      refused(
          () -> MaskedCrossEntropy.of(logits, labels), label + " at [1, 1]", "0 to 4", "IGNORE");
    }
    refused(() -> MaskedCrossEntropy.of(logits, LABELS.castTo(DataType.FLOAT)), "FLOAT", "castTo");
    refused(() -> MaskedCrossEntropy.of(logits, LABELS.reshape(3, 2)), "[3, 2]", "[2, 3]");
    refused(() -> MaskedCrossEntropy.of(logits, LABELS.reshape(6)), "[6]", "[2, 3]");
    Variable one = Variable.constant(Nd4j.scalar(1f));
    refused(() -> MaskedCrossEntropy.of(one, LABELS), "logits", "[.., V]", "[]");
    INDArray mask = LABELS.neq(IGNORE).castTo(DataType.INT32);
    refused(() -> Labels.ofRealTokens(LABELS, mask.mul(2)), "attentionMask", "2.0");
    refused(() -> new MaskedLoss(one, -3, LABELS), "counted", "-3");
    refused(() -> new MaskedLoss(logits, 3, LABELS), "sum", "one number");
    refused(() -> Labels.ofRealTokens(LABELS, mask.reshape(3, 2)), "[2, 3]", "[3, 2]");
    refused(() -> Labels.ofRealTokens(LABELS.castTo(DataType.FLOAT), mask), "labels", "FLOAT");
  }
}
