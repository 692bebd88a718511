package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Gradients.normal;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.Loops;
import padwise.Ragged;

class RowsTest {

  private static final float NOBODY = Float.NEGATIVE_INFINITY;

  @Test
  void softmax_reads_views_in_their_own_order() {
    INDArray x = normal(1, 3, 4, 5);
    INDArray swapped = x.permute(0, 2, 1);
    INDArray part = x.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    for (INDArray view : new INDArray[] {swapped, part, x.dup('f')}) {
      assertThatTensor(Rows.softmax(view)).isCloseTo(softmaxLoop(view), 1e-6).everywhere();
    }
  }

  @Test
  void softmax_survives_large_scores() {
    INDArray row = Nd4j.createFromArray(new float[][] {{100_000, 100_001, -100_000}});
    double share = 1 / (1 + Math.E);
    INDArray expected = Nd4j.createFromArray(new double[][] {{share, 1 - share, 0}});
    assertThatTensor(Rows.softmax(row)).isCloseTo(expected, 1e-7).everywhere();
  }

  @Test
  @Tag("claim-9")
  void a_score_of_minus_infinity_gets_exactly_zero_and_a_row_of_them_gets_zeros() {
    INDArray scores =
        Nd4j.createFromArray(new float[][] {{2, NOBODY, -1}, {NOBODY, NOBODY, NOBODY}});
    INDArray hidden = Nd4j.createFromArray(new int[][] {{0, 1, 0}, {1, 1, 1}});
    INDArray shares = Rows.softmax(scores);
    assertThatTensor(shares).isExactly(0).whereMask(hidden);
    assertThat(shares.sum(1).toDoubleVector()[0]).isCloseTo(1, within(1e-7));
    INDArray slope = Rows.softmaxGradient(shares, normal(3, 2, 3));
    assertThatTensor(slope).isExactly(0).whereMask(hidden);
    assertThat(Math.abs(slope.getDouble(0, 0))).isGreaterThan(1e-3);
  }

  @Test
  void a_nan_spoils_its_own_row_and_no_other() {
    INDArray scores = Nd4j.createFromArray(new float[][] {{2, Float.NaN, NOBODY}, {1, 2, 3}});
    INDArray first = Nd4j.createFromArray(1, 0);
    assertThatTensor(Rows.softmax(scores)).isNaN().whereMask(first);
    assertThatTensor(normalised(scores, 1e-12)).isNaN().whereMask(first);
    assertThat(Rows.softmax(scores).getRow(1).sumNumber().doubleValue()).isCloseTo(1, within(1e-7));
    assertThat(normalised(scores, 1e-12).getDouble(1, 1)).isEqualTo(0);
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
    assertThatTensor(normalised(x, 1e-5)).isCloseTo(expected, 1e-5).everywhere();
  }

  @Test
  void a_row_of_equal_numbers_normalises_to_zeros() {
    INDArray x = Nd4j.createFromArray(new float[][] {{3, 3, 3}, {1, 2, 3}});
    assertThatTensor(normalised(x, 1e-12)).isExactly(0).whereMask(Nd4j.createFromArray(1, 0));
  }

  @Test
  void many_rows_on_several_threads_are_the_same_rows() {
    INDArray x = normal(3, 700, 401);
    INDArray some = x.get(NDArrayIndex.interval(340, 360)).dup('c'); // around the middle
    INDArray row = normal(4, 401);
    assertSame(Rows.softmax(x), Rows.softmax(some));
    assertSame(Rows.gelu(x), Rows.gelu(some));
    assertSame(Rows.geluGradient(x, x), Rows.geluGradient(some, some));
    assertSame(Rows.layerNorm(x, row, row, 1e-12), Rows.layerNorm(some, row, row, 1e-12));
  }

