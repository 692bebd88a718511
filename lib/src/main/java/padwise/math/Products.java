package padwise.math;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products over the last two axes. */
public final class Products {

  private Products() {}

  /**
   * Multiplies the matrices that the last two axes hold.
   *
   * @param a {@code [.., M, K]}
   * @param b {@code [.., K, N]} with the same leading axes as {@code a}, or one matrix {@code [K,
   *     N]} for all
   * @return {@code [.., M, N]}
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public static INDArray matmul(INDArray a, INDArray b) {
    requireFit(a, b);
    INDArray left = a.dup('c');
    INDArray right = b.dup('c');
    if (b.rank() == 2) { // one matrix for all: [.., M, K] as [.. * M, K]
      long[] shape = a.shape().clone();
      INDArray flat = left.reshape('c', a.length() / a.size(-1), a.size(-1)).mmul(right);
      shape[shape.length - 1] = b.size(-1);
      return flat.dup('c').reshape('c', shape);
    }
    return Nd4j.matmul(left, right).dup('c');
  }

  private static void requireFit(INDArray a, INDArray b) {
    Given.that(a != null && b != null, "matmul: expected two arrays but one was null");
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
