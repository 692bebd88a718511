package padwise.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products over the last two axes, by the OpenBLAS that ND4J brings. */
public final class Products {

  private Products() {}

  /**
   * Multiplies the matrices that the last two axes hold. A transposed, cut or permuted view is read
   * where it lies, without a copy.
   *
   * @param a {@code [.., M, K]}, FLOAT or DOUBLE
   * @param b {@code [.., K, N]} of the same type, with the same leading axes as {@code a}, or one
   *     matrix {@code [K, N]} for all
   * @return {@code [.., M, N]}
   * @throws IllegalArgumentException if the shapes or types don't fit
   */
  public static INDArray matmul(INDArray a, INDArray b) {
    requireFit(a, b);
    INDArray c = Nd4j.createUninitialized(a.dataType(), shape(a, b), 'c');
    multiply(Operand.of(a, b.rank()), Operand.of(b, b.rank()), c, 0);
    return c;
  }

  /**
   * A product plus one row: {@code a · b + bias}.
   *
   * @param a {@code [.., K]}, FLOAT or DOUBLE
   * @param b {@code [K, N]} of the same type
   * @param bias {@code [N]} of the same type
   * @return {@code [.., N]}
   * @throws IllegalArgumentException if the shapes or types don't fit
   */
  public static INDArray affine(INDArray a, INDArray b, INDArray bias) {
    requireFit(a, b);
    Preconditions.require(
        b.rank() == 2
            && bias != null
            && bias.rank() == 1
            && bias.size(0) == b.size(1)
            && bias.dataType() == b.dataType(),
        "bias: expected %s [N] for [.., K] times [K, N] but was %s of %s for %s",
        b.dataType(),
        bias,
        bias == null ? null : bias.dataType(),
        b);
    INDArray c = Nd4j.createUninitialized(a.dataType(), shape(a, b), 'c');
    fill(c, bias);
    multiply(Operand.of(a, 2), Operand.of(b, 2), c, 1);
    return c;
  }

  /**
   * What each column of {@code a} makes of each column of {@code b}, added up over all rows: {@code
   * aᵀ · b}, the gradient of a weight.
   *
   * @param a {@code [.., K]}
   * @param b {@code [.., N]}, with the same leading axes
   * @return {@code [K, N]}
   */
  public static INDArray columns(INDArray a, INDArray b) {
    requireTypes("columns", a, b);
    Preconditions.require(
        a.rank() >= 2
            && a.rank() == b.rank()
            && Arrays.equals(a.shape(), 0, a.rank() - 1, b.shape(), 0, b.rank() - 1),
        "columns: expected [.., K] and [.., N] with the same leading axes but was %s and %s",
        a,
        b);
    INDArray c = Nd4j.createUninitialized(a.dataType(), a.size(-1), b.size(-1));
    multiply(Operand.of(a, 2).transposed(), Operand.of(b, 2), c, 0);
    return c;
  }

  private static void fill(INDArray c, INDArray row) {
    if (c.dataType() == DataType.DOUBLE) {
      double[] once = Rows.read(row);
      double[] all = new double[Math.toIntExact(c.length())];
      Arrays.setAll(all, i -> once[i % once.length]);
      Memory.inPlace(c).write(all);
      return;
    }
    float[] rows = RowLoop.tiled(row);
    Memory to = Memory.inPlace(c);
    for (long start = 0; start < c.length(); start += rows.length) {
      to.put(start, rows, (int) Math.min(rows.length, c.length() - start));
    }
  }

  private static long[] shape(INDArray a, INDArray b) {
    long[] shape = a.shape().clone();
    shape[shape.length - 1] = b.size(-1);
    return shape;
  }