  private static void assertSame(INDArray all, INDArray some) {
    assertThatTensor(all.get(NDArrayIndex.interval(340, 360))).isCloseTo(some, 0).everywhere();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 18, 64, 511, 5000}) // 5000: a row longer than a block
  void a_gradient_of_softmax_is_its_formula(int width) {
    INDArray x = normal(width, 300, width).mul(3);
    INDArray dy = normal(width + 1, 300, width);
    double[][] y = Loops.rows(softmaxLoop(x));
    double[][] slope = Loops.rows(dy);
    for (int row = 0; row < y.length; row++) {
      double dot = 0;
      for (int i = 0; i < width; i++) {
        dot += y[row][i] * slope[row][i];
      }
      for (int i = 0; i < width; i++) {
        slope[row][i] = y[row][i] * (slope[row][i] - dot);
      }
    }
    assertThatTensor(Rows.softmax(x)).isCloseTo(softmaxLoop(x), 5e-7).everywhere();
    assertThatTensor(Rows.softmaxGradient(Rows.softmax(x), dy))
        .isCloseTo(Loops.array(slope), 3e-6)
        .everywhere();
    INDArray sum = dy.castTo(DataType.DOUBLE).sum(0);
    assertThatTensor(Rows.sum(dy)).isCloseTo(sum, 1e-4).everywhere();
  }

  @Test
  void shares_fall_with_their_scores_and_stay_above_zero_as_far_as_float_reaches() {
    INDArray x = Nd4j.linspace(DataType.DOUBLE, 0, -1 / 1024.0, 110 * 1024).reshape(1, 110 * 1024);
    double[] scores = Rows.read(x.castTo(DataType.FLOAT));
    double[] shares = Rows.read(Rows.softmax(x.castTo(DataType.FLOAT)));
    for (int i = 1; i < shares.length; i++) {
      assertThat(shares[i]).as("at %s", scores[i]).isLessThanOrEqualTo(shares[i - 1]);
      double relative = shares[i] / shares[0] / Math.exp(scores[i]);
      if (scores[i] > -80) { // the share itself is a normal number
        assertThat(relative).as("at %s", scores[i]).isCloseTo(1, within(2e-6));
      }
    }
    INDArray two =
        Nd4j.createFromArray(
            new float[][] {{0, -103}, {0, -50}, {0, NOBODY}, {0, -105}, {0, -131}});
    double[] far = Rows.read(Rows.softmax(two));
    assertThat(far[1]).isEqualTo(Float.MIN_VALUE);
    assertThat(far[3]).isCloseTo(Math.exp(-50), within(1e-27));
    assertThat(new double[] {far[5], far[7], far[9]}).containsOnly(0);
  }

  @Test
  void numbers_whose_squares_are_beyond_float_normalise_like_others() {
    INDArray small = Nd4j.createFromArray(new float[][] {{1, -2, 3, -4}});
    for (double size : new double[] {1e20, 5e37}) {
      assertThatTensor(normalised(small.mul(size), 1e-12))
          .isCloseTo(normalised(small, 1e-12), 1e-6)
          .everywhere();
    }
    INDArray dy = normal(5, 1, 4);
    INDArray gain = Nd4j.ones(4);
    INDArray wanted = Rows.layerNormGradient(small, gain, dy, 1e-12).x();
    INDArray found = Rows.layerNormGradient(small.mul(1e20), gain, dy, 1e-12).x();
    assertThatTensor(found.mul(1e20)).isCloseTo(wanted, 1e-5).everywhere();
    for (double epsilon : new double[] {0, -1, Double.NaN}) {
      refused(() -> normalised(small, epsilon), "epsilon", "above 0", "" + epsilon);
    }
  }

  @Test
  void gelu_is_x_times_the_share_of_the_normal_distribution_below_x() {
    double[] points = new Random(5).doubles(2000, -12, 12).toArray();
    INDArray x = Nd4j.createFromArray(points).castTo(DataType.FLOAT);
    double[] expected = new double[points.length];
    double[] slope = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double below = 0.5 * Erf.erfc(-points[i] / Math.sqrt(2));
      double bell = Math.exp(-points[i] * points[i] / 2) / Math.sqrt(2 * Math.PI);
      expected[i] = points[i] * below;
      slope[i] = below + points[i] * bell;
    }
    INDArray dy = normal(6, points.length);
    INDArray wantedSlope = Nd4j.createFromArray(slope).mul(dy);
    assertThatTensor(Rows.gelu(x)).isCloseTo(Nd4j.createFromArray(expected), 1e-6).everywhere();
    assertThatTensor(Rows.geluGradient(x, dy)).isCloseTo(wantedSlope, 3e-6).everywhere();
  }

  @Test
  void far_out_it_is_zero_or_x_and_a_nan_stays_one() {
    INDArray ends = Nd4j.createFromArray(0, -40, 40, Float.NaN);
    assertThat(Rows.gelu(ends).toDoubleVector()).containsExactly(0, 0, 40, Double.NaN);
    assertThat(Rows.geluGradient(ends, Nd4j.ones(DataType.FLOAT, 4)).toDoubleVector())
        .containsExactly(0.5, 0, 1, Double.NaN);
  }

  private static INDArray normalised(INDArray x, double epsilon) {
    INDArray ones = Nd4j.ones(x.dataType(), x.size(-1));
    return Rows.layerNorm(x, ones, ones.mul(0), epsilon);
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
