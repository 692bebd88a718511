package padwise.loss;

import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Variable;

/**
 * A loss with its numerator and its denominator in sight.
 *
 * @param sum the losses of the counted slots, added up: the numerator, one number
 * @param counted how many slots counted: the denominator
 * @param perToken each slot's loss, {@code [B, T]}, exactly 0 where the label is ignored
 */
public record MaskedLoss(Variable sum, long counted, INDArray perToken) {

  /**
   * The mean over counted slots, never over B · T.
   *
   * <p>If nothing counted, the mean is 0 and so is every gradient: there was nothing to learn.
   * PyTorch gives NaN since 1.11 and gave 0 before (pytorch#70348). Read {@link #counted} to tell
   * the two zeros apart.
   */
  public Variable mean() {
    return sum.times(1.0 / Math.max(1, counted));
  }
}
