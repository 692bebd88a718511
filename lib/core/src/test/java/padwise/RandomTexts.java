package padwise;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.text.Vocabulary;

/** Seeded texts for tests: fifty words in random order and number. */
public final class RandomTexts {

  private static final List<String> WORDS =
      IntStream.range(0, 50)
          .mapToObj(i -> "" + (char) ('a' + i / 26) + (char) ('a' + i % 26))
          .toList();

  private RandomTexts() {}

  /** The fifty words, after BERT's special tokens. */
  public static Vocabulary vocabulary() {
    return Vocabulary.of(Stream.concat(Vocabulary.SPECIAL.stream(), WORDS.stream()).toList());
  }

  /** So many texts of 4 to 12 words. */
  public static List<String> of(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> text(random)).limit(count).toList();
  }

  private static String text(Random random) {
    return String.join(
        " ",
        Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
            .limit(4 + random.nextInt(9))
            .toList());
  }
}
