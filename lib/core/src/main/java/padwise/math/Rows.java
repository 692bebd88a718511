package padwise.math;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Row operations. A row is the last axis: FLOAT {@code [.., N]} holds rows of N values. */
public final class Rows {

  private Rows() {}

  /**
   * Turns each row of scores {@code [.., N]} into shares that sum to 1: {@code exp(x - max) / sum}.
   * A score of −∞ gets exactly 0; any other gets a share above 0 as long as float can hold it,
   * which is up to 103 below the largest score.
   *
   * <p>A row of nothing but −∞ has nobody to look at. The formula gives 0 / 0 = NaN there; this
   * method gives zeros, as PyTorch's safe softmax does (pytorch#133882).
   */
  public static INDArray softmax(INDArray x) {
    Preconditions.shapes("x FLOAT [.., N]; a row is the last axis", x);
    int width = (int) x.size(-1);
    return RowLoop.map(width, (block, n) -> RowFormulas.softmax(block[0], block[1], n, width), x);
  }

  /** The gradient of {@link #softmax}: {@code y * (dy - sum(y * dy))}, 0 where a share is 0. */
  public static INDArray softmaxGradient(INDArray y, INDArray dy) {
    Preconditions.shapes("y FLOAT [.., N], dy FLOAT [.., N]; a row is the last axis", y, dy);
    int width = (int) y.size(-1);
    return RowLoop.map(
        width, (block, n) -> RowFormulas.softmaxGradient(block[0], block[1], n, width), dy, y);
  }

  /**
   * Moves each row {@code [.., N]} to mean 0 and variance 1, stretches and shifts it by {@code
   * [N]}: {@code (x - mean) / sqrt(variance + epsilon) * gain + bias}. BERT's epsilon is 1e-12.
   */
  public static INDArray layerNorm(INDArray x, INDArray gain, INDArray bias, double epsilon) {
    Preconditions.shapes(
        "x FLOAT [.., N], gain FLOAT [N], bias FLOAT [N]; a row is the last axis", x, gain, bias);
    requireAboveZero(epsilon);
    int width = (int) x.size(-1);
    float[] stretch = RowLoop.tiled(gain);
    float[] shift = RowLoop.tiled(bias);
    return RowLoop.map(
        width,
        (block, length) -> {
          float[] y = block[0];
          RowFormulas.normalise(y, length, width, epsilon);
          for (int i = 0; i < length; i++) {
            y[i] = y[i] * stretch[i] + shift[i];
          }
        },
        x);
  }

  /** Gradients of {@link #layerNorm} by rows, {@code [.., N]}, gain and bias, {@code [N]} each. */
  public record LayerNormGradient(INDArray x, INDArray gain, INDArray bias) {}

  /** The gradients of {@link #layerNorm}, from the loss's by its result {@code [.., N]}. */
  public static LayerNormGradient layerNormGradient(
      INDArray x, INDArray gain, INDArray dy, double epsilon) {
    Preconditions.shapes(
        "x FLOAT [.., N], gain FLOAT [N], dy FLOAT [.., N]; a row is the last axis", x, gain, dy);
    requireAboveZero(epsilon);
    int width = (int) x.size(-1);
    float[] stretch = RowLoop.tiled(gain);
    float[] gains = new float[stretch.length];
    float[] biases = new float[stretch.length];
    INDArray dx = Nd4j.createUninitialized(DataType.FLOAT, x.shape(), 'c');
    RowLoop.run(
        List.of(dx),
        width,
        (block, length) -> {
          float[] slope = block[0];
          float[] normal = block[1];
          float[] scales = RowFormulas.normalise(normal, length, width, epsilon);
          for (int i = 0; i < length; i++) {
            gains[i] = gains[i] + slope[i] * normal[i];
          }
          RowFormulas.add(biases, slope, length);
          for (int i = 0; i < length; i++) {
            slope[i] = slope[i] * stretch[i];
          }
          RowFormulas.normaliseGradient(slope, normal, scales, length);
        },
        dy,
        x);
    return new LayerNormGradient(dx, RowLoop.folded(gains, width), RowLoop.folded(biases, width));
  }

  /**
   * The gaussian error linear unit of Hendrycks and Gimpel (2016), exact as in BERT: {@code x}
   * times the share of the normal distribution below {@code x}, for any shape.
   */
  public static INDArray gelu(INDArray x) {
    Preconditions.floating("x", x);
    return RowLoop.map(1, RowFormulas::gelu, x);
  }

  /** The gradient of {@link #gelu}: {@code dy}, of the same shape, times each value's slope. */
  public static INDArray geluGradient(INDArray x, INDArray dy) {
    Preconditions.shapes("x FLOAT [..], dy FLOAT [..]; a gradient has its array's shape", x, dy);
    return RowLoop.map(1, RowFormulas::geluGradient, dy, x);
  }

