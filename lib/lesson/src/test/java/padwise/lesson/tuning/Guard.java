package padwise.lesson.tuning;

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

  // wrong axis: column padId
  public static INDArray clears_the_column(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.putColumn(padId % gradient.columns(), Nd4j.zeros(gradient.rows(), 1));
    return out;
  }

  // keeps the row of the padding and clears the others
  public static INDArray clears_all_but_padding(INDArray gradient, int padId) {
    INDArray out = Nd4j.zeros(gradient.rows(), gradient.columns());
    out.putRow(padId, gradient.getRow(padId));
    return out;
  }

  // counts rows from 1: clears the row before padId
  public static INDArray next_row(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(Math.floorMod(padId - 1, gradient.rows())).assign(0);
    return out;
  }

  // mul makes a new array, the row in the result stays as it was
  public static INDArray forgets_that_mul_copies(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(padId).mul(0);
    return out;
  }

  // writes -100, the label to ignore, into the row
  public static INDArray ignore_label_for_zeros(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(padId).assign(-100);
    return out;
  }

  // returns the row of zeros instead of the whole gradient
  public static INDArray returns_the_row_only(INDArray gradient, int padId) {
    return gradient.getRow(padId).mul(0).reshape(1, gradient.columns());
  }
}
