package padwise.model;

import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** A BERT that sorts sentences: a head turns the vector of [CLS] into one score a class. */
public record SentenceModel(MiniBert bert, ClsHead head) implements Trainable {

  public SentenceModel {
    Preconditions.given("bert, head", bert, head);
  }

  /** A model that has learned nothing yet, for C classes. */
  public static SentenceModel random(BertConfig config, int classes, long seed) {
    Preconditions.given("config", config);
    return new SentenceModel(
        MiniBert.random(config, seed), ClsHead.random(config.width(), classes, seed + 5));
  }

  /** Scores every class for every sentence, {@code [B, C]}; the mask is every layer's. */
  public Variable forward(PaddedBatch batch, AttentionMask mask) {
    Preconditions.given("batch, mask", batch, mask);
    Variable hidden = bert.forward(batch, batch.positions(), mask).output(); // [B, T, D]
    return head.forward(hidden, batch.positions(), batch.attentionMask());
  }
}
