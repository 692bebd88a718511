package padwise.lesson.heldout;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Wrong answers to {@code maskedSoftmax}, by misconception. */
public final class MaskedSoftmax {
  private MaskedSoftmax() {}

  // a score of 0 isn't hidden: exp(0) = 1 still gets a share
  public static INDArray multiplies_scores_by_mask(INDArray scores, INDArray mask) {
    INDArray hidden = scores.mul(mask);
    INDArray e = Transforms.exp(hidden.sub(hidden.maxNumber()), true);
    return e.div(e.sumNumber());
  }

  // attends to the padding only
  public static INDArray swapped_polarity(INDArray scores, INDArray mask) {
    INDArray e = Transforms.exp(scores.sub(scores.maxNumber()), true).mul(mask.rsub(1));
    double sum = e.sumNumber().doubleValue();
    return sum == 0 ? e : e.div(sum);
  }

  // -10 is not low enough: the padding keeps a small share
  public static INDArray not_hidden_enough(INDArray scores, INDArray mask) {
    INDArray masked = scores.add(mask.rsub(1).mul(-10));
    INDArray e = Transforms.exp(masked.sub(masked.maxNumber()), true);
    return e.div(e.sumNumber());
  }

  // exponentiates the bare scores: infinity over infinity for scores beyond 88
  public static INDArray forgets_the_largest_score(INDArray scores, INDArray mask) {
    INDArray e = Transforms.exp(scores, true).mul(mask);
    double sum = e.sumNumber().doubleValue();
    return sum == 0 ? e : e.div(sum);
  }

  // with -1e9 everywhere a row without real keys gets even shares instead of 0
  public static INDArray even_shares_for_nothing(INDArray scores, INDArray mask) {
    INDArray masked = scores.mul(mask).add(mask.rsub(1).mul(-1e9));
    INDArray e = Transforms.exp(masked.sub(masked.maxNumber()), true);
    return e.div(e.sumNumber());
  }

  // mean for sum: divides by the number of keys
  public static INDArray divides_by_all_slots(INDArray scores, INDArray mask) {
    INDArray e = Transforms.exp(scores.sub(scores.maxNumber()), true).mul(mask);
    return e.div(scores.length());
  }

  // divides the scores by their sum, without exp
  public static INDArray shares_of_bare_scores(INDArray scores, INDArray mask) {
    INDArray real = scores.mul(mask);
    return real.div(real.sumNumber());
  }
}
