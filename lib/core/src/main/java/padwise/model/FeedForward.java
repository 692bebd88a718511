package padwise.model;

import padwise.grad.Linear;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** A layer's work on each slot alone: {@code [D, inner]}, then a GELU, then {@code [inner, D]}. */
public record FeedForward(Linear up, Linear down) implements Trainable {

  public FeedForward {
    Preconditions.given("up, down", up, down);
  }

  /** Random weights, see {@link Linear#random}. */
  public static FeedForward random(int width, int inner, long seed) {
    return new FeedForward(
        Linear.random(width, inner, seed), Linear.random(inner, width, seed + 1));
  }

  /** Thinks about every slot on its own: {@code [.., D]} to {@code [.., D]}. */
  public Variable forward(Variable x) {
    return down.forward(up.forward(x).gelu());
  }
}
