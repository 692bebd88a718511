package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Ragged;
import padwise.attention.Attended;
import padwise.attention.Attention;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Variable;

/** Masked attention: claims 7, 8, 10 and 11, on two sentences of 8 and 5 tokens. */
class AttentionClaimsTest {

  private static final INDArray MASK =
      Nd4j.createFromArray(new int[][] {{1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 0, 0, 0}});
  private static final INDArray REAL_KEYS = MASK.reshape(2, 1, 1, 8); // onto [2, 3, 8, 8]

  private final INDArray x = Ragged.normal(new Random(1), 2, 8, 12);
  private final MultiHeadAttention attention = MultiHeadAttention.random(12, 3, 2);
  private final Attended masked = attend(attention, x, AttentionMask.padding(MASK));
  private final Attended unmasked = attend(attention, x, AttentionMask.none());

  @Test
  @Tag("claim-7")
  void weights_of_pads_are_exactly_zero_and_each_row_sums_to_one_over_real_tokens() {
    INDArray weights = masked.weights().value(); // [2, 3, 8, 8]
    assertThatTensor(weights).isExactly(0).whereNotMask(REAL_KEYS);
    INDArray onReal = weights.mul(REAL_KEYS.castTo(weights.dataType())).sum(3); // [2, 3, 8]
    assertThatTensor(onReal).isCloseTo(Nd4j.ones(2, 3, 8), 1e-6).everywhere();
    assertThat(masked.shareOnPadding(1, MASK)).isZero();
  }

  @Test
  @Tag("claim-7")
  void without_the_mask_pads_take_a_measurable_share() {
    assertThat(unmasked.shareOnPadding(1, MASK)).isBetween(0.1, 0.9);
    assertThatTensor(unmasked.weights().value().sum(3))
        .isCloseTo(Nd4j.ones(2, 3, 8), 1e-6)
        .everywhere();
    assertThat(unmasked.values().value()).isNotEqualTo(masked.values().value());
  }

  @Test
  @Tag("claim-7")
  void the_mask_is_one_row_of_keys_for_all_heads_and_all_queries() {
    AttentionMask mask = AttentionMask.padding(MASK);
    assertThatTensor(mask.bias()).hasShape(2, 1, 1, 8);
    assertThatTensor(mask.bias()).isExactly(0).whereMask(REAL_KEYS);
    assertThatTensor(mask.bias()).isExactly(Double.NEGATIVE_INFINITY).whereNotMask(REAL_KEYS);
    INDArray everyRow = REAL_KEYS.broadcast(Nd4j.zeros(REAL_KEYS.dataType(), 2, 3, 8, 8));
    Attended spelledOut = attend(attention, x, new AttentionMask(everyRow.dup('c')));
    assertThat(spelledOut.weights().value()).isEqualTo(masked.weights().value());
  }

  @Test
  @Tag("claim-8")
  void scores_are_those_before_the_mask() {
    assertThat(masked.scores().value()).isEqualTo(unmasked.scores().value());
    assertThat(masked.scores().value().stdNumber().doubleValue()).isGreaterThan(0.1);
  }

  @Test
  @Tag("claim-10")
  void what_a_padded_query_takes_home_is_never_read_by_the_next_layer() {
    MultiHeadAttention next = MultiHeadAttention.random(12, 3, 9);
    INDArray hidden = masked.values().value(); // [2, 8, 12]
    INDArray garbage = hidden.dup();
    garbage.put(
        new org.nd4j.linalg.indexing.INDArrayIndex[] {
          NDArrayIndex.point(1), NDArrayIndex.interval(5, 8), NDArrayIndex.all()
        },
        Ragged.normal(new Random(5), 3, 12).mul(1000));
    assertThatTensor(attend(next, garbage, AttentionMask.padding(MASK)).values().value())
        .isCloseTo(attend(next, hidden, AttentionMask.padding(MASK)).values().value(), 0)
        .whereMask(MASK);
    assertThat(garbage.mean(1)).isNotEqualTo(hidden.mean(1)); // pooling over all slots reads it
  }

  @Test
  @Tag("claim-10")
  void hiding_padded_queries_instead_of_keys_leaves_every_real_row_as_if_unmasked() {
    AttentionMask queries = new AttentionMask(MASK.reshape(2, 1, 8, 1));
    Attended wrong = attend(attention, x, queries);
    assertThatTensor(wrong.values().value())
        .isCloseTo(unmasked.values().value(), 1e-6)
        .whereMask(MASK);
    assertThat(wrong.shareOnPadding(1, MASK)).isGreaterThan(0.1);
    INDArray realQueries = MASK.reshape(2, 1, 8, 1);
    assertThatTensor(wrong.weights().value()).isExactly(0).whereNotMask(realQueries);
    assertThatTensor(Nd4j.nn().softmax(queries.bias().broadcast(Nd4j.zeros(2, 1, 8, 8)), 3))
        .isNaN() // the plain formula: 0 / 0
        .whereNotMask(realQueries);
  }

  @Test
  @Tag("claim-11")
  void a_pads_value_vector_is_not_zero_but_each_of_its_terms_is() {
    Variable q = Variable.constant(Ragged.normal(new Random(6), 2, 3, 8, 4));
    Variable k = Variable.constant(Ragged.normal(new Random(7), 2, 3, 8, 4));
    Variable v = Variable.constant(Ragged.normal(new Random(8), 2, 3, 8, 4));
    Attended attended = Attention.attend(q, k, v, AttentionMask.padding(MASK));
    int query = 2;
    int column = 1;
    double sum = 0;
    for (int key = 0; key < 8; key++) {
      double weight = attended.weights().value().getDouble(1, 0, query, key);
      double value = v.value().getDouble(1, 0, key, column);
      assertThat(value).isNotZero();
      assertThat(Math.abs(weight * value)).isEqualTo(key < 5 ? Math.abs(weight * value) : 0.0);
      assertThat(weight > 0).isEqualTo(key < 5);
      sum += weight * value;
    }
    assertThat(attended.values().value().getDouble(1, 0, query, column))
        .isCloseTo(sum, within(1e-6));
  }

  @Test
  @Tag("claim-11")
  void a_padded_row_has_an_output_of_its_own_and_real_rows_ignore_what_it_holds() {
    INDArray changed = x.dup();
    changed.get(NDArrayIndex.point(1), NDArrayIndex.point(6)).assign(123);
    INDArray output = attend(attention, changed, AttentionMask.padding(MASK)).values().value();
    assertThatTensor(output).isCloseTo(masked.values().value(), 0).whereMask(MASK);
    INDArray padded = masked.values().value().get(NDArrayIndex.point(1), NDArrayIndex.point(6));
    assertThat(padded.norm2Number().doubleValue()).isGreaterThan(0.1);
    assertThat(output.get(NDArrayIndex.point(1), NDArrayIndex.point(6))).isNotEqualTo(padded);
  }

  private static Attended attend(MultiHeadAttention attention, INDArray x, AttentionMask mask) {
    return attention.forward(Variable.constant(x), mask);
  }
}
