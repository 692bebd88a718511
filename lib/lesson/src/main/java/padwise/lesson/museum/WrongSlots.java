package padwise.lesson.museum;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.math.Rows;
import padwise.model.ForwardTrace;
import padwise.model.Pooling;

/** The wrong slots are seen, placed or read: weights {@code [B, H, T, T]}, or as it says. */
final class WrongSlots {

  private WrongSlots() {}

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

  /** Bug 20, and its cure, by the mask. */
  static INDArray ends(Specimen s, INDArray mask) {
    return s.attend(s.filledWithEnds(), AttentionMask.padding(mask)).weights().value();
  }

  private static INDArray softmax(Specimen s, INDArray bias) {
    return Rows.softmax(s.scores(s.batch()).add(bias));
  }

  private static INDArray turned(INDArray mask) { // [B, 1, 1, T] to [B, 1, T, 1]
    return mask.permute(0, 1, 3, 2).dup('c');
  }

  /** Bug 17: one vector a sentence, {@code [B, D]}. */
  static INDArray lastSlot(Specimen s) {
    return Pooling.lastSlot(s.bert().forward(s.batch()).output()).value();
  }

  /** Cure of bug 17. */
  static INDArray lastRealToken(Specimen s) {
    PaddedBatch batch = s.batch();
    return Pooling.lastToken(s.bert().forward(batch).output(), batch.attentionMask()).value();
  }

  /** Bug 18: the last layer's vectors, {@code [B, T, D]}. */
  static INDArray slotsAsPositions(Specimen s) {
    int length = s.onTheLeft().length();
    int[] slots = IntStream.range(0, s.sentences().size() * length).map(i -> i % length).toArray();
    return onTheLeft(s, Nd4j.createFromArray(slots).reshape('c', s.sentences().size(), length));
  }

  static INDArray onTheLeft(Specimen s, INDArray positions) {
    PaddedBatch batch = s.onTheLeft();
    AttentionMask keys = AttentionMask.padding(batch.attentionMask());
    return s.bert().forward(batch, positions, keys).output().value();
  }

  /** Bug 19: weights of the packed row, {@code [1, H, T, T]}. */
  static INDArray packed(Specimen s, AttentionMask mask) {
    PackedBatch packed = s.packed();
    ForwardTrace trace = s.bert().forward(packed.rows(), packed.positions(), mask);
    return trace.attention(0).weights().value();
  }
}
