package padwise.math;

/**
 * The formulas of {@link Rows} and {@link Gelu} for float, in loops that the JIT compiler turns
 * into vector instructions: short bodies, one index, no call of {@link Math#exp}. Tests pin each to
 * the formula in double.
 */
final class Singles {

  private static final float LOWEST = -32; // exp(-32) is 0 beside 1 in float
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
    float[] product = new float[length];
    for (int i = 0; i < length; i++) {
      product[i] = dy[i] * y[i];
    }
    for (int row = 0; row < length; row += width) {
      float dot = (float) sum(product, row, row + width);
      for (int i = row; i < row + width; i++) {
        dy[i] = y[i] * (dy[i] - dot);
      }
    }
  }

  /** Moves each row to mean 0 and variance 1, and gives what each was multiplied by. */
  static float[] normalise(float[] x, int length, int width, double epsilon) {
    float[] scales = new float[length / width];
    float[] square = new float[width];
    for (int row = 0; row < length; row += width) {
      float mean = (float) (sum(x, row, row + width) / width);
      for (int i = 0; i < width; i++) {
        x[row + i] = x[row + i] - mean;
      }
      for (int i = 0; i < width; i++) {
        square[i] = x[row + i] * x[row + i];
      }
      float scale = (float) (1 / Math.sqrt(sum(square, 0, width) / width + epsilon));
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
    float[] product = new float[width];
    for (int row = 0; row < length; row += width) {
      float mean = (float) (sum(dy, row, row + width) / width);
      for (int i = 0; i < width; i++) {
        product[i] = dy[row + i] * normal[row + i];
      }
      float dot = (float) (sum(product, 0, width) / width);
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

  /** In place, see {@link Gelu}. */
  static void gelu(float[] x, int length) {
    float[] tail = tail(x, length, bell(x, length));
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0) - Math.min(Math.abs(x[i]), 12) * tail[i];
    }
  }

  /** Turns {@code dy} into {@code dx}. */
  static void geluGradient(float[] dy, float[] x, int length) {
    float[] bell = bell(x, length);
    float[] tail = tail(x, length, bell);
    for (int i = 0; i < length; i++) {
      float z = Math.max(-12, Math.min(x[i], 12));
      float sign = z / Math.max(Math.abs(z), 1e-30f);
      dy[i] = dy[i] * (0.5f + sign * (0.5f - tail[i]) + z * bell[i] / ROOT_TWO_PI);
    }
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

  private static float[] bell(float[] x, int length) {
    float[] bell = new float[length];
    for (int i = 0; i < length; i++) {
      bell[i] = -0.5f * x[i] * x[i];
    }
    exp(bell, length);
    return bell;
  }

  /**
   * The share of the normal distribution beyond |x|, as the bell times a ratio of polynomials,
   * fitted to 1e-9 by least squares.
   */
  private static float[] tail(float[] x, int length, float[] bell) {
    float[] tail = new float[length];
    for (int i = 0; i < length; i++) {
      float z = Math.min(Math.abs(x[i]), 12);
      float above = 0.5f + z * (0.3011181f + z * (0.08799003f + z * 0.010233837f));
      float under = 1 + z * (1.4001207f + z * (0.79311633f + z * (0.21917452f + z * 0.025725327f)));
      tail[i] = bell[i] * above / under;
    }
    return tail;
  }

  /**
   * The exponential of numbers that are not above 0, in place; exactly 0 below -33, for −∞ too:
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
      x[i] = (m + 1) * (m + 1) * Math.min(1, Math.max(0, x[i] - LOWEST + 1));
    }
  }

  private static float max(
      float[] x, int from, int to) { // four at once: each max waits for its last
    float a = Float.NEGATIVE_INFINITY;
    float b = a;
    float c = a;
    float d = a;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a = Math.max(a, x[i]);
      b = Math.max(b, x[i + 1]);
      c = Math.max(c, x[i + 2]);
      d = Math.max(d, x[i + 3]);
    }
    for (; i < to; i++) {
      a = Math.max(a, x[i]);
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }

  private static double sum(float[] x, int from, int to) { // four at once, as above
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += x[i];
      b += x[i + 1];
      c += x[i + 2];
      d += x[i + 3];
    }
    for (; i < to; i++) {
      a += x[i];
    }
    return a + b + (c + d);
  }
}
