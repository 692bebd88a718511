package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Gradients.normal;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Loops;
import padwise.Ragged;

class RowsTest {

  private static final double NOBODY = Double.NEGATIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 512})
  void softmax_is_the_loop_and_nd4js_own(int width) {
    INDArray x = Ragged.normal(new Random(width), 3, 2, width).mul(5);
    assertThatTensor(Rows.softmax(x)).isCloseTo(softmaxLoop(x), 1e-6).everywhere();
    INDArray matrix = x.reshape('c', 6, width);
    assertThatTensor(Rows.softmax(matrix))
        .isCloseTo(Nd4j.nn().softmax(matrix, 1), 1e-6)
        .everywhere();
  }

  @Test
  void softmax_reads_views_in_their_own_order() {
    INDArray x = normal(1, 3, 4, 5);
    INDArray swapped = x.permute(0, 2, 1);
    INDArray part = x.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    for (INDArray view : new INDArray[] {swapped, part, x.dup('f')}) {
      assertThatTensor(Rows.softmax(view)).isCloseTo(softmaxLoop(view), 1e-12).everywhere();
    }
  }

  @Test
  void softmax_survives_large_scores() {
    INDArray row = Nd4j.createFromArray(new double[][] {{1e5, 1e5 + 1, -1e5}});
    double share = 1 / (1 + Math.E);
    INDArray expected = Nd4j.createFromArray(new double[][] {{share, 1 - share, 0}});
    assertThatTensor(Rows.softmax(row)).isCloseTo(expected, 1e-9).everywhere();
  }

  @ParameterizedTest
  @Tag("claim-9")
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_score_of_minus_infinity_gets_exactly_zero_and_a_row_of_them_gets_zeros(DataType type) {
    INDArray scores =
        Nd4j.createFromArray(new double[][] {{2, NOBODY, -1}, {NOBODY, NOBODY, NOBODY}})
            .castTo(type);
    INDArray hidden = Nd4j.createFromArray(new int[][] {{0, 1, 0}, {1, 1, 1}});
    INDArray shares = Rows.softmax(scores);
    assertThatTensor(shares).isExactly(0).whereMask(hidden);
    double rounding = type == DataType.FLOAT ? 1e-7 : 1e-15;
    assertThat(shares.sum(1).toDoubleVector()[0]).isCloseTo(1, within(rounding));
    INDArray slope = Rows.softmaxGradient(shares, normal(3, 2, 3).castTo(type));
    assertThatTensor(slope).isExactly(0).whereMask(hidden);
    assertThat(Math.abs(slope.getDouble(0, 0))).isGreaterThan(1e-3);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_nan_spoils_its_own_row_and_no_other(DataType type) {
    INDArray scores =
        Nd4j.createFromArray(new double[][] {{2, Double.NaN, NOBODY}, {1, 2, 3}}).castTo(type);
    INDArray first = Nd4j.createFromArray(1, 0);
    assertThatTensor(Rows.softmax(scores)).isNaN().whereMask(first);
    assertThatTensor(Rows.normalise(scores, 1e-12)).isNaN().whereMask(first);
    assertThat(Rows.softmax(scores).getRow(1).sumNumber().doubleValue()).isCloseTo(1, within(1e-7));
    assertThat(Rows.normalise(scores, 1e-12).getDouble(1, 1)).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 384})
  void normalise_is_the_loop(int width) {
    INDArray x = Ragged.normal(new Random(width), 2, 3, width).mul(3).add(7);
    double[][] rows = Loops.rows(x);
    for (double[] row : rows) {
      double mean = 0;
      double square = 0;
      for (double number : row) {
        mean += number / width;
      }
      for (double number : row) {
        square += (number - mean) * (number - mean) / width;
      }
      for (int i = 0; i < width; i++) {
        row[i] = (row[i] - mean) / Math.sqrt(square + 1e-5);
      }
    }
    INDArray expected = Loops.array(rows).castTo(DataType.FLOAT).reshape('c', x.shape());
    assertThatTensor(Rows.normalise(x, 1e-5)).isCloseTo(expected, 1e-5).everywhere();
  }

  @Test
  void a_row_of_equal_numbers_normalises_to_zeros() {
    INDArray x = Nd4j.createFromArray(new float[][] {{3, 3, 3}, {1, 2, 3}});
    assertThatTensor(Rows.normalise(x, 1e-12)).isExactly(0).whereMask(Nd4j.createFromArray(1, 0));
  }

  @Test
  void types_are_kept_and_arguments_left_alone() {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray x = normal(5, 2, 3).castTo(type);
      INDArray before = x.dup();
      assertThat(Rows.softmax(x).dataType()).isEqualTo(type);
      assertThat(Rows.normalise(x, 1).dataType()).isEqualTo(type);
      assertThatTensor(x).isCloseTo(before, 0).everywhere();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 18, 64, 511, 5000}) // 5000: a row longer than a block
  void in_float_a_row_operation_is_its_formula_in_double(int width) {
    INDArray x = single(normal(width, 300, width).mul(3)).castTo(DataType.DOUBLE); // to be the same
    INDArray dy = single(normal(width + 1, 300, width)).castTo(DataType.DOUBLE);
    INDArray shares = Rows.softmax(x);
    INDArray slope = Rows.softmaxGradient(shares, dy);
    assertThatTensor(Rows.softmax(single(x))).isCloseTo(shares, 5e-7).everywhere();
    assertThatTensor(Rows.softmaxGradient(single(shares), single(dy)))
        .isCloseTo(slope, 2e-6)
        .everywhere();
    assertThatTensor(Rows.sum(single(dy))).isCloseTo(Rows.sum(dy), 1e-4).everywhere();
    assertThatTensor(Rows.sum(dy)).isCloseTo(dy.sum(0), 1e-10).everywhere();
  }

  @Test
  void in_float_the_shares_of_far_scores_are_right_to_seven_digits_of_the_largest() {
    INDArray x = Nd4j.linspace(DataType.DOUBLE, -40, 0.01, 4000).reshape(1, 4000);
    INDArray largest = Rows.softmax(x).div(Rows.softmax(x).maxNumber());
    INDArray single = Rows.softmax(single(x)).castTo(DataType.DOUBLE);
    assertThatTensor(single.div(single.maxNumber())).isCloseTo(largest, 5e-7).everywhere();
  }

  @Test
  void in_float_no_share_is_negative_however_far_its_score_is() {
    INDArray x = Nd4j.linspace(DataType.DOUBLE, -60, 0.01, 6001).reshape(1, 6001);
    double[] shares = Rows.read(Rows.softmax(single(x)));
    assertThat(shares[0]).isEqualTo(0);
    assertThat(shares[2000]).as("exp(-40)").isEqualTo(0);
    assertThat(Arrays.stream(shares).min().orElse(-1)).isEqualTo(0);
  }

  private static INDArray single(INDArray x) {
    return x.castTo(DataType.FLOAT);
  }

  private static INDArray softmaxLoop(INDArray x) {
    double[][] rows = Loops.rows(x);
    for (double[] row : rows) {
      double total = 0;
      for (double score : row) {
        total += Math.exp(score);
      }
      for (int i = 0; i < row.length; i++) {
        row[i] = Math.exp(row[i]) / total;
      }
    }
    return Loops.array(rows).reshape('c', x.shape());
  }
}
