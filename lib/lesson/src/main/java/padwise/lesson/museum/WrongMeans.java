package padwise.lesson.museum;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;

/** A good sum over the wrong count: one number each. */
final class WrongMeans {

  private WrongMeans() {}

  /** Bug 10. */
  static INDArray overAllSlots(Specimen s) {
    return Nd4j.scalar(sum(loss(s)) / s.batch().inputIds().length());
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

  /** Cure of bugs 10 and 11. */
  static INDArray overCounted(Specimen s) {
    MaskedLoss loss = loss(s);
    return Nd4j.scalar(sum(loss) / loss.counted());
  }

  /** Bug 12: fine-tuning, but no sentence has an answer. */
  static INDArray ofNothing(Specimen s) {
    MaskedLoss nothing = unanswered(s);
    return Nd4j.scalar(sum(nothing) / nothing.counted());
  }

  /** Cure of bug 12. */
  static INDArray zero(Specimen s) {
    return Nd4j.scalar(unanswered(s).mean().value().getDouble(0));
  }

  /** Bug 16: perplexity, e to the mean loss. */
  static INDArray paddedPerplexity(Specimen s) {
    return perplexity(s, s.batch().inputIds());
  }

  /** Cure of bug 16. */
  static INDArray realPerplexity(Specimen s) {
    return perplexity(s, s.labels());
  }

  private static INDArray perplexity(Specimen s, INDArray labels) {
    MaskedLoss loss = MaskedCrossEntropy.of(s.logits(s.batch()), labels);
    return Nd4j.scalar(Math.exp(loss.mean().value().getDouble(0)));
  }

  private static MaskedLoss loss(Specimen s) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), s.labels());
  }

  private static MaskedLoss unanswered(Specimen s) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), Labels.sft(s.batch()));
  }

  private static double sum(MaskedLoss loss) {
    return loss.sum().value().getDouble(0);
  }
}
