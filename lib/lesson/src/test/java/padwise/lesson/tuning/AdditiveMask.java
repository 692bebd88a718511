package padwise.lesson.tuning;

import org.nd4j.linalg.api.buffer.DataType;
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

  // hides the padding, but adds 1 to the scores of the real tokens
  public static INDArray one_stays_one(INDArray mask, double hidden) {
    return mask.add(mask.rsub(1).mul(hidden));
  }

  // believes hidden is a size and subtracts it
  public static INDArray sign_turned(INDArray mask, double hidden) {
    return mask.rsub(1).mul(-hidden);
  }

  // thinks mask minus 1 is enough to hide
  public static INDArray minus_one_for_padding(INDArray mask, double hidden) {
    return mask.sub(1);
  }

  // adds hidden to the mask in all places
  public static INDArray adds_hidden_to_all(INDArray mask, double hidden) {
    return mask.add(hidden);
  }

  // right numbers, but written into the mask itself, which is needed again
  public static INDArray works_in_the_callers_mask(INDArray mask, double hidden) {
    INDArray out = mask.rsubi(1);
    return out.muli(hidden);
  }

  // takes the mask of the first sentence for all rows
  public static INDArray first_sentence_for_all(INDArray mask, double hidden) {
    INDArray row = mask.rank() < 2 ? mask : mask.getRow(0);
    INDArray out = Nd4j.zeros(DataType.FLOAT, mask.shape());
    NdIndexIterator places = new NdIndexIterator(mask.shape());
    while (places.hasNext()) {
      long[] place = places.next();
      out.putScalar(place, row.getDouble(place[place.length - 1]) == 0 ? hidden : 0);
    }
    return out;
  }
}
