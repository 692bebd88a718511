package padwise.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * From raw text to words, in BERT's order: drop what cannot be seen, put spaces around Chinese
 * characters, take the accents off, go to lower case, split at spaces and around punctuation.
 *
 * <p>The character classes are the running JDK's Unicode tables. Hugging Face's are those of
 * Unicode 8: a punctuation mark or an accent that came later splits a word here and makes it {@code
 * [UNK]} there.
 */
final class BertNormalizer {
  private static final int REPLACEMENT = 0xFFFD;

  private BertNormalizer() {}

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int c : normalize(text).codePoints().toArray()) {
      if (c == ' ' || isPunctuation(c)) {
        flush(word, words);
      }
      if (isPunctuation(c)) {
        words.add(Character.toString(c));
      } else if (c != ' ') {
        word.appendCodePoint(c);
      }
    }
    flush(word, words);
    return words;
  }

  static String normalize(String text) {
    IntStream cleaned = text.codePoints().filter(c -> !isInvisible(c)).flatMap(c -> spaced(c));
    String decomposed = Normalizer.normalize(string(cleaned), Normalizer.Form.NFD); // é → e + ´
    return string(
        decomposed
            .codePoints()
            .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
            .map(Character::toLowerCase));
  }

  private static void flush(StringBuilder word, List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  /** Every kind of white space becomes a space; a Chinese character is a word of its own. */
  private static IntStream spaced(int c) {
    if (isWhitespace(c)) {
      return IntStream.of(' ');
    }
    return isChinese(c) ? IntStream.of(' ', c, ' ') : IntStream.of(c);
  }

  /** Control and format characters, private use, half an emoji (a lone surrogate). */
  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
      case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> c == REPLACEMENT;
    };
  }

  private static boolean isWhitespace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  /** The blocks BERT calls Chinese: Han characters, but not kana or Hangul. */
  private static boolean isChinese(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** Unicode's punctuation, and every ASCII sign that is no letter or digit, such as $ and +. */
  private static boolean isPunctuation(int c) {
    if (c > ' ' && c < 0x7F) {
      return !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static String string(IntStream codePoints) {
    return codePoints
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
