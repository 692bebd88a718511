package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Gradient;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.model.BertConfig;
import padwise.model.WordModel;
import padwise.text.Encoding;
import padwise.text.WordPieceTokenizer;

/** Who has a vote: claim 26, as gradients of a whole model. */
@Tag("claim-26")
class VoteClaimsTest {

  private static final WordPieceTokenizer TOKENIZER = WordPieceTokenizer.bert();
  private static final List<Encoding> SENTENCES =
      List.of(
          TOKENIZER.encode("The cat sat on the mat and looked at the birds in the garden"),
          TOKENIZER.encode("Birds sing"),
          TOKENIZER.encode("No"),
          TOKENIZER.encode(""));

  private final WordModel model = WordModel.random(new BertConfig(30_522, 20, 8, 2, 1, 16), 4);

  private final List<MaskedLoss> parts =
      SENTENCES.stream().map(s -> loss(Padding.toLongest().apply(List.of(s)))).toList();
  private final MaskedLoss whole = loss(Padding.toLongest().apply(SENTENCES));
  private final Gradient wanted = gradient(List.of(whole.mean()));

  @Test
  void counts_added_before_the_division_give_the_gradient_of_one_batch() {
    long counted = parts.stream().mapToLong(MaskedLoss::counted).sum();
    assertThat(counted).isEqualTo(whole.counted());
    Gradient added = gradient(parts.stream().map(part -> part.meanOver(counted)).toList());
    Gradient first = gradient(List.of(parts.get(0).meanOver(counted)));
    Gradient second =
        gradient(parts.subList(1, 4).stream().map(part -> part.meanOver(counted)).toList());
    for (Gradient right : List.of(added, first.plus(second))) {
      assertThat(right.angle(wanted)).isLessThan(0.01);
      assertThat(right.length() / wanted.length()).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void a_mean_of_means_points_elsewhere() {
    Gradient means = gradient(parts.stream().map(part -> part.mean().times(0.25)).toList());
    assertThat(means.angle(wanted)).isGreaterThan(10);
  }

  @Test
  void a_mean_over_all_slots_points_the_same_way_and_is_shorter_by_the_share_that_counts() {
    long slots = whole.perToken().length();
    Gradient shorter = gradient(List.of(whole.meanOver(slots)));
    assertThat(shorter.angle(wanted)).isLessThan(0.01);
    assertThat(shorter.length() / wanted.length())
        .isCloseTo(whole.counted() / (double) slots, within(1e-4));
  }

  private MaskedLoss loss(PaddedBatch batch) {
    AttentionMask mask =
        AttentionMask.padding(batch.attentionMask()).and(AttentionMask.causal(batch.length()));
    return MaskedCrossEntropy.of(model.forward(batch, mask), Labels.causal(batch));
  }

  private Gradient gradient(List<Variable> losses) {
    return Gradient.of(model.parameters(), () -> losses.forEach(Variable::backward));
  }
}
