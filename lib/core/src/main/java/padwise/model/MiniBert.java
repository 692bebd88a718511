package padwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** A BERT encoder: embeddings, then a stack of layers, the first one first. */
public record MiniBert(Embeddings embeddings, List<EncoderBlock> blocks) implements Trainable {

  private static final int LAYER = 4096; // bytes of heap at least, whatever its width

  public MiniBert {
    Preconditions.given("embeddings, blocks", embeddings, blocks);
    blocks = List.copyOf(blocks);
  }

  /** A BERT that has learned nothing yet; the same seed gives the same weights. */
  public static MiniBert random(BertConfig config, long seed) {
    Preconditions.given("config", config);
    Preconditions.room("layers", LAYER, config.layers());
    return new MiniBert(
        Embeddings.random(config.words(), config.slots(), config.width(), seed),
        IntStream.range(0, config.layers())
            .mapToObj(layer -> EncoderBlock.random(config, seed + 10L * (layer + 1)))
            .toList());
  }

  /**
   * Reads a batch padded on either side: padding is hidden, positions count real tokens.
   *
   * @throws IllegalArgumentException if a sentence has more tokens than there are positions
   */
  public ForwardTrace forward(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    return forward(batch, batch.positions(), AttentionMask.padding(batch.attentionMask()));
  }

  /**
   * Reads a batch your way: with other positions, or with another mask, or none.
   *
   * @param positions a row of the position table for each slot, INT32 {@code [B, T]}
   * @param mask who may look at whom, in every layer
   */
  public ForwardTrace forward(PaddedBatch batch, INDArray positions, AttentionMask mask) {
    Embeddings.Embedded embedded = embeddings.forward(batch, positions);
    List<EncoderBlock.Layer> layers = new ArrayList<>();
    Variable x = embedded.output(); // [B, T, D]
    for (EncoderBlock block : blocks) {
      layers.add(block.forward(x, mask));
      x = layers.get(layers.size() - 1).output();
    }
    return new ForwardTrace(embedded, layers);
  }
}