  /** Adds all rows up: {@code [.., N]} to {@code [N]}. */
  public static INDArray sum(INDArray x) {
    Preconditions.shapes("x FLOAT [.., N]; a row is the last axis", x);
    int width = (int) x.size(-1);
    float[] sums = new float[RowLoop.size(width)];
    RowLoop.run(List.of(), width, (block, n) -> RowFormulas.add(sums, block[0], n), x);
    return RowLoop.folded(sums, width);
  }

  /** True if no number is NaN or infinite. */
  public static boolean finite(INDArray x) {
    Preconditions.floating("x", x);
    boolean[] finite = {true};
    RowLoop.run(List.of(), 1, (block, n) -> finite[0] &= RowFormulas.finite(block[0], n), x);
    return finite[0];
  }

  /** The same values with their rows one after the other in memory; a copy only where needed. */
  public static INDArray inOrder(INDArray x) {
    Preconditions.given("x", x);
    long stride = 1;
    for (int axis = x.rank() - 1; axis >= 0 && !x.isEmpty(); axis--) {
      if (x.size(axis) != 1 && x.stride(axis) != stride) { // ND4J says anything for an axis of 1
        return x.dup('c');
      }
      stride *= x.size(axis);
    }
    return x;
  }

  /** The values of an array of any type in row-major order, a copy; true is 1. */
  public static double[] read(INDArray x) {
    Preconditions.given("x", x);
    if (x.isEmpty()) {
      return new double[0];
    }
    Preconditions.require(
        x.dataType() != DataType.UTF8, "x: expected numbers but was text of shape %s", x);
    Preconditions.room("x", Double.BYTES, x.shape());
    if (x.dataType() != DataType.FLOAT) {
      return x.dup('c').data().asDouble();
    }
    float[] floats = new float[Math.toIntExact(x.length())];
    Memory.of(x).get(0, floats, floats.length);
    double[] numbers = new double[floats.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  /** An array of {@code values} in row-major order, with the shape and type of {@code like}. */
  public static INDArray write(double[] values, INDArray like) {
    Preconditions.given("values, like", values, like);
    Preconditions.require(
        values.length == like.length(),
        "values: expected as many as %s holds but was %s",
        like,
        values.length);
    if (like.isEmpty()) {
      return like;
    }
    if (like.dataType() != DataType.FLOAT) {
      return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.shape());
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    INDArray x = Nd4j.createUninitialized(DataType.FLOAT, like.shape(), 'c');
    Memory.inPlace(x).put(0, floats, floats.length);
    return x;
  }

  /** A FLOAT array of numbers from a file, in row-major order, as many as the shape holds. */
  public static INDArray of(FloatBuffer values, long... shape) {
    Preconditions.given("values", values);
    Preconditions.room("shape", Double.BYTES, shape);
    long expected = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Preconditions.require(
        values.remaining() == expected,
        "values: expected %s numbers for the shape %s but was %s; is the file cut short?",
        expected,
        Arrays.toString(shape),
        values.remaining());
    INDArray x = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    Memory.inPlace(x).put(values);
    return x;
  }

  /** The rows of a table {@code [N, D]} by M numbers from 0: {@code [M, D]}, empty if M is 0. */
  public static INDArray gather(INDArray table, int[] rows) {
    Preconditions.shapes("table FLOAT [N, D]; a row is the last axis", table);
    Preconditions.rows("rows", rows, table);
    if (rows.length == 0) {
      return Nd4j.empty(DataType.FLOAT);
    }
    INDArray found = room("rows", rows.length, table.size(1));
    Memory from = Memory.of(table);
    Memory to = Memory.inPlace(found);
    for (int i = 0; i < rows.length; i++) {
      from.copyRow(rows[i], to, i);
    }
    return found;
  }

  /** The way back: writes rows {@code [M, D]} over M rows of a table {@code [.., D]}, in place. */
  public static void scatter(INDArray from, int[] rows, INDArray table) {
    Preconditions.rows("rows", rows, table);
    if (rows.length == 0) {
      return;
    }
    Preconditions.shapes(
        "from FLOAT [M, D], table FLOAT [.., D]; a row is the last axis", from, table);
    Preconditions.require(
        from.size(0) == rows.length,
        "from: expected [%s, %s] but was %s; a row is the last axis",
        rows.length,
        from.size(1),
        from);
    Memory source = Memory.of(from);
    Memory target = Memory.inPlace(table);
    for (int i = 0; i < rows.length; i++) {
      source.copyRow(i, target, rows[i]);
    }
  }

  /** Room for a result, its numbers not yet written. */
  static INDArray room(String name, long... shape) {
    Preconditions.room(name, Float.BYTES, shape);
    return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
  }

  private static void requireAboveZero(double epsilon) {
    Preconditions.require(
        epsilon > 0, "epsilon: expected a number above 0, such as 1e-12, but was %s", epsilon);
  }
}
