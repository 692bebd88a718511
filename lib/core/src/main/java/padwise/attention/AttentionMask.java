package padwise.attention;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * The pairs of tokens that may look at each other.
 *
 * @param allowed 1 where a query may look at a key, 0 where it may not; four axes that broadcast
 *     onto the scores {@code [B, H, T, T]}: sentences, heads, queries, keys
 */
public record AttentionMask(INDArray allowed) {

  /** Pairs of further sentences that a rule for all is asked, in less than a millisecond. */
  private static final int ASKED = 1 << 12;

  public AttentionMask {
    Preconditions.shapes(
        "allowed [B, H, T, S]; AttentionMask.padding(mask) takes a mask [B, T]", allowed);
    Preconditions.binary("allowed", allowed, "1 (keep) and 0 (hide)");
    allowed = allowed.castTo(DataType.INT32); // BOOL and FLOAT masks do arithmetic like any other
  }

  /**
   * Hides padding, the zeros of {@code [B, T]}, from everybody: one row of keys for each sentence,
   * for all heads and all queries, {@code [B, 1, 1, T]}.
   */
  public static AttentionMask padding(INDArray attentionMask) {
    slots("attentionMask", attentionMask);
    Preconditions.binary("attentionMask", attentionMask, "1 (keep) and 0 (hide)");
    return new AttentionMask(
        attentionMask.dup('c').reshape('c', attentionMask.size(0), 1, 1, attentionMask.size(1)));
  }

  /**
   * Lets a token look at its own sentence only, wherever the sentence sits in the row, and at no
   * padding: {@code [B, 1, T, T]}. A padded query may look at nobody.
   *
   * @param sentence the number of the sentence in each slot, from 1, and 0 or −1 for padding,
   *     {@code [B, T]}
   */
  public static AttentionMask sentences(INDArray sentence) {
    int slots = slots("sentence", sentence);
    return asked(
        "sentence", MaskPredicate.document(sentence), (int) sentence.size(0), 1, slots, slots);
  }

  /** Lets a token see itself and the slots before it, of T in all: {@code [1, 1, T, T]}. */
  public static AttentionMask causal(int length) {
    return asked("length", MaskPredicate.causal(), 1, 1, length, length);
  }

  /** Lets everybody look at everything, padding included. */
  public static AttentionMask none() {
    return new AttentionMask(Nd4j.ones(DataType.INT32, 1, 1, 1, 1));
  }

  /**
   * Asks a predicate for every pair: {@code where(causal().and(slidingWindow(2)), 1, 1, 8, 8)}.
   *
   * @param shape the four axes of the mask: sentences B, or 1 for all; heads H, or 1 for all;
   *     queries T; keys T, or S of another batch
   * @throws IllegalArgumentException if the rule throws, lets no query look at any key, or tells
   *     sentences apart that B = 1 says are alike
   */
  public static AttentionMask where(MaskPredicate rule, int... shape) {
    Preconditions.require(
        rule != null && shape != null && shape.length == 4,
        "rule, shape: expected a predicate and [B, H, T, T] but was %s and %s;"
            + " take 1 where all sentences, or all heads, are alike",
        rule,
        Arrays.toString(shape));
    AttentionMask mask = asked("shape", rule, shape);
    Preconditions.require(
        mask.allowed.maxNumber().intValue() == 1,
        "rule: lets no query look at any key; AttentionMask.none() lets everybody look everywhere");
    if (shape[0] == 1) {
      requireAlike(rule, mask, shape);
    }
    return mask;
  }

  /** The same for a mask {@code [1, 1, T, T]}: {@code where(8, (query, key) -> key <= query)}. */
  public static AttentionMask where(int length, MaskPredicate.Pairs pairs) {
    return where(MaskPredicate.of(pairs), 1, 1, length, length);
  }

