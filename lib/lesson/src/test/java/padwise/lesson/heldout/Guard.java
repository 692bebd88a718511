package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong answers to {@code guard}, by misconception. */
public final class Guard {
  private Guard() {}

  // clears row 0 because padding is usually 0, and forgets padId
  public static INDArray always_row_zero(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.putRow(0, Nd4j.zeros(gradient.columns()));
    return out;
  }

  // takes the row out, so the gradient no longer fits the table
  public static INDArray removes_the_row(INDArray gradient, int padId) {
    List<INDArray> rows = new ArrayList<>();
    for (int r = 0; r < gradient.rows(); r++) {
      if (r != padId) {
        rows.add(gradient.getRow(r).reshape(1, gradient.columns()));
      }
    }
    return Nd4j.vstack(rows);
  }

  // putScalar clears one number of the row
  public static INDArray first_number_only(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.putScalar(padId, 0, 0.0);
    return out;
  }

  // sets the row to ones, like a mask
  public static INDArray ones_for_zeros(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(padId).assign(1);
    return out;
  }

  // clears rows 0 to padId
  public static INDArray all_rows_up_to_padding(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    for (int r = 0; r <= padId; r++) {
      out.getRow(r).assign(0);
    }
    return out;
  }

  // believes the padding is the last word of the table
  public static INDArray last_row(INDArray gradient, int padId) {
    INDArray out = gradient.dup();
    out.getRow(gradient.rows() - 1).assign(0);
    return out;
  }
}
