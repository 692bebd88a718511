package padwise.math;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Row operations. A row is the last axis: {@code [.., N]} holds rows of N values. Arrays keep their
 * type, FLOAT or DOUBLE; what is computed is computed in float, by {@link RowFormulas}.
 */
public final class Rows {

  private Rows() {}

  /**
   * Turns each row of scores into shares that sum to 1: {@code exp(x - max) / sum}. A score of −∞
   * gets exactly 0; any other gets a share above 0 as long as float can hold it, which is up to 87
   * below the largest score.
   *
   * <p>A row of nothing but −∞ has nobody to look at. The formula gives 0 / 0 = NaN there; this
   * method gives zeros, as PyTorch's safe softmax does (pytorch#131863).
   *
   * @param x scores {@code [.., N]}
   * @return shares {@code [.., N]}, each row summing to 1, or to 0 where all scores are −∞
   */
  public static INDArray softmax(INDArray x) {
    int width = width("x", x);
    float[] powers = new float[RowLoop.size(width)];
    return RowLoop.map(
        width, (block, n) -> RowFormulas.softmax(block[0], powers, n, width), lessLargest(x));
  }

  /** DOUBLE scores less the largest of their row: what tells them apart is there in float, too. */
  private static INDArray lessLargest(INDArray x) {
    if (x.dataType() != DataType.DOUBLE) {
      return x;
    }
    double[] values = read(x);
    int width = (int) x.size(-1);
    for (int start = 0; start < values.length; start += width) {
      double max = Arrays.stream(values, start, start + width).max().orElse(0);
      for (int i = start; i < start + width && Double.isFinite(max); i++) {
        values[i] -= max;
      }
    }
    return write(values, x);
  }

  /**
   * The gradient of {@link #softmax}: {@code y * (dy - sum(y * dy))}.
   *
   * @param y shares {@code [.., N]}
   * @param dy gradient of the loss by the shares {@code [.., N]}
   * @return gradient of the loss by the scores {@code [.., N]}, exactly 0 where a share is 0
   */
  public static INDArray softmaxGradient(INDArray y, INDArray dy) {
    int width = width("y", y);
    Preconditions.sameShape("dy", dy, "y", y);
    return RowLoop.map(
        width, (block, n) -> RowFormulas.softmaxGradient(block[0], block[1], n, width), dy, y);
  }

