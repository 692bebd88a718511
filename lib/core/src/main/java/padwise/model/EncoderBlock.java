package padwise.model;

import padwise.attention.Attended;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * One layer of BERT: look around, then think about it slot by slot, each added to what was there
 * and normalised (Devlin et al., 2018). Only the attention lets slots see each other.
 */
public record EncoderBlock(
    MultiHeadAttention attention,
    LayerNorm attentionNorm,
    FeedForward feedForward,
    LayerNorm outputNorm)
    implements Trainable {

  public EncoderBlock {
    Preconditions.given(
        "attention, attentionNorm, feedForward, outputNorm",
        attention,
        attentionNorm,
        feedForward,
        outputNorm);
  }

  /** One layer's work: its attention, with weights and scores, and {@code [B, T, D]}. */
  public record Layer(Attended attended, Variable output) {

    public Layer {
      Preconditions.given("attended, output", attended, output);
    }
  }

  /** Random weights of these sizes. */
  public static EncoderBlock random(BertConfig config, long seed) {
    Preconditions.given("config", config);
    return new EncoderBlock(
        MultiHeadAttention.random(config.width(), config.heads(), seed),
        LayerNorm.fresh(config.width()),
        FeedForward.random(config.width(), config.inner(), seed + 2),
        LayerNorm.fresh(config.width()));
  }

  /** Looks around, then thinks about {@code [B, T, D]}. */
  public Layer forward(Variable x, AttentionMask mask) {
    Preconditions.given("x, mask", x, mask);
    Attended attended = attention.forward(x, mask);
    return new Layer(attended, finish(x, attended.values()));
  }

  /** The part after the attention: {@code [.., D]} and {@code [.., D]} to {@code [.., D]}. */
  Variable finish(Variable x, Variable attended) {
    Variable seen = attentionNorm.forward(x.plus(attended)); // [.., D]
    return outputNorm.forward(seen.plus(feedForward.forward(seen))); // [.., D]
  }
}
