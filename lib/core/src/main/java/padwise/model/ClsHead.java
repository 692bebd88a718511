package padwise.model;

import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Linear;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** Reads a sentence off one slot, the first, where [CLS] stands: {@code [D, C]}, C classes. */
public record ClsHead(Linear output) implements Trainable {

  public ClsHead {
    Preconditions.given("output", output);
  }

  /** Random weights, see {@link Linear#random}. */
  public static ClsHead random(int width, int classes, long seed) {
    return new ClsHead(Linear.random(width, classes, seed));
  }

  /**
   * Scores the sentences, one score a class; no other slot is read, padded or not.
   *
   * @param hidden {@code [B, T, D]}
   * @param positions the place of each token in its own sentence, from 0, INT32 {@code [B, T]}
   * @return {@code [S, C]}, S sentences in reading order: one a row, or more if rows are packed
   */
  public Variable forward(Variable hidden, INDArray positions, INDArray attentionMask) {
    Preconditions.given("hidden", hidden);
    Preconditions.shapes(
        "hidden [B, T, D], positions INT32 [B, T], attentionMask INT32 [B, T]; take them from one batch",
        hidden.value(),
        positions,
        attentionMask);
    int[] position = Preconditions.int32("positions", positions);
    int[] mask = Preconditions.int32("attentionMask", attentionMask);
    int[] first =
        IntStream.range(0, mask.length).filter(i -> mask[i] == 1 && position[i] == 0).toArray();
    Preconditions.require(
        first.length > 0, "attentionMask: no token is real, so no sentence has a first slot");
    Variable slots = hidden.reshape(mask.length, hidden.value().size(2)); // [B * T, D]
    return output.forward(slots.lookup(Nd4j.createFromArray(first))); // [S, C]
  }
}
