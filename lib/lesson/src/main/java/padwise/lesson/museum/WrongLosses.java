package padwise.lesson.museum;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;

/** The wrong slots are asked, or for the wrong word, or a sum is divided by a wrong count. */
final class WrongLosses {

  private WrongLosses() {}

  /** Bug 9, and its cure, by the mask: labels {@code [B, T]}. */
  static INDArray ends(Specimen s, INDArray mask) {
    return Labels.ofRealTokens(s.filledWithEnds().inputIds(), mask);
  }

  /** Bug 13: losses {@code [B, T]}, the last slot of each row ignored. */
  static INDArray lastPlaceIgnored(Specimen s) {
    INDArray labels = s.batch().inputIds().dup('c');
    labels.get(NDArrayIndex.all(), NDArrayIndex.point(labels.size(1) - 1)).assign(Labels.IGNORE);
    return MaskedCrossEntropy.of(s.logits(s.batch()), labels).perToken();
  }

  /** Bug 14: labels {@code [B, T]}, the unpadded ones laid end to end. */
  static INDArray unpadded(Specimen s) {
    int[] all =
        s.sentences().stream().flatMap(e -> e.inputIds().stream()).mapToInt(i -> i).toArray();
    int[] labels = Arrays.copyOf(all, (int) s.batch().inputIds().length());
    Arrays.fill(labels, all.length, labels.length, Labels.IGNORE);
    return Nd4j.createFromArray(labels).reshape('c', s.batch().inputIds().shape());
  }

  /** Bug 15: labels {@code [B, T]}. */
  static INDArray shiftedTwice(Specimen s) {
    return Labels.causal(Labels.causal(s.batch()), s.batch().attentionMask());
  }

  /** Bug 11: each sentence is a micro-batch of its own. */
  static INDArray ofMeans(Specimen s) {
    double means = 0;
    for (var sentence : s.sentences()) {
      PaddedBatch alone = Padding.none().apply(List.of(sentence));
      means += MaskedCrossEntropy.of(s.logits(alone), alone.inputIds()).mean().value().getDouble(0);
    }
    return Nd4j.scalar(means / s.sentences().size());
  }

  /** Bugs 10 and 12, and their cures: the sum of the losses, divided by this. */
  static INDArray over(long count, MaskedLoss loss) {
    return Nd4j.scalar(loss.sum().value().getDouble(0) / (double) count);
  }

  /** Bug 16: perplexity, e to the mean loss. */
  static INDArray perplexity(Specimen s, INDArray labels) {
    MaskedLoss loss = MaskedCrossEntropy.of(s.logits(s.batch()), labels);
    return Nd4j.scalar(Math.exp(loss.mean().value().getDouble(0)));
  }

  static MaskedLoss loss(Specimen s) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), s.labels());
  }

  /** Fine-tuning, but no sentence has an answer. */
  static MaskedLoss unanswered(Specimen s) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), Labels.sft(s.batch()));
  }
}
