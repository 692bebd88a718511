package padwise.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

class PaddingTest {
  private static final WordPieceTokenizer BERT = WordPieceTokenizer.bert();
  private static final Encoding CAT = BERT.encode("The cat sat on the mat"); // 8 tokens
  private static final Encoding BIRDS = BERT.encode("Birds sing loudly"); // 5 tokens
  private static final Encoding NOTHING = Ragged.encoding(List.of());

  @Test
  void without_padding_equal_lengths_pass_and_a_ragged_batch_is_told_what_to_do() {
    assertThat(Padding.none().apply(List.of(CAT, CAT)).length()).isEqualTo(8);
    assertThat(Padding.none().truncatedTo(5).apply(List.of(CAT, BIRDS)).length()).isEqualTo(5);
    refused(
        () -> Padding.none().apply(List.of(CAT, BIRDS)), "lengths [8, 5]", "Padding.toLongest()");
  }

  @Test
  void an_empty_sentence_is_padded_like_any_other() {
    PaddedBatch batch = Padding.toLongest().apply(List.of(BIRDS, BERT.encode(""), NOTHING));

    assertThat(batch.tokens().get(1)).containsExactly("[CLS]", "[SEP]", "[PAD]", "[PAD]", "[PAD]");
    assertThat(batch.attentionMask().toIntMatrix()[2]).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void sentences_without_a_single_token_need_a_length() {
    refused(
        () -> Padding.toLongest().apply(List.of(NOTHING, NOTHING)),
        "lengths [0, 0] and no slot",
        "Padding.toMaxLength(8)");
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
    refused(() -> Padding.toMaxLength(value), "expected at least 1", "" + value);
    refused(() -> Padding.toLongest().truncatedTo(value), "expected at least 1", "" + value);
    refused(() -> Padding.toLongest().toMultipleOf(value), "expected at least 1", "" + value);
  }

  @Test
  void empty_batches_and_senseless_parts_are_refused() {
    refused(() -> Padding.toMaxLength(1).apply(List.of(BIRDS)), "maxLength: expected at least 2");
    refused(() -> Padding.toLongest().apply(List.of()), "encodings: expected");
    refused(
        () -> Padding.toLongest().withPad("[PAD]", -1), "padId: expected at least 0 but was -1");
    refused(() -> Padding.none().toMultipleOf(8), "adds no slots to reach 8", "toLongest()");
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
