package padwise.lesson.heldout;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Wrong answers to {@code clsShare}, by misconception. */
public final class ClsShare {
  private ClsShare() {}

  // looks at head 0 only
  public static Double first_head_only(INDArray weights, int slot) {
    return weights.getDouble(0, 0, slot);
  }

  // right sum, divided by T instead of H
  public static Double divides_by_slots(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, 0, slot);
    }
    return sum / weights.size(2);
  }

  // believes slot 1 is the first
  public static Double slots_count_from_one(INDArray weights, int slot) {
    int key = Math.floorMod(slot - 1, (int) weights.size(2));
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, 0, key);
    }
    return sum / weights.size(0);
  }

  // the mean over the row as well: each share is divided by T once more
  public static Double divides_by_heads_and_slots(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, 0, slot);
    }
    return sum / (weights.size(0) * weights.size(2));
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

  // a percentage, rounded
  public static Double whole_per_cent(INDArray weights, int slot) {
    double sum = 0;
    for (int h = 0; h < weights.size(0); h++) {
      sum += weights.getDouble(h, 0, slot);
    }
    return (double) Math.round(100 * sum / weights.size(0));
  }
}
