package padwise.model;

import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** A BERT that guesses words (MLM): a head turns each slot's vector into one score a word. */
public record WordModel(MiniBert bert, MlmHead head) implements Trainable {

  public WordModel {
    Preconditions.given("bert, head", bert, head);
  }

  /** A model that has learned nothing yet, its head tied to the token table. */
  public static WordModel random(BertConfig config, long seed) {
    MiniBert bert = MiniBert.random(config, seed);
    return new WordModel(bert, MlmHead.tied(bert.embeddings(), seed + 1));
  }

  /** Scores every word in every slot, {@code [B, T, V]}; the mask is every layer's. */
  public Variable forward(PaddedBatch batch, AttentionMask mask) {
    Preconditions.given("batch, mask", batch, mask);
    return head.forward(bert.forward(batch, batch.positions(), mask).output());
  }
}
