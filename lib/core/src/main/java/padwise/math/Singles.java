package padwise.math;

/**
 * The formulas of {@link Rows} and {@link Gelu} for float, in loops that the JIT compiler turns
 * into vector instructions: short bodies, one index, no call of {@link Math#exp}. Tests pin each to
 * the formula in double.
 */
final class Singles {

  private static final float LOWEST = -40; // here and below, the exponential comes out as exactly 0
  private static final float ROOT_TWO_PI = (float) Math.sqrt(2 * Math.PI);

  private Singles() {}

  /** In place, see {@link Rows#softmax}. */
  static void softmax(float[] x, int length, int width) {
    for (int row = 0; row < length; row += width) {
      float max = max(x, row, row + width);
      float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
      for (int i = row; i < row + width; i++) {
        x[i] = x[i] - shift;
      }
    }
    exp(x, length);
    for (int row = 0; row < length; row += width) {
      double sum = sum(x, row, row + width);
      float share = (float) (1 / (sum == 0 ? 1 : sum));
      for (int i = row; i < row + width; i++) {
        x[i] = x[i] * share;
      }
    }
  }

  /** Turns {@code dy} into {@code dx}, see {@link Rows#softmaxGradient}. */
  static void softmaxGradient(float[] dy, float[] y, int length, int width) {
    for (int row = 0; row < length; row += width) {
      float dot = (float) dot(dy, y, row, row + width);
      for (int i = row; i < row + width; i++) {
        dy[i] = y[i] * (dy[i] - dot);
      }
    }
  }

  /** Moves each row to mean 0 and variance 1, and gives what each was multiplied by. */
  static float[] normalise(float[] x, int length, int width, double epsilon) {
    float[] scales = new float[length / width];
    for (int row = 0; row < length; row += width) {
      float mean = (float) (sum(x, row, row + width) / width);
      for (int i = row; i < row + width; i++) {
        x[i] = x[i] - mean;
      }
      double variance = dot(x, x, row, row + width) / width;
      float scale = (float) (1 / Math.sqrt(variance + epsilon));
      for (int i = row; i < row + width; i++) {
        x[i] = x[i] * scale;
      }
      scales[row / width] = scale;
    }
    return scales;
  }

  /** Turns {@code dy} into {@code dx}, see {@link Rows#normaliseGradient}. */
  static void normaliseGradient(float[] dy, float[] normal, float[] scales, int length) {
    int width = length / scales.length;
    for (int row = 0; row < length; row += width) {
      float mean = (float) (sum(dy, row, row + width) / width);
      float dot = (float) (dot(dy, normal, row, row + width) / width);
      float scale = scales[row / width];
      for (int i = row; i < row + width; i++) {
        dy[i] = (dy[i] - mean - normal[i] * dot) * scale;
      }
    }
  }

