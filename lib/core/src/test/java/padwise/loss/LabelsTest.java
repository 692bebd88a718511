package padwise.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.Arrays;
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
import padwise.batch.RealTokens;
import padwise.batch.Side;
import padwise.loss.Labels.Asked;
import padwise.text.ChatTemplate;
import padwise.text.Encoding;
import padwise.text.Turn;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** The word that each slot is asked for: claims 17 and 18. */
@Tag("claim-17")
class LabelsTest {

  private static final int NO = Labels.IGNORE;
  private static final String SPECIAL = "[PAD] [UNK] [CLS] [SEP] ";
  private static final WordPieceTokenizer TOKENIZER =
      knowing(SPECIAL + "a b c d <system> <user> <assistant> <end>");
  private static final Vocabulary WORDS = TOKENIZER.vocabulary();
  private static final int END = WORDS.id("<end>");
  private static final List<Turn> TALK =
      List.of(Turn.user("a"), Turn.assistant("b c"), Turn.user("a"), Turn.assistant("d"));
  private static final List<Encoding> SENTENCES =
      List.of(TOKENIZER.encode("a b c"), TOKENIZER.encode("d"), TOKENIZER.encode(""));

  private final ChatTemplate template = new ChatTemplate(TOKENIZER);

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
  void a_chat_asks_for_answers_and_their_ends_and_never_for_a_role_or_a_question() {
    PaddedBatch batch = Padding.toMaxLength(15).apply(List.of(template.encode(TALK)));
    assertThat(batch.tokens().get(0).subList(0, 5))
        .containsExactly("<user>", "a", "<end>", "<assistant>", "b");
    assertThat(Labels.chat(batch, template, Asked.EVERY_ANSWER).toIntMatrix()[0])
        .containsExactly(NO, NO, NO, 5, 6, END, NO, NO, NO, NO, 7, END, NO, NO, NO);
    assertThat(Labels.chat(batch, template, Asked.LAST_ANSWER).toIntMatrix()[0])
        .containsExactly(NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 7, END, NO, NO, NO);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void a_chat_is_asked_the_same_wherever_its_padding_is_and_whatever_fills_it(Side side) {
    Encoding talk = template.encode(TALK);
    int[] alone = labels(Padding.toLongest(), talk);
    int[] padded = labels(Padding.toMaxLength(16).on(side).withPad(ChatTemplate.END, END), talk);
    int from = side == Side.LEFT ? 16 - alone.length : 0;
    assertThat(Arrays.copyOfRange(padded, from, from + alone.length)).isEqualTo(alone);
    assertThat(Arrays.stream(padded).filter(label -> label != NO)).hasSize(5);
  }

  @Test
  void a_role_or_an_end_in_the_words_of_a_turn_is_plain_text() {
    Encoding bert =
        new ChatTemplate(WordPieceTokenizer.bert()).encode(List.of(Turn.user("hi <end>")));
    assertThat(bert.tokens()).containsExactly("<user>", "hi", "<", "end", ">", "<end>");
    assertThat(bert.inputIds()).startsWith(3).endsWith(5); // reserved: [unused2], [unused4]
  }

  @Test
  void a_chat_without_an_answer_or_with_a_turn_without_end_is_refused() {
    refused(() -> chat(template.encode(TALK.subList(0, 1))), "no answer", "leave the chat out");
    refused(
        () -> chat(template.encode(TALK).withoutLast()), "ASSISTANT", "does not end", "token 12");
    PaddedBatch two =
        Padding.toLongest()
            .apply(List.of(template.encode(TALK), template.encode(TALK.subList(0, 1))));
    refused(() -> Labels.chat(two, template, Asked.EVERY_ANSWER), "batch, row 1, ids", "no answer");
    refused(() -> chat(template.encode(TALK).truncatedTo(5)), "does not end", "token 5");
    int[] unended = template.encode(TALK).inputIds().stream().mapToInt(id -> id).toArray();
    unended[2] = unended[1]; // a word where the first turn should end
    refused(() -> template.answers(unended), "USER", "does not end", "token 3");
    refused(() -> template.encode(List.of()), "turns", "[]");
    refused(() -> new ChatTemplate(knowing(SPECIAL + "a")), "[unused1]");
  }

  @Test
  void in_a_flat_row_the_first_label_of_each_sentence_is_ignored_and_the_shift_comes_after() {
    PackedBatch packed = PackedBatch.of(SENTENCES, 12);
    INDArray own = Labels.withoutStarts(packed.rows().inputIds(), packed.sentences());
    assertThat(own.toIntMatrix()[0]).containsExactly(NO, 4, 5, 6, 3, NO, 7, 3, NO, 3, NO, NO);
    INDArray full = Nd4j.createFromArray(new int[][] {{4, 5}, {6, 7}});
    assertThat(Labels.withoutStarts(full, full.div(full)).toIntMatrix()[1]).containsExactly(NO, 7);
    assertThat(Labels.shifted(own))
        .isEqualTo(Labels.causal(packed.rows().inputIds(), packed.sentences()));
  }

  @Test
  void minus_one_is_padding_as_zero_is() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{4, 5, 0, 0}, {0, 0, 6, 7}});
    INDArray zeros = Nd4j.createFromArray(new int[][] {{1, 1, 0, 0}, {0, 0, 1, 1}});
    INDArray minus = Nd4j.createFromArray(new int[][] {{1, 1, -1, -1}, {-1, -1, 1, 1}});
    assertThat(Labels.causal(ids, minus)).isEqualTo(Labels.causal(ids, zeros));
    assertThat(RealTokens.of(minus).slots())
        .containsExactly(RealTokens.of(zeros).slots().toArray(int[][]::new));
  }

  @Test
  void of_several_fillers_the_first_stays_as_the_end_of_its_sentence() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{4, 3, 5, 3, 3, 3}, {4, 5, 6, 7, 4, 5}});
    INDArray labels = Labels.withFirstPad(ids, 3);
    assertThat(labels.toIntMatrix()[0]).containsExactly(4, 3, 5, 3, NO, NO);
    assertThat(labels.toIntMatrix()[1]).containsExactly(4, 5, 6, 7, 4, 5);
    assertThat(Labels.shifted(labels).toIntMatrix()[0]).containsExactly(3, 5, 3, NO, NO, NO);
    INDArray left = Nd4j.createFromArray(new int[][] {{4, 5, 3}, {3, 3, 4}});
    refused(() -> Labels.withFirstPad(left, 3), "row 1", "filler 3", "causal");
  }

  private static WordPieceTokenizer knowing(String words) {
    return new WordPieceTokenizer(Vocabulary.of(List.of(words.split(" "))));
  }

  private int[] labels(Padding padding, Encoding chat) {
    return Labels.chat(padding.apply(List.of(chat)), template, Asked.EVERY_ANSWER).toIntMatrix()[0];
  }

  private INDArray chat(Encoding chat) {
    return Labels.chat(Padding.toMaxLength(20).apply(List.of(chat)), template, Asked.EVERY_ANSWER);
  }

  @Test
  void bad_input_is_named() {
    INDArray ids = Nd4j.createFromArray(new int[][] {{1, 2}});
    refused(() -> Labels.causal(ids.castTo(DataType.FLOAT), ids), "inputIds", "FLOAT");
    refused(() -> Labels.causal(ids, ids.reshape(2, 1)), "sentences", "[1, 2]", "[2, 1]");
    refused(() -> Labels.causal(ids.reshape(2), ids.reshape(2)), "inputIds", "[B, T]", "[2]");
    refused(() -> Labels.shifted(Nd4j.scalar(DataType.INT32, 3)), "labels", "[B, T]");
  }
}
