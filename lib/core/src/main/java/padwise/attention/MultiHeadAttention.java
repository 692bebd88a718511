package padwise.attention;

import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Linear;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * Several attentions side by side, each on its own slice of the model width. They give values
 * {@code [B, T, D]}, weights and scores {@code [B, H, T, S]}; S is T, unless another batch or what
 * is remembered is looked at.
 *
 * @param heads how many, H; divides D
 * @param projection queries, keys and values in one matrix, {@code [D, 3D]}
 * @param output mixes the heads, {@code [D, D]}
 */
public record MultiHeadAttention(int heads, Linear projection, Linear output) implements Trainable {

  public MultiHeadAttention {
    Preconditions.given("projection, output", projection, output);
    long width = projection.weight().value().size(0);
    requireHeads(width, heads);
    Preconditions.shapes(
        "projection [D, %s], output [D, D]; MultiHeadAttention.random(D, H, seed) makes both"
            .formatted(3 * width),
        projection.weight().value(),
        output.weight().value());
  }

  /** Attention of model width D with H heads, which divide it; see {@link Linear#random}. */
  public static MultiHeadAttention random(int width, int heads, long seed) {
    requireHeads(width, heads);
    Preconditions.room("width", Double.BYTES, width, 3L * width);
    return new MultiHeadAttention(
        heads, Linear.random(width, 3 * width, seed), Linear.random(width, width, seed + 1));
  }

  /**
   * Lets every token look around.
   *
   * @param x one vector a slot, {@code [B, T, D]}, finite: blank padded slots with {@link
   *     Variable#where} first
   */
  public Attended forward(Variable x, AttentionMask mask) {
    requireInput("x", x, mask);
    List<Variable> parts = projection.forward(x).chunk(3); // 3 times [B, T, D]
    return finish(
        Attention.attend(split(parts.get(0)), split(parts.get(1)), split(parts.get(2)), mask));
  }

  /**
   * Cross attention: each token looks around in another batch, as a translation looks at what it
   * translates. Queries are made from {@code x}, keys and values from {@code other}.
   *
   * @param x {@code [B, T, D]}, finite
   * @param other {@code [B, S, D]}, finite: row b is what row b of {@code x} looks at
   * @param mask a rectangle: {@code AttentionMask.padding(other's mask)} is {@code [B, 1, 1, S]}
   */
  public Attended forward(Variable x, Variable other, AttentionMask mask) {
    requireInput("other", other, mask);
    return forward(x, remember(other), mask);
  }

  /** Keys and values of a batch {@code [B, S, D]}, finite, to look at: {@code [B, H, S, Dh]}. */
  public KeyValueCache remember(Variable x) {
    requireInput("x", x, AttentionMask.none());
    return new KeyValueCache(split(projected(x, 1)), split(projected(x, 2)));
  }

  /**
   * Lets new tokens, {@code [B, T, D]}, look at what is remembered and at nothing else; for a token
   * to see itself, remember it first.
   *
   * @param mask which of it, {@code [B, 1, T, S]} or less
   */
  public Attended forward(Variable x, KeyValueCache seen, AttentionMask mask) {
    requireInput("x", x, mask);
    Preconditions.given("seen", seen);
    Preconditions.shapes(
        "x [B, T, D], seen [B, %s, S, %s]; a cache belongs to one batch"
            .formatted(heads, x.value().size(2) / heads),
        x.value(),
        seen.keys().value());
    return finish(Attention.attend(split(projected(x, 0)), seen.keys(), seen.values(), mask));
  }

  /** Queries (part 0), keys (1) or values (2) alone: {@code [B, T, D]}. */
  private Variable projected(Variable x, int part) {
    Variable weight = projection.weight().chunk(3).get(part); // [D, D]
    return x.affine(weight, projection.bias().chunk(3).get(part));
  }

  private Attended finish(Attended each) {
    Variable values = output.forward(merge(each.values())); // [B, T, D]
    return new Attended(values, each.weights(), each.scores());
  }

  private Variable split(Variable x) { // [B, T, D] to [B, H, T, Dh]
    INDArray v = x.value();
    return x.reshape(v.size(0), v.size(1), heads, v.size(2) / heads).permute(0, 2, 1, 3);
  }

  private static Variable merge(Variable x) { // [B, H, T, Dh] to [B, T, D]
    INDArray v = x.value();
    return x.permute(0, 2, 1, 3).reshape(v.size(0), v.size(2), v.size(1) * v.size(3));
  }

  private void requireInput(String name, Variable input, AttentionMask mask) {
    Preconditions.given(name + ", mask", input, mask);
    Preconditions.shapes(
        "projection [D, N], "
            + name
            + " [B, T, D]; pad the sentences into one batch first (Padding.toLongest())",
        projection.weight().value(),
        input.value());
  }

  private static void requireHeads(long width, int heads) {
    Preconditions.require(
        heads > 0 && width % heads == 0,
        "heads: expected a number that divides the model width D = %s but was %s; try %s",
        width,
        heads,
        LongStream.rangeClosed(1, Math.min(width, 64))
            .filter(h -> width % h == 0)
            .boxed()
            .toList());
  }
}
