package padwise.lesson.museum;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.math.Rows;

/** The mask is finite, and in the wrong place: weights {@code [B, H, T, T]}. */
final class WrongMasks {

  private WrongMasks() {}

  /** Bug 1. */
  static INDArray queriesToo(Specimen s) {
    AttentionMask queries = new AttentionMask(turned(s.keys().allowed()));
    return softmax(s, s.keys().and(queries).bias(-1e9));
  }

  /** Bug 2. */
  static INDArray wrongAxis(Specimen s) {
    return softmax(s, turned(s.keys().bias(-1e4)));
  }

  /** Bug 6. */
  static INDArray afterTheSoftmax(Specimen s) {
    INDArray keep = s.keys().allowed().castTo(DataType.FLOAT); // [B, 1, 1, T]
    return Rows.softmax(s.scores(s.batch())).mul(keep);
  }

  /** Bug 7. */
  static INDArray swapped(Specimen s) {
    AttentionMask hide = AttentionMask.padding(s.batch().attentionMask().rsub(1));
    return s.attend(s.batch(), hide).weights().value();
  }

  /** Bug 20. */
  static INDArray guessed(Specimen s) {
    PaddedBatch batch = s.filledWithEnds();
    INDArray mask = batch.inputIds().neq(s.endId()).castTo(DataType.INT32);
    return s.attend(batch, AttentionMask.padding(mask)).weights().value();
  }

  /** Cure of bug 20. */
  static INDArray given(Specimen s) {
    PaddedBatch batch = s.filledWithEnds();
    return s.attend(batch, AttentionMask.padding(batch.attentionMask())).weights().value();
  }

  private static INDArray softmax(Specimen s, INDArray bias) {
    return Rows.softmax(s.scores(s.batch()).add(bias));
  }

  private static INDArray turned(INDArray mask) { // [B, 1, 1, T] to [B, 1, T, 1]
    return mask.permute(0, 1, 3, 2).dup('c');
  }
}
