package padwise.lesson.museum;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.model.ForwardTrace;

/** The right model, placed or read at the wrong slot. */
final class WrongReading {

  private WrongReading() {}

  /** Bug 17: one vector a sentence, {@code [B, D]}. */
  static INDArray lastSlot(Specimen s) {
    int last = s.batch().length() - 1;
    return slots(s, s.sentences().stream().mapToInt(sentence -> last).toArray());
  }

  /** Cure of bug 17. */
  static INDArray lastRealToken(Specimen s) {
    return slots(s, s.sentences().stream().mapToInt(sentence -> sentence.length() - 1).toArray());
  }

  /** Bug 18: the last layer's vectors, {@code [B, T, D]}. */
  static INDArray slotsAsPositions(Specimen s) {
    int length = s.onTheLeft().length();
    int[] slots = IntStream.range(0, s.sentences().size() * length).map(i -> i % length).toArray();
    return onTheLeft(s, Nd4j.createFromArray(slots).reshape('c', s.sentences().size(), length));
  }

  /** Cure of bug 18. */
  static INDArray realPositions(Specimen s) {
    return onTheLeft(s, s.onTheLeft().positions());
  }

  /** Bug 19: weights of the packed row, {@code [1, H, T, T]}. */
  static INDArray paddingHidden(Specimen s) {
    return packed(s, AttentionMask.padding(s.packed().rows().attentionMask()));
  }

  /** Cure of bug 19. */
  static INDArray sentencesApart(Specimen s) {
    return packed(s, AttentionMask.sentences(s.packed().sentences()));
  }

  private static INDArray slots(Specimen s, int[] slots) {
    PaddedBatch batch = s.batch();
    Variable hidden = s.bert().forward(batch).output(); // [B, T, D]
    int[] rows = IntStream.range(0, slots.length).map(b -> b * batch.length() + slots[b]).toArray();
    return hidden
        .reshape((long) batch.size() * batch.length(), hidden.value().size(2))
        .lookup(Nd4j.createFromArray(rows))
        .value();
  }

  private static INDArray onTheLeft(Specimen s, INDArray positions) {
    PaddedBatch batch = s.onTheLeft();
    AttentionMask keys = AttentionMask.padding(batch.attentionMask());
    return s.bert().forward(batch, positions, keys).output().value();
  }

  private static INDArray packed(Specimen s, AttentionMask mask) {
    PackedBatch packed = s.packed();
    ForwardTrace trace = s.bert().forward(packed.rows(), packed.positions(), mask);
    return trace.attention(0).weights().value();
  }
}
