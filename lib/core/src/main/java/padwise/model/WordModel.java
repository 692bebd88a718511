package padwise.model;

import java.util.List;
import java.util.stream.Stream;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * A BERT that guesses words, as in its masked language model (MLM).
 *
 * @param bert reads
 * @param head turns each slot's vector into one score a word
 */
public record WordModel(MiniBert bert, MlmHead head) {

  /** Checks that nothing is null. */
  public WordModel {
    Preconditions.given("bert, head", bert, head);
  }

  /**
   * A model that has learned nothing yet, its head tied to the token table.
   *
   * @param seed the same seed gives the same weights
   */
  public static WordModel random(BertConfig config, long seed) {
    MiniBert bert = MiniBert.random(config, seed);
    return new WordModel(bert, MlmHead.tied(bert.embeddings(), seed + 1));
  }

  /**
   * Scores every word in every slot.
   *
   * @param mask who may look at whom, in every layer
   * @return logits {@code [B, T, V]}
   */
  public Variable forward(PaddedBatch batch, AttentionMask mask) {
    Preconditions.given("batch, mask", batch, mask);
    return head.forward(bert.forward(batch, batch.positions(), mask).output());
  }

  /** The weights that training changes. */
  public List<Variable> parameters() {
    return Stream.of(bert.parameters(), head.parameters()).flatMap(List::stream).toList();
  }
}
