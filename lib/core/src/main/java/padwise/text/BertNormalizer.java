package padwise.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From raw text to words, in BERT's order: drop what cannot be seen, put spaces around Chinese
 * characters, take the accents off, go to lower case, split at spaces and around punctuation.
 *
 * <p>The character classes are the running JDK's Unicode tables. Hugging Face's are those of
 * Unicode 8: a punctuation mark or an accent that came later splits a word here and makes it {@code
 * [UNK]} there.
 */
final class BertNormalizer {

  // A class asks first for what a text is mostly made of, since a range is told quickly.

  /** Control and format characters, private use, half an emoji (a lone surrogate). */
  private static final Pattern INVISIBLE =
      Pattern.compile("[[^ -~\\t\\n\\r]&&[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\x{FFFD}]]");

  private static final Pattern SPACE = Pattern.compile("[[^!-~]&&[\\t\\n\\r\\p{Z}]]");

  /** The blocks BERT calls Chinese: Han characters, but not kana or Hangul. */
  private static final Pattern CHINESE =
      Pattern.compile(
          "[\\x{3400}-\\x{2FA1F}&&"
              + "[\\x{4E00}-\\x{9FFF}\\x{3400}-\\x{4DBF}\\x{20000}-\\x{2A6DF}\\x{2A700}-\\x{2B81F}"
              + "\\x{2B920}-\\x{2CEAF}\\x{F900}-\\x{FAFF}\\x{2F800}-\\x{2FA1F}]]");

  private static final Pattern ACCENT = Pattern.compile("[[^ -~]&&\\p{Mn}]");

  /** Unicode's punctuation, and every ASCII sign that is no letter or digit, such as $ and +. */
  private static final String PUNCTUATION = "\\p{IsPunctuation}\\p{Punct}";

  private static final Pattern WORD =
      Pattern.compile("[" + PUNCTUATION + "]|[a-z[^ " + PUNCTUATION + "]]+");

  private BertNormalizer() {}

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(normalize(text));
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  static String normalize(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      return text.toLowerCase(Locale.ROOT); // plain ASCII: nothing to drop, and quick
    }
    String seen = INVISIBLE.matcher(text).replaceAll("");
    String spaced = SPACE.matcher(seen).replaceAll(" ");
    String apart = CHINESE.matcher(spaced).replaceAll(" $0 ");
    String decomposed = Normalizer.normalize(apart, Normalizer.Form.NFD); // é → e + ´
    StringBuilder lower = new StringBuilder();
    ACCENT
        .matcher(decomposed)
        .replaceAll("")
        .codePoints()
        .map(Character::toLowerCase)
        .forEach(lower::appendCodePoint);
    return lower.toString();
  }
}
