package padwise.loss;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * Cross-entropy that asks only where there is a label: {@code -log softmax(logits)[label]}.
 *
 * <p>A slot with label {@link Labels#IGNORE} is never read. It adds nothing to the sum, nothing to
 * the count, and its gradient is exactly 0, whatever its logits hold, NaN included.
 */
public final class MaskedCrossEntropy {

  private MaskedCrossEntropy() {}

  /**
   * Compares the model's guesses with the labels.
   *
   * @param logits a score for each word, {@code [B, T, V]}, or for each class, {@code [B, C]}
   * @param labels the right one, from 0, or {@link Labels#IGNORE}: INT32 {@code [B, T]}, {@code
   *     [B]}
   */
  public static MaskedLoss of(Variable logits, INDArray labels) {
    Preconditions.given("logits", logits);
    Preconditions.shapes(
        "logits FLOAT [.., V], labels INT32 [..]; pad labels with the batch they belong to",
        logits.value(),
        labels);
    int words = (int) logits.value().size(-1);
    int[] label = Preconditions.int32("labels", labels);
    int[] asked =
        IntStream.range(0, label.length).filter(slot -> label[slot] != Labels.IGNORE).toArray();
    INDArray guesses = Rows.gather(Rows.inOrder(logits.value()).reshape('c', -1, words), asked);
    double[] scores = Rows.read(guesses);
    double[] gradient = new double[scores.length]; // of the sum: softmax - 1 at the label
    double[] perToken = new double[label.length];
    for (int i = 0; i < asked.length; i++) {
      int slot = asked[i];
      requireWord(label[slot], slot, labels, words);
      perToken[slot] = score(scores, gradient, i * words, words, label[slot]);
    }
    INDArray slope = Rows.write(gradient, guesses);
    INDArray total = Nd4j.scalar((float) Arrays.stream(perToken).sum());
    Variable sum =
        Variable.computed(
            total,
            List.of(logits),
            dy -> {
              INDArray whole = Nd4j.zeros(DataType.FLOAT, logits.value().shape()); // 0 if ignored
              if (asked.length > 0) {
                Rows.scatter(slope.mul(dy), asked, whole);
              }
              logits.add(whole);
            });
    INDArray each = Nd4j.createFromArray(perToken).castTo(DataType.FLOAT);
    return new MaskedLoss(sum, asked.length, each.reshape('c', labels.shape()));
  }

  /** The loss of one slot; writes its gradient, {@code softmax(scores)} less 1 at the label. */
  private static double score(double[] scores, double[] gradient, int start, int words, int label) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = start; i < start + words; i++) {
      max = Math.max(max, scores[i]);
    }
    double sum = 0;
    for (int i = start; i < start + words; i++) {
      gradient[i] = Math.exp(scores[i] - max);
      sum += gradient[i];
    }
    for (int i = start; i < start + words; i++) {
      gradient[i] /= sum;
    }
    gradient[start + label] -= 1;
    return Math.log(sum) + max - scores[start + label];
  }

  private static void requireWord(int label, int slot, INDArray labels, int words) {
    Preconditions.require(
        label >= 0 && label < words,
        "labels: %s at %s is not a word of this vocabulary; expected 0 to %s, or Labels.IGNORE (%s)",
        label,
        Arrays.toString(Shape.ind2subC(labels.shape(), slot)),
        words - 1,
        Labels.IGNORE);
  }
}
