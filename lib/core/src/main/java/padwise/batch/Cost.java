package padwise.batch;

import java.util.List;
import padwise.math.Preconditions;

/**
 * The work of one encoder layer on rows of slots, in multiply-adds; real or padding, a slot costs
 * the same. For B rows of T slots, a model width D and a feed-forward of 4 D as in BERT:
 *
 * <ul>
 *   <li>each slot goes through four projections [D, D] (query, key, value, output) and the two
 *       matrices [D, 4 D] and [4 D, D] of the feed-forward: 12 · D² · (B · T);
 *   <li>each pair of slots of a row takes a score, and each weight is used once to mix the values,
 *       D multiply-adds each over all heads: 2 · D · (B · T²), more than the first if T &gt; 6 · D.
 * </ul>
 *
 * <p>Left out are biases, softmax, GELU and LayerNorm: a few operations where products take D.
 *
 * @param slots B · T
 * @param realTokens how many of the slots hold a real token
 * @param bySlot multiply-adds of projections and feed-forward
 * @param byPair multiply-adds of attention's scores and mixing
 */
public record Cost(long slots, long realTokens, long bySlot, long byPair) {

  public Cost {
    Preconditions.require(
        slots > 0
            && realTokens >= 0
            && realTokens <= slots
            && bySlot >= 0
            && byPair >= 0
            && bySlot + byPair >= 0,
        "cost: expected slots, as many real tokens at most, and multiply-adds from 0, 9e18 in all,"
            + " but was %s, %s, %s, %s; choose smaller sizes",
        slots,
        realTokens,
        bySlot,
        byPair);
  }

  /** The cost of one batch at model width D, at least 1. */
  public static Cost of(PaddedBatch batch, int width) {
    Preconditions.given("batch", batch);
    return of(batch.size(), batch.length(), batch.realTokens(), width);
  }

  /** The cost of one batch after another. */
  public static Cost of(List<PaddedBatch> batches, int width) {
    Preconditions.given("batches", batches);
    return batches.stream().map(batch -> of(batch, width)).reduce(Cost::plus).orElseThrow();
  }

  /** The cost of one row of T slots, at least 1, without padding, at model width D. */
  public static Cost ofRow(int length, int width) {
    return of(1, length, length, width);
  }

  /** All multiply-adds of the layer. */
  public long total() {
    return bySlot + byPair;
  }

  /** The share of the slots that is padding, from 0 to 1. */
  public double paddedShare() {
    return (slots - realTokens) / (double) slots;
  }

  /** Both together. */
  public Cost plus(Cost other) {
    Preconditions.given("other", other);
    return new Cost(
        slots + other.slots,
        realTokens + other.realTokens,
        bySlot + other.bySlot,
        byPair + other.byPair);
  }

  private static Cost of(long rows, long length, long realTokens, long width) {
    Preconditions.atLeast(1, "length", length);
    Preconditions.atLeast(1, "width", width);
    long slots = rows * length;
    Preconditions.require(
        2.0 * slots * width * (6.0 * width + length) < Long.MAX_VALUE,
        "length, width: %s and %s take more than 9e18 multiply-adds; choose smaller sizes",
        length,
        width);
    return new Cost(slots, realTokens, 12 * width * width * slots, 2 * width * length * slots);
  }
}
