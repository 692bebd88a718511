package padwise.lesson.museum;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.AttentionMask;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.math.Rows;
import padwise.model.ForwardTrace;

/** The wrong slots are seen, placed or asked, or a sum is divided by a wrong count. */
final class Mistakes {

  private Mistakes() {}

  /** Weights {@code [B, H, T, T]} with another bias on the scores. */
  static INDArray softmax(Specimen s, INDArray bias) {
    return Rows.softmax(s.scores(s.batch()).add(bias));
  }

  /** A mask of queries, {@code [B, 1, T, 1]}, out of one of keys. */
  static INDArray turned(INDArray mask) {
    return mask.permute(0, 1, 3, 2).dup('c');
  }

  /** Weights {@code [B, H, T, T]} of the sentences filled with their ends. */
  static INDArray weightsOfEnds(Specimen s, INDArray mask) {
    return s.attend(s.filledWithEnds(), AttentionMask.padding(mask)).weights().value();
  }

  /** Labels {@code [B, T]} of the sentences filled with their ends. */
  static INDArray labelsOfEnds(Specimen s, INDArray mask) {
    return Labels.ofRealTokens(s.filledWithEnds().inputIds(), mask);
  }

  /** The place of each slot in its row, {@code [B, T]}: bug 18. */
  static INDArray slots(PaddedBatch batch) {
    INDArray row = Nd4j.arange(batch.length()).castTo(DataType.INT32).reshape(1, batch.length());
    return row.repeat(0, batch.size());
  }

  /** The last layer's vectors, {@code [B, T, D]}, with these positions. */
  static INDArray onTheLeft(Specimen s, INDArray positions) {
    PaddedBatch batch = s.onTheLeft();
    AttentionMask keys = AttentionMask.padding(batch.attentionMask());
    return s.bert().forward(batch, positions, keys).output().value();
  }

  /** Weights of the packed row, {@code [1, H, T, T]}. */
  static INDArray packed(Specimen s, AttentionMask mask) {
    PackedBatch packed = s.packed();
    ForwardTrace trace = s.bert().forward(packed.rows(), packed.positions(), mask);
    return trace.attention(0).weights().value();
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

  /** Bug 11: each sentence is a micro-batch of its own. */
  static INDArray ofMeans(Specimen s) {
    double means = 0;
    for (var sentence : s.sentences()) {
      PaddedBatch alone = Padding.none().apply(List.of(sentence));
      means += MaskedCrossEntropy.of(s.logits(alone), alone.inputIds()).mean().value().getDouble(0);
    }
    return Nd4j.scalar(means / s.sentences().size());
  }

  /** The sum of the losses, divided by this. */
  static INDArray over(long count, MaskedLoss loss) {
    return Nd4j.scalar(loss.sum().value().getDouble(0) / (double) count);
  }

  /** The sum divided by what counts, be it nothing: bug 12. */
  static INDArray mean(MaskedLoss loss) {
    return over(loss.counted(), loss);
  }

  /** Perplexity: e to the mean loss. */
  static INDArray perplexity(Specimen s, INDArray labels) {
    return Nd4j.scalar(Math.exp(loss(s, labels).mean().value().getDouble(0)));
  }

  static MaskedLoss loss(Specimen s, INDArray labels) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), labels);
  }
}
