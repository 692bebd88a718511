package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nd4j.linalg.api.buffer.DataType.FLOAT;
import static padwise.Gradients.normal;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Random;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GeluTest {

  @Test
  void gelu_is_x_times_the_share_of_the_normal_distribution_below_x() {
    double[] points = new Random(5).doubles(2000, -12, 12).toArray();
    INDArray x = Nd4j.createFromArray(points).castTo(FLOAT);
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
    assertThat(Rows.geluGradient(ends, Nd4j.ones(FLOAT, 4)).toDoubleVector())
        .containsExactly(0.5, 0, 1, Double.NaN);
  }
}
