package padwise.math;

import java.util.stream.IntStream;

/**
 * The formulas of {@link Rows}, in loops that the JIT compiler turns into vector instructions:
 * short bodies, one index, no call of {@link Math#exp}. Tests pin each to a plain loop in double.
 */
final class RowFormulas {

  private static final float LOWEST = -132.5f; // here and below, 2ⁿ⁺⁶⁴ comes out as exactly 0
  // Added and taken away, it rounds to whole numbers. In between, the last nine bits hold the whole
  // number n plus 191, which is how float writes 2ⁿ⁺⁶⁴: so n may go beyond -126, to where float
  // ends.
  private static final float TO_WHOLE = (3 << 22) + 191;
  private static final float LOG2_E = 1.442695f;
  private static final float LN_2 = 355 / 512f; // with few digits, so that n · LN_2 is exact
  private static final float LN_2_REST = -0.00021219444f;
  private static final float FAR = 17; // the bell is exactly 0 there
  private static final float ROOT_TWO_PI = (float) Math.sqrt(2 * Math.PI);

  private RowFormulas() {}

  /** In place, see {@link Rows#softmax}; {@code powers} is room for as many numbers. */
  static void softmax(float[] x, float[] powers, int length, int width) {
    for (int row = 0; row < length; row += width) {
      float max = max(x, row, row + width);
      float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
      for (int i = row; i < row + width; i++) {
        x[i] = x[i] - shift;
      }
    }
    exp(x, powers, length);
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

  /** Turns {@code dy} into {@code dx}, see {@link Rows#layerNormGradient}. */
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

  /** In place, see {@link Rows#gelu}; behind x, the block has three arrays of room. */
  static void gelu(float[][] block, int length) {
    bell(block, 0, length);
    float[] x = block[0];
    float[] size = block[1];
    float[] bell = block[2];
    for (int i = 0; i < length; i++) {
      bell[i] = bell[i] * beyond(size[i]);
    }
    for (int i = 0; i < length; i++) {
      x[i] = Math.max(x[i], 0) - size[i] * bell[i];
    }
  }

  /** Turns dy, the block's first, into dx, and x, its second, into its slope; behind is room. */
  static void geluGradient(float[][] block, int length) {
    bell(block, 1, length);
    float[] dy = block[0];
    float[] x = block[1];
    float[] size = block[2];
    float[] bell = block[3];
    for (int i = 0; i < length; i++) {
      float sign = Math.max(-FAR, Math.min(x[i], FAR)) / Math.max(size[i], 1e-30f);
      x[i] = sign * (0.5f + bell[i] * (size[i] / ROOT_TWO_PI - beyond(size[i])));
    }
    for (int i = 0; i < length; i++) {
      dy[i] = dy[i] * (0.5f + x[i]);
    }
  }

  /** Finds the size, which is |x| but at most FAR, and the bell, exp(-size² / 2). */
  private static void bell(float[][] block, int at, int length) {
    float[] x = block[at];
    float[] size = block[at + 1];
    float[] bell = block[at + 2];
    for (int i = 0; i < length; i++) {
      size[i] = Math.min(Math.abs(x[i]), FAR);
    }
    for (int i = 0; i < length; i++) {
      bell[i] = -0.5f * size[i] * size[i];
    }
    exp(bell, block[at + 3], length);
  }

  /** The normal distribution's share beyond z, divided by the bell: polynomials, fitted to 1e-9. */
  private static float beyond(float z) {
    float above = 0.5f + z * (0.3011181f + z * (0.08799003f + z * 0.010233837f));
    float under = 1 + z * (1.4001207f + z * (0.79311633f + z * (0.21917452f + z * 0.025725327f)));
    return above / under;
  }

  /** One step of {@link AdamMoments}: weights, their two running means, and the gradient. */
  static void adam(float[][] x, int length, float stride, float trust) {
    float[] mean = x[1];
    float[] square = x[2];
    float[] slope = x[3];
    for (int i = 0; i < length; i++) {
      mean[i] = AdamMoments.KEEP_MEAN * mean[i] + (1 - AdamMoments.KEEP_MEAN) * slope[i];
    }
    for (int i = 0; i < length; i++) {
      square[i] =
          AdamMoments.KEEP_SQUARE * square[i] + (1 - AdamMoments.KEEP_SQUARE) * slope[i] * slope[i];
    }
    float[] weight = x[0];
    for (int i = 0; i < length; i++) {
      float size = (float) Math.sqrt(trust * square[i]);
      weight[i] = weight[i] - stride * mean[i] / (size + AdamMoments.EPSILON);
    }
  }

  /**
   * The exponential of numbers that are not above 0, in place: 2ⁿ · exp(r), with n whole and r at
   * most ln 2 / 2 from 0. Above 0 as far as float reaches, to −103; exactly 0 below that, for −∞
   * too. The polynomial is expf's in Cephes (Moshier, 1989); {@code powers} is room.
   */
  static void exp(float[] x, float[] powers, int length) {
    for (int i = 0; i < length; i++) {
      float t = Math.max(x[i], LOWEST);
      float shifted = t * LOG2_E + TO_WHOLE;
      float n = shifted - TO_WHOLE;
      float r = (t - n * LN_2) - n * LN_2_REST;
      float p = 0.008333452f + r * (0.0013982f + r * 0.00019875691f);
      p = 0.5f + r * (0.16666667f + r * (0.041665796f + r * p));
      powers[i] = shifted;
      x[i] = 1 + (r + r * r * p);
    }
    for (int i = 0; i < length; i++) { // by itself: it keeps the other loop from vectors
      x[i] = x[i] * Float.intBitsToFloat(Float.floatToRawIntBits(powers[i]) << 23) * 0x1p-64f;
    }
  }

  /** True if no number is NaN or infinite. */
  static boolean finite(float[] x, int length) {
    return Double.isFinite(sum(x, 0, length)); // in double, floats never add up to ∞
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
    if (!Double.isFinite(sum)) { // the squares of 1e20 are beyond float
      sum = IntStream.range(from, to).mapToDouble(k -> (double) x[k] * y[k]).sum();
    }
    return sum;
  }
}
