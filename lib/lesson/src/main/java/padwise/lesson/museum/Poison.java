package padwise.lesson.museum;

import java.util.List;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.attention.Attended;
import padwise.attention.Attention;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.math.Rows;

/** NaN, and where it spreads. */
final class Poison {

  private Poison() {}

  /** Bug 3: weights of a causal model, padded on the left, {@code [B, H, T, T]}. */
  static INDArray deadRows(Specimen s) {
    PaddedBatch batch = s.onTheLeft();
    return formula(s.scores(batch).add(causal(batch).bias()));
  }

  /** Bug 5: values {@code [B, T, D]}, with a NaN in the last padded slot of sentence 1. */
  static INDArray multiplied(Specimen s) {
    INDArray mask = s.batch().attentionMask().castTo(DataType.FLOAT); // [B, T]
    Variable keep = Variable.constant(mask.reshape(mask.size(0), mask.size(1), 1));
    return values(s, Variable.constant(spoiled(s)).times(keep));
  }

  /** Cure of bug 5. */
  static INDArray selected(Specimen s) {
    return values(s, Variable.constant(spoiled(s)).where(s.batch().attentionMask()));
  }

  /** Bug 8: weights {@code [B, H, T, T]}. */
  @SuppressWarnings("deprecation") // ND4J renames HALF, and has no other half precision
  static INDArray overflow(Specimen s) {
    INDArray large = Nd4j.scalar(DataType.HALF, -1e9); // −∞
    INDArray hidden = s.keys().allowed().rsub(1).castTo(DataType.HALF); // [B, 1, 1, T]
    return Rows.softmax(s.scores(s.batch()).add(hidden.mul(large).castTo(DataType.FLOAT)));
  }

  /** exp(x) ÷ sum, row by row, without a thought for a row of −∞. */
  private static INDArray formula(INDArray x) {
    INDArray powers = Transforms.exp(x);
    return powers.div(powers.sum(true, x.rank() - 1));
  }

  /** A decoder's mask: what came before, and no padding. */
  static AttentionMask causal(PaddedBatch batch) {
    return AttentionMask.padding(batch.attentionMask()).and(AttentionMask.causal(batch.length()));
  }

  /** Bug 4: the gradient of the projection, {@code [D, 3D]}; the loss reads real tokens only. */
  static INDArray gradient(
      Specimen s, BiFunction<List<Variable>, AttentionMask, Variable> attention) {
    PaddedBatch batch = s.onTheLeft();
    INDArray x = s.embedded(batch); // [B, T, D]
    Linear projection = s.bert().blocks().get(0).attention().projection();
    Variable weight = Variable.parameter(projection.weight().value()); // [D, 3D]
    List<Variable> qkv =
        Variable.constant(x)
            .matmul(weight)
            .reshape(x.size(0), 1, x.size(1), 3 * x.size(2))
            .chunk(3); // 3 times [B, 1, T, D]
    Variable values = attention.apply(qkv, causal(batch)).reshape(x.shape()); // [B, T, D]
    INDArray words = s.bert().embeddings().token().value(); // [V, D]
    Variable logits = values.matmul(Variable.constant(words.transpose())); // [B, T, V]
    INDArray labels = Labels.ofRealTokens(batch.inputIds(), batch.attentionMask());
    MaskedCrossEntropy.of(logits, labels).sum().backward();
    return weight.gradient();
  }

  /** {@link Attention#attend} with the plain formula, {@code [B, 1, T, D]}. */
  static Variable plain(List<Variable> qkv, AttentionMask mask) {
    Attended attended = Attention.attend(qkv.get(0), qkv.get(1), qkv.get(2), AttentionMask.none());
    Variable masked = attended.scores().plus(Variable.constant(mask.bias()));
    INDArray shares = formula(masked.value());
    Variable weights =
        Variable.computed(
            shares, List.of(masked), dy -> masked.add(Rows.softmaxGradient(shares, dy)));
    return weights.matmul(qkv.get(2));
  }

  /** The same as the library does it. */
  static Variable safe(List<Variable> qkv, AttentionMask mask) {
    return Attention.attend(qkv.get(0), qkv.get(1), qkv.get(2), mask).values();
  }

  private static INDArray spoiled(Specimen s) {
    INDArray x = s.embedded(s.batch()).dup('c');
    x.putScalar(new int[] {1, s.batch().length() - 1, 0}, Double.NaN);
    return x;
  }

  private static INDArray values(Specimen s, Variable x) {
    return s.bert().blocks().get(0).attention().forward(x, s.keys()).values().value();
  }
}
