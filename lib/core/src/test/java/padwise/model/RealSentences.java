package padwise.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.text.Encoding;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** Seeded ragged batches of the workbook's sentences, alone, in pairs and one after the other. */
final class RealSentences {

  private static final Vocabulary VOCABULARY = Vocabulary.bert();

  static final WordPieceTokenizer TOKENIZER = new WordPieceTokenizer(VOCABULARY);

  private static final List<String> TEXTS = texts();

  private RealSentences() {}

  /** The column after the language; a text with a comma stands in quotes. */
  private static List<String> texts() {
    try {
      return Files.readAllLines(Path.of("../../notebooks/data/sentences.csv")).stream()
          .skip(1)
          .map(line -> line.substring(line.indexOf(',') + 1))
          .map(text -> text.startsWith("\"") ? text.substring(1, text.length() - 1) : text)
          .map(text -> text.replace("\"\"", "\""))
          .toList();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** One to three sentences, and up to five slots more than the longest one needs. */
  static PaddedBatch batch(long seed) {
    Random random = new Random(seed);
    List<Encoding> rows =
        IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> sentence(random)).toList();
    int longest = rows.stream().mapToInt(Encoding::length).max().orElseThrow();
    return Padding.toMaxLength(Math.min(512, longest + random.nextInt(6))).apply(rows);
  }

  private static Encoding sentence(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> TOKENIZER.encode(text(random), text(random)).truncatedTo(512);
      case 1 -> TOKENIZER.encode(text(random) + " " + text(random));
      case 2 -> lone(random);
      default -> TOKENIZER.encode(text(random));
    };
  }

  /** A single token without [CLS] and [SEP]: the shortest input there is. */
  private static Encoding lone(Random random) {
    int id = random.nextInt(VOCABULARY.size());
    String token = VOCABULARY.token(id);
    return new Encoding(List.of(token), List.of(id), List.of(1), List.of(0));
  }

  /** As many tokens as asked for: sentences one after the other, cut. */
  static Encoding ofLength(int length, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    random.ints(length, 0, TEXTS.size()).forEach(i -> texts.add(TEXTS.get(i)));
    return TOKENIZER.encode(String.join(" ", texts)).truncatedTo(length);
  }

  private static String text(Random random) {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
