package padwise.lesson.answers;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One right answer and some wrong ones to {@code guard}, by misconception. */
public final class Guard {
  private Guard() {}

  // a column that is 1 everywhere but at padId, broadcast over the columns of the gradient
  public static INDArray right(INDArray gradient, int padId) {
    INDArray keep = Nd4j.ones(gradient.dataType(), gradient.rows(), 1);
    keep.putScalar(padId, 0, 0);
    return gradient.mulColumnVector(keep);
  }

  // returns the row of zeros instead of the whole gradient
  public static INDArray returns_the_row_only(INDArray gradient, int padId) {
    return gradient.getRow(padId).mul(0).reshape(1, gradient.columns());
  }

  // clears row 0 because padding is usually 0, and forgets padId
  public static INDArray always_row_zero(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.putRow(0, Nd4j.zeros(gradient.columns()));
    return out;
  }

  // sets the row to ones, like a mask
  public static INDArray ones_for_zeros(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(padId).assign(1);
    return out;
  }
}
