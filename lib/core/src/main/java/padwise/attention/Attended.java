package padwise.attention;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.grad.Variable;

/**
 * What attention gives back, with what it did on the way.
 *
 * @param values the mixed values, {@code [B, H, T, Dh]} from one attention, {@code [B, T, D]} from
 *     many heads
 * @param weights who looks at whom, each row summing to 1, {@code [B, H, T, T]}
 * @param scores what the softmax saw, before the mask was added, {@code [B, H, T, T]}
 */
public record Attended(Variable values, Variable weights, Variable scores) {

  /** The weights of all heads in one sentence, counted from 0: {@code [H, T, T]}. */
  public INDArray heads(int sentence) {
    return weights.value().get(NDArrayIndex.point(sentence)).dup('c');
  }

  /** The weights of one head in one sentence, both counted from 0: {@code [T, T]}. */
  public INDArray head(int sentence, int head) {
    return heads(sentence).get(NDArrayIndex.point(head)).dup('c');
  }

  /**
   * How much attention the real tokens of a sentence spend on padding, over all heads.
   *
   * @param sentence the sentence, counted from 0
   * @param attentionMask 1 for a real token, 0 for padding, {@code [B, T]}
   * @return 0 (none) to 1 (all)
   */
  public double shareOnPadding(int sentence, INDArray attentionMask) {
    INDArray keep = attentionMask.getRow(sentence).castTo(DataType.FLOAT).dup(); // [T]
    INDArray mean = heads(sentence).mean(0); // [T, T]
    INDArray spent = mean.mmul(keep.rsub(1).reshape(keep.length(), 1)); // [T, 1]
    double total = spent.reshape(keep.length()).mul(keep).sumNumber().doubleValue();
    return total / Math.max(1, keep.sumNumber().doubleValue());
  }
}
