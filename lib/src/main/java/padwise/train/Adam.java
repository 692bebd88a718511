package padwise.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Variable;
import padwise.math.Given;
import padwise.math.Rows;

/**
 * Adam (Kingma and Ba, 2015): each weight takes steps of about the learning rate, whatever the size
 * of its gradient.
 */
final class Adam {

  private static final double KEEP_MEAN = 0.9;
  private static final double KEEP_SQUARE = 0.999;
  private static final double EPSILON = 1e-8;

  /** Running means of a weight's gradient and of its square, one for each number. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Moments(double[] mean, double[] square) {
    static Moments of(Variable weight) {
      int length = Math.toIntExact(weight.value().length());
      return new Moments(new double[length], new double[length]);
    }

    void move(double[] values, double[] gradient, double stride, double trust) {
      for (int i = 0; i < values.length; i++) {
        mean[i] = KEEP_MEAN * mean[i] + (1 - KEEP_MEAN) * gradient[i];
        square[i] = KEEP_SQUARE * square[i] + (1 - KEEP_SQUARE) * gradient[i] * gradient[i];
        values[i] -= stride * mean[i] / (Math.sqrt(trust * square[i]) + EPSILON);
      }
    }
  }

  private final double rate;
  private final Map<Variable, Moments> moments = new LinkedHashMap<>();
  private int steps;

  /** A weight that is named twice, as in a tied head, moves once. */
  Adam(double rate, List<Variable> weights) {
    Given.that(
        rate > 0 && rate < 1,
        "learningRate: expected a number between 0 and 1 but was %s; start with 0.001",
        rate);
    this.rate = rate;
    weights.forEach(weight -> moments.putIfAbsent(weight, Moments.of(weight)));
  }

  /**
   * Moves every weight against its gradient.
   *
   * @param share of the learning rate, from 0 to 1
   */
  void step(double share) {
    steps++;
    double stride =
        share * rate / (1 - Math.pow(KEEP_MEAN, steps)); // both means start at 0, too low
    double trust = 1 / (1 - Math.pow(KEEP_SQUARE, steps));
    for (Map.Entry<Variable, Moments> each : moments.entrySet()) {
      INDArray weight = each.getKey().value();
      double[] values = Rows.read(weight);
      each.getValue().move(values, Rows.read(each.getKey().gradient()), stride, trust);
      weight.assign(Rows.write(values, weight));
    }
  }
}