  /**
   * Moves each row to mean 0 and variance 1, stretches and shifts it: {@code (x - mean) /
   * sqrt(variance + epsilon) * gain + bias}.
   *
   * @param x rows {@code [.., N]}
   * @param gain {@code [N]}
   * @param bias {@code [N]}
   * @param epsilon keeps the root away from zero, BERT uses 1e-12
   * @return {@code [.., N]}
   */
  public static INDArray layerNorm(INDArray x, INDArray gain, INDArray bias, double epsilon) {
    int width = width("x", x);
    requireRow("gain", gain, x);
    requireRow("bias", bias, x);
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

  /** Adds all rows up: {@code [.., N]} to {@code [N]}. */
  public static INDArray sum(INDArray x) {
    int width = width("x", x);
    float[] sums = new float[RowLoop.size(width)];
    RowLoop.run(List.of(), width, (block, n) -> RowFormulas.add(sums, block[0], n), x);
    return RowLoop.folded(sums, x);
  }

  /** Whether no number is NaN or infinite. */
  public static boolean finite(INDArray x) {
    Preconditions.floating("x", x);
    boolean[] finite = {true};
    RowLoop.run(
        List.of(), 1, (block, n) -> finite[0] &= RowFormulas.finite(block[0], n), inOrder(x));
    return finite[0];
  }

  /** The same values with their rows one after the other in memory; a copy only where needed. */
  public static INDArray inOrder(INDArray x) {
    Preconditions.given("x", x);
    return isInOrder(x) ? x : x.dup('c');
  }

  private static boolean isInOrder(INDArray x) {
    long stride = 1;
    for (int axis = x.rank() - 1; axis >= 0 && !x.isEmpty(); axis--) {
      if (x.size(axis) != 1 && x.stride(axis) != stride) { // ND4J says anything for an axis of 1
        return false;
      }
      stride *= x.size(axis);
    }
    return true;
  }

  /** The values of {@code x} in row-major order, a copy; true is 1. */
  public static double[] read(INDArray x) {
    Preconditions.given("x", x);
    if (x.isEmpty()) {
      return new double[0];
    }
    boolean floating = x.dataType() == DataType.FLOAT || x.dataType() == DataType.DOUBLE;
    return Memory.of(floating ? x : x.castTo(DataType.DOUBLE)).read();
  }

  /**
   * Some rows of a table; the others are not read.
   *
   * @param table {@code [N, D]}
   * @param rows M numbers from 0 to N − 1
   * @return {@code [M, D]}
   * @throws IllegalArgumentException if the table is no matrix, or a row is not in it
   */
  public static INDArray gather(INDArray table, int[] rows) {
    Preconditions.rank("table", table, 2, "[N, D]");
    requireRows(rows, table.size(0), table);
    if (rows.length == 0 || table.isEmpty()) {
      return Nd4j.empty(table.dataType());
    }
    INDArray found = Nd4j.createUninitialized(table.dataType(), rows.length, table.size(1));
    Memory from = Memory.of(table);
    Memory to = Memory.inPlace(found);
    for (int i = 0; i < rows.length; i++) {
      from.copyRow(rows[i], to, i);
    }
    return found;
  }

  /**
   * The way back: writes rows into a table.
   *
   * @param from {@code [M, D]}
   * @param rows M rows of the table to write over
   * @param table {@code [.., D]} of the same type, its rows one after the other in memory
   * @throws IllegalArgumentException if the shapes or types don't fit, or a row is not in the table
   */
  public static void scatter(INDArray from, int[] rows, INDArray table) {
    Preconditions.given("from, rows, table", from, rows, table);
    if (rows.length == 0) {
      return;
    }
    Preconditions.require(
        from.rank() == 2
            && table.rank() > 0
            && from.size(0) == rows.length
            && from.size(1) == table.size(-1)
            && from.dataType() == table.dataType(),
        "from: expected %s rows for the table %s of %s but was %s of %s",
        rows.length,
        table,
        table.dataType(),
        from,
        from.dataType());
    requireRows(rows, table.length() / table.size(-1), table);
    Memory source = Memory.of(from);
    Memory target = Memory.inPlace(table);
    for (int i = 0; i < rows.length; i++) {
      source.copyRow(i, target, rows[i]);
    }
  }

  /**
   * An array of {@code values} in row-major order, with the shape and type of {@code like}.
   *
   * @throws IllegalArgumentException if there are more or fewer values than it holds
   */
  public static INDArray write(double[] values, INDArray like) {
    Preconditions.require(
        values != null && like != null && values.length == like.length(),
        "values: expected as many as %s holds but was %s",
        like,
        values == null ? null : values.length);
    if (like.isEmpty()) {
      return like;
    }
    if (like.dataType() != DataType.FLOAT && like.dataType() != DataType.DOUBLE) {
      return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.shape());
    }
    INDArray x = Nd4j.createUninitialized(like.dataType(), like.shape(), 'c');
    Memory.inPlace(x).write(values);
    return x;
  }

  /**
   * A FLOAT array of numbers from a file.
   *
   * @param values in row-major order, as many as the shape holds
   * @throws IllegalArgumentException if there are more or fewer
   */
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
    Memory.inPlace(x).write(values);
    return x;
  }

  /** Checks that there are rows, and gives their width. */
  static int width(String name, INDArray x) {
    Preconditions.floating(name, x);
    Preconditions.require(x.rank() > 0, "%s: expected rows [.., N] but was one number", name);
    return Math.toIntExact(x.size(-1));
  }

  static void requireRow(String name, INDArray row, INDArray x) {
    Preconditions.floating(name, row);
    Preconditions.require(
        row.rank() == 1 && row.size(0) == x.size(-1),
        "%s: expected [N], as wide as the rows of %s, but was %s",
        name,
        x,
        row);
  }

  private static void requireRows(int[] rows, long count, INDArray table) {
    Preconditions.given("rows", rows);
    for (int row : rows) {
      Preconditions.require(
          row >= 0 && row < count,
          "rows: %s is not a row of %s, expected 0 to %s",
          row,
          table,
          count - 1);
    }
  }
}
