package padwise.batch;

import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;
import padwise.text.Encoding;
import padwise.text.Vocabulary;

/**
 * The rules that make a rectangle of ragged sentences: its length T, what is cut, what is filled.
 *
 * <p>{@code Padding.toLongest().on(Side.LEFT).apply(encodings)}
 *
 * @param target what decides T
 * @param maxLength no sentence keeps more tokens than this
 * @param multiple T is rounded up to a multiple of this
 * @param padToken what fills the free slots
 * @param padId its place in the vocabulary
 */
public record Padding(
    Target target, int maxLength, int multiple, Side side, String padToken, int padId) {

  /** The rule for the padded length T. */
  public enum Target {
    /** The longest sentence of the batch. */
    LONGEST,
    /** The maximum, however short the sentences are. */
    MAX_LENGTH,
    /** Nothing: the sentences are equally long already. */
    NONE
  }

  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int SLOT = 48; // bytes: a token and three numbers, in lists and in arrays

  public Padding {
    Preconditions.given("target, side, padToken", target, side, padToken);
    Preconditions.atLeast(1, "maxLength", maxLength);
    Preconditions.atLeast(1, "multiple", multiple);
    Preconditions.atLeast(0, "padId", padId);
    Preconditions.require(
        target != Target.NONE || multiple == 1,
        "multiple: Padding.none() adds no slots to reach %s; use Padding.toLongest()",
        multiple);
  }

  /** T is the length of the batch's longest sentence. */
  public static Padding toLongest() {
    return new Padding(Target.LONGEST, UNLIMITED, 1, Side.RIGHT, Vocabulary.PAD, 0);
  }

  /** T is {@code maxLength}; longer sentences are truncated to it, since a maximum is a maximum. */
  public static Padding toMaxLength(int maxLength) {
    return new Padding(Target.MAX_LENGTH, maxLength, 1, Side.RIGHT, Vocabulary.PAD, 0);
  }

  /** No padding: only sentences of one length make a batch. */
  public static Padding none() {
    return new Padding(Target.NONE, UNLIMITED, 1, Side.RIGHT, Vocabulary.PAD, 0);
  }

  /** The same with the padding on this side. */
  public Padding on(Side side) {
    return new Padding(target, maxLength, multiple, side, padToken, padId);
  }

  /** The same with sentences cut to so many tokens, see {@link Encoding#truncatedTo}. */
  public Padding truncatedTo(int maxLength) {
    return new Padding(target, maxLength, multiple, side, padToken, padId);
  }

  /** The same with T, truncated or not, rounded up to a multiple: 10 and a multiple of 8 are 16. */
  public Padding toMultipleOf(int multiple) {
    return new Padding(target, maxLength, multiple, side, padToken, padId);
  }

  /** The same with another filler: models differ in their pad token and its id. */
  public Padding withPad(String padToken, int padId) {
    return new Padding(target, maxLength, multiple, side, padToken, padId);
  }

  /**
   * Makes one batch of B sentences.
   *
   * @throws IllegalArgumentException if {@code maxLength} has no room for special tokens, or the
   *     rows stay ragged or without a single slot
   */
  public PaddedBatch apply(List<Encoding> encodings) {
    Preconditions.given("encodings", encodings);
    List<Encoding> rows = encodings.stream().map(row -> row.truncatedTo(maxLength)).toList();
    int length = paddedLength(rows.stream().map(Encoding::length).toList(), SLOT); // T
    return new PaddedBatch(
        filled(rows, Encoding::tokens, padToken, length),
        PaddedBatch.slots(filled(rows, Encoding::inputIds, padId, length)), // [B, T]
        PaddedBatch.slots(filled(rows, Encoding::attentionMask, 0, length)), // [B, T]
        PaddedBatch.slots(filled(rows, Encoding::tokenTypeIds, 0, length))); // [B, T]
  }

  /**
   * Makes one batch of B embedded sentences, each {@code [len, D]}; padded rows are zeros. {@code
   * [8, 12]} and {@code [5, 12]} give {@code [2, 8, 12]}.
   *
   * @throws IllegalArgumentException if a sentence is longer than {@code maxLength} (vectors show
   *     no [SEP] to keep), or the rows stay ragged or without a single slot
   */
  public PaddedVectors stack(List<INDArray> sentences) {
    Preconditions.given("sentences", sentences);
    List<Integer> lengths = PaddedVectors.lengths(sentences);
    Preconditions.require(
        Collections.max(lengths) <= maxLength,
        "sentences: the rows have lengths %s, above maxLength %s;"
            + " truncate the tokens before they are embedded",
        lengths,
        maxLength);
    long vector = sentences.get(0).size(1) * Float.BYTES;
    int length = paddedLength(lengths, SLOT + vector); // T
    var real = filled(lengths, n -> Collections.nCopies(n, 1), 0, length);
    return PaddedVectors.of(sentences, PaddedBatch.slots(real)); // [B, T, D]
  }

  private int paddedLength(List<Integer> lengths, long bytes) {
    int longest = Collections.max(lengths);
    Preconditions.require(
        target != Target.NONE || Collections.min(lengths) == longest,
        "the rows have lengths %s; pad them to one length (Padding.toLongest())",
        lengths);
    long length = target == Target.MAX_LENGTH ? maxLength : longest;
    Preconditions.require(
        length > 0,
        "the rows have lengths %s and no slot; give them some (Padding.toMaxLength(8))",
        lengths);
    length += Math.floorMod(-length, multiple);
    Preconditions.room("length", bytes, lengths.size(), length);
    return (int) length;
  }

  private <R, E> List<List<E>> filled(
      List<R> rows, Function<R, List<E>> slots, E filler, int length) {
    return rows.stream().map(slots).map(row -> filled(row, filler, length)).toList();
  }

  private <E> List<E> filled(List<E> row, E filler, int length) {
    List<E> pads = Collections.nCopies(length - row.size(), filler);
    Stream<List<E>> parts = side == Side.LEFT ? Stream.of(pads, row) : Stream.of(row, pads);
    return parts.flatMap(List::stream).toList();
  }
}
