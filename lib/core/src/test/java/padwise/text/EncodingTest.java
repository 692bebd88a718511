package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import padwise.Ragged;

class EncodingTest {
  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();
  private static final Encoding CAT = BERT.encode("The cat sat on the mat");
  private static final Encoding NOTHING = Ragged.encoding(List.of());

  @Test
  void what_is_short_enough_stays_as_it_is() {
    assertThat(CAT.truncatedTo(8)).isSameAs(CAT);
    assertThat(CAT.truncatedTo(Integer.MAX_VALUE)).isSameAs(CAT);
    assertThat(NOTHING.truncatedTo(1)).isSameAs(NOTHING);
  }

  @Test
  void tokens_without_a_frame_are_cut_plainly() {
    Encoding bare = Ragged.encoding(List.of(7, 8, 9));
    assertThat(bare.truncatedTo(1).tokens()).containsExactly("w7");
    Encoding second =
        new Encoding(bare.tokens(), bare.inputIds(), bare.attentionMask(), List.of(1, 1, 1));
    assertThat(second.truncatedTo(2).tokens()).containsExactly("w7", "w8");
  }

  @ParameterizedTest
  @CsvSource({"0", "-3", "1"})
  void a_maximum_without_room_for_cls_and_sep_is_refused(int maxLength) {
    refused(() -> CAT.truncatedTo(maxLength), "maxLength", "at least 2", "was " + maxLength);
    refused(() -> BERT.encode("").truncatedTo(maxLength), "maxLength");
  }

  @Test
  void a_pair_needs_room_for_three_special_tokens_and_nothing_at_all_for_one() {
    refused(() -> BERT.encode("sun", "moon").truncatedTo(2), "expected at least 3");
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
  void lists_that_do_not_fit_together_are_refused() {
    List<Integer> one = List.of(1);
    refused(
        () -> new Encoding(List.of("a", "b"), List.of(1, 2), one, List.of(0, 0)),
        "expected one length but was [2, 2, 1, 2]");
    refused(() -> new Encoding(List.of("a"), one, List.of(2), one), "attentionMask", "[2]");
    refused(() -> new Encoding(List.of("a"), one, one, List.of(-1)), "tokenTypeIds", "[-1]");
  }
}
