package padwise.grad;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.math.Preconditions;
import padwise.math.Rows;

/** The shapes of {@link Variable}'s operations: broadcasting and back, selection, look-up. */
final class Shapes {

  private Shapes() {}

  static INDArray swapLast(INDArray x) {
    return x.swapAxes(x.rank() - 2, x.rank() - 1); // a view: products read it where it lies
  }

  static INDArray reshaped(INDArray x, long... shape) {
    return x.reshape('c', shape); // a view where that can be
  }

  static INDArray broadcast(INDArray a, INDArray b, BinaryOperator<INDArray> operation) {
    Preconditions.broadcast("other", Float.BYTES, a, b);
    int rank = Math.max(a.rank(), b.rank());
    return operation.apply(withRank(a, rank), withRank(b, rank));
  }

  private static INDArray withRank(INDArray x, int rank) {
    return x.rank() == rank ? x : x.reshape('c', withRank(x.shape(), rank));
  }

  /** Undoes a broadcast: sums over the axes that {@code shape} does not have. */
  static INDArray sumTo(INDArray x, long[] shape) {
    if (Arrays.equals(x.shape(), shape)) {
      return x;
    }
    if (shape.length == 1 && shape[0] == x.size(-1)) {
      return Rows.sum(x);
    }
    INDArray sum = x;
    long[] target = withRank(shape, x.rank());
    for (int axis = 0; axis < x.rank(); axis++) {
      if (target[axis] == 1 && sum.size(axis) != 1) {
        sum = sum.sum(true, axis);
      }
    }
    return reshaped(sum, shape);
  }

  private static long[] withRank(long[] shape, int rank) {
    long[] target = new long[rank];
    Arrays.fill(target, 1);
    System.arraycopy(shape, 0, target, rank - shape.length, shape.length);
    return target;
  }

  static INDArray select(INDArray x, INDArray keep) {
    Preconditions.shapes("values [.., N], keep [..]; give one 1 or 0 for each row", x, keep);
    double[] kept = Preconditions.binary("keep", keep, "1 (keep) and 0 (blank)");
    double[] values = Rows.read(x);
    int width = (int) x.size(-1);
    for (int i = 0; i < values.length; i++) {
      values[i] = kept[i / width] == 0 ? 0 : values[i];
    }
    return Rows.write(values, x);
  }

  static INDArray gather(INDArray table, int[] rows, long[] shape) {
    long[] result = Arrays.copyOf(shape, shape.length + 1);
    result[shape.length] = table.size(1);
    return Rows.gather(table, rows).reshape('c', result);
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
