package padwise.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.RaggedAttention;
import padwise.batch.Boundaries;
import padwise.batch.PaddedBatch;
import padwise.batch.RealTokens;
import padwise.grad.Variable;
import padwise.math.Arena;
import padwise.math.Preconditions;
import padwise.math.Workers;

/**
 * A BERT that never computes a padded slot: the real tokens go through all layers as rows of one
 * matrix, and only attention asks which sentence a row belongs to. For reading, not for training.
 */
public record RaggedEncoder(MiniBert bert) {

  public RaggedEncoder {
    Preconditions.given("bert", bert);
  }

  /**
   * Reads a batch padded on either side: the last layer's vectors, {@code [B, T, D]}, as {@link
   * MiniBert#forward(PaddedBatch)} gives them to real tokens, and zeros in padded slots.
   */
  public INDArray forward(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    return forward(batch, batch.positions(), batch.attentionMask());
  }

  /**
   * Reads a batch whose rows may hold several sentences.
   *
   * @param positions a row of the position table for each slot, INT32 {@code [B, T]}
   * @param sentences the number of each slot's sentence, 0 for padding, INT32 {@code [B, T]}
   */
  public INDArray forward(PaddedBatch batch, INDArray positions, INDArray sentences) {
    Preconditions.given("batch", batch);
    Preconditions.shapes(
        "inputIds [B, T], positions [B, T], sentences [B, T]; take them from one batch",
        batch.inputIds(),
        positions,
        sentences);
    long width = bert.embeddings().token().value().size(1);
    INDArray output = Nd4j.zeros(DataType.FLOAT, batch.size(), batch.length(), width);
    Workers.each(
        RealTokens.of(sentences).parts(Workers.count(), 6 * width), // a layer: 12 · D² a token
        part ->
            Variable.inference(
                () -> Arena.in("padwise ragged rows", () -> read(part, batch, positions, output))));
    return output;
  }

  private INDArray read(RealTokens part, PaddedBatch batch, INDArray positions, INDArray output) {
    INDArray ids = part.gatherNumbers(batch.inputIds()); // [N]
    INDArray types = part.gatherNumbers(batch.tokenTypeIds()); // [N]
    INDArray x = // [N, D]
        bert.embeddings().forward(ids, part.gatherNumbers(positions), types).output().value();
    for (EncoderBlock block : bert.blocks()) {
      Arena.in("padwise ragged layer", () -> x.assign(layer(block, x, part.boundaries())));
    }
    part.scatter(x, output);
    return output;
  }

  private static INDArray layer(EncoderBlock block, INDArray x, Boundaries sentences) {
    INDArray seen = new RaggedAttention(block.attention()).forward(x, sentences); // [N, D]
    return block.finish(Variable.constant(x), Variable.constant(seen)).value(); // [N, D]
  }
}
