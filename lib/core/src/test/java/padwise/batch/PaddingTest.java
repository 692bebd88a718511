package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static padwise.Refused.refused;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

class PaddingTest {
  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();
  private static final Encoding CAT = BERT.encode("The cat sat on the mat"); // 8 tokens
  private static final Encoding BIRDS = BERT.encode("Birds sing loudly"); // 5 tokens
  private static final Encoding NOTHING = new Encoding(List.of(), List.of(), List.of(), List.of());

  @Test
  void the_short_sentence_gets_three_pads_behind_its_sep() {
    PaddedBatch batch = Padding.toLongest().apply(List.of(CAT, BIRDS));

    assertThat(batch.tokens().get(1))
        .containsExactly("[CLS]", "birds", "sing", "loudly", "[SEP]", "[PAD]", "[PAD]", "[PAD]");
    assertThat(batch.inputIds().toIntMatrix()[1])
        .containsExactly(101, 5055, 6170, 9928, 102, 0, 0, 0);
    assertThat(batch.attentionMask().toIntMatrix())
        .isDeepEqualTo(new int[][] {{1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 0, 0, 0}});
  }

  @Test
  void left_padding_goes_in_front_with_mask_and_token_types() {
    Encoding pair = BERT.encode("sun", "moon");
    PaddedBatch batch = Padding.toLongest().on(Side.LEFT).apply(List.of(CAT, pair));

    assertThat(batch.tokens().get(1))
        .containsExactly("[PAD]", "[PAD]", "[PAD]", "[CLS]", "sun", "[SEP]", "moon", "[SEP]");
    assertThat(batch.attentionMask().toIntMatrix()[1]).containsExactly(0, 0, 0, 1, 1, 1, 1, 1);
    assertThat(batch.tokenTypeIds().toIntMatrix()[1]).containsExactly(0, 0, 0, 0, 0, 0, 1, 1);
  }

  @Test
  void truncation_to_the_longest_pads_no_further_than_needed() {
    assertThat(Padding.toLongest().truncatedTo(6).apply(List.of(CAT, BIRDS)).length()).isEqualTo(6);
    assertThat(Padding.toLongest().truncatedTo(6).apply(List.of(BIRDS)).length()).isEqualTo(5);
  }

  @Test
  void another_pad_token_fills_the_slots_and_the_mask_stays_zero() {
    PaddedBatch batch = Padding.toLongest().withPad("<pad>", 7).apply(List.of(CAT, BIRDS));

    assertThat(batch.tokens().get(1)).endsWith("[SEP]", "<pad>", "<pad>", "<pad>");
    assertThat(batch.inputIds().toIntMatrix()[1]).endsWith(102, 7, 7, 7);
    assertThat(batch.attentionMask().toIntMatrix()[1]).endsWith(1, 0, 0, 0);
  }

  @Test
  void without_padding_equal_lengths_pass_and_a_ragged_batch_is_told_what_to_do() {
    assertThat(Padding.none().apply(List.of(CAT, CAT)).length()).isEqualTo(8);
    assertThat(Padding.none().truncatedTo(5).apply(List.of(CAT, BIRDS)).length()).isEqualTo(5);
    assertThatThrownBy(() -> Padding.none().apply(List.of(CAT, BIRDS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the rows have lengths [8, 5]; pad them to one length (Padding.toLongest())");
  }

  @Test
  void an_empty_sentence_is_padded_like_any_other() {
    PaddedBatch batch = Padding.toLongest().apply(List.of(BIRDS, BERT.encode(""), NOTHING));

    assertThat(batch.tokens().get(1)).containsExactly("[CLS]", "[SEP]", "[PAD]", "[PAD]", "[PAD]");
    assertThat(batch.attentionMask().toIntMatrix()[2]).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void sentences_without_a_single_token_need_a_length() {
    assertThatThrownBy(() -> Padding.toLongest().apply(List.of(NOTHING, NOTHING)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the rows have lengths [0, 0] and no slot; give them some (Padding.toMaxLength(8))");
    assertThat(Padding.toMaxLength(3).apply(List.of(NOTHING)).paddedShare()).isEqualTo(1);
  }

  @Test
  void a_mask_that_holds_zeros_already_keeps_them() {
    Encoding gap =
        new Encoding(List.of("a", "b", "c"), List.of(7, 8, 9), List.of(1, 0, 1), List.of(0, 0, 0));

    assertThat(Padding.toMaxLength(4).apply(List.of(gap)).attentionMask().toIntMatrix()[0])
        .containsExactly(1, 0, 1, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void lengths_and_multiples_below_one_are_refused(int value) {
    for (Runnable bad :
        List.<Runnable>of(
            () -> Padding.toMaxLength(value),
            () -> Padding.toLongest().truncatedTo(value),
            () -> Padding.toLongest().toMultipleOf(value))) {
      assertThatThrownBy(bad::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected at least 1")
          .hasMessageContaining("" + value);
    }
  }

  @Test
  void a_maximum_without_room_for_the_special_tokens_is_refused() {
    refused(() -> Padding.toMaxLength(1).apply(List.of(BIRDS)), "maxLength: expected at least 2");
  }

  @Test
  @SuppressWarnings("NullAway") // what a notebook may well do
  void empty_batches_nulls_and_senseless_parts_are_refused() {
    for (List<Encoding> bad :
        Arrays.<List<Encoding>>asList(null, List.of(), Arrays.asList(CAT, null))) {
      refused(() -> Padding.toLongest().apply(bad), "encodings: expected");
    }
    refused(() -> Padding.toLongest().on(null), "side: expected a value but was null");
    refused(() -> Padding.toLongest().withPad(null, 0), "padToken: expected a value but was null");
    refused(
        () -> Padding.toLongest().withPad("[PAD]", -1), "padId: expected at least 0 but was -1");
    assertThatThrownBy(() -> Padding.none().toMultipleOf(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("adds no slots to reach 8; use Padding.toLongest()");
  }

  @Test
  void a_batch_too_large_says_how_much_memory_it_takes() {
    int huge = Integer.MAX_VALUE;
    refused(() -> Padding.toMaxLength(huge).apply(List.of(CAT, BIRDS)), "length", "206.2 GB");
    refused(() -> Padding.toLongest().toMultipleOf(huge).apply(List.of(CAT)), "103.1 GB");
    refused(() -> Padding.toMaxLength(huge).toMultipleOf(2).apply(List.of(CAT)), "103.1 GB");
    INDArray vectors = Nd4j.ones(2, 12);
    refused(() -> Padding.toMaxLength(huge).stack(List.of(vectors)), "length", "206.2 GB");
  }
}
