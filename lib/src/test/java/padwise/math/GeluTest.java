package padwise.math;

import static org.assertj.core.api.Assertions.assertThat;
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
    INDArray x = Nd4j.createFromArray(points);
    double[] expected = new double[points.length];
    double[] slope = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double below = 0.5 * Erf.erfc(-points[i] / Math.sqrt(2));
      double bell = Math.exp(-points[i] * points[i] / 2) / Math.sqrt(2 * Math.PI);
      expected[i] = points[i] * below;
      slope[i] = below + points[i] * bell;
    }
    Gelu gelu = Gelu.of(x);
    assertThatTensor(gelu.values()).isCloseTo(Nd4j.createFromArray(expected), 1e-12).everywhere();
    assertThatTensor(gelu.slopes()).isCloseTo(Nd4j.createFromArray(slope), 1e-12).everywhere();
    INDArray ends = Nd4j.createFromArray(0, -40, 40, Double.NaN);
    INDArray bent = Gelu.of(ends).values();
    assertThat(bent.toDoubleVector()).containsExactly(0, -0.0, 40, Double.NaN);
  }
}
