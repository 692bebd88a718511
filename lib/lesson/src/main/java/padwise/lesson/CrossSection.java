package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.model.Embeddings;
import padwise.model.EncoderBlock;
import padwise.model.WordModel;
import padwise.text.Encoding;

/** A batch through embeddings, a block and the head: every intermediate result, named, in order. */
public record CrossSection(List<Result> stages) {

  /** A step and its result, {@code [B, T, …]}, or of attention {@code [B, H, T, …]}. */
  public record Result(String name, INDArray values) {}

  /**
   * Treatment of a padded slot by one stage, and what the real tokens notice of it.
   *
   * @param realNorm length of what slot 1, a real token, holds; of attention, what its queries hold
   * @param padNorm the same of the first padded slot
   * @param withoutMask largest change of a real token against the sentence alone, no mask
   * @param withMask the same with the padding mask
   */
  public record PadEffect(
      String stage,
      String shape,
      double realNorm,
      double padNorm,
      double withoutMask,
      double withMask) {}

  /** Follows a batch through the embeddings, the first block and the head. */
  public static CrossSection of(WordModel model, PaddedBatch batch, AttentionMask mask) {
    Preconditions.given("model, batch, mask", model, batch, mask);
    return Variable.inference(() -> new CrossSection(follow(model, batch, mask)));
  }

  /** Follows a sentence alone, then padded to more slots, once without a mask and once with it. */
  public static List<PadEffect> ofPadding(WordModel model, Encoding sentence, int slots) {
    Preconditions.given("model, sentence", model, sentence);
    int real = sentence.length();
    Preconditions.require(
        real > 1 && !sentence.attentionMask().contains(0),
        "sentence: expected two tokens or more, none of them padding, but was %s",
        sentence.tokens());
    Preconditions.require(
        slots > real, "slots: expected more than the %s tokens but was %s", real, slots);
    int heads = model.bert().blocks().get(0).attention().heads();
    Preconditions.room("slots", 6 * Float.BYTES, heads, slots, slots); // three stages, twice
    PaddedBatch wide = Padding.toMaxLength(slots).apply(List.of(sentence));
    CrossSection alone = of(model, Padding.none().apply(List.of(sentence)), AttentionMask.none());
    CrossSection bare = of(model, wide, AttentionMask.none());
    CrossSection kept = of(model, wide, AttentionMask.padding(wide.attentionMask()));
    return IntStream.range(0, alone.stages.size())
        .mapToObj(
            i ->
                new PadEffect(
                    kept.stages.get(i).name(),
                    Arrays.toString(kept.stages.get(i).values().shape()),
                    norm(kept.stages.get(i), 1),
                    norm(kept.stages.get(i), real),
                    change(alone.stages.get(i), bare.stages.get(i)),
                    change(alone.stages.get(i), kept.stages.get(i))))
        .toList();
  }

  private static List<Result> follow(WordModel model, PaddedBatch batch, AttentionMask mask) {
    Embeddings.Embedded embedded = model.bert().embeddings().forward(batch, batch.positions());
    EncoderBlock block = model.bert().blocks().get(0);
    Variable x = embedded.output(); // [B, T, D]
    Variable qkv = block.attention().projection().forward(x); // [B, T, 3D]
    Attended attended = block.attention().forward(x, mask);
    INDArray scores = attended.scores().value(); // [B, H, T, T]
    Variable mixed = attended.weights().matmul(values(qkv, scores)); // [B, H, T, Dh]
    Variable seen = block.attentionNorm().forward(x.plus(attended.values())); // [B, T, D]
    Variable thought = block.feedForward().forward(seen); // [B, T, D]
    Variable out = block.outputNorm().forward(seen.plus(thought)); // [B, T, D]
    return List.of(
        new Result("embedding", embedded.sum().value()),
        new Result("norm", x.value()),
        new Result("Q, K, V", qkv.value()),
        new Result("scores", scores),
        new Result("+ M", scores.add(mask.bias())),
        new Result("softmax", attended.weights().value()),
        new Result("· V", mixed.value()),
        new Result("output projection", attended.values().value()),
        new Result("+ residual, norm", seen.value()),
        new Result("feed-forward", thought.value()),
        new Result("+ residual, norm (2)", out.value()),
        new Result("head", model.head().forward(out).value()));
  }

  /** The values' third of the projection, head by head: {@code [B, H, T, Dh]}. */
  private static Variable values(Variable qkv, INDArray scores) {
    Variable v = qkv.chunk(3).get(2); // [B, T, D]
    long heads = scores.size(1);
    return v.reshape(scores.size(0), scores.size(2), heads, v.value().size(2) / heads)
        .permute(0, 2, 1, 3);
  }

  /** The length of what one slot of the first sentence holds, of its finite numbers. */
  private static double norm(Result stage, int slot) {
    INDArray first = stage.values().slice(0); // [T, …] or [H, T, …]
    INDArray held =
        first.rank() == 2
            ? first.getRow(slot)
            : first.get(NDArrayIndex.all(), NDArrayIndex.point(slot), NDArrayIndex.all());
    DoubleStream finite = DoubleStream.of(Rows.read(held)).filter(x -> !Double.isInfinite(x));
    return Math.sqrt(finite.map(x -> x * x).sum());
  }

  /** The largest change of the real part; a hidden score on both sides is none. */
  private static double change(Result alone, Result padded) {
    INDArray wanted = alone.values();
    INDArrayIndex[] cut = new INDArrayIndex[wanted.rank()];
    for (int axis = 0; axis < cut.length; axis++) {
      cut[axis] = NDArrayIndex.interval(0, wanted.size(axis));
    }
    return wanted.sub(padded.values().get(cut)).amaxNumber().doubleValue();
  }
}
