package padwise.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.lang.ref.Reference;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A matrix inside a FLOAT array, where BLAS reads or writes it.
 *
 * @param from the place of its first number, counted from the array's first
 * @param stride how far apart its rows (transposed: its columns) lie
 */
record Matrix(INDArray array, long from, int rows, int columns, boolean transposed, int stride) {

  private static final int A_NANOSECOND = 80; // multiplications and additions, on one thread

  /** Rows that follow each other, or are cut out of longer ones. */
  static Matrix of(INDArray array, long from, long rows, long columns, long stride) {
    return new Matrix(
        array,
        from,
        Math.toIntExact(rows),
        Math.toIntExact(columns),
        false,
        Math.toIntExact(stride));
  }

  /** All rows of {@code [.., M, K]} as one matrix. */
  static Matrix ofRows(INDArray x) {
    if (x.rank() == 2) {
      return first(x);
    }
    return of(Rows.inOrder(x), 0, x.length() / x.size(-1), x.size(-1), x.size(-1));
  }

  /** Room for products in a fresh array {@code [.., M, N]}, in so many rows at a time. */
  static Matrix room(INDArray fresh, long rows) {
    return of(fresh, 0, rows, fresh.size(-1), fresh.size(-1));
  }

  /** The first matrix of {@code [.., M, N]}: where it lies, or a copy if BLAS can't read it so. */
  static Matrix first(INDArray x) {
    long rows = x.size(-2);
    long columns = x.size(-1);
    long down = x.stride(x.rank() - 2);
    long across = x.stride(x.rank() - 1);
    if (across == 1 && down >= columns) {
      return of(x, 0, rows, columns, down);
    }
    if (down == 1 && across >= rows) {
      return of(x, 0, columns, rows, across).turned();
    }
    return of(x.dup('c'), 0, rows, columns, columns);
  }

  /** The matrix with this number, after the first one of {@code [.., M, N]}. */
  Matrix number(long matrix) {
    long place = from;
    long rest = matrix;
    for (int axis = array.rank() - 3; axis >= 0; axis--) {
      place += rest % array.size(axis) * array.stride(axis);
      rest /= array.size(axis);
    }
    return new Matrix(array, place, rows, columns, transposed, stride);
  }

  /** The other way round. */
  Matrix turned() {
    return new Matrix(array, from, /* rows= */ columns, /* columns= */ rows, !transposed, stride);
  }

  private Matrix rows(long first, long end) {
    long place = from + first * (transposed ? 1 : stride);
    int count = Math.toIntExact(end - first);
    return new Matrix(array, place, count, columns, transposed, stride);
  }

  /** About how long one thread needs for a product with {@code right}, in nanoseconds. */
  double nanoseconds(Matrix right) {
    return (double) rows * columns * right.columns / A_NANOSECOND;
  }

  /** Adds {@code scale} times this times {@code right} to {@code keep} times what is there. */
  void multiply(Matrix right, double scale, double keep, Matrix into) {
    Workers.split(
        rows,
        nanoseconds(right),
        (first, end) -> rows(first, end).multiplyAlone(right, scale, keep, into.rows(first, end)));
  }

  private void multiplyAlone(Matrix right, double scale, double keep, Matrix into) {
    try {
      cblas_sgemm(
          CblasRowMajor,
          transposed ? CblasTrans : CblasNoTrans,
          right.transposed ? CblasTrans : CblasNoTrans,
          rows,
          right.columns,
          columns,
          (float) scale,
          numbers(),
          stride,
          right.numbers(),
          right.stride,
          (float) keep,
          into.numbers(),
          into.stride);
    } finally {
      Reference.reachabilityFence(this); // or ND4J might free what is being read
      Reference.reachabilityFence(right);
      Reference.reachabilityFence(into);
    }
  }

  private FloatPointer numbers() {
    return transposed
        ? Memory.matrix(array, from, columns, rows, stride)
        : Memory.matrix(array, from, rows, columns, stride);
  }
}
