package padwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.grad.Variable;

class PoolingTest {

  private static final INDArray MASK =
      Nd4j.createFromArray(new int[][] {{1, 1, 0}, {0, 1, 0}, {0, 0, 0}});

  @Test
  void the_mean_is_over_real_tokens_and_a_pad_may_hold_a_nan() {
    INDArray hidden = Ragged.normal(new Random(1), 3, 3, 4);
    INDArray expected = Nd4j.zeros(hidden.dataType(), 3, 4);
    for (int i = 0; i < 4; i++) {
      expected.putScalar(0, i, (hidden.getDouble(0, 0, i) + hidden.getDouble(0, 1, i)) / 2);
      expected.putScalar(1, i, hidden.getDouble(1, 1, i));
    }
    hidden.putScalar(new int[] {0, 2, 1}, Double.NaN);
    assertThatTensor(Pooling.mean(hidden, MASK)).isCloseTo(expected, 1e-6).everywhere();
  }

  @Test
  void cosines_are_those_of_plain_loops_and_a_vector_of_zeros_is_close_to_nobody() {
    INDArray some = Ragged.normal(new Random(2), 3, 5);
    some.putRow(2, Nd4j.zeros(some.dataType(), 5));
    INDArray others = Ragged.normal(new Random(3), 2, 5);
    INDArray cosines = Pooling.cosines(some, others);
    assertThatTensor(cosines).hasShape(3, 2);
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        double dot = some.getRow(a).mul(others.getRow(b)).sumNumber().doubleValue();
        double lengths = length(some.getRow(a)) * length(others.getRow(b));
        double expected = lengths == 0 ? 0 : dot / lengths;
        assertThat(cosines.getDouble(a, b)).isCloseTo(expected, within(1e-6));
      }
    }
  }

  @Test
  @Tag("claim-29")
  void the_last_token_is_the_last_real_one_and_the_last_slot_may_be_a_pad() {
    Variable hidden = Variable.parameter(Ragged.normal(new Random(4), 2, 3, 4));
    INDArray mask = Nd4j.createFromArray(new int[][] {{1, 1, 0}, {0, 1, 1}});
    INDArray x = hidden.value();
    Variable last = Pooling.lastToken(hidden, mask);
    assertThat(last.value().getRow(0)).isEqualTo(x.slice(0).getRow(1));
    assertThat(last.value().getRow(1)).isEqualTo(x.slice(1).getRow(2));
    assertThat(Pooling.lastSlot(hidden).value().getRow(0)).isEqualTo(x.slice(0).getRow(2));
    last.sum().backward();
    INDArray read = Nd4j.createFromArray(new int[][] {{0, 1, 0}, {0, 0, 1}});
    assertThatTensor(hidden.gradient()).isExactly(1).whereMask(read);
    assertThatTensor(hidden.gradient()).isExactly(0).whereNotMask(read);
  }

  @Test
  void vectors_whose_squares_are_no_floats_have_cosines_and_means_like_others() {
    INDArray arrows = Nd4j.createFromArray(new float[][] {{3, 4}, {4, -3}});
    for (double size : new double[] {1e-40, 1e-25, 1e25, 5e37}) {
      INDArray far = arrows.mul(size);
      assertThatTensor(Pooling.cosines(far, arrows)).isCloseTo(Nd4j.eye(2), 1e-4).everywhere();
    }
    INDArray large = Nd4j.valueArrayOf(new long[] {1, 2, 1}, 3e38f);
    INDArray both = Nd4j.ones(DataType.INT32, 1, 2);
    assertThat(Pooling.mean(large, both).getFloat(0)).isEqualTo(3e38f);
  }

  @Test
  void a_mask_of_another_batch_is_refused() {
    INDArray hidden = Ragged.normal(new Random(1), 2, 3, 4);
    refused(() -> Pooling.mean(hidden, MASK), "attentionMask", "[2, 3]", "[3, 3]");
    Variable guesses = Variable.constant(hidden);
    refused(() -> Pooling.lastToken(guesses, MASK), "attentionMask", "[2, 3]", "[3, 3]");
    INDArray empty = Nd4j.createFromArray(new int[][] {{1, 1, 0}, {0, 0, 0}});
    refused(() -> Pooling.lastToken(guesses, empty), "row 1", "no real token");
    refused(() -> Pooling.lastToken(guesses, empty.mul(2)), "attentionMask", "2.0");
    refused(() -> Pooling.lastSlot(guesses.reshape(6, 4)), "hidden", "[6, 4]");
    refused(() -> Pooling.mean(hidden, Nd4j.ones(2, 3).mul(2)), "attentionMask", "2.0");
  }

  private static double length(INDArray vector) {
    return Math.sqrt(vector.mul(vector).sumNumber().doubleValue());
  }
}
