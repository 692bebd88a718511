package padwise.attention;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * The keys and values of what one layer has read, ready for whoever looks at it later: nothing that
 * was read once is projected again.
 *
 * @param keys {@code [B, H, S, Dh]}
 * @param values {@code [B, H, S, Dh]}
 */
public record KeyValueCache(Variable keys, Variable values) {

  /** Checks that keys and values belong together. */
  public KeyValueCache {
    Preconditions.require(
        keys != null
            && values != null
            && keys.value().rank() == 4
            && keys.value().equalShapes(values.value()),
        "keys, values: expected two of [B, H, S, Dh] but was %s and %s;"
            + " MultiHeadAttention.remember(x) makes both",
        keys == null ? null : keys.value(),
        values == null ? null : values.value());
  }

  /** The number of slots remembered of each sentence: S. */
  public int length() {
    return (int) keys.value().size(2);
  }

  /**
   * This, and after it what was read next, {@code [B, H, S + 1, Dh]} for one slot more. For
   * writing, not for training: no gradient comes back through it.
   *
   * @throws IllegalArgumentException if it was read from another batch or by another attention
   */
  public KeyValueCache then(KeyValueCache next) {
    requireLike(next);
    return new KeyValueCache(joined(keys, next.keys), joined(values, next.values));
  }

  private void requireLike(KeyValueCache next) {
    boolean fits = next != null;
    for (int axis : new int[] {0, 1, 3}) {
      fits = fits && keys.value().size(axis) == next.keys.value().size(axis);
    }
    Preconditions.require(
        fits,
        "next: expected the sentences and heads of this cache, %s, but was %s;"
            + " a cache belongs to one batch and one layer",
        keys.value(),
        next == null ? null : next.keys.value());
  }

  private static Variable joined(Variable past, Variable next) {
    INDArray all = Nd4j.concat(2, past.value().dup('c'), next.value().dup('c'));
    return Variable.constant(all); // [B, H, S + 1, Dh]
  }
}
