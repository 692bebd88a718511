package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Loops;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.lesson.Arrangement;
import padwise.lesson.NeighbourOracle;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.loss.MaskedWords;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.MlmHead;
import padwise.text.Encoding;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;
import padwise.train.Trainer;

/** The words that a language model is asked for: claims 17 and 18, on a BERT of two layers. */
class LabelClaimsTest {

  private static final Vocabulary WORDS =
      Vocabulary.of(
          List.of(
              "[PAD] [UNK] [CLS] [SEP] [MASK] the cat sat on mat birds sing loudly".split(" ")));
  private static final WordPieceTokenizer TOKENIZER = new WordPieceTokenizer(WORDS);
  private static final List<Encoding> SENTENCES =
      Stream.of("The cat sat on the mat", "Birds sing loudly", "Sing", "")
          .map(TOKENIZER::encode)
          .toList();
  private static final PaddedBatch BATCH = Padding.toLongest().apply(SENTENCES); // [4, 8]
  private static final int END = WORDS.id(Vocabulary.SEP);

  private final MiniBert bert = MiniBert.random(new BertConfig(WORDS.size(), 32, 16, 2, 2, 32), 1);
  private final MlmHead head = MlmHead.tied(bert.embeddings(), 2);

  @Test
  @Tag("claim-17")
  void masked_words_are_divided_by_the_asked_ones_not_by_all_real_tokens() {
    MaskedWords masked = MaskedWords.of(BATCH, WORDS, 6);
    Variable logits = head.forward(bert.forward(masked.batch()).output());
    MaskedLoss loss = MaskedCrossEntropy.of(logits, masked.labels());
    double[][] scores = Loops.rows(logits.value());
    int[] labels = masked.labels().data().asInt();
    double[] each =
        IntStream.range(0, 32)
            .filter(slot -> labels[slot] != Labels.IGNORE)
            .mapToDouble(slot -> Loops.crossEntropy(scores[slot], labels[slot]))
            .toArray();
    assertThat(each.length).isBetween(1, (int) BATCH.realTokens() / 2);
    assertThat(loss.counted()).isEqualTo(each.length);
    assertThat(number(loss.mean()))
        .isCloseTo(
            IntStream.range(0, each.length).mapToDouble(i -> each[i]).average().orElse(0),
            within(1e-4))
        .isNotCloseTo(number(loss.sum()) / BATCH.realTokens(), within(0.1));
  }

  @Test
  @Tag("claim-17")
  void only_with_the_causal_mask_is_the_word_that_is_asked_for_out_of_sight() {
    PaddedBatch one = Padding.none().apply(SENTENCES.subList(0, 1)); // [1, 8]
    for (int asking = 0; asking < 7; asking++) {
      INDArray labels = Labels.causal(one);
      for (int slot = 0; slot < 8; slot++) {
        labels.putScalar(0, slot, slot == asking ? labels.getInt(0, slot) : Labels.IGNORE);
      }
      assertThat(pull(one, labels, AttentionMask.causal(8), asking + 1)).isZero();
      assertThat(pull(one, labels, AttentionMask.none(), asking + 1)).isGreaterThan(1e-3);
    }
  }

  @Test
  @Tag("claim-17")
  void causal_losses_do_not_notice_neighbours_and_a_shift_along_the_row_does_when_packed() {
    List<INDArray> vectors = SENTENCES.stream().map(this::embedded).toList();
    List<INDArray> ids =
        SENTENCES.stream()
            .map(s -> Nd4j.createFromArray(s.inputIds().stream().mapToInt(i -> i).toArray()))
            .toList();
    NeighbourOracle oracle = NeighbourOracle.over(vectors, 4);
    assertThat(oracle.check(a -> losses(a, Labels.causal(a.place(ids, 0), a.sentence()))))
        .allMatch(NeighbourOracle.Finding::holds);
    assertThat(oracle.check(a -> losses(a, Labels.causal(a.place(ids, 0), a.attentionMask()))))
        .filteredOn(finding -> !finding.holds())
        .extracting(NeighbourOracle.Finding::arrangement)
        .containsExactly("packed");
  }