  /** A rule of several sentences is none for all: it would be the first one's. */
  private static void requireAlike(MaskPredicate rule, AttentionMask first, int... shape) {
    int[] own = Preconditions.int32("allowed", first.allowed); // [1, H, T, S]
    int most = (int) Math.min(Integer.MAX_VALUE, Math.max(2L * own.length, ASKED));
    OptionalInt apart; // pairs of sentence 1, then of 2, ...
    try {
      apart =
          IntStream.range(own.length, most)
              .filter(pair -> answer(rule, pair, shape) != own[pair % own.length])
              .findFirst();
    } catch (IllegalArgumentException e) {
      return; // it knows no more sentences
    }
    int pair = apart.orElse(0);
    Preconditions.require(
        apart.isEmpty(),
        "shape: %s is for sentences that are alike, but the rule tells sentence 0 from %s"
            + " (query %s, key %s); give the number of sentences first",
        Arrays.toString(shape),
        pair / own.length,
        pair / shape[3] % shape[2],
        pair % shape[3]);
  }

  private static AttentionMask asked(String name, MaskPredicate rule, int... shape) {
    long[] axes = IntStream.of(shape).asLongStream().toArray();
    Preconditions.room(name, 2 * Double.BYTES, axes); // its answers, and their check
    int[] answers = new int[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(answers, pair -> answer(rule, pair, shape));
    return new AttentionMask(Nd4j.createFromArray(answers).reshape('c', axes));
  }

  private static int answer(MaskPredicate rule, int pair, int[] shape) {
    int key = pair % shape[3];
    int query = pair / shape[3] % shape[2];
    int head = pair / shape[3] / shape[2] % shape[1];
    int sentence = pair / shape[3] / shape[2] / shape[1];
    try {
      return rule.allows(sentence, head, query, key) ? 1 : 0;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "rule: threw %s for sentence %s, head %s, query %s, key %s of a mask %s, counted from 0"
              .formatted(e, sentence, head, query, key, Arrays.toString(shape)),
          e);
    }
  }

  /** Allows only what both masks allow. */
  public AttentionMask and(AttentionMask other) {
    Preconditions.given("other", other);
    Preconditions.broadcast("other", 2 * Double.BYTES, allowed, other.allowed);
    return new AttentionMask(allowed.mul(other.allowed));
  }

  /**
   * The share, from 0 to 1, of the blocks of {@code size} by {@code size} pairs, smaller at the
   * edges, that allow no pair: kernels that work block by block leave them out.
   */
  public double emptyBlocks(int size) {
    Preconditions.atLeast(1, "size", size);
    double[] pairs = Rows.read(allowed);
    int keys = (int) allowed.size(3);
    int queries = (int) allowed.size(2);
    int across = (keys - 1) / size + 1;
    int down = (queries - 1) / size + 1;
    boolean[] needed = new boolean[pairs.length / (queries * keys) * down * across];
    for (int i = 0; i < pairs.length; i++) {
      int query = i / keys % queries;
      int row = i / (queries * keys) * down + query / size;
      needed[row * across + i % keys / size] |= pairs[i] == 1;
    }
    long empty = IntStream.range(0, needed.length).filter(block -> !needed[block]).count();
    return empty / (double) needed.length;
  }

  /** The numbers added to the scores, FLOAT: 0 where a query may look, −∞ where it may not. */
  public INDArray bias() {
    return bias(Double.NEGATIVE_INFINITY);
  }

  /** The same with another number for what is hidden, such as −1e9, to see what it does. */
  public INDArray bias(double hidden) {
    double[] bias = Rows.read(allowed);
    for (int i = 0; i < bias.length; i++) {
      bias[i] = bias[i] == 1 ? 0 : hidden;
    }
    return Rows.write(bias, allowed.castTo(DataType.FLOAT));
  }

  /** Checks that this mask belongs to these scores. */
  void requireFit(INDArray scores) {
    for (int axis = 0; axis < 4; axis++) {
      Preconditions.require(
          allowed.size(axis) == 1 || allowed.size(axis) == scores.size(axis),
          "scores: expected axes that a mask %s fits, equal or 1, but was %s;"
              + " make the mask from the attention mask of this batch",
          allowed,
          scores);
    }
  }

  /** T of a mask {@code [B, T]}. */
  static int slots(String name, INDArray mask) {
    Preconditions.shapes(name + " [B, T]; take batch.attentionMask()", mask);
    return (int) mask.size(1);
  }
}
