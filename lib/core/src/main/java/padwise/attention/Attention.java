package padwise.attention;

import padwise.grad.Variable;
import padwise.math.Preconditions;

/** Scaled dot-product attention: softmax(Q·Kᵀ / √Dh + M)·V. */
public final class Attention {

  private Attention() {}

  /**
   * Each query looks at the keys it may look at, and takes home a mix of their values. One that may
   * look at nobody gets weights 0 and values 0.
   *
   * @param queries {@code [B, H, T, Dh]}
   * @param keys {@code [B, H, S, Dh]}; S is T, unless the keys are another batch's or remembered
   * @param values {@code [B, H, S, Dh]}, finite also where hidden, since 0 · NaN is NaN
   * @return values {@code [B, H, T, Dh]}, weights and scores {@code [B, H, T, S]}
   */
  public static Attended attend(
      Variable queries, Variable keys, Variable values, AttentionMask mask) {
    Preconditions.given("queries, keys, values, mask", queries, keys, values, mask);
    Preconditions.shapes(
        "queries [B, H, T, Dh], keys [B, H, S, Dh], values [B, H, S, Dh]; MultiHeadAttention makes them",
        queries.value(),
        keys.value(),
        values.value());
    double scale = 1 / Math.sqrt((double) queries.value().size(-1));
    Variable scores = queries.matmul(keys.transposed(), scale); // [B, H, T, T]
    mask.requireFit(scores.value());
    Variable weights = scores.plus(Variable.constant(mask.bias())).softmax(); // [B, H, T, T]
    return new Attended(weights.matmul(values), weights, scores); // [B, H, T, Dh]
  }
}
