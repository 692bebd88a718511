package padwise.math;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Adam's running means of a weight's gradient, and of its square (Kingma and Ba, 2015). */
public record AdamMoments(INDArray mean, INDArray square) {

  static final float KEEP_MEAN = 0.9f;
  static final float KEEP_SQUARE = 0.999f;
  static final float EPSILON = 1e-8f;

  public AdamMoments {
    Preconditions.shapes(
        "mean FLOAT [..], square FLOAT [..]; AdamMoments.of(weight)", mean, square);
  }

  /** Moments as training starts: zeros. */
  public static AdamMoments of(INDArray weight) {
    Preconditions.floating("weight", weight);
    return new AdamMoments(
        Nd4j.zeros(DataType.FLOAT, weight.shape()), Nd4j.zeros(DataType.FLOAT, weight.shape()));
  }

  /**
   * Moves a weight against its gradient, in place.
   *
   * @param gradient the weight's shape
   * @param step the number of this step, from 1: both means start at 0, too low
   */
  public void move(INDArray weight, INDArray gradient, double rate, int step) {
    Preconditions.shapes(
        "mean FLOAT [..], weight FLOAT [..], gradient FLOAT [..]; moments and gradient belong to one weight",
        mean,
        weight,
        gradient);
    Preconditions.require(
        rate > 0 && rate < 1, "rate: expected a number between 0 and 1 but was %s", rate);
    Preconditions.atLeast(1, "step", step);
    double stride = rate / (1 - Math.pow(KEEP_MEAN, step));
    double trust = 1 / (1 - Math.pow(KEEP_SQUARE, step));
    RowLoop.run(
        List.of(weight, mean, square),
        1,
        (block, n) -> RowFormulas.adam(block, n, (float) stride, (float) trust),
        weight,
        mean,
        square,
        gradient);
  }
}
