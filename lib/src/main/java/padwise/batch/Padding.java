package padwise.batch;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.text.Encoding;
import padwise.text.Vocabulary;

/**
 * How ragged sentences become a rectangle: choose a length T, cut what is longer, fill what is
 * shorter.
 *
 * <p>{@code Padding.toLongest().on(Side.LEFT).apply(encodings)}
 *
 * @param target what decides T
 * @param maxLength no sentence keeps more tokens than this
 * @param multiple T is rounded up to a multiple of this
 * @param side where the padding goes
 * @param pad what fills the free slots
 */
public record Padding(Target target, int maxLength, int multiple, Side side, Pad pad) {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /** What decides the padded length T. */
  public enum Target {
    /** The longest sentence of the batch. */
    LONGEST,
    /** The maximum, whatever the sentences are. */
    MAX_LENGTH,
    /** Nothing: the sentences must be equally long already. */
    NONE
  }

  /**
   * The filler.
   *
   * @param token how it is shown, {@code [PAD]} for BERT
   * @param id its id, 0 for BERT
   */
  public record Pad(String token, int id) {}

  /**
   * @throws IllegalArgumentException if a part is null, a number is below 1, the pad's id is below
   *     0, or a multiple is asked for without padding
   */
  public Padding {
    if (target == null || side == null || pad == null || pad.token() == null) {
      throw new IllegalArgumentException(
          "target, side, pad: expected no nulls but was %s, %s, %s".formatted(target, side, pad));
    }
    requireAtLeast(1, "maxLength", maxLength);
    requireAtLeast(1, "multiple", multiple);
    requireAtLeast(0, "pad id", pad.id());
    if (target == Target.NONE && multiple > 1) {
      throw new IllegalArgumentException(
          "multiple: Padding.none() adds no slots to reach a multiple of %d; use Padding.toLongest()"
              .formatted(multiple));
    }
  }

  /** T is the length of the batch's longest sentence. */
  public static Padding toLongest() {
    return new Padding(Target.LONGEST, UNLIMITED, 1, Side.RIGHT, new Pad(Vocabulary.PAD, 0));
  }

  /** T is {@code maxLength}; longer sentences are truncated to it, since a maximum is a maximum. */
  public static Padding toMaxLength(int maxLength) {
    return new Padding(Target.MAX_LENGTH, maxLength, 1, Side.RIGHT, new Pad(Vocabulary.PAD, 0));
  }

  /** No padding: only sentences of one length make a batch. */
  public static Padding none() {
    return new Padding(Target.NONE, UNLIMITED, 1, Side.RIGHT, new Pad(Vocabulary.PAD, 0));
  }

  /** The same with the padding on this side. */
  public Padding on(Side side) {
    return new Padding(target, maxLength, multiple, side, pad);
  }

  /**
   * The same with sentences of at most {@code maxLength} tokens, see {@link Encoding#truncatedTo}.
   */
  public Padding truncatedTo(int maxLength) {
    return new Padding(target, maxLength, multiple, side, pad);
  }

  /**
   * The same with T rounded up to a multiple, which some hardware likes. The rounding comes last:
   * sentences truncated to 10 and a multiple of 8 make T = 16.
   */
  public Padding toMultipleOf(int multiple) {
    return new Padding(target, maxLength, multiple, side, pad);
  }

  /** The same with another filler: models differ in their pad token and its id. */
  public Padding withPad(String token, int id) {
    return new Padding(target, maxLength, multiple, side, new Pad(token, id));
  }

  /**
   * Makes one batch of B sentences.
   *
   * @throws IllegalArgumentException if there is no sentence, one is null, {@code maxLength} has no
   *     room for its special tokens, or the rows stay ragged or without a single slot
   */
  public PaddedBatch apply(List<Encoding> encodings) {
    requireSentences("encodings", encodings);
    List<Encoding> rows = encodings.stream().map(row -> row.truncatedTo(maxLength)).toList();
    int length = paddedLength(rows.stream().map(Encoding::length).toList()); // T
    return new PaddedBatch(
        rows.stream().map(row -> filled(row.tokens(), pad.token(), length)).toList(),
        SlotArrays.of(rows.stream().map(row -> filled(row.inputIds(), pad.id(), length)).toList()),
        SlotArrays.of(rows.stream().map(row -> filled(row.attentionMask(), 0, length)).toList()),
        SlotArrays.of(rows.stream().map(row -> filled(row.tokenTypeIds(), 0, length)).toList()));
  }

  /**
   * Makes one batch of B embedded sentences, each {@code [len, D]}; the padded rows are zeros.
   * {@code [8, 12]} and {@code [5, 12]} give {@code [2, 8, 12]}.
   *
   * @throws IllegalArgumentException if there is no sentence, one is null, not a matrix, of another
   *     D or longer than {@code maxLength}, or the rows stay ragged or without a single slot
   */
  public PaddedVectors stack(List<INDArray> sentences) {
    requireSentences("sentences", sentences);
    List<Integer> lengths = PaddedVectors.lengths(sentences);
    if (Collections.max(lengths) > maxLength) {
      throw new IllegalArgumentException(
          "sentences: the rows have lengths %s, maxLength is %d; vectors have no [SEP] to keep, so truncate the tokens (Padding.apply)"
              .formatted(lengths, maxLength));
    }
    int length = paddedLength(lengths); // T
    return PaddedVectors.of(
        sentences,
        lengths.stream().map(n -> filled(Collections.nCopies(n, 1), 0, length)).toList());
  }

  private int paddedLength(List<Integer> lengths) {
    int longest = Collections.max(lengths);
    if (target == Target.NONE && Collections.min(lengths) < longest) {
      throw new IllegalArgumentException(
          "the rows have lengths %s and make no rectangle; pad them (Padding.toLongest())"
              .formatted(lengths));
    }
    int length = target == Target.MAX_LENGTH ? maxLength : longest;
    if (length == 0) {
      throw new IllegalArgumentException(
          "the rows have lengths %s, a batch without a slot; give it some (Padding.toMaxLength(8))"
              .formatted(lengths));
    }
    return length + Math.floorMod(-length, multiple);
  }

  private <E> List<E> filled(List<E> row, E filler, int length) {
    List<E> pads = Collections.nCopies(length - row.size(), filler);
    return (side == Side.LEFT ? Stream.of(pads, row) : Stream.of(row, pads))
        .flatMap(List::stream)
        .toList();
  }

  private static void requireSentences(String name, List<?> sentences) {
    if (sentences == null || sentences.isEmpty() || sentences.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          name + ": expected at least one sentence and no nulls but was " + sentences);
    }
  }

  private static void requireAtLeast(int least, String name, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s: expected at least %d but was %d".formatted(name, least, value));
    }
  }
}
