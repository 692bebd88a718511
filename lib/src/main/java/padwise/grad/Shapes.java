package padwise.grad;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.math.Rows;

/**
 * What the operations of {@link Variable} need to know about shapes: broadcasting and its way back,
 * selection, look-up.
 */
final class Shapes {

  private Shapes() {}

  static void requireGiven(String name, @Nullable Object argument) {
    if (argument == null) {
      throw new IllegalArgumentException(name + ": expected numbers but was null");
    }
  }

  static INDArray swapLast(INDArray x) {
    return x.swapAxes(x.rank() - 2, x.rank() - 1).dup('c');
  }

  /** {@code [.., N]} as one matrix {@code [.. , N]}. */
  static INDArray flat(INDArray x) {
    return x.dup('c').reshape('c', x.length() / x.size(-1), x.size(-1));
  }

  static INDArray broadcast(INDArray a, INDArray b, BinaryOperator<INDArray> operation) {
    int rank = Math.max(a.rank(), b.rank());
    INDArray left = withRank(a, rank);
    INDArray right = withRank(b, rank);
    for (int axis = 0; axis < rank; axis++) {
      if (left.size(axis) != right.size(axis) && left.size(axis) != 1 && right.size(axis) != 1) {
        throw new IllegalArgumentException(
            "cannot broadcast "
                + Arrays.toString(b.shape())
                + " onto "
                + Arrays.toString(a.shape())
                + "; expected equal sizes, or 1, on each axis counted from the last");
      }
    }
    return operation.apply(left, right);
  }

  private static INDArray withRank(INDArray x, int rank) {
    return x.rank() == rank ? x : x.reshape('c', withRank(x.shape(), rank));
  }

  /** Undoes a broadcast: sums over the axes that {@code shape} does not have. */
  static INDArray sumTo(INDArray x, long[] shape) {
    INDArray sum = x;
    long[] target = withRank(shape, x.rank());
    for (int axis = 0; axis < x.rank(); axis++) {
      if (target[axis] == 1 && sum.size(axis) != 1) {
        sum = sum.sum(true, axis);
      }
    }
    return sum.dup('c').reshape('c', shape);
  }

  private static long[] withRank(long[] shape, int rank) {
    long[] target = new long[rank];
    Arrays.fill(target, 1);
    System.arraycopy(shape, 0, target, rank - shape.length, shape.length);
    return target;
  }

  static INDArray select(INDArray x, INDArray keep) {
    requireGiven("keep", keep);
    if (!Arrays.equals(keep.shape(), Arrays.copyOf(x.shape(), x.rank() - 1))) {
      throw new IllegalArgumentException(
          "keep: expected "
              + Arrays.toString(Arrays.copyOf(x.shape(), x.rank() - 1))
              + ", one 1 or 0 for each row of "
              + Arrays.toString(x.shape())
              + ", but was "
              + Arrays.toString(keep.shape()));
    }
    double[] kept = Rows.read(keep);
    for (double k : kept) {
      if (k != 0 && k != 1) {
        throw new IllegalArgumentException(
            "keep: expected only 1 (keep) and 0 (blank) but found " + k);
      }
    }
    double[] values = Rows.read(x);
    int width = (int) x.size(-1);
    for (int i = 0; i < values.length; i++) {
      values[i] = kept[i / width] == 0 ? 0 : values[i];
    }
    return Rows.write(values, x);
  }

  static int[] rows(INDArray ids, INDArray table) {
    requireGiven("ids", ids);
    if (ids.dataType() != DataType.INT32) {
      throw new IllegalArgumentException(
          "ids: expected INT32 but was " + ids.dataType() + "; use castTo(DataType.INT32)");
    }
    int[] rows = ids.dup('c').data().asInt();
    for (int row : rows) {
      if (row < 0 || row >= table.size(0)) {
        throw new IllegalArgumentException(
            "ids: " + row + " is not a row of this table, expected 0 to " + (table.size(0) - 1));
      }
    }
    return rows;
  }

  static INDArray gather(INDArray table, int[] rows, long[] shape) {
    long[] result = Arrays.copyOf(shape, shape.length + 1);
    result[shape.length] = table.size(1);
    return Nd4j.pullRows(table.dup('c'), 1, rows).dup('c').reshape('c', result);
  }

  /** The way back of {@link #gather}: adds each row's gradient where the row came from. */
  static INDArray scatter(INDArray dy, int[] rows, int untaught, INDArray table) {
    int width = (int) table.size(1);
    double[] from = Rows.read(dy);
    double[] to = new double[(int) table.length()];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < width && rows[i] != untaught; column++) {
        to[rows[i] * width + column] += from[i * width + column];
      }
    }
    return Rows.write(to, table);
  }

  static INDArrayIndex[] lastAxis(int rank, long from, long to) {
    INDArrayIndex[] place = new INDArrayIndex[rank];
    Arrays.fill(place, NDArrayIndex.all());
    place[rank - 1] = NDArrayIndex.interval(from, to);
    return place;
  }
}
