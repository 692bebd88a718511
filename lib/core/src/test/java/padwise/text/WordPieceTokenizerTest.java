package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rules that {@link HuggingFaceTokenizerTest}, which compares all at once, does not tell apart.
 */
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
  void chinese_characters_stand_alone_but_kana_and_hangul_do_not() {
    assertThat(BERT.tokenize("中国人")).containsExactly("中", "国", "人");
    assertThat(BERT.tokenize("のは")).containsExactly("の", "##は");
    assertThat(BERT.tokenize("가")).containsExactly("ᄀ", "##ᅡ");
  }

  @Test
  void half_an_emoji_vanishes_without_a_trace() {
    assertThat(BERT.tokenize("su\uD83Dn")).containsExactly("sun");
    assertThat(BERT.tokenize("\uDE00sun\uD83D")).containsExactly("sun");
    assertThat(BERT.encode("\uD83D")).isEqualTo(BERT.encode(""));
  }

  @Test
  void a_special_token_that_the_vocabulary_lacks_is_plain_text() {
    Vocabulary small = Vocabulary.of(List.of("[UNK]", "[CLS]", "[SEP]", "[", "]", "mask"));

    assertThat(new WordPieceTokenizer(small).tokenize("[MASK]")).containsExactly("[", "mask", "]");
  }

  @Test
  void the_second_sentence_of_a_pair_has_token_type_one() {
    Encoding pair = BERT.encode("birds sing", "cats sleep");

    assertThat(pair.tokens())
        .containsExactly("[CLS]", "birds", "sing", "[SEP]", "cats", "sleep", "[SEP]");
    assertThat(pair.tokenTypeIds()).containsExactly(0, 0, 0, 0, 1, 1, 1);
  }

  @Test
  void a_vocabulary_without_its_frame_is_refused() {
    for (String missing : List.of("[UNK]", "[CLS]", "[SEP]")) {
      List<String> tokens = new ArrayList<>(Vocabulary.SPECIAL);
      tokens.remove(missing);
      refused(() -> new WordPieceTokenizer(Vocabulary.of(tokens)), "expected an entry " + missing);
    }
  }
}
