package padwise.attention;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.Boundaries;
import padwise.batch.RealTokens;
import padwise.grad.Linear;
import padwise.math.Arena;
import padwise.math.Preconditions;
import padwise.math.Products;
import padwise.math.Rows;
import padwise.math.SegmentAttention;
import padwise.math.Workers;

/**
 * The attention of {@link MultiHeadAttention}, with its weights, without the padding: projections
 * run over the real tokens as one matrix, scores exist inside each sentence only.
 *
 * <p>It costs what the real tokens cost: 4 · D² for each, and 2 · D · length² for each sentence. It
 * reads and does not train, and keeps neither weights nor scores.
 */
public record RaggedAttention(MultiHeadAttention weights) {

  public RaggedAttention {
    Preconditions.given("weights", weights);
  }

  /** Real tokens of FLOAT {@code [B, T, D]} look around; padding is not read and gets zeros. */
  public INDArray forward(INDArray x, RealTokens tokens) {
    requireRows("x FLOAT [B, T, D]", x);
    Preconditions.require(
        tokens != null && tokens.size() == x.size(0) * x.size(1),
        "tokens: expected those of a batch of %s slots but was %s; take"
            + " RealTokens.of(batch.attentionMask())",
        x,
        tokens == null ? null : tokens.size() + " slots");
    INDArray values = Nd4j.zeros(DataType.FLOAT, x.shape());
    Workers.each(
        tokens.parts(Workers.count(), 2 * x.size(2)),
        part -> Arena.in("padwise ragged attention", () -> forward(x, part, values)));
    return values;
  }

  private INDArray forward(INDArray x, RealTokens part, INDArray values) {
    part.scatter(forward(part.gather(x), part.boundaries()), values);
    return values;
  }

  /**
   * The same for a row without padding, FLOAT {@code [N, D]}, whose boundaries say which tokens are
   * together: {@code ragged.forward(tokens.gather(x), tokens.boundaries())}.
   */
  public INDArray forward(INDArray rows, Boundaries boundaries) {
    requireRows("rows FLOAT [N, D]", rows);
    Preconditions.require(
        boundaries != null && boundaries.tokens() == rows.size(0),
        "boundaries: expected lengths that add up to the %s tokens but was %s; take tokens.boundaries()",
        rows.size(0),
        boundaries);
    Linear projection = weights.projection();
    Linear output = weights.output();
    INDArray projected =
        Products.affine(rows, projection.weight().value(), projection.bias().value()); // [N, 3D]
    int[] lengths = IntStream.of(boundaries.lengths()).filter(length -> length > 0).toArray();
    INDArray mixed = SegmentAttention.attend(projected, lengths, weights.heads()); // [N, D]
    INDArray values = Products.affine(mixed, output.weight().value(), output.bias().value());
    Preconditions.require(
        Rows.finite(values) || !Rows.finite(rows),
        "rows: finite numbers, but so large that scores go beyond 3.4e38, the most that FLOAT holds;"
            + " make them smaller, as a layer norm does");
    return values; // [N, D]
  }

  private void requireRows(String expected, INDArray x) {
    Preconditions.shapes(
        "output [D], "
            + expected
            + "; pad the sentences into one batch first (Padding.toLongest()), or take tokens.gather(x)",
        weights.output().bias().value(),
        x);
  }
}
