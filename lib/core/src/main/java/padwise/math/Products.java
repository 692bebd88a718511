package padwise.math;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products over the last two axes of FLOAT arrays, by the OpenBLAS that ND4J brings. */
public final class Products {

  private static final String INNER =
      "; the inner sizes must be equal, transpose one side if they are swapped";

  private Products() {}

  /**
   * Multiplies the matrices of the last two axes: {@code [.., M, K]} and {@code [.., K, N]}, or one
   * {@code [K, N]} for all, give {@code [.., M, N]}. Views are read where they lie, without a copy.
   */
  public static INDArray matmul(INDArray a, INDArray b) {
    return matmul(a, b, 1);
  }

  /** The same, and each number times {@code scale}. */
  public static INDArray matmul(INDArray a, INDArray b, double scale) {
    boolean one = b != null && b.rank() == 2;
    Preconditions.shapes(
        one
            ? "left FLOAT [.., M, K], right FLOAT [K, N]" + INNER
            : "left FLOAT [.., M, K], right FLOAT [.., K, N]" + INNER,
        a,
        b);
    if (one) {
      return allRows(a, b, scale, 0, like(a, b));
    }
    INDArray c = likeHeads(a, b);
    Matrix left = Matrix.first(a);
    Matrix right = Matrix.first(b);
    Matrix into = Matrix.first(c);
    long count = c.length() / (c.size(-1) * c.size(-2));
    Workers.split(
        count,
        count * left.nanoseconds(right),
        (from, to) -> {
          for (long i = from; i < to; i++) {
            left.number(i).multiply(right.number(i), scale, 0, into.number(i));
          }
        });
    return c;
  }

  /** {@code a · b + bias}: {@code [.., K]}, {@code [K, N]} and {@code [N]} give {@code [.., N]}. */
  public static INDArray affine(INDArray a, INDArray b, INDArray bias) {
    Preconditions.shapes(
        "x FLOAT [.., M, K], weight FLOAT [K, N], bias FLOAT [N]; the inner sizes must be equal",
        a,
        b,
        bias);
    INDArray c = like(a, b);
    RowLoop.fill(c, bias);
    return allRows(a, b, 1, 1, c);
  }

  private static INDArray allRows(INDArray a, INDArray b, double scale, double keep, INDArray c) {
    Matrix.ofRows(a)
        .multiply(Matrix.first(b), scale, keep, Matrix.room(c, c.length() / c.size(-1)));
    return c;
  }

  /**
   * Each column of {@code a} times each of {@code b}, added up over all rows, {@code aᵀ · b}, the
   * gradient of a weight: {@code [.., K]} and {@code [.., N]} give {@code [K, N]}.
   */
  public static INDArray columns(INDArray a, INDArray b) {
    Preconditions.shapes(
        "left FLOAT [.., M, K], right FLOAT [.., M, N]; take rows of one batch", a, b);
    INDArray c = Rows.room("left, right", a.size(-1), b.size(-1));
    Matrix.ofRows(a).turned().multiply(Matrix.ofRows(b), 1, 0, Matrix.room(c, c.size(0)));
    return c;
  }

  /** Room laid out as {@code b} is: heads side by side in a row stay so, and nobody copies them. */
  private static INDArray likeHeads(INDArray a, INDArray b) {
    if (b.rank() != 4 || b.stride(1) >= b.stride(2)) {
      return like(a, b);
    }
    return Rows.room("left, right", a.size(0), a.size(2), a.size(1), b.size(3)).permute(0, 2, 1, 3);
  }

  private static INDArray like(INDArray a, INDArray b) {
    long[] shape = a.shape().clone();
    shape[shape.length - 1] = b.size(-1);
    return Rows.room("left, right", shape);
  }
}
