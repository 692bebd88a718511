package padwise.lesson.heldout;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Wrong answers to {@code additiveMask}, by misconception. */
public final class AdditiveMask {
  private AdditiveMask() {}

  // hides the real tokens
  public static INDArray swapped_polarity(INDArray mask, double hidden) {
    return mask.mul(hidden);
  }

  // writes -1e9 into the code, whatever hidden is
  public static INDArray always_a_billion(INDArray mask, double hidden) {
    return mask.rsub(1).mul(-1e9);
  }

  // log 0 is minus infinity, log 1 is 0: hidden is never used
  public static INDArray log_of_the_mask(INDArray mask, double hidden) {
    return Transforms.log(mask, true);
  }

  // turns 1 and 0 round and stops there
  public static INDArray inverted_mask_only(INDArray mask, double hidden) {
    return mask.rsub(1);
  }

  // right numbers, but always one long row: the shape of the mask is lost
  public static INDArray flattens_the_mask(INDArray mask, double hidden) {
    return mask.dup('c').reshape(1, mask.length()).rsub(1).mul(hidden);
  }
}
