package padwise.attention;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.RealTokens;
import padwise.math.Arena;
import padwise.math.Preconditions;
import padwise.math.Products;
import padwise.math.Spans;
import padwise.math.Workers;

/**
 * The attention of {@link MultiHeadAttention} without the padding: projections run over the real
 * tokens as one matrix, scores exist inside each sentence only. Nothing is masked, since nothing
 * that would have to be hidden is ever there.
 *
 * <p>It costs what the real tokens cost: 4 · D² for each, and 2 · D · length² for each sentence. It
 * reads and does not train, and keeps neither weights nor scores.
 *
 * @param weights the attention whose projections are used
 */
public record RaggedAttention(MultiHeadAttention weights) {

  /** Checks that there is an attention. */
  public RaggedAttention {
    Preconditions.require(
        weights != null, "weights: was null; MultiHeadAttention.random(D, H, seed) makes some");
  }

  /**
   * Lets every real token look around in its sentence.
   *
   * @param x one vector a slot, FLOAT {@code [B, T, D]}; padded slots are not read
   * @param tokens which slots are real, and which belong together
   * @return {@code [B, T, D]}, zeros in padded slots
   */
  public INDArray forward(INDArray x, RealTokens tokens) {
    requireInput(x, tokens);
    INDArray values = Nd4j.zeros(DataType.FLOAT, x.shape());
    Workers.each(
        tokens.parts(Workers.count(), 2 * x.size(2)),
        part -> Arena.in("padwise ragged attention", () -> forward(x, part, values)));
    return values;
  }

  private INDArray forward(INDArray x, RealTokens part, INDArray values) {
    part.scatter(forward(part.gather(x), part.lengths()), values);
    return values;
  }

  /**
   * The same for rows without padding.
   *
   * @param rows one vector a token, sentence after sentence, FLOAT {@code [N, D]}
   * @param lengths tokens of each sentence, N in all
   * @return {@code [N, D]}
   */
  public INDArray forward(INDArray rows, int[] lengths) {
    INDArray projected =
        Products.affine(
            rows,
            weights.projection().weight().value(),
            weights.projection().bias().value()); // [N, 3D]
    INDArray mixed = Spans.attend(projected, lengths, weights.heads()); // [N, D]
    return Products.affine(
        mixed, weights.output().weight().value(), weights.output().bias().value()); // [N, D]
  }

  private void requireInput(INDArray x, RealTokens tokens) {
    long width = weights.output().bias().value().length();
    Preconditions.require(
        x != null && x.rank() == 3 && x.size(2) == width && x.dataType() == DataType.FLOAT,
        "x: expected FLOAT [B, T, %s] but was %s %s; pad the sentences into one batch first"
            + " (Padding.toLongest())",
        width,
        x == null ? null : x.dataType(),
        x);
    Preconditions.require(
        tokens != null && tokens.size() == x.size(0) * x.size(1),
        "tokens: expected those of a batch of %s slots but was %s; take"
            + " RealTokens.of(batch.attentionMask())",
        x,
        tokens == null ? null : tokens.size() + " slots");
  }
}
