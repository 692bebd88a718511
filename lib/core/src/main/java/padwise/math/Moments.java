package padwise.math;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam's memory of one weight (Kingma and Ba, 2015).
 *
 * @param mean running mean of its gradient, the weight's shape and type
 * @param square running mean of its gradient's square
 */
public record Moments(INDArray mean, INDArray square) {

  static final float KEEP_MEAN = 0.9f;
  static final float KEEP_SQUARE = 0.999f;
  static final float EPSILON = 1e-8f;

  /** Moments as training starts: zeros. */
  public static Moments of(INDArray weight) {
    return new Moments(
        Nd4j.zeros(weight.dataType(), weight.shape()),
        Nd4j.zeros(weight.dataType(), weight.shape()));
  }

  /**
   * Moves a weight against its gradient, in place.
   *
   * @param step the number of this step, from 1: both means start at 0, too low
   */
  public void move(INDArray weight, INDArray gradient, double rate, int step) {
    double stride = rate / (1 - Math.pow(KEEP_MEAN, step));
    double trust = 1 / (1 - Math.pow(KEEP_SQUARE, step));
    if (Blocks.fit(weight, gradient) && Rows.inOrder(weight) == weight) {
      Blocks.run(
          List.of(weight, mean, square),
          1,
          (block, n) -> Singles.adam(block, n, (float) stride, (float) trust),
          weight,
          mean,
          square,
          gradient);
      return;
    }
    double[] values = Rows.read(weight);
    double[] slope = Rows.read(gradient);
    double[] means = Rows.read(mean);
    double[] squares = Rows.read(square);
    for (int i = 0; i < values.length; i++) {
      means[i] = KEEP_MEAN * means[i] + (1 - KEEP_MEAN) * slope[i];
      squares[i] = KEEP_SQUARE * squares[i] + (1 - KEEP_SQUARE) * slope[i] * slope[i];
      values[i] -= stride * means[i] / (Math.sqrt(trust * squares[i]) + EPSILON);
    }
    mean.assign(Rows.write(means, mean));
    square.assign(Rows.write(squares, square));
    weight.assign(Rows.write(values, weight));
  }
}
