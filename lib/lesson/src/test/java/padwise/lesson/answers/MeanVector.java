package padwise.lesson.answers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One right answer and some wrong ones to {@code meanVector}, by misconception. */
public final class MeanVector {
  private MeanVector() {}

  // picks the real rows, then takes their mean
  public static INDArray right(INDArray hidden, INDArray mask) {
    long[] real =
        java.util.stream.LongStream.range(0, mask.length())
            .filter(slot -> mask.getDouble(slot) == 1)
            .toArray();
    return hidden
        .get(NDArrayIndex.indices(real), NDArrayIndex.all())
        .reshape(real.length, hidden.size(1))
        .mean(0);
  }

  // forgets the mask
  public static INDArray over_all_slots(INDArray hidden, INDArray mask) {
    return hidden.sum(0).div(hidden.size(0));
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
}
