package padwise.math;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gaussian error linear unit of Hendrycks and Gimpel (2016), exact as in BERT: {@code x} times
 * the share of the normal distribution below {@code x}.
 */
public final class Gelu {

  private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double[] NUMERATOR = {
    3.52624965998911e-2,
    0.700383064443688,
    6.37396220353165,
    33.912866078383,
    112.079291497871,
    221.213596169931,
    220.206867912376
  };
  private static final double[] DENOMINATOR = {
    8.83883476483184e-2,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
    793.826512519948,
    440.413735824752
  };

  private Gelu() {}

  /** {@code x} times the share below it, for any shape. */
  public static INDArray of(INDArray x) {
    if (Blocks.fit(x)) {
      return Blocks.map(1, (block, n) -> Singles.gelu(block[0], block[1], block[2], n), x, x, x);
    }
    double[] values = Rows.read(x);
    for (int i = 0; i < values.length; i++) {
      values[i] *= below(values[i], bell(values[i]));
    }
    return Rows.write(values, x);
  }

  /**
   * The gradient of {@link #of}: {@code dy} times how much each value changes with its {@code x}.
   *
   * @param dy gradient of the loss by the values, the shape of {@code x}
   */
  public static INDArray gradient(INDArray x, INDArray dy) {
    if (Blocks.fit(x, dy)) {
      return Blocks.map(
          1,
          (block, n) -> Singles.geluGradient(block[0], block[1], block[2], block[3], n),
          dy,
          x,
          x,
          x);
    }
    double[] values = Rows.read(x);
    double[] gradient = Rows.read(dy);
    for (int i = 0; i < values.length; i++) {
      double bell = bell(values[i]);
      gradient[i] *= below(values[i], bell) + values[i] * bell / ROOT_TWO_PI;
    }
    return Rows.write(gradient, x);
  }

  private static double bell(double x) {
    return Math.exp(-0.5 * x * x);
  }

  /**
   * The share of the normal distribution below x: Hart's rational approximation (Computer
   * Approximations, 1968, no. 5666), right to about 15 digits; beyond 7 the tail's first terms.
   *
   * @param bell exp(-x² / 2)
   */
  private static double below(double x, double bell) {
    double z = Math.abs(x);
    double tail =
        z < 7
            ? bell * polynomial(NUMERATOR, z) / polynomial(DENOMINATOR, z)
            : bell / ROOT_TWO_PI / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65)))));
    return x > 0 ? 1 - tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}
