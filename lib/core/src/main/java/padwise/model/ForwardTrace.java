package padwise.model;

import java.util.List;
import padwise.attention.Attended;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** A BERT's steps: how ids became vectors, and each layer's attention and output, in order. */
public record ForwardTrace(Embeddings.Embedded embedded, List<EncoderBlock.Layer> layers) {

  public ForwardTrace {
    Preconditions.given("embedded, layers", embedded, layers);
    layers = List.copyOf(layers);
  }

  /** The last layer's vectors, {@code [B, T, D]}: one for each slot, padded ones included. */
  public Variable output() {
    return layers.get(layers.size() - 1).output();
  }

  /** The attention of one layer, counted from 0. */
  public Attended attention(int layer) {
    Preconditions.inRange("layer", layer, 0, layers.size() - 1);
    return layers.get(layer).attended();
  }
}
