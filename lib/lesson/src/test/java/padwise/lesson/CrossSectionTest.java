package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.model.BertConfig;
import padwise.model.WordModel;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

class CrossSectionTest {

  private static final WordModel MODEL =
      WordModel.random(new BertConfig(DoerCorpus.vocabulary().size(), 16, 12, 3, 1, 24), 1);
  private static final Encoding SENTENCE =
      new WordPieceTokenizer(DoerCorpus.vocabulary()).encode("the cat chased the boy");

  @Test
  void its_last_stage_is_what_the_model_computes() {
    PaddedBatch batch = Padding.toMaxLength(10).apply(List.of(SENTENCE));
    AttentionMask mask = AttentionMask.padding(batch.attentionMask());
    List<CrossSection.Result> stages = CrossSection.of(MODEL, batch, mask).stages();
    var head = stages.get(stages.size() - 1).values();
    assertThat(head.equalsWithEps(MODEL.forward(batch, mask).value(), 1e-5)).isTrue();
    assertThat(stages.get(6).values().shape()).containsExactly(1, 3, 10, 4); // · V, by heads
  }

  @Test
  void real_tokens_notice_padding_from_the_softmax_on_and_with_the_mask_never() {
    List<CrossSection.PadEffect> found = CrossSection.ofPadding(MODEL, SENTENCE, 12);
    assertThat(found).extracting(CrossSection.PadEffect::stage).startsWith("embedding", "norm");
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).withMask()).isLessThan(1e-5);
      if (i < 5) { // up to the mask, each slot is by itself
        assertThat(found.get(i).withoutMask()).isLessThan(1e-5);
      } else {
        assertThat(found.get(i).withoutMask()).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  void the_padded_slot_is_as_full_as_any_and_its_weights_sum_to_one_in_each_head() {
    List<CrossSection.PadEffect> found = CrossSection.ofPadding(MODEL, SENTENCE, 12);
    assertThat(found).allSatisfy(stage -> assertThat(stage.padNorm()).isFinite().isPositive());
    assertThat(found.get(5).padNorm()).isLessThanOrEqualTo(Math.sqrt(3) + 1e-6);
    assertThat(found.get(1).padNorm()).isEqualTo(Math.sqrt(12), within(1e-2)); // normalised
  }

  @Test
  void a_row_without_room_for_padding_is_refused() {
    refused(() -> CrossSection.ofPadding(MODEL, SENTENCE, 7), "7 tokens");
    refused(
        () -> CrossSection.ofPadding(MODEL, SENTENCE.truncatedTo(2).withoutLast(), 9), "[[CLS]]");
    Encoding padded =
        new Encoding(
            List.of("the", "cat", "[PAD]"), List.of(5, 6, 0), List.of(1, 1, 0), List.of(0, 0, 0));
    refused(() -> CrossSection.ofPadding(MODEL, padded, 9), "sentence", "none of them padding");
    refused(() -> CrossSection.ofPadding(MODEL, SENTENCE, 46_341), "slots", "GB of memory");
  }
}
