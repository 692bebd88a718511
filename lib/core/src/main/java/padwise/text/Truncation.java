package padwise.text;

import java.util.stream.IntStream;

/**
 * The choice of tokens that stay when a sentence, or a pair, is too long. The frame stays: {@code
 * [CLS]} in front and the {@code [SEP]} that closes each sentence.
 *
 * <p>The token types tell where the second sentence starts, so a {@code [SEP]} written inside a
 * text is a word like any other.
 */
final class Truncation {
  private Truncation() {}

  /** The places, in order, of the tokens that stay. */
  static int[] kept(Encoding encoding, int maxLength) {
    int length = encoding.length();
    int second = encoding.tokenTypeIds().indexOf(1);
    int border = second < 0 ? length : second; // the first sentence ends before it
    int opening = border > 0 ? is(encoding, 0, Vocabulary.CLS) : 0;
    int firstClosing = border > opening ? is(encoding, border - 1, Vocabulary.SEP) : 0;
    int secondClosing = length > border ? is(encoding, length - 1, Vocabulary.SEP) : 0;

    int room = maxLength - opening - firstClosing - secondClosing;
    if (maxLength < 1 || room < 0) {
      throw new IllegalArgumentException(
          "maxLength: expected at least %s, the room that [CLS] and [SEP] take, but was %s"
              .formatted(Math.max(1, maxLength - room), maxLength));
    }
    if (length > maxLength && encoding.attentionMask().contains(0)) {
      throw new IllegalArgumentException(
          "attentionMask: this encoding is padded already; truncate first, then pad");
    }
    int firstWords = border - opening - firstClosing;
    int secondWords = length - border - secondClosing;
    int firstKept = firstShare(firstWords, secondWords, room);
    int secondKept = Math.min(secondWords, room - firstKept);
    return IntStream.range(0, length)
        .filter(
            i ->
                i < opening + firstKept
                    || (i >= border - firstClosing && i < border + secondKept)
                    || i >= length - secondClosing)
        .toArray();
  }

  /** The longer sentence gives first; if both give, the longer (or second) keeps the odd one. */
  private static int firstShare(int first, int second, int room) {
    if (first + second <= room) {
      return first;
    }
    return first <= second ? Math.min(first, room / 2) : room - Math.min(second, room / 2);
  }

  private static int is(Encoding encoding, int place, String special) {
    return encoding.tokens().get(place).equals(special) ? 1 : 0;
  }
}
