package padwise.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.lang.ref.Reference;
import java.util.Arrays;
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
    long[] shape = a.shape().clone();
    shape[shape.length - 1] = b.size(-1);
    INDArray c = Nd4j.createUninitialized(a.dataType(), shape, 'c');
    if (b.rank() == 2 && a.rank() > 2) { // one matrix for all: [.., M, K] as [.. * M, K]
      INDArray flat = Rows.inOrder(a).reshape('c', -1, a.size(-1));
      multiply(flat, b, c.reshape('c', -1, b.size(-1)));
    } else {
      multiply(a, b, c);
    }
    return c;
  }

  private static void multiply(INDArray a, INDArray b, INDArray c) {
    Operand left = Operand.of(a);
    Operand right = Operand.of(b);
    int m = (int) c.size(-2);
    int n = (int) c.size(-1);
    int k = (int) a.size(-1);
    long matrices = c.length() / ((long) m * n);
    try {
      for (long i = 0; i < matrices; i++) {
        long from = c.offset() + i * m * n;
        if (c.dataType() == DataType.FLOAT) {
          cblas_sgemm(
              CblasRowMajor,
              left.layout,
              right.layout,
              m,
              n,
              k,
              1,
              Memory.floats(left.array, left.offset(i)),
              left.stride,
              Memory.floats(right.array, right.offset(i)),
              right.stride,
              0,
              Memory.floats(c, from),
              n);
        } else {
          cblas_dgemm(
              CblasRowMajor,
              left.layout,
              right.layout,
              m,
              n,
              k,
              1,
              Memory.doubles(left.array, left.offset(i)),
              left.stride,
              Memory.doubles(right.array, right.offset(i)),
              right.stride,
              0,
              Memory.doubles(c, from),
              n);
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
  private record Operand(INDArray array, int layout, int stride) {

    static Operand of(INDArray x) {
      long down = x.stride(x.rank() - 2);
      long across = x.stride(x.rank() - 1);
      if (across == 1 && down >= x.size(-1)) {
        return new Operand(x, CblasNoTrans, (int) down);
      }
      if (down == 1 && across >= x.size(-2)) {
        return new Operand(x, CblasTrans, (int) across);
      }
      return new Operand(x.dup('c'), CblasNoTrans, (int) x.size(-1));
    }

    /** Where the matrix with this number begins. */
    long offset(long matrix) {
      long offset = array.offset();
      long rest = matrix;
      for (int axis = array.rank() - 3; axis >= 0; axis--) {
        offset += rest % array.size(axis) * array.stride(axis);
        rest /= array.size(axis);
      }
      return offset;
    }
  }

  private static void requireFit(INDArray a, INDArray b) {
    Given.that(a != null && b != null, "matmul: expected two arrays but one was null");
    Given.that(
        a.dataType() == b.dataType()
            && (a.dataType() == DataType.FLOAT || a.dataType() == DataType.DOUBLE),
        "matmul: expected two FLOAT or two DOUBLE arrays but was %s and %s; use castTo(DataType.FLOAT)",
        a.dataType(),
        b.dataType());
    int shared = b.rank() == 2 ? 0 : b.rank() - 2;
    boolean fits =
        a.rank() >= 2
            && b.rank() >= 2
            && a.size(-1) == b.size(-2)
            && (b.rank() == 2 || a.rank() == b.rank())
            && Arrays.equals(a.shape(), 0, shared, b.shape(), 0, shared);
    Given.that(
        fits,
        "matmul: expected [.., M, K] times [.., K, N] but was %s times %s;"
            + " the inner sizes must be equal, transpose one side if they are swapped",
        a,
        b);
  }
}
