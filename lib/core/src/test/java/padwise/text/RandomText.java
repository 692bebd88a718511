package padwise.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Seeded texts in many scripts, mixed on purpose. Left out is only what {@link
 * #newerThanUnicode8()} lists, and lone surrogates, which the oracle cannot receive.
 */
public final class RandomText {
  private static final List<String> SCRIPTS =
      List.of(
          "0041-005A 0061-007A", // Latin
          "00C0-024F 1E00-1EFF FB00-FB06", // Latin with accents, ligatures
          "0370-03FF 1F00-1FFF", // Greek
          "0400-052F", // Cyrillic
          "0600-06FF 0750-077F FE70-FEFC", // Arabic
          "0590-05FF FB1D-FB4F", // Hebrew
          "0900-097F", // Devanagari
          "0980-0D7F", // Bengali to Malayalam
          "0E00-0E7F", // Thai
          "4E00-9FFF 3400-4DBF F900-FAFF 20000-2EBEF 2F800-2FA1F", // Chinese
          "4E00-4EFF 5927-5B66", // frequent Chinese
          "AC00-D7A3 1100-11FF 3130-318F", // Hangul
          "3041-30FF 31F0-31FF FF00-FFEF", // kana, full and half width
          "1F300-1F64F 1F680-1F6FF 1F900-1F9FF 1FA70-1FAFF 2600-27BF 1F1E6-1F1FF", // emoji
          "1F468-1F469 200D 2764 FE0F 1F3FB-1F3FF 1F466-1F467", // joined emoji
          "0021-002F 003A-0040 005B-0060 007B-007E 00A1-00BF", // punctuation
          "2010-2027 2030-205E 3001-3020 2E00-2E42", // more punctuation
          "0030-0039 00B2-00B3 0660-0669 2150-218B", // digits
          "0000-001F 007F-009F 00AD 200B-200F 202A-202E 2060-206F FEFF FFFD E000-E010", // unseen
          "0300-036F 1AB0-1ABE 20D0-20F0 FE20-FE2F", // combining marks
          "0009-000D 0020 0085 00A0 1680 2000-200A 2028-2029 202F 205F 3000", // white space
          "2200-22FF 20A0-20BF 2100-214F 1D400-1D7FF", // symbols
          "0000-D7FF E000-2FA1F E0000-E01FF"); // anything

  private static final List<String> SNIPPETS =
      List.of(
          ("[PAD] [UNK] [CLS] [SEP] [MASK] [mask] [[SEP]] [CLS][SEP] ##ing ## don't U.S.A. e-mail@example.org "
                  + "İstanbul ΣΑΣ ﬁne naïve 👨‍👩‍👧 🏳️‍🌈 क्षि ก็ 한국어 가 ﷺ "
                  + String.join(" ", "x".repeat(100), "x".repeat(101), "é".repeat(101)))
              .split(" "));

  private static final Vocabulary BERT = Vocabulary.bert();
  private static final Set<Integer> NEWER = newerThanUnicode8();
  private static final List<int[]> ALPHABETS =
      SCRIPTS.stream().map(s -> ranges(s).filter(c -> !NEWER.contains(c)).toArray()).toList();

  private final Random random;

  public RandomText(long seed) {
    random = new Random(seed);
  }

  /** From nothing to some 60 characters, sometimes far more. */
  public String next() {
    StringBuilder text = new StringBuilder();
    for (int chunks = random.nextInt(9); chunks > 0; chunks--) {
      text.append(chunk());
      if (random.nextInt(3) > 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private String chunk() {
    switch (random.nextInt(8)) {
      case 0 -> {
        return SNIPPETS.get(random.nextInt(SNIPPETS.size()));
      }
      case 1, 2 -> {
        return BERT.token(random.nextInt(BERT.size())).replace("##", "");
      }
      default -> {
        int[] alphabet = ALPHABETS.get(random.nextInt(ALPHABETS.size()));
        return random
            .ints(1 + random.nextInt(8), 0, alphabet.length)
            .mapToObj(i -> Character.toString(alphabet[i]))
            .collect(Collectors.joining());
      }
    }
  }

  /**
   * Where a JDK and the oracle differ by the age of their Unicode tables; the file tells the
   * reason.
   */
  static Set<Integer> newerThanUnicode8() {
    var stream = RandomText.class.getResourceAsStream("newer-than-unicode-8.txt");
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> ranges(line).boxed())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IntStream ranges(String ranges) {
    return Stream.of(ranges.split(" "))
        .map(range -> range.split("-"))
        .flatMapToInt(
            ends ->
                IntStream.rangeClosed(
                    Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16)));
  }
}
