package padwise.lesson.answers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One right answer and some wrong ones to {@code clsShare}, by misconception. */
public final class ClsShare {
  private ClsShare() {}

  // one-hot query times each head times one-hot key, averaged: e0' W e_slot
  public static Double right(INDArray weights, int slot) {
    INDArray cls = Nd4j.zeros(DataType.FLOAT, 1, weights.size(1));
    cls.putScalar(0, 0, 1);
    INDArray key = Nd4j.zeros(DataType.FLOAT, weights.size(2), 1);
    key.putScalar(slot, 0, 1);
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += cls.mmul(weights.slice(h).dup('c')).mmul(key).getDouble(0);
    }
    return sum / weights.size(0);
  }

  // averages over all queries, not only [CLS]
  public static Double all_queries(INDArray weights, int slot) {
    return weights.mean(0).getColumn(slot).meanNumber().doubleValue();
  }

  // looks at head 0 only
  public static Double first_head_only(INDArray weights, int slot) {
    return weights.getDouble(0, 0, slot);
  }

  // of all attention the slot gets, the part that comes from [CLS]
  public static Double share_of_the_column(INDArray weights, int slot) {
    double fromCls = 0;
    double fromAll = 0;
    for (int h = 0; h < weights.size(0); h++) {
      fromCls += weights.getDouble(h, 0, slot);
      for (int q = 0; q < weights.size(1); q++) {
        fromAll += weights.getDouble(h, q, slot);
      }
    }
    return fromAll == 0 ? 0 : fromCls / fromAll;
  }
}
