package padwise.math;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Row operations as plain loops. A row is the last axis: {@code [.., N]} holds rows of N values.
 * Arrays keep their type, FLOAT or DOUBLE; the formulas here are double's, {@link Singles} has the
 * hot ones in float.
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
    Preconditions.require(x != null, "x: expected an array but was null");
    int width = width(x);
    if (Blocks.fit(x)) {
      return Blocks.map(width, (block, n) -> Singles.softmax(block[0], n, width), x);
    }
    double[] values = read(x);
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
    int width = width(y);
    if (Blocks.fit(y, dy)) {
      return Blocks.map(
          width, (block, n) -> Singles.softmaxGradient(block[0], block[1], n, width), dy, y);
    }
    double[] shares = read(y);
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

  /** The rows of {@code [.., N]} added up: {@code [N]}. */
  public static INDArray sum(INDArray x) {
    int width = width(x);
    if (Blocks.fit(x)) {
      float[] sums = new float[Blocks.size(width)];
      Blocks.run(List.of(), width, (block, n) -> Singles.add(sums, block[0], n), x);
      return Blocks.row(Blocks.folded(sums, width));
    }
    double[] sums = new double[width];
    double[] values = read(x);
    for (int i = 0; i < values.length; i++) {
      sums[i % width] += values[i];
    }
    return Memory.write(sums, x.dataType(), width);
  }

  /** The same values with their rows one after the other in memory; a copy only where needed. */
  public static INDArray inOrder(INDArray x) {
    return x.ordering() == 'c' && Shape.hasDefaultStridesForShape(x) ? x : x.dup('c');
  }

  /** The values of {@code x} in row-major order, a copy. */
  public static double[] read(INDArray x) {
    Preconditions.require(x != null, "x: expected an array but was null");
    return Memory.read(x);
  }

  /** Some rows of a table {@code [N, D]}, FLOAT or DOUBLE; the others are not read. */
  public static INDArray gather(INDArray table, int[] rows) {
    return Memory.rows(table, rows);
  }

  /** The way back: writes rows {@code [M, D]} into a table {@code [.., D]} of the same type. */
  public static void scatter(INDArray from, int[] rows, INDArray table) {
    Memory.put(from, rows, table);
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
    Preconditions.require(
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
