package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.Ragged;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.Labels.Asked;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.text.ChatTemplate;
import padwise.text.Turn;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

/** Chats: claim 23, as gradients. */
@Tag("claim-23")
class ChatClaimsTest {

  private static final Vocabulary WORDS =
      Vocabulary.of(
          List.of(
              ("[PAD] [UNK] [CLS] [SEP] <system> <user> <assistant> <end>"
                      + " who sings birds do sleeps cats")
                  .split(" ")));
  private static final ChatTemplate TEMPLATE = new ChatTemplate(new WordPieceTokenizer(WORDS));
  private static final int END = WORDS.id(ChatTemplate.END);
  private static final PaddedBatch BATCH =
      Padding.toLongest()
          .withPad(ChatTemplate.END, END) // pad = eos
          .apply(
              List.of(
                  TEMPLATE.encode(
                      List.of(
                          Turn.user("who sings"),
                          Turn.assistant("birds do"),
                          Turn.user("who sleeps"),
                          Turn.assistant("cats"))),
                  TEMPLATE.encode(List.of(Turn.user("who"), Turn.assistant("cats do")))));

  @Test
  void only_the_slots_before_an_answers_words_and_its_end_have_a_gradient() {
    INDArray labels = Labels.chat(BATCH, TEMPLATE, Asked.EVERY_ANSWER);
    assertThat(row(labels, 0)).containsExactly("birds", "do", "<end>", "cats", "<end>");
    assertThat(row(labels, 1)).containsExactly("cats", "do", "<end>"); // its end, though pad = eos
    Variable logits = Variable.parameter(Ragged.normal(new Random(1), 2, 15, 14));
    MaskedLoss loss = MaskedCrossEntropy.of(logits, labels);
    assertThat(loss.counted()).isEqualTo(8);
    loss.mean().backward();
    INDArray asked = labels.neq(Labels.IGNORE).castTo(DataType.INT32);
    assertThatTensor(logits.gradient()).isExactly(0).whereNotMask(asked);
    assertThat(logits.gradient().norm2(2).gt(0).castTo(DataType.INT32)).isEqualTo(asked);
  }

  @Test
  void the_last_answer_alone_leaves_the_ones_before_it_unasked() {
    INDArray labels = Labels.chat(BATCH, TEMPLATE, Asked.LAST_ANSWER);
    assertThat(row(labels, 0)).containsExactly("cats", "<end>");
    assertThat(row(labels, 1)).containsExactly("cats", "do", "<end>");
  }

  @Test
  void labels_by_the_fillers_id_would_forget_every_end() {
    INDArray ids = Labels.withoutStarts(BATCH.inputIds(), BATCH.attentionMask());
    INDArray byId = Labels.shifted(ids.add(ids.eq(END).castTo(DataType.INT32).mul(-100 - END)));
    assertThat(row(byId, 0)).isNotEmpty().doesNotContain("<end>");
    INDArray firstKept = Labels.shifted(Labels.withFirstPad(BATCH.inputIds(), END));
    assertThat(row(firstKept, 1)).endsWith("cats", "do", "<end>");
  }

  private static List<String> row(INDArray labels, int row) {
    return Arrays.stream(labels.toIntMatrix()[row])
        .filter(label -> label != Labels.IGNORE)
        .mapToObj(WORDS::token)
        .toList();
  }
}
