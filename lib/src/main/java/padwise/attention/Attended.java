package padwise.attention;

import padwise.grad.Variable;

/**
 * What attention gives back, with what it did on the way.
 *
 * @param values the mixed values, {@code [B, H, T, Dh]} from one attention, {@code [B, T, D]} from
 *     many heads
 * @param weights who looks at whom, each row summing to 1, {@code [B, H, T, T]}
 * @param scores what the softmax saw, before the mask was added, {@code [B, H, T, T]}
 */
public record Attended(Variable values, Variable weights, Variable scores) {}
