package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.attention.Attention;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.MlmHead;

/** Masked loss and its gradients: claims 14, 15 and 19, on two sentences of 8 and 5 tokens. */
class LossClaimsTest {

  private static final int WORDS = 7;
  private static final INDArray MASK =
      Nd4j.createFromArray(new int[][] {{1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 0, 0, 0}});
  private static final INDArray LABELS =
      Labels.ofRealTokens(
          Nd4j.createFromArray(new Random(3).ints(16, 0, WORDS).toArray()).reshape(2, 8), MASK);

  private final INDArray logits = Ragged.normal(new Random(4), 2, 8, WORDS);

  @Test
  @Tag("claim-14")
  void ignored_slots_add_nothing_to_the_sum_nor_to_the_count() {
    MaskedLoss padded = MaskedCrossEntropy.of(Variable.constant(logits), LABELS);
    MaskedLoss first = alone(0, 8);
    MaskedLoss second = alone(1, 5);
    assertThatTensor(padded.perToken()).isExactly(0).whereNotMask(MASK);
    assertThat(padded.counted()).isEqualTo(13).isEqualTo(first.counted() + second.counted());
    assertThat(number(padded.sum())).isCloseTo(number(first.sum()) + number(second.sum()), near());
  }

  @Test
  @Tag("claim-14")
  void the_mean_is_over_counted_labels_never_over_slots_nor_over_batches() {
    MaskedLoss loss = MaskedCrossEntropy.of(Variable.constant(logits), LABELS);
    double mean = number(loss.mean());
    assertThat(mean).isCloseTo(number(loss.sum()) / 13, near());
    assertThat(mean).isNotCloseTo(number(loss.sum()) / 16, within(0.1));
    double ofMeans = (number(alone(0, 8).mean()) + number(alone(1, 5).mean())) / 2;
    assertThat(mean).isNotCloseTo(ofMeans, within(1e-3));
  }

  @ParameterizedTest
  @Tag("claim-15")
  @ValueSource(longs = {1, 2, 3})
  void pads_table_row_learns_nothing_under_an_untied_head_and_something_under_a_tied_one(
      long seed) {
    MiniBert bert = MiniBert.random(new BertConfig(WORDS, 8, 12, 3, 2, 16), seed);
    MlmHead tied = MlmHead.tied(bert.embeddings(), seed);
    Variable copy = Variable.parameter(tied.words().value().dup());
    MlmHead untied = new MlmHead(tied.transform(), tied.norm(), copy, tied.bias());
    assertThat(padRowGradient(bert, untied)).isZero();
    assertThat(padRowGradient(bert, tied))
        .isGreaterThan(1e-3); // the softmax of each counted slot includes [PAD]'s logit
  }

  private static double padRowGradient(MiniBert bert, MlmHead head) {
    List<List<String>> tokens = Collections.nCopies(2, Collections.nCopies(8, "x"));
    INDArray ids = Nd4j.createFromArray(new Random(8).ints(16, 1, WORDS).toArray()).reshape(2, 8);
    PaddedBatch batch = new PaddedBatch(tokens, ids.mul(MASK), MASK, MASK.mul(0));
    bert.embeddings().token().clearGradient();
    MaskedCrossEntropy.of(head.forward(bert.forward(batch).output()), LABELS).sum().backward();
    return bert.embeddings().token().gradient().getRow(0).norm1Number().doubleValue();
  }

  @Test
  @Tag("claim-15")
  void the_gradient_at_ignored_logits_is_exactly_zero() {
    Variable guesses = Variable.parameter(logits);
    MaskedCrossEntropy.of(guesses, LABELS).mean().backward();
    assertThatTensor(guesses.gradient()).isExactly(0).whereNotMask(MASK);
    double smallest = guesses.gradient().norm2(2).add(MASK.rsub(1)).minNumber().doubleValue();
    assertThat(smallest).isGreaterThan(1e-3); // every counted slot learns
  }

