package padwise.math;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Row operations as plain loops. A row is the last axis: {@code [.., N]} holds rows of N values.
 * Arrays keep their type, FLOAT or DOUBLE; sums run in double.
 */
public final class Rows {

  private Rows() {}

  /**
   * Turns each row of scores into shares that sum to 1: {@code exp(x - max) / sum}. A score of −∞
   * gets exactly 0.
   *
   * <p>A row of nothing but −∞ has nobody to look at. The formula gives 0 / 0 = NaN there; this
   * method gives zeros, as PyTorch's safe softmax does (pytorch#131863).
   *
   * @param x scores {@code [.., N]}
   * @return shares {@code [.., N]}, each row summing to 1, or to 0 where all scores are −∞
   */
  public static INDArray softmax(INDArray x) {
    double[] values = read(x);
    int width = width(x);
    for (int start = 0; start < values.length; start += width) {
      softmaxRow(values, start, start + width);
    }
    return write(values, x);
  }

  private static void softmaxRow(double[] values, int start, int end) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      max = Math.max(max, values[i]);
    }
    double shift = max == Double.NEGATIVE_INFINITY ? 0 : max;
    double sum = 0;
    for (int i = start; i < end; i++) {
      values[i] = Math.exp(values[i] - shift);
      sum += values[i];
    }
    double divisor = sum == 0 ? 1 : sum;
    for (int i = start; i < end; i++) {
      values[i] /= divisor;
    }
  }

  /**
   * The gradient of {@link #softmax}: {@code y * (dy - sum(y * dy))}.
   *
   * @param y shares {@code [.., N]}
   * @param dy gradient of the loss by the shares {@code [.., N]}
   * @return gradient of the loss by the scores {@code [.., N]}, exactly 0 where a share is 0
   */
  public static INDArray softmaxGradient(INDArray y, INDArray dy) {
    double[] shares = read(y);
    int width = width(y);
    double[] gradient = read(dy);
    for (int start = 0; start < shares.length; start += width) {
      double dot = 0;
      for (int i = start; i < start + width; i++) {
        dot += shares[i] * gradient[i];
      }
      for (int i = start; i < start + width; i++) {
        gradient[i] = shares[i] * (gradient[i] - dot);
      }
    }
    return write(gradient, y);
  }

  /**
   * Moves each row to mean 0 and variance 1: {@code (x - mean) / sqrt(variance + epsilon)}, without
   * gain and bias.
   *
   * @param x rows {@code [.., N]}
   * @param epsilon keeps the root away from zero, BERT uses 1e-12
   * @return normalised rows {@code [.., N]}
   */
  public static INDArray normalise(INDArray x, double epsilon) {
    double[] values = read(x);
    int width = width(x);
    for (int start = 0; start < values.length; start += width) {
      double mean = mean(values, start, width);
      double scale = 1 / Math.sqrt(variance(values, start, width, mean) + epsilon);
      for (int i = start; i < start + width; i++) {
        values[i] = (values[i] - mean) * scale;
      }
    }
    return write(values, x);
  }

  /**
   * The gradient of {@link #normalise}: {@code (dy - mean(dy) - y * mean(y * dy)) / sqrt(variance +
   * epsilon)}.
   *
   * @param x rows {@code [.., N]}
   * @param y normalised rows {@code [.., N]}
   * @param dy gradient of the loss by the normalised rows {@code [.., N]}
   * @param epsilon as given to {@link #normalise}
   * @return gradient of the loss by {@code x}, {@code [.., N]}
   */
  public static INDArray normaliseGradient(INDArray x, INDArray y, INDArray dy, double epsilon) {
    double[] values = read(x);
    int width = width(x);
    double[] normal = read(y);
    double[] gradient = read(dy);
    for (int start = 0; start < values.length; start += width) {
      double variance = variance(values, start, width, mean(values, start, width));
      double mean = mean(gradient, start, width);
      double dot = 0;
      for (int i = start; i < start + width; i++) {
        dot += normal[i] * gradient[i] / width;
      }
      for (int i = start; i < start + width; i++) {
        gradient[i] = (gradient[i] - mean - normal[i] * dot) / Math.sqrt(variance + epsilon);
      }
    }
    return write(gradient, x);
  }

  private static double mean(double[] values, int start, int width) {
    double sum = 0;
    for (int i = start; i < start + width; i++) {
      sum += values[i];
    }
    return sum / width;
  }

  private static double variance(double[] values, int start, int width, double mean) {
    double sum = 0;
    for (int i = start; i < start + width; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum / width;
  }

  /** The same values with their rows one after the other in memory; a copy only where needed. */
  public static INDArray inOrder(INDArray x) {
    return x.ordering() == 'c' && Shape.hasDefaultStridesForShape(x) ? x : x.dup('c');
  }

  /** The values of {@code x} in row-major order, a copy. */
  public static double[] read(INDArray x) {
    Given.that(x != null, "x: expected an array but was null");
    return Memory.read(x);
  }

  /** Some rows of a table {@code [N, D]}, FLOAT or DOUBLE; the others are not read. */
  public static INDArray gather(INDArray table, int[] rows) {
    return Memory.rows(table, rows);
  }

  /** An array of {@code values} in row-major order, with the shape and type of {@code like}. */
  public static INDArray write(double[] values, INDArray like) {
    return like.isEmpty() ? like : Memory.write(values, like.dataType(), like.shape());
  }

  /**
   * A FLOAT array of numbers from a file.
   *
   * @param values in row-major order, as many as the shape holds
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static INDArray of(FloatBuffer values, long... shape) {
    long expected = LongStream.of(shape).reduce(1, (a, b) -> a * b);
    Given.that(
        values.remaining() == expected,
        "values: expected %s numbers for the shape %s but was %s; is the file cut short?",
        expected,
        Arrays.toString(shape),
        values.remaining());
    return Memory.of(values, shape);
  }

  private static int width(INDArray x) {
    return Math.max(1, (int) x.size(-1));
  }
}
