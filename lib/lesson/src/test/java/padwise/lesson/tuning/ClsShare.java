package padwise.lesson.tuning;

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

  // row and column swapped: how much the slot looks at [CLS]
  public static Double what_looks_at_cls(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, slot, 0);
    }
    return sum / weights.size(0);
  }

  // adds the heads up and forgets to average
  public static Double sum_of_the_heads(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, 0, slot);
    }
    return sum;
  }

  // the head that looks there most
  public static Double strongest_head(INDArray weights, int slot) {
    double max = 0;
    for (int h = 0; h < weights.size(0); h++) {
      max = Math.max(max, weights.getDouble(h, 0, slot));
    }
    return max;
  }

  // averages over all queries, not only [CLS]
  public static Double all_queries(INDArray weights, int slot) {
    return weights.mean(0).getColumn(slot).meanNumber().doubleValue();
  }

  // averages over the queries of head 0 as if they were the heads
  public static Double heads_and_slots_mixed_up(INDArray weights, int slot) {
    double sum = 0;
    for (int q = 0; q < weights.size(1); q++) {
      sum += weights.getDouble(0, q, slot);
    }
    return sum / weights.size(1);
  }

  // the diagonal: how much the slot looks at itself
  public static Double slot_looks_at_itself(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, slot, slot);
    }
    return sum / weights.size(0);
  }

  // assigns instead of adding, and then divides
  public static Double last_head_wins(INDArray weights, int slot) {
    double share = 0;
    for (int h = 0; h < weights.size(0); h++) {
      share = weights.getDouble(h, 0, slot);
    }
    return share / weights.size(0);
  }
}