  @ParameterizedTest
  @Tag("claim-15")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void the_gradient_at_padded_inputs_is_exactly_zero_with_nothing_forced(long seed) {
    Variable x = Variable.parameter(Ragged.normal(new Random(seed), 2, 8, 12)); // no where
    Variable words = Variable.parameter(Ragged.normal(new Random(seed + 9), 12, WORDS));
    Variable hidden = x;
    for (int layer = 0; layer < 2; layer++) {
      MultiHeadAttention attention = MultiHeadAttention.random(12, 3, seed + layer);
      hidden = hidden.plus(attention.forward(hidden, AttentionMask.padding(MASK)).values());
    }
    MaskedCrossEntropy.of(hidden.matmul(words), LABELS).mean().backward();
    assertThatTensor(x.gradient()).isExactly(0).whereNotMask(MASK);
    assertThat(x.gradient().norm2Number().doubleValue()).isGreaterThan(1e-3);
  }

  @Test
  @Tag("claim-15")
  void it_is_zero_through_queries_keys_and_values_alike() {
    Variable q = Variable.parameter(Ragged.normal(new Random(1), 2, 1, 8, WORDS));
    Variable k = Variable.parameter(Ragged.normal(new Random(2), 2, 1, 8, WORDS));
    Variable v = Variable.parameter(Ragged.normal(new Random(3), 2, 1, 8, WORDS));
    Variable mixed = Attention.attend(q, k, v, AttentionMask.padding(MASK)).values();
    MaskedCrossEntropy.of(mixed.reshape(2, 8, WORDS), LABELS).mean().backward();
    for (Variable part : new Variable[] {q, k, v}) {
      assertThatTensor(part.gradient()).isExactly(0).whereNotMask(MASK.reshape(2, 1, 8));
      assertThat(part.gradient().norm2Number().doubleValue()).isGreaterThan(1e-3);
    }
  }

  @Test
  @Tag("claim-15")
  void without_the_mask_padded_inputs_get_a_gradient_though_their_labels_are_ignored() {
    Variable x = Variable.parameter(Ragged.normal(new Random(1), 2, 8, 12));
    Variable words = Variable.constant(Ragged.normal(new Random(9), 12, WORDS));
    Variable hidden = MultiHeadAttention.random(12, 3, 1).forward(x, AttentionMask.none()).values();
    MaskedCrossEntropy.of(hidden.matmul(words), LABELS).mean().backward();
    INDArray padded = x.gradient().get(NDArrayIndex.point(1), NDArrayIndex.interval(5, 8));
    assertThat(padded.norm2Number().doubleValue()).isGreaterThan(1e-3);
  }

  @Test
  @Tag("claim-15")
  void multiplying_by_zero_keeps_a_nan_and_selecting_drops_it() {
    INDArray x = Ragged.normal(new Random(1), 2, 8, 12);
    x.putScalar(new int[] {1, 6, 0}, Double.NaN);
    INDArray mask = MASK.castTo(x.dataType()).reshape(2, 8, 1);
    INDArray multiplied = Variable.constant(x).times(Variable.constant(mask)).value();
    assertThat(multiplied.getDouble(1, 6, 0)).isNaN();
    assertThatTensor(Variable.constant(x).where(MASK).value()).isExactly(0).whereNotMask(MASK);
  }

  @Test
  @Tag("claim-19")
  void if_every_label_is_ignored_the_mean_is_zero_and_so_is_every_gradient() {
    Variable guesses = Variable.parameter(logits);
    INDArray nobody = LABELS.mul(0).add(Labels.IGNORE);
    MaskedLoss loss = MaskedCrossEntropy.of(guesses, nobody);
    loss.mean().backward();
    assertThat(loss.counted()).isZero();
    assertThat(number(loss.mean())).isZero();
    assertThatTensor(guesses.gradient()).isExactly(0).everywhere();
  }

  private MaskedLoss alone(int sentence, int length) {
    INDArray own = logits.get(NDArrayIndex.interval(sentence, sentence + 1)).dup('c');
    INDArray part = own.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length)).dup('c');
    int[] wanted = IntStream.range(0, length).map(i -> LABELS.getInt(sentence, i)).toArray();
    return MaskedCrossEntropy.of(
        Variable.constant(part), Nd4j.createFromArray(wanted).reshape(1, length));
  }

  private static org.assertj.core.data.Offset<Double> near() {
    return within(1e-5);
  }

  private static double number(Variable one) {
    return one.value().getDouble(0);
  }
}
