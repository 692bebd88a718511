package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import padwise.text.Encoding;
import padwise.text.HuggingFace;
import padwise.text.RandomText;
import padwise.text.WordPieceTokenizer;

/**
 * Our padding and truncation against Hugging Face's: the same tokens, ids, masks and token types,
 * slot by slot.
 */
class HuggingFacePaddingTest {
  private static final int BATCHES = 12;
  private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.bert();

  /** Every target with every side, multiple and maximum. */
  static Stream<Padding> paddings() {
    List<Padding> paddings = new ArrayList<>();
    for (Side side : Side.values()) {
      for (int multiple : new int[] {1, 8}) {
        paddings.add(Padding.toLongest().on(side).toMultipleOf(multiple));
        for (int maxLength : new int[] {3, 7, 16}) {
          paddings.add(Padding.toLongest().truncatedTo(maxLength).on(side).toMultipleOf(multiple));
          paddings.add(Padding.toMaxLength(maxLength).on(side).toMultipleOf(multiple));
        }
      }
      paddings.add(Padding.toLongest().on(side).withPad("[MASK]", 103).toMultipleOf(5));
    }
    return paddings.stream();
  }

  @ParameterizedTest
  @MethodSource("paddings")
  void batches_of_sentences_and_of_pairs_are_padded_alike(Padding padding) {
    RandomText text = new RandomText(padding.toString().hashCode());
    Random sizes = new Random(padding.maxLength());
    try (HuggingFace oracle = new HuggingFace(truncation(padding), inJson(padding))) {
      for (int i = 0; i < BATCHES; i++) {
        int size = 1 + sizes.nextInt(6);
        List<String> firsts = Stream.generate(text::next).limit(size).toList();
        List<String> seconds = Stream.generate(text::next).limit(size).toList();

        assertThatBatch(
            padding.apply(firsts.stream().map(TOKENIZER::encode).toList()), oracle.encode(firsts));
        assertThatBatch(
            padding.apply(
                IntStream.range(0, size)
                    .mapToObj(k -> TOKENIZER.encode(firsts.get(k), seconds.get(k)))
                    .toList()),
            oracle.encode(firsts, seconds));
      }
    }
  }

  private static void assertThatBatch(PaddedBatch actual, List<Encoding> expected) {
    assertThat(actual.tokens()).isEqualTo(expected.stream().map(Encoding::tokens).toList());
    assertThat(rows(actual.inputIds().toIntMatrix()))
        .isEqualTo(expected.stream().map(Encoding::inputIds).toList());
    assertThat(rows(actual.attentionMask().toIntMatrix()))
        .isEqualTo(expected.stream().map(Encoding::attentionMask).toList());
    assertThat(rows(actual.tokenTypeIds().toIntMatrix()))
        .isEqualTo(expected.stream().map(Encoding::tokenTypeIds).toList());
  }

  private static List<List<Integer>> rows(int[][] matrix) {
    return Stream.of(matrix).map(row -> Arrays.stream(row).boxed().toList()).toList();
  }

  private static String truncation(Padding padding) {
    return padding.maxLength() == Integer.MAX_VALUE
        ? "null"
        : """
          {"direction": "Right", "max_length": %d, "strategy": "LongestFirst", "stride": 0}"""
            .formatted(padding.maxLength());
  }

  private static String inJson(Padding padding) {
    return """
           {"strategy": %s, "direction": "%s", "pad_to_multiple_of": %d,
            "pad_id": %d, "pad_type_id": 0, "pad_token": "%s"}"""
        .formatted(
            padding.target() == Padding.Target.LONGEST
                ? "\"BatchLongest\""
                : "{\"Fixed\": %d}".formatted(padding.maxLength()),
            padding.side() == Side.LEFT ? "Left" : "Right",
            padding.multiple(),
            padding.padId(),
            padding.padToken());
  }
}