  @Test
  @Tag("claim-17")
  void a_prompt_gets_no_gradient_at_its_logits_and_one_at_its_inputs() {
    PaddedBatch pair =
        Padding.toMaxLength(10).apply(List.of(TOKENIZER.encode("birds sing", "the cat")));
    Variable x = Variable.parameter(bert.embeddings().forward(pair).output().value());
    Variable logits = logits(x, AttentionMask.causal(10)); // [CLS] birds sing [SEP] the cat [SEP]
    MaskedCrossEntropy.of(logits, Labels.sft(pair)).sum().backward();
    double[] said = logits.gradient().slice(0).norm2(1).toDoubleVector();
    double[] read = x.gradient().slice(0).norm2(1).toDoubleVector();
    assertThat(IntStream.range(0, 10).filter(slot -> said[slot] > 1e-3)).containsExactly(3, 4, 5);
    assertThat(IntStream.range(0, 10).filter(slot -> read[slot] > 1e-3))
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(said[0] + said[1] + said[2] + said[7]).isZero();
    assertThat(read[7] + read[8] + read[9]).isZero();
  }

  @Test
  @Tag("claim-18")
  void labels_by_id_leave_the_last_word_untaught_and_only_ever_push_the_end_down() {
    INDArray byMask = endPull(Labels.causal(filled()));
    INDArray byId = endPull(byId());
    for (int row = 0; row < 4; row++) {
      int lastWord = SENTENCES.get(row).length() - 2;
      assertThat(byMask.getDouble(row, lastWord)).isLessThan(-0.1); // the score should rise
      assertThat(byId.getDouble(row, lastWord)).isZero();
    }
    assertThat(byId.minNumber().doubleValue()).isZero();
    assertThat(byId.maxNumber().doubleValue()).isGreaterThan(1e-4);
  }

  @Test
  @Tag("claim-18")
  void trained_on_labels_by_the_mask_a_model_ends_its_sentence() {
    train(Labels.causal(filled()));
    assertThat(written("birds")).isEqualTo("birds sing loudly [SEP]");
  }

  @Test
  @Tag("claim-18")
  void trained_on_labels_by_id_it_says_the_same_words_and_never_ends() {
    train(byId());
    assertThat(written("birds")).startsWith("birds sing loudly ").doesNotContain("[SEP]");
  }

  private static PaddedBatch filled() {
    return Padding.toLongest().withPad(Vocabulary.SEP, END).apply(SENTENCES);
  }

  /** The pitfall: every label that is the filler's id is ignored. */
  private static INDArray byId() {
    INDArray labels = Labels.causal(filled());
    return Labels.ofRealTokens(labels, labels.neq(END));
  }

  private void train(INDArray labels) {
    List<Variable> weights =
        Stream.concat(bert.parameters().stream(), head.parameters().stream()).toList();
    new Trainer(weights, 0.01).run(80, step -> MaskedCrossEntropy.of(causal(filled()), labels));
  }

  /** The word with the highest score again and again, until the sentence ends, or ten words. */
  private String written(String start) {
    String text = start;
    for (int i = 0; i < 10 && !text.endsWith(Vocabulary.SEP); i++) {
      PaddedBatch read = Padding.none().apply(List.of(TOKENIZER.encode(text))); // [SEP] at the end
      INDArray scores = causal(read).value().slice(0).getRow(read.length() - 2);
      text += " " + WORDS.token(scores.argMax().getInt(0));
    }
    return text;
  }

  private Variable causal(PaddedBatch batch) {
    return logits(bert.embeddings().forward(batch).output(), AttentionMask.causal(batch.length()));
  }

  /** The part of each slot that moves the score of the end, {@code [4, 8]}. */
  private INDArray endPull(INDArray labels) {
    Variable logits = causal(filled());
    MaskedCrossEntropy.of(logits, labels).sum().backward();
    return logits.gradient().reshape(32, WORDS.size()).getColumn(END).dup().reshape(4, 8);
  }

  /** The weight that the input of one slot has in the loss. */
  private double pull(PaddedBatch batch, INDArray labels, AttentionMask mask, int slot) {
    Variable x = Variable.parameter(bert.embeddings().forward(batch).output().value());
    MaskedCrossEntropy.of(logits(x, mask), labels).sum().backward();
    return x.gradient().slice(0).getRow(slot).norm2Number().doubleValue();
  }

  private INDArray losses(Arrangement a, INDArray labels) {
    return MaskedCrossEntropy.of(logits(a.input(), a.causal()), labels).perToken();
  }

  private INDArray embedded(Encoding sentence) {
    PaddedBatch alone = Padding.none().apply(List.of(sentence));
    return bert.embeddings().forward(alone).output().value().slice(0).dup('c');
  }

  private Variable logits(Variable x, AttentionMask mask) {
    Variable hidden = x;
    for (var block : bert.blocks()) {
      hidden = block.forward(hidden, mask).output();
    }
    return head.forward(hidden);
  }

  private static double number(Variable one) {
    return one.value().getDouble(0);
  }
}
