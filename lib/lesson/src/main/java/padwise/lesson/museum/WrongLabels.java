package padwise.lesson.museum;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.batch.PaddedBatch;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;

/** The wrong slots are asked, or for the wrong word. */
final class WrongLabels {

  private WrongLabels() {}

  /** Bug 9: labels {@code [B, T]}. */
  static INDArray endsIgnored(Specimen s) {
    INDArray ids = s.filledWithEnds().inputIds();
    return Labels.ofRealTokens(ids, ids.neq(s.endId()).castTo(DataType.INT32));
  }

  /** Cure of bug 9. */
  static INDArray endsAsked(Specimen s) {
    PaddedBatch batch = s.filledWithEnds();
    return Labels.ofRealTokens(batch.inputIds(), batch.attentionMask());
  }

  /** Bug 13: losses {@code [B, T]}, the last slot of each row ignored. */
  static INDArray lastPlaceIgnored(Specimen s) {
    INDArray labels = s.batch().inputIds().dup('c');
    labels.get(NDArrayIndex.all(), NDArrayIndex.point(labels.size(1) - 1)).assign(Labels.IGNORE);
    return MaskedCrossEntropy.of(s.logits(s.batch()), labels).perToken();
  }

  /** Cure of bug 13. */
  static INDArray valueIgnored(Specimen s) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), s.labels()).perToken();
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
    return Labels.causal(shiftedOnce(s), s.batch().attentionMask());
  }

  /** Cure of bug 15. */
  static INDArray shiftedOnce(Specimen s) {
    return Labels.causal(s.batch());
  }
}
