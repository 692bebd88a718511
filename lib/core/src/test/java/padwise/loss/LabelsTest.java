package padwise.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PackedBatch;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.batch.Side;
import padwise.text.Encoding;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** Which word each slot is asked for: claims 17 and 18. */
@Tag("claim-17")
class LabelsTest {

  private static final int NO = Labels.IGNORE;
  private static final Vocabulary WORDS =
      Vocabulary.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "d"));
  private static final WordPieceTokenizer TOKENIZER = new WordPieceTokenizer(WORDS);
  private static final List<Encoding> SENTENCES =
      List.of(TOKENIZER.encode("a b c"), TOKENIZER.encode("d"), TOKENIZER.encode(""));

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_causal_label_is_the_next_real_token_and_the_shift_is_one(Side side) {
    PaddedBatch batch = Padding.toMaxLength(6).on(side).apply(SENTENCES);
    INDArray labels = Labels.causal(batch);
    for (int row = 0; row < batch.size(); row++) {
      for (int slot = 0; slot < batch.length(); slot++) {
        boolean next =
            slot + 1 < batch.length() && batch.attentionMask().getInt(row, slot + 1) == 1;
        boolean asked = next && batch.attentionMask().getInt(row, slot) == 1;
        assertThat(labels.getInt(row, slot))
            .isEqualTo(asked ? batch.inputIds().getInt(row, slot + 1) : NO);
      }
    }
    assertThat(labels.neq(NO).castTo(DataType.INT32).sumNumber().intValue())
        .isEqualTo(batch.realTokens() - batch.size()); // all but the last of each sentence
  }

  @Test
  void the_last_word_of_a_sentence_is_asked_for_its_end_even_if_the_filler_has_that_id() {
    int end = WORDS.id("[SEP]");
    PaddedBatch batch = Padding.toLongest().withPad("[SEP]", end).apply(SENTENCES);
    assertThat(Labels.causal(batch).getRow(1).toIntVector())
        .containsExactly(WORDS.id("d"), end, NO, NO, NO);
  }

  @Test
  void in_a_packed_row_no_sentence_is_asked_for_the_start_of_the_next() {
    PackedBatch packed = PackedBatch.of(SENTENCES, 12);
    INDArray labels = Labels.causal(packed.rows().inputIds(), packed.sentences());
    assertThat(labels.getRow(0).toIntVector())
        .containsExactly(4, 5, 6, 3, NO, 7, 3, NO, 3, NO, NO, NO);
  }

  @Test
  void fine_tuning_asks_for_the_answer_and_its_end_and_never_for_the_prompt() {
    PaddedBatch batch =
        Padding.toMaxLength(8)
            .apply(List.of(TOKENIZER.encode("a b", "c d"), TOKENIZER.encode("a", "d")));
    INDArray labels = Labels.sft(batch); // [CLS] a b [SEP] c d [SEP], then [CLS] a [SEP] d [SEP]
    assertThat(labels.getRow(0).toIntVector()).containsExactly(NO, NO, NO, 6, 7, 3, NO, NO);
    assertThat(labels.getRow(1).toIntVector()).containsExactly(NO, NO, 7, 3, NO, NO, NO, NO);
  }

  @Test
  void bad_input_is_named() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{1, 2}});
    refused(() -> Labels.causal(nothing(), ids), "inputIds", "null");
    refused(() -> Labels.causal(ids, nothing()), "sentences", "null");
    refused(() -> Labels.causal(ids.castTo(DataType.FLOAT), ids), "inputIds", "FLOAT");
    refused(() -> Labels.causal(ids, ids.reshape(2, 1)), "sentences", "[1, 2]", "[2, 1]");
  }
}
