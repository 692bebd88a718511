package padwise.model;

import java.util.List;
import java.util.stream.Stream;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * A BERT that sorts sentences into classes, read off one slot each.
 *
 * @param bert reads
 * @param head turns the vector of [CLS] into one score a class
 */
public record SentenceModel(MiniBert bert, ClsHead head) {

  /** Checks that nothing is null. */
  public SentenceModel {
    Preconditions.given("bert, head", bert, head);
  }

  /**
   * A model that has learned nothing yet.
   *
   * @param classes how many, C
   * @param seed the same seed gives the same weights
   */
  public static SentenceModel random(BertConfig config, int classes, long seed) {
    Preconditions.given("config", config);
    return new SentenceModel(
        MiniBert.random(config, seed), ClsHead.random(config.width(), classes, seed + 5));
  }

  /**
   * Scores every class for every sentence.
   *
   * @param mask who may look at whom, in every layer
   * @return {@code [B, C]}
   */
  public Variable forward(PaddedBatch batch, AttentionMask mask) {
    Preconditions.given("batch, mask", batch, mask);
    Variable hidden = bert.forward(batch, batch.positions(), mask).output(); // [B, T, D]
    return head.forward(hidden, batch.positions(), batch.attentionMask());
  }

  /** The weights that training changes. */
  public List<Variable> parameters() {
    return Stream.of(bert.parameters(), head.parameters()).flatMap(List::stream).toList();
  }
}
