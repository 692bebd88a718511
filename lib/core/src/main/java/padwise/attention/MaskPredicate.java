package padwise.attention;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * A mask as a question, asked for each pair of slots: may this query look at this key?
 *
 * <p>{@link AttentionMask#where} asks {@code causal().and(slidingWindow(2)).or(global(0))} for
 * every pair of a batch. PyTorch's FlexAttention calls such a function a {@code mask_mod}.
 */
@FunctionalInterface
public interface MaskPredicate {

  /**
   * Answers for one pair, counted from 0: may the slot that looks, below T, see this key, below T
   * or below S of another batch?
   */
  boolean allows(int sentence, int head, int query, int key);

  /** A predicate that is the same for all sentences and heads. */
  @FunctionalInterface
  interface Pairs {
    /** Answers for one pair of slots, counted from 0. */
    boolean allows(int query, int key);
  }

  /** The same question for all sentences and heads. */
  static MaskPredicate of(Pairs pairs) {
    Preconditions.given("pairs", pairs);
    return (sentence, head, query, key) -> pairs.allows(query, key);
  }

  /** A token sees itself and what comes before it. */
  static MaskPredicate causal() {
    return of((query, key) -> key <= query);
  }

  /** A token sees real keys only, whose mask {@code [B, T]} is 1. */
  static MaskPredicate padding(INDArray attentionMask) {
    int slots = AttentionMask.slots("attentionMask", attentionMask);
    double[] real = Preconditions.binary("attentionMask", attentionMask, "1 (keep) and 0 (hide)");
    return (sentence, head, query, key) -> real[place(sentence, key, slots, real)] == 1;
  }

  /**
   * A token sees its own document, wherever that sits in the row, and no padding.
   *
   * @param documents the number of the sentence in each slot, from 1, and 0 or −1 for padding,
   *     {@code [B, T]}, as in {@code packed.sentences()}
   */
  static MaskPredicate document(INDArray documents) {
    int slots = AttentionMask.slots("documents", documents);
    double[] number = Rows.read(documents);
    return (sentence, head, query, key) -> {
      double own = number[place(sentence, query, slots, number)];
      return own > 0 && own == number[place(sentence, key, slots, number)];
    };
  }

  private static int place(int sentence, int slot, int slots, double[] numbers) {
    if (Math.min(slot, sentence) < 0 || slot >= slots || sentence >= numbers.length / slots) {
      throw new IllegalArgumentException(
          "shape: expected %s sentences of %s slots, as the rule was made from, but was asked %s, %s"
              .formatted(numbers.length / slots, slots, sentence, slot));
    }
    return sentence * slots + slot;
  }

  /** A token sees keys at most so many slots away, on either side; at 0, itself alone. */
  static MaskPredicate slidingWindow(int reach) {
    Preconditions.atLeast(0, "reach", reach);
    return of((query, key) -> Math.abs(query - key) <= reach);
  }

  /** Everybody sees the first slots of the row, at least one: {@code causal().or(prefix(n))}. */
  static MaskPredicate prefix(int length) {
    Preconditions.atLeast(1, "length", length);
    return of((query, key) -> key < length);
  }

  /** Some tokens, from 0, see all and are seen by all, as in Longformer (Beltagy et al., 2020). */
  static MaskPredicate global(int... slots) {
    int[] places = slots == null ? new int[0] : slots.clone();
    Preconditions.require(
        places.length > 0 && IntStream.of(places).allMatch(slot -> slot >= 0),
        "slots: expected at least one, counted from 0, but was %s",
        Arrays.toString(places));
    return of((query, key) -> IntStream.of(places).anyMatch(slot -> slot == query || slot == key));
  }

  /** Yes where both say yes. */
  default MaskPredicate and(MaskPredicate other) {
    Preconditions.given("other", other);
    return (b, h, q, k) -> allows(b, h, q, k) && other.allows(b, h, q, k);
  }

  /** Yes where one of them says yes. */
  default MaskPredicate or(MaskPredicate other) {
    Preconditions.given("other", other);
    return (b, h, q, k) -> allows(b, h, q, k) || other.allows(b, h, q, k);
  }
}