  /** Adds {@code x} to {@code sums}. */
  static void add(float[] sums, float[] x, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] = sums[i] + x[i];
    }
  }

  /**
   * In place, see {@link Gelu}.
   *
   * @param size room for as many numbers
   * @param bell room for as many numbers
   */
  static void gelu(float[] x, float[] size, float[] bell, int length) {
    bell(x, size, bell, length);
    for (int i = 0; i < length; i++) {
      bell[i] = bell[i] * beyond(size[i]);
    }
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0) - size[i] * bell[i];
    }
  }

  /** Turns {@code dy} into {@code dx}, and {@code x} into how much each value changes with it. */
  static void geluGradient(float[] dy, float[] x, float[] size, float[] bell, int length) {
    bell(x, size, bell, length);
    for (int i = 0; i < length; i++) {
      float sign = Math.max(-12, Math.min(x[i], 12)) / Math.max(size[i], 1e-30f);
      x[i] = sign * (0.5f + bell[i] * (size[i] / ROOT_TWO_PI - beyond(size[i])));
    }
    for (int i = 0; i < length; i++) {
      dy[i] = dy[i] * (0.5f + x[i]);
    }
  }

  /** Finds {@code size}, which is |x| but at most 12, and {@code bell}, exp(-size² / 2). */
  private static void bell(float[] x, float[] size, float[] bell, int length) {
    for (int i = 0; i < length; i++) {
      size[i] = Math.min(Math.abs(x[i]), 12);
    }
    for (int i = 0; i < length; i++) {
      bell[i] = -0.5f * size[i] * size[i];
    }
    exp(bell, length);
  }

  /**
   * The share of the normal distribution beyond z, divided by the bell: a ratio of polynomials,
   * fitted to 1e-9 by least squares.
   */
  private static float beyond(float z) {
    float above = 0.5f + z * (0.3011181f + z * (0.08799003f + z * 0.010233837f));
    float under = 1 + z * (1.4001207f + z * (0.79311633f + z * (0.21917452f + z * 0.025725327f)));
    return above / under;
  }

  /** One step of {@link Moments}: weights, their two running means, and the gradient. */
  static void adam(float[][] x, int length, float stride, float trust) {
    float[] mean = x[1];
    float[] square = x[2];
    float[] slope = x[3];
    for (int i = 0; i < length; i++) {
      mean[i] = Moments.KEEP_MEAN * mean[i] + (1 - Moments.KEEP_MEAN) * slope[i];
    }
    for (int i = 0; i < length; i++) {
      square[i] = Moments.KEEP_SQUARE * square[i] + (1 - Moments.KEEP_SQUARE) * slope[i] * slope[i];
    }
    float[] weight = x[0];
    for (int i = 0; i < length; i++) {
      float size = (float) Math.sqrt(trust * square[i]);
      weight[i] = weight[i] - stride * mean[i] / (size + Moments.EPSILON);
    }
  }

  /**
   * The exponential of numbers that are not above 0, in place; exactly 0 far below, for −∞ too:
   * exp(x / 32) - 1 by a polynomial, then squared five times: (1 + m)² - 1 = m (m + 2).
   */
  static void exp(float[] x, int length) {
    for (int i = 0; i < length; i++) {
      float t = Math.max(x[i], LOWEST) / 32;
      float m = 0.00827588f + t * (0.0013011073f + t * 0.00012918687f);
      m = t * (1 + t * (0.4999998f + t * (0.16666345f + t * (0.041647043f + t * m))));
      m = m * (m + 2);
      m = m * (m + 2);
      m = m * (m + 2);
      m = m * (m + 2);
      x[i] = (m + 1) * (m + 1);
    }
  }

  private static float max(float[] x, int from, int to) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      if (x[i] > max) { // seldom, so the processor need not wait: faster than Math.max
        max = x[i];
      }
    }
    return max;
  }

  // Eight at once below, or each number would wait for the one before it.

  /** In double, so that zeros behind a row don't change the rounding of its sum. */
  private static double sum(float[] x, int from, int to) {
    double sum = 0;
    int i = from;
    for (; i + 7 < to; i += 8) {
      sum +=
          ((double) x[i] + x[i + 1] + ((double) x[i + 2] + x[i + 3]))
              + ((double) x[i + 4] + x[i + 5] + ((double) x[i + 6] + x[i + 7]));
    }
    for (; i < to; i++) {
      sum += x[i];
    }
    return sum;
  }

  private static double dot(float[] x, float[] y, int from, int to) {
    double sum = 0;
    int i = from;
    for (; i + 7 < to; i += 8) {
      sum +=
          (x[i] * y[i] + x[i + 1] * y[i + 1] + (x[i + 2] * y[i + 2] + x[i + 3] * y[i + 3]))
              + (x[i + 4] * y[i + 4]
                  + x[i + 5] * y[i + 5]
                  + (x[i + 6] * y[i + 6] + x[i + 7] * y[i + 7]));
    }
    for (; i < to; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
