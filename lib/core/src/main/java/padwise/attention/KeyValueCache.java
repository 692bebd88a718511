package padwise.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * Keys and values, {@code [B, H, S, Dh]}, of what one layer has read of one batch, ready to be
 * looked at later. A batch of another shape is refused, one of the same shape can't be told apart.
 */
public record KeyValueCache(Variable keys, Variable values) {

  public KeyValueCache {
    Preconditions.given("keys, values", keys, values);
    Preconditions.shapes(
        "keys [B, H, S, Dh], values [B, H, S, Dh]; MultiHeadAttention.remember(x) makes both",
        keys.value(),
        values.value());
  }

  /** The number of slots remembered of each sentence: S. */
  public int length() {
    return (int) keys.value().size(2);
  }

  /**
   * This, then what the same attention read next of the same batch: {@code [B, H, S + 1, Dh]} for
   * one slot more. For writing, not for training: no gradient comes back through it.
   */
  public KeyValueCache then(KeyValueCache next) {
    Preconditions.given("next", next);
    Preconditions.shapes(
        "keys [B, H, S, Dh], next [B, H, N, Dh]; a cache belongs to one batch and one layer",
        keys.value(),
        next.keys.value());
    return new KeyValueCache(joined(keys, next.keys), joined(values, next.values));
  }

  private static Variable joined(Variable past, Variable next) {
    INDArray all = Nd4j.concat(2, past.value().dup('c'), next.value().dup('c'));
    return Variable.constant(all); // [B, H, S + 1, Dh]
  }
}
