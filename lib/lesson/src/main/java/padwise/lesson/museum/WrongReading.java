package padwise.lesson.museum;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.model.ForwardTrace;
import padwise.model.Pooling;

/** The right model, placed or read at the wrong slot. */
final class WrongReading {

  private WrongReading() {}

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

  /** The same with these positions. */
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
