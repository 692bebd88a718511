package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Loops;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.math.Rows;

/** Claim 9: −∞ against a large finite number, on a row with pads and on a row of nothing else. */
@Tag("claim-9")
class InfinityClaimsTest {

  private static final AttentionMask HALF_AND_NOTHING =
      AttentionMask.padding(Nd4j.createFromArray(new int[][] {{1, 1, 0, 0}, {0, 0, 0, 0}}));
  private static final INDArray FIRST = Nd4j.createFromArray(1, 0);
  private static final INDArray HIDDEN =
      Nd4j.createFromArray(new int[][] {{0, 0, 1, 1}, {1, 1, 1, 1}});

  private final INDArray scores = Ragged.normal(new Random(4), 2, 4); // one query a sentence

  @Test
  void e_to_minus_infinity_is_zero() {
    assertThat(Math.exp(Double.NEGATIVE_INFINITY)).isEqualTo(0.0);
    assertThat(Math.exp(-1e9)).isEqualTo(0.0); // too small for a double
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void beside_real_tokens_infinity_and_a_large_number_give_the_same_shares(DataType type) {
    INDArray exact = softmax(scores.castTo(type).add(bias(Double.NEGATIVE_INFINITY, type)));
    INDArray finite = softmax(scores.castTo(type).add(bias(-1e9, type)));
    assertThatTensor(finite).isCloseTo(exact, 1e-6).whereMask(FIRST);
    assertThatTensor(exact).isExactly(0).whereMask(HIDDEN.mul(FIRST.reshape(2, 1)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_row_of_minus_infinity_is_nan_by_the_formula_and_zeros_here(DataType type) {
    INDArray hidden = scores.castTo(type).add(bias(Double.NEGATIVE_INFINITY, type));
    assertThatTensor(softmax(hidden)).isNaN().whereNotMask(FIRST);
    INDArray here = Rows.softmax(hidden.castTo(DataType.FLOAT));
    assertThatTensor(here).isExactly(0).whereNotMask(FIRST);
    assertThatTensor(here).isCloseTo(softmax(hidden), 1e-6).whereMask(FIRST);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_large_number_filled_in_makes_a_dead_row_uniform(DataType type) {
    INDArray filled = Nd4j.valueArrayOf(new long[] {2, 4}, -1e9, type);
    INDArray quarters = Nd4j.valueArrayOf(new long[] {2, 4}, 0.25, type);
    assertThatTensor(softmax(filled)).isCloseTo(quarters, 0).everywhere();
  }

  @Test
  void a_large_number_added_in_float_swallows_the_scores_and_makes_a_dead_row_uniform() {
    INDArray added = scores.add(bias(-1e9, DataType.FLOAT));
    INDArray quarters = Nd4j.valueArrayOf(new long[] {2, 4}, 0.25, DataType.FLOAT);
    assertThatTensor(softmax(added)).isCloseTo(quarters, 0).whereNotMask(FIRST);
  }

  @Test
  void a_large_number_added_in_double_cancels_out_and_gives_back_the_unmasked_softmax() {
    INDArray exact = scores.castTo(DataType.DOUBLE);
    INDArray added = softmax(exact.add(bias(-1e9, DataType.DOUBLE)));
    assertThatTensor(added).isCloseTo(softmax(exact), 1e-6).whereNotMask(FIRST);
    assertThat(added.getRow(1).stdNumber().doubleValue()).isGreaterThan(0.01); // not uniform
  }

  @Test
  void half_precision_turns_a_large_number_into_infinity_and_a_dead_row_into_nan() {
    INDArray half = bias(-1e9, DataType.FLOAT16).castTo(DataType.FLOAT);
    assertThatTensor(half).isExactly(Double.NEGATIVE_INFINITY).whereMask(HIDDEN);
    assertThatTensor(softmax(scores.add(half))).isNaN().whereNotMask(FIRST);
    INDArray largest = bias(-65504, DataType.FLOAT16).castTo(DataType.FLOAT);
    assertThatTensor(largest).isExactly(-65504).whereMask(HIDDEN);
  }

  private static INDArray bias(double hidden, DataType type) {
    return HALF_AND_NOTHING.bias(hidden).reshape('c', 2, 4).castTo(type);
  }

  /**
   * The plain formula, exp(x - max) / sum. (ND4J's own softmax forgets the max of DOUBLE rows that
   * are all negative.)
   */
  private static INDArray softmax(INDArray x) {
    double[][] rows = Loops.rows(x);
    for (double[] row : rows) {
      double max = Arrays.stream(row).max().orElseThrow();
      double sum = Arrays.stream(row).map(score -> Math.exp(score - max)).sum();
      Arrays.setAll(row, i -> Math.exp(row[i] - max) / sum);
    }
    return Loops.array(rows).castTo(x.dataType());
  }
}
