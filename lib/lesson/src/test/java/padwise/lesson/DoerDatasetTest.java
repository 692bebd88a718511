package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedWords;
import padwise.model.BertConfig;
import padwise.model.SentenceModel;
import padwise.model.WordModel;

class DoerDatasetTest {

  private static final int WORDS = DoerCorpus.vocabulary().size();
  private static final DoerDataset DATA = DoerDataset.of(15, 1);

  @Test
  void twins_share_a_batch_so_each_batch_is_half_and_half() {
    assertThat(DATA.training()).hasSize(75);
    for (DoerDataset.Batch batch : DATA.training()) {
      assertThat(batch.padded().size()).isEqualTo(32);
      assertThat(batch.classes().sumNumber().intValue()).isEqualTo(16);
    }
  }

  @Test
  void six_parts_of_a_hundred_are_held_out_and_padded_as_asked() {
    assertThat(DATA.heldOut(Padding.toMaxLength(40)))
        .hasSize(6)
        .allMatch(batch -> batch.padded().size() == 100 && batch.padded().length() == 40);
  }

  @Test
  void a_batch_that_comes_round_hides_other_words() {
    assertThat(DATA.hidden(0).labels()).isNotEqualTo(DATA.hidden(75).labels());
    assertThat(DATA.hidden(75).batch().attentionMask())
        .isEqualTo(DATA.training().get(0).padded().attentionMask());
  }

  @Test
  void the_accuracy_is_the_share_of_sentences_whose_class_scores_highest() {
    assertThat(DATA.accuracy(batch -> scores(batch, 1, 0), Padding.toLongest())).isEqualTo(0.5);
    var model = SentenceModel.random(new BertConfig(WORDS, 64, 8, 2, 1, 8), 2, 1);
    double found = DATA.accuracy(batch -> masked(model, batch), Padding.toLongest());
    double wide = DATA.accuracy(batch -> masked(model, batch), Padding.toMaxLength(32));
    assertThat(found).isBetween(0.0, 1.0).isEqualTo(wide, within(1e-3));
  }

  @Test
  void
      hidden_words_are_the_same_for_each_padding_and_padding_changes_no_answer_of_a_masked_model() {
    HiddenWords near = DATA.hiddenHeldOut(Padding.toLongest());
    var model = WordModel.random(new BertConfig(WORDS, 64, 8, 2, 1, 8), 1);
    Function<PaddedBatch, Variable> masked =
        batch -> model.forward(batch, AttentionMask.padding(batch.attentionMask()));
    HiddenWords far = DATA.hiddenHeldOut(Padding.toMaxLength(32));
    assertThat(near.answers(masked)).hasSameSizeAs(near.wanted()).isEqualTo(far.answers(masked));
    assertThat(far.wanted()).isEqualTo(near.wanted());
    assertThat(near.wanted()).noneMatch(word -> word < 5); // no special token is hidden
  }

  @Test
  void a_model_that_knows_the_words_costs_nothing_and_one_that_knows_nothing_costs_ln_v() {
    HiddenWords words = DATA.hiddenHeldOut(Padding.toLongest());
    assertThat(words.loss(DoerDatasetTest::level)).isEqualTo(Math.log(WORDS), within(1e-4));
    assertThat(words.right(batch -> knowing(words, batch))).isEqualTo(100);
    assertThat(words.loss(batch -> knowing(words, batch))).isLessThan(1e-4);
  }

  @Test
  void no_model_no_answer_and_too_few_sentences_are_named() {
    HiddenWords words = DATA.hiddenHeldOut(Padding.toLongest());
    refused(() -> words.loss(nothing()), "model", "null");
    refused(() -> words.answers(batch -> nothing()), "logits", "null");
    refused(() -> DATA.accuracy(batch -> nothing(), Padding.toLongest()), "scores", "null");
    refused(
        () -> new DoerDataset(List.of(), DATA.learned(), List.of()), "training", "at least one");
    refused(() -> DoerDataset.of(1, 1).hiddenHeldOut(Padding.toLongest()), "pairs", "(15, seed)");
    MaskedWords shown = words.questions().get(0);
    var asked = new MaskedWords(shown.batch(), shown.labels().mul(0).add(Labels.IGNORE));
    assertThat(new HiddenWords(List.of(asked)).loss(DoerDatasetTest::level)).isEqualTo(0);
  }

  @Test
  void changed_counts_the_answers_that_differ() {
    assertThat(HiddenWords.changed(List.of(1, 2, 3, 1000), List.of(1, 5, 3, 1000))).isEqualTo(25);
  }

  private static Variable masked(SentenceModel model, PaddedBatch batch) {
    return model.forward(batch, AttentionMask.padding(batch.attentionMask()));
  }

  private static Variable scores(PaddedBatch batch, double animal, double person) {
    float[][] rows = new float[batch.size()][];
    Arrays.setAll(rows, i -> new float[] {(float) animal, (float) person});
    return Variable.constant(Nd4j.createFromArray(rows));
  }

  private static Variable level(PaddedBatch batch) {
    return Variable.constant(Nd4j.zeros(DataType.FLOAT, batch.size(), batch.length(), WORDS));
  }

  /** Gives the asked words a score of 20, and all others less than 1. */
  private static Variable knowing(HiddenWords words, PaddedBatch batch) {
    var labels =
        words.questions().stream()
            .filter(q -> q.batch().equals(batch))
            .findFirst()
            .orElseThrow()
            .labels();
    float[][][] scores = new float[batch.size()][batch.length()][WORDS];
    var random = new Random(1);
    for (int row = 0; row < batch.size(); row++) {
      for (int slot = 0; slot < batch.length(); slot++) {
        scores[row][slot][random.nextInt(WORDS)] = random.nextFloat();
        if (labels.getInt(row, slot) >= 0) {
          scores[row][slot][labels.getInt(row, slot)] = 20;
        }
      }
    }
    return Variable.constant(Nd4j.createFromArray(scores));
  }
}
