package padwise.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import padwise.grad.Variable;
import padwise.math.AdamMoments;
import padwise.math.Preconditions;

/**
 * Adam (Kingma and Ba, 2015): each weight takes steps of about the learning rate, whatever the size
 * of its gradient.
 */
final class Adam {

  private final double rate;
  private final Map<Variable, AdamMoments> moments = new LinkedHashMap<>();
  private int steps;

  /** A weight that is named twice, as in a tied head, moves once. */
  Adam(double rate, List<Variable> weights) {
    Preconditions.require(
        rate > 0 && rate < 1,
        "learningRate: expected a number between 0 and 1 but was %s; start with 0.001",
        rate);
    this.rate = rate;
    weights.forEach(weight -> moments.putIfAbsent(weight, AdamMoments.of(weight.value())));
  }

  /**
   * Moves every weight against its gradient.
   *
   * @param share of the learning rate, from 0 to 1
   */
  void step(double share) {
    steps++;
    moments.forEach(
        (weight, moment) -> moment.move(weight.value(), weight.gradient(), share * rate, steps));
  }
}
