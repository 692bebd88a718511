package padwise.lesson.answers;

import org.nd4j.linalg.api.iter.NdIndexIterator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One right answer and some wrong ones to {@code additiveMask}, by misconception. */
public final class AdditiveMask {
  private AdditiveMask() {}

  // copy and replace: a 1 selects 0, a 0 selects hidden, nothing is multiplied
  public static INDArray right(INDArray mask, double hidden) {
    INDArray out = Nd4j.zeros(mask.dataType(), mask.shape());
    NdIndexIterator places = new NdIndexIterator(mask.shape());
    while (places.hasNext()) {
      long[] place = places.next();
      out.putScalar(place, mask.getDouble(place) == 0 ? hidden : 0);
    }
    return out;
  }

  // hides the real tokens
  public static INDArray swapped_polarity(INDArray mask, double hidden) {
    return mask.mul(hidden);
  }

  // writes -1e9 into the code, whatever hidden is
  public static INDArray always_a_billion(INDArray mask, double hidden) {
    return mask.rsub(1).mul(-1e9);
  }

  // turns 1 and 0 round and stops there
  public static INDArray inverted_mask_only(INDArray mask, double hidden) {
    return mask.rsub(1);
  }
}
