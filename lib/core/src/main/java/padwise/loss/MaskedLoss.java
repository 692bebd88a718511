package padwise.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * A loss with its numerator and its denominator in sight.
 *
 * @param sum the losses of the counted slots, added up: the numerator, one number
 * @param counted how many slots counted: the denominator
 * @param perToken each slot's loss, {@code [B, T]}, exactly 0 where the label is ignored
 */
public record MaskedLoss(Variable sum, long counted, INDArray perToken) {

  public MaskedLoss {
    Preconditions.given("sum, perToken", sum, perToken);
    Preconditions.require(
        sum.value().length() == 1, "sum: expected one number but was %s", sum.value());
    Preconditions.atLeast(0, "counted", counted);
  }

  /**
   * The mean over counted slots, never over B · T. If nothing counted, it is 0 and so is every
   * gradient: there was nothing to learn, as {@link #counted} tells. PyTorch gives NaN since 1.11
   * and gave 0 before (pytorch#70348).
   */
  public Variable mean() {
    return sum.times(1.0 / Math.max(1, counted));
  }

  /**
   * This batch's part of a mean over more than this batch: its sum divided by what all
   * micro-batches and workers count. The parts add up to one large batch's mean, and so do their
   * gradients; a batch in which nothing counts adds nothing.
   *
   * @param total counted slots of all parts, this one's included
   */
  public Variable meanOver(long total) {
    Preconditions.require(
        total >= counted,
        "total: expected at least the %s slots counted here but was %s; add up counted() of all parts",
        counted,
        total);
    return sum.times(1.0 / Math.max(1, total));
  }
}