  /** Adds the products to {@code beta} times what is in {@code c}. */
  private static void multiply(Operand left, Operand right, INDArray c, int beta) {
    long m = left.rows;
    long n = right.columns;
    long matrices = c.length() / (m * n);
    try {
      for (long i = 0; i < matrices; i++) {
        if (c.dataType() == DataType.FLOAT) {
          cblas_sgemm(
              CblasRowMajor,
              left.layout,
              right.layout,
              left.rows,
              right.columns,
              left.columns,
              1,
              left.floats(i),
              left.stride,
              right.floats(i),
              right.stride,
              beta,
              Memory.floats(c, i * m * n, m, n, n),
              right.columns);
        } else {
          cblas_dgemm(
              CblasRowMajor,
              left.layout,
              right.layout,
              left.rows,
              right.columns,
              left.columns,
              1,
              left.doubles(i),
              left.stride,
              right.doubles(i),
              right.stride,
              beta,
              Memory.doubles(c, i * m * n, m, n, n),
              right.columns);
        }
      }
    } finally {
      Reference.reachabilityFence(left); // or ND4J might free what is being read
      Reference.reachabilityFence(right);
      Reference.reachabilityFence(c);
    }
  }

  /**
   * How BLAS reads one side.
   *
   * @param layout as it stands, or transposed
   * @param stride how far apart its rows (transposed: its columns) lie
   */
  private record Operand(INDArray array, int rows, int columns, int layout, int stride) {

    /** Many matrices; or, for rank 2, all rows of {@code [.., K]} as one. */
    static Operand of(INDArray x, int rank) {
      int columns = Math.toIntExact(x.size(-1));
      if (rank == 2 && x.rank() > 2) {
        int all = Math.toIntExact(x.length() / columns);
        return new Operand(Rows.inOrder(x), all, columns, CblasNoTrans, columns);
      }
      int rows = Math.toIntExact(x.size(-2));
      long down = x.stride(x.rank() - 2);
      long across = x.stride(x.rank() - 1);
      if (across == 1 && down >= columns) {
        return new Operand(x, rows, columns, CblasNoTrans, Math.toIntExact(down));
      }
      if (down == 1 && across >= rows) {
        return new Operand(x, rows, columns, CblasTrans, Math.toIntExact(across));
      }
      return new Operand(x.dup('c'), rows, columns, CblasNoTrans, columns);
    }

    /** The other way round. */
    Operand transposed() {
      int other = layout == CblasTrans ? CblasNoTrans : CblasTrans;
      return new Operand(array, columns, rows, other, stride);
    }

    FloatPointer floats(long matrix) {
      return Memory.floats(array, offset(matrix), lines(), stretch(), stride);
    }

    DoublePointer doubles(long matrix) {
      return Memory.doubles(array, offset(matrix), lines(), stretch(), stride);
    }

    private int lines() { // as they lie in memory
      return layout == CblasTrans ? columns : rows;
    }

    private int stretch() {
      return layout == CblasTrans ? rows : columns;
    }

    /** Where the matrix with this number begins, counted from the array's first number. */
    private long offset(long matrix) {
      long offset = 0;
      long rest = matrix;
      for (int axis = array.rank() - 3; axis >= 0; axis--) {
        offset += rest % array.size(axis) * array.stride(axis);
        rest /= array.size(axis);
      }
      return offset;
    }
  }

  private static void requireTypes(String name, INDArray a, INDArray b) {
    Preconditions.require(a != null && b != null, "%s: expected two arrays but one was null", name);
    Preconditions.require(
        a.dataType() == b.dataType()
            && (a.dataType() == DataType.FLOAT || a.dataType() == DataType.DOUBLE),
        "%s: expected two FLOAT or two DOUBLE arrays but was %s and %s; use castTo(DataType.FLOAT)",
        name,
        a.dataType(),
        b.dataType());
    Preconditions.floating(name, a);
    Preconditions.floating(name, b);
  }

  private static void requireFit(INDArray a, INDArray b) {
    requireTypes("matmul", a, b);
    int shared = b.rank() == 2 ? 0 : b.rank() - 2;
    boolean fits =
        a.rank() >= 2
            && b.rank() >= 2
            && a.size(-1) == b.size(-2)
            && (b.rank() == 2 || a.rank() == b.rank())
            && Arrays.equals(a.shape(), 0, shared, b.shape(), 0, shared);
    Preconditions.require(
        fits,
        "matmul: expected [.., M, K] times [.., K, N] but was %s times %s;"
            + " the inner sizes must be equal, transpose one side if they are swapped",
        a,
        b);
  }
}
