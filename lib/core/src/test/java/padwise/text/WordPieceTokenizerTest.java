package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static padwise.Refused.refused;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One small test for each rule; {@link HuggingFaceTokenizerTest} compares them all at once. */
class WordPieceTokenizerTest {
  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();

  @Test
  void the_running_example_has_eight_and_five_tokens() {
    assertThat(BERT.encode("The cat sat on the mat").tokens())
        .containsExactly("[CLS]", "the", "cat", "sat", "on", "the", "mat", "[SEP]");
    assertThat(BERT.encode("Birds sing loudly").inputIds())
        .containsExactly(101, 5055, 6170, 9928, 102);
  }

  @Test
  void a_word_takes_the_longest_piece_first() {
    Vocabulary small =
        Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "sun", "sunf", "##flower", "##lower"));

    assertThat(new WordPieceTokenizer(small).tokenize("sunflower"))
        .containsExactly("sunf", "##lower");
  }

  @Test
  void a_word_without_fitting_pieces_is_unknown_as_a_whole() {
    assertThat(BERT.tokenize("sun☃flower sun")).containsExactly("[UNK]", "sun");
  }

  @Test
  void a_word_of_more_than_100_characters_is_unknown() {
    assertThat(BERT.tokenize("a".repeat(100))).startsWith("aaa").doesNotContain("[UNK]");
    assertThat(BERT.tokenize("a".repeat(101))).containsExactly("[UNK]");
  }

  @Test
  void the_limit_counts_characters_and_not_halves_of_them() {
    Vocabulary small = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "😀", "##😀"));
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(small);

    assertThat(tokenizer.tokenize("😀".repeat(100))).hasSize(100).contains("##😀");
    assertThat(tokenizer.tokenize("😀".repeat(101))).containsExactly("[UNK]");
  }

  @Test
  void case_and_accents_go() {
    assertThat(BERT.tokenize("CAFÉ Über İ")).containsExactly("cafe", "uber", "i");
  }

  @Test
  void punctuation_stands_alone_and_so_do_all_ascii_signs() {
    assertThat(BERT.tokenize("don't; a+b=$5^2 «so»…"))
        .containsExactly(
            "don", "'", "t", ";", "a", "+", "b", "=", "$", "5", "^", "2", "«", "so", "»", "…");
  }

  @Test
  void each_of_unicodes_seven_kinds_of_punctuation_separates() {
    assertThat(BertNormalizer.words("a‿b–c⁅d⁆e‘f’g…h"))
        .containsExactly("a", "‿", "b", "–", "c", "⁅", "d", "⁆", "e", "‘", "f", "’", "g", "…", "h");
  }

  @Test
  void chinese_characters_stand_alone_but_kana_and_hangul_do_not() {
    assertThat(BERT.tokenize("中国人")).containsExactly("中", "国", "人");
    assertThat(BERT.tokenize("のは")).containsExactly("の", "##は");
    assertThat(BERT.tokenize("가")).containsExactly("ᄀ", "##ᅡ");
  }

  @ParameterizedTest // the blocks' first and last characters
  @CsvSource({
    "3400, 4DBF",
    "4E00, 9FFF",
    "F900, FAFF",
    "20000, 2A6DF",
    "2A700, 2B81F",
    "2B920, 2CEAF",
    "2F800, 2FA1F"
  })
  void a_block_of_chinese_characters_ends_where_bert_says(String first, String last) {
    int from = Integer.parseInt(first, 16);
    int to = Integer.parseInt(last, 16);
    for (int inside : new int[] {from, to}) {
      assertThat(BertNormalizer.words("a" + Character.toString(inside) + "b")).hasSize(3);
    }
    for (int outside : new int[] {from - 1, to + 1}) {
      assertThat(BertNormalizer.normalize("a" + Character.toString(outside) + "b"))
          .doesNotContain(" ");
    }
  }

  @Test
  void invisible_characters_vanish_and_every_white_space_separates() {
    assertThat(BERT.tokenize("su\u0000n\u0007ny\u200B \uFEFFsun\uFFFD\uE000"))
        .containsExactly("sunny", "sun");
    assertThat(BERT.tokenize("sun\tmoon\nsun\rmoon\u00A0sun\u3000moon\u2028sun"))
        .containsExactly("sun", "moon", "sun", "moon", "sun", "moon", "sun");
  }

  @Test
  void half_an_emoji_vanishes_without_a_trace() {
    assertThat(BERT.tokenize("su\uD83Dn")).containsExactly("sun");
    assertThat(BERT.tokenize("\uDE00sun\uD83D")).containsExactly("sun");
    assertThat(BERT.encode("\uD83D")).isEqualTo(BERT.encode(""));
  }

  @Test
  void special_tokens_in_the_text_count_when_their_case_is_exact() {
    assertThat(BERT.tokenize("the [MASK]sat[PAD]"))
        .containsExactly("the", "[MASK]", "sat", "[PAD]");
    assertThat(BERT.tokenize("[mask]")).containsExactly("[", "mask", "]");
  }

  @Test
  void a_special_token_that_the_vocabulary_lacks_is_plain_text() {
    Vocabulary small = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "[", "]", "mask"));

    assertThat(new WordPieceTokenizer(small).tokenize("[MASK]")).containsExactly("[", "mask", "]");
  }

  @Test
  void the_mask_has_the_shape_of_the_ids_and_is_all_ones() {
    Encoding encoding = BERT.encode("Unbelievable!");

    assertThat(encoding.attentionMask())
        .hasSameSizeAs(encoding.inputIds())
        .hasSize(encoding.length())
        .containsOnly(1);
  }

  @Test
  void the_second_sentence_of_a_pair_has_token_type_one() {
    Encoding pair = BERT.encode("birds sing", "cats sleep");

    assertThat(pair.tokens())
        .containsExactly("[CLS]", "birds", "sing", "[SEP]", "cats", "sleep", "[SEP]");
    assertThat(pair.tokenTypeIds()).containsExactly(0, 0, 0, 0, 1, 1, 1);
  }

  @Test
  void an_empty_text_is_cls_and_sep() {
    assertThat(BERT.encode("").tokens()).containsExactly("[CLS]", "[SEP]");
    assertThat(BERT.encode(" \n\u200B").tokens()).containsExactly("[CLS]", "[SEP]");
    assertThat(BERT.encode("", "").tokenTypeIds()).containsExactly(0, 0, 1);
  }

  @Test
  void ten_thousand_tokens_take_no_time() {
    String text =
        IntStream.range(0, 10_000)
            .mapToObj(i -> i % 2 == 0 ? "sun" : "moon")
            .collect(Collectors.joining(" "));

    Encoding encoding = Assertions.assertTimeout(Duration.ofSeconds(5), () -> BERT.encode(text));

    assertThat(encoding.length()).isEqualTo(10_002);
    assertThat(encoding.tokens().subList(9_999, 10_002)).containsExactly("sun", "moon", "[SEP]");
  }

  @Test
  @SuppressWarnings("NullAway") // what a notebook may well do
  void null_and_a_vocabulary_without_its_frame_are_refused() {
    assertThatThrownBy(() -> BERT.encode(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text: was null; an empty sentence is \"\"");
    assertThatThrownBy(() -> BERT.encode("sun", null)).isInstanceOf(IllegalArgumentException.class);
    refused(() -> new WordPieceTokenizer(null), "vocabulary: was null");
    for (String missing : List.of("[UNK]", "[CLS]", "[SEP]")) {
      List<String> tokens = new ArrayList<>(Vocabulary.SPECIAL);
      tokens.remove(missing);
      assertThatThrownBy(() -> new WordPieceTokenizer(Vocabulary.of(tokens)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected an entry " + missing);
    }
  }
}
