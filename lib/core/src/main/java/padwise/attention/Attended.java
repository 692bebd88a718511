package padwise.attention;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * The result of attention, with weights and scores on the way to it.
 *
 * @param values the mixed values, {@code [B, H, T, Dh]}, or {@code [B, T, D]} from many heads
 * @param weights who looks at whom, each row summing to 1, {@code [B, H, T, T]}
 * @param scores what the softmax saw, before the mask was added, {@code [B, H, T, T]}
 */
public record Attended(Variable values, Variable weights, Variable scores) {

  public Attended {
    Preconditions.given("values, weights, scores", values, weights, scores);
    Preconditions.shapes(
        "weights [B, H, T, S]; take what attention.forward(x, mask) returns", weights.value());
  }

  /** The weights of all heads in one sentence, counted from 0: {@code [H, T, T]}. */
  public INDArray heads(int sentence) {
    Preconditions.inRange("sentence", sentence, 0, weights.value().size(0) - 1);
    return weights.value().get(NDArrayIndex.point(sentence)).dup('c');
  }

  /** The weights of one head in one sentence, both counted from 0: {@code [T, T]}. */
  public INDArray head(int sentence, int head) {
    Preconditions.inRange("head", head, 0, weights.value().size(1) - 1);
    return heads(sentence).get(NDArrayIndex.point(head)).dup('c');
  }

  /**
   * The share of their attention, from 0 to 1, that the real tokens of a sentence, counted from 0,
   * spend on padding, over all heads. Their mask is {@code [B, T]}.
   */
  public double shareOnPadding(int sentence, INDArray attentionMask) {
    Preconditions.shapes(
        "weights [B, H, T, T], attentionMask [B, T]; take batch.attentionMask() of a batch that looks at itself",
        weights.value(),
        attentionMask);
    Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
    INDArray mean = heads(sentence).mean(0); // [T, T]
    INDArray keep = attentionMask.castTo(DataType.FLOAT).getRow(sentence).dup(); // [T]
    INDArray spent = mean.mmul(keep.rsub(1).reshape(keep.length(), 1)); // [T, 1]
    double total = spent.reshape(keep.length()).mul(keep).sumNumber().doubleValue();
    return total / Math.max(1, keep.sumNumber().doubleValue());
  }
}
