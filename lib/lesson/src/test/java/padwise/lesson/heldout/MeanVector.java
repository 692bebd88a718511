package padwise.lesson.heldout;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Some wrong answers to {@code meanVector}, by misconception. */
public final class MeanVector {
  private MeanVector() {}

  // believes padding is on the right
  public static INDArray first_slots(INDArray hidden, INDArray mask) {
    int real = mask.sumNumber().intValue();
    INDArray sum = Nd4j.zeros(DataType.FLOAT, hidden.size(1));
    for (int slot = 0; slot < real; slot++) {
      sum.addi(hidden.getRow(slot));
    }
    return sum.div(real);
  }

  // takes [CLS]
  public static INDArray first_slot(INDArray hidden, INDArray mask) {
    return hidden.getRow(0).dup();
  }

  // one too many in the denominator
  public static INDArray one_more(INDArray hidden, INDArray mask) {
    INDArray sum = Nd4j.zeros(DataType.FLOAT, hidden.size(1));
    for (int slot = 0; slot < mask.length(); slot++) {
      if (mask.getDouble(slot) == 1) {
        sum.addi(hidden.getRow(slot));
      }
    }
    return sum.div(mask.sumNumber().intValue() + 1);
  }

  // the largest number in place of the mean
  public static INDArray largest(INDArray hidden, INDArray mask) {
    INDArray most = Nd4j.valueArrayOf(new long[] {hidden.size(1)}, -1e9, DataType.FLOAT);
    for (int slot = 0; slot < mask.length(); slot++) {
      for (int i = 0; i < hidden.size(1) && mask.getDouble(slot) == 1; i++) {
        most.putScalar(i, Math.max(most.getDouble(i), hidden.getDouble(slot, i)));
      }
    }
    return most;
  }

  // the mean of each slot's numbers
  public static INDArray along_the_wrong_axis(INDArray hidden, INDArray mask) {
    return hidden.mean(1).mul(mask);
  }
}
