package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static padwise.Refused.refused;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();
  private static final Encoding CAT = BERT.encode("The cat sat on the mat");
  private static final Encoding NOTHING = new Encoding(List.of(), List.of(), List.of(), List.of());

  @Test
  void truncation_takes_words_from_the_end_and_leaves_sep() {
    Encoding five = CAT.truncatedTo(5);

    assertThat(five.tokens()).containsExactly("[CLS]", "the", "cat", "sat", "[SEP]");
    assertThat(five.inputIds()).containsExactly(101, 1996, 4937, 2938, 102);
    assertThat(CAT.truncatedTo(2).tokens()).containsExactly("[CLS]", "[SEP]");
  }

  @Test
  void what_is_short_enough_stays_as_it_is() {
    assertThat(CAT.truncatedTo(8)).isSameAs(CAT);
    assertThat(CAT.truncatedTo(Integer.MAX_VALUE)).isSameAs(CAT);
    assertThat(NOTHING.truncatedTo(1)).isSameAs(NOTHING);
  }

  @ParameterizedTest(name = "{0} and {1} words in {2} tokens keep {3} and {4}")
  @CsvSource({
    "5, 2, 9, 4, 2", // the longer gives
    "2, 5, 9, 2, 4",
    "5, 4, 9, 3, 3", // both give
    "5, 4, 8, 3, 2", // the odd one goes to the longer
    "4, 5, 8, 2, 3",
    "4, 4, 8, 2, 3", // or to the second
    "5, 0, 6, 3, 0",
    "0, 5, 6, 0, 3",
    "3, 3, 3, 0, 0"
  })
  void a_pair_gives_words_of_its_longer_sentence_first(
      int first, int second, int maxLength, int firstKept, int secondKept) {
    Encoding pair = BERT.encode("sun ".repeat(first), "moon ".repeat(second));

    Encoding expected = BERT.encode("sun ".repeat(firstKept), "moon ".repeat(secondKept));
    assertThat(pair.truncatedTo(maxLength)).isEqualTo(expected);
  }

  @Test
  void a_sep_written_inside_the_text_is_a_word_like_any_other() {
    assertThat(BERT.encode("sun [SEP] moon star").truncatedTo(4).tokens())
        .containsExactly("[CLS]", "sun", "[SEP]", "[SEP]");
    assertThat(BERT.encode("sun [SEP] moon", "star").truncatedTo(5).tokens())
        .containsExactly("[CLS]", "sun", "[SEP]", "star", "[SEP]");
  }

  @Test
  void tokens_without_a_frame_are_cut_plainly() {
    Encoding bare =
        new Encoding(List.of("a", "b", "c"), List.of(7, 8, 9), List.of(1, 1, 1), List.of(0, 0, 0));

    assertThat(bare.truncatedTo(1).tokens()).containsExactly("a");
    Encoding second =
        new Encoding(bare.tokens(), bare.inputIds(), List.of(1, 1, 1), List.of(1, 1, 1));
    assertThat(second.truncatedTo(2).tokens()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({"0", "-3", "1"})
  void a_maximum_without_room_for_cls_and_sep_is_refused(int maxLength) {
    assertThatThrownBy(() -> CAT.truncatedTo(maxLength))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxLength: expected at least 2")
        .hasMessageContaining("but was " + maxLength);
    assertThatThrownBy(() -> BERT.encode("").truncatedTo(maxLength))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_pair_needs_room_for_three_special_tokens() {
    refused(() -> BERT.encode("sun", "moon").truncatedTo(2), "expected at least 3");
  }

  @Test
  void an_empty_encoding_still_refuses_a_maximum_of_zero() {
    refused(() -> NOTHING.truncatedTo(0), "expected at least 1");
  }

  @Test
  void a_padded_encoding_is_not_truncated_into_nonsense() {
    Encoding padded =
        new Encoding(
            List.of("[CLS]", "[SEP]", "[PAD]"),
            List.of(101, 102, 0),
            List.of(1, 1, 0),
            List.of(0, 0, 0));

    refused(() -> padded.truncatedTo(2), "truncate first, then pad");
    assertThat(padded.truncatedTo(3)).isSameAs(padded);
  }

  @Test
  void the_lists_are_copies() {
    List<String> tokens = new ArrayList<>(List.of("sun"));
    Encoding encoding = new Encoding(tokens, List.of(3), List.of(1), List.of(0));
    tokens.add("moon");

    assertThat(encoding.tokens()).containsExactly("sun");
  }

  @Test
  @SuppressWarnings("NullAway") // what a notebook may well do
  void lists_that_do_not_fit_together_are_refused() {
    List<Integer> one = List.of(1);
    refused(
        () -> new Encoding(List.of("a", "b"), List.of(1, 2), one, List.of(0, 0)),
        "expected one length but was [2, 2, 1, 2]");
    assertThatThrownBy(() -> new Encoding(List.of("a"), one, List.of(2), one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attentionMask: expected only 0 and 1 but was [2]");
    assertThatThrownBy(() -> new Encoding(List.of("a"), one, one, List.of(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tokenTypeIds: expected only 0 and 1 but was [-1]");
    refused(() -> new Encoding(null, one, one, one), "tokens: expected a list without nulls");
    refused(
        () -> new Encoding(List.of("a"), Arrays.asList((Integer) null), one, one),
        "inputIds: expected a list without nulls");
  }
}
