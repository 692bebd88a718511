package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.attention.AttentionMask;
import padwise.attention.MultiHeadAttention;
import padwise.attention.RaggedAttention;
import padwise.batch.RealTokens;
import padwise.grad.Variable;
import padwise.lesson.NeighbourOracle.Finding;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;

class NeighbourOracleTest {

  private static final int WIDTH = 12;
  private static final String LEFT = "padded on the left";
  private static final String PACKED = "packed into one row";

  private final MultiHeadAttention attention = MultiHeadAttention.random(WIDTH, 3, 7);
  private final Variable words = Variable.parameter(Ragged.normal(new Random(8), WIDTH, 11));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void masked_attention_does_not_notice_its_neighbours(long seed) {
    List<Finding> findings = over(seed).check(this::attended);
    assertThat(findings).hasSize(7).allMatch(Finding::holds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void unmasked_attention_notices_in_every_arrangement(long seed) {
    List<Finding> findings =
        over(seed).check(a -> attention.forward(a.input(), AttentionMask.none()).values().value());
    assertThat(findings).noneMatch(Finding::holds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_padding_mask_alone_leaks_between_packed_sentences_and_nowhere_else(long seed) {
    List<Finding> findings =
        over(seed)
            .check(
                a ->
                    attention
                        .forward(a.input(), AttentionMask.padding(a.attentionMask()))
                        .values()
                        .value());
    assertThat(findings)
        .allSatisfy(f -> assertThat(f.holds()).isEqualTo(!f.arrangement().equals(PACKED)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void without_selection_only_nan_in_the_pads_gets_through(long seed) {
    List<Finding> findings =
        over(seed)
            .check(
                a ->
                    attention
                        .forward(Variable.constant(a.values()), a.attention())
                        .values()
                        .value());
    assertThat(findings)
        .allSatisfy(
            f -> assertThat(f.holds()).isEqualTo(!f.arrangement().equals("NaN and ∞ in the pads")));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void masked_loss_of_each_token_does_not_notice_its_neighbours(long seed) {
    assertThat(over(seed).check(a -> loss(a, attended(a), seed).perToken()))
        .allMatch(Finding::holds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void gradients_of_real_tokens_do_not_notice_their_neighbours(long seed) {
    assertThat(over(seed).check(a -> gradient(a, a.attention(), seed))).allMatch(Finding::holds);
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void causal_attention_notices_no_neighbour_in_outputs_losses_and_gradients(long seed) {
    assertThat(over(seed).check(a -> causal(a, a.causal()))).hasSize(7).allMatch(Finding::holds);
    assertThat(over(seed).check(a -> loss(a, causal(a, a.causal()), seed).perToken()))
        .allMatch(Finding::holds);
    assertThat(over(seed).check(a -> gradient(a, a.causal(), seed))).allMatch(Finding::holds);
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_causal_mask_alone_leaks_from_the_left_and_in_packed_rows_and_nowhere_else(long seed) {
    assertLeaks(over(seed).check(a -> causal(a, onlyCausal(a))), LEFT, PACKED);
    assertLeaks(
        over(seed).check(a -> loss(a, causal(a, onlyCausal(a)), seed).perToken()), LEFT, PACKED);
    assertLeaks(over(seed).check(a -> gradient(a, onlyCausal(a), seed)), LEFT, PACKED);
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_causal_and_a_padding_mask_leak_in_packed_rows_and_nowhere_else(long seed) {
    assertLeaks(
        over(seed)
            .check(a -> causal(a, onlyCausal(a).and(AttentionMask.padding(a.attentionMask())))),
        PACKED);
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_causal_token_does_not_notice_what_comes_after_it(long seed) {
    NeighbourOracle cut = over(seed).cuttingTails();
    assertThat(cut.check(a -> causal(a, a.causal()))).hasSize(7).allMatch(Finding::holds);
    assertThat(cut.check(a -> loss(a, causal(a, a.causal()), seed).perToken()))
        .allMatch(Finding::holds);
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_bidirectional_token_notices_a_cut_tail_in_every_arrangement(long seed) {
    assertThat(over(seed).cuttingTails().check(this::attended)).noneMatch(Finding::holds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void gradients_at_padded_slots_are_exactly_zero_with_nothing_forced(long seed) {
    for (Arrangement a : Arrangement.crowded(Ragged.sentences(seed, WIDTH), seed)) {
      if (a.name().startsWith("NaN")) {
        continue; // selection would force the zero here
      }
      Variable x = Variable.parameter(a.values());
      loss(a, attention.forward(x, a.attention()).values(), seed).sum().backward();
      assertThatTensor(x.gradient()).isExactly(0).whereNotMask(a.attentionMask());
      assertThat(x.gradient().norm2(2).maxNumber().doubleValue()).isGreaterThan(1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ragged_attention_does_not_notice_its_neighbours(long seed) {
    RaggedAttention ragged = new RaggedAttention(attention);
    assertThat(over(seed).check(a -> ragged.forward(a.values(), RealTokens.of(a.sentence()))))
        .hasSize(7)
        .allMatch(Finding::holds);
  }

  @Test
  void needs_a_neighbour_and_numbers_that_differ() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighbourOracle.over(List.of(Nd4j.ones(2, 3)), 1))
        .withMessageContaining("at least 2 but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NeighbourOracle.over(List.of(Nd4j.ones(2, 3), Nd4j.ones(4, 3)), 1))
        .withMessageContaining("use random numbers");
  }

  private static NeighbourOracle over(long seed) {
    return NeighbourOracle.over(Ragged.sentences(seed, WIDTH), seed);
  }

  private INDArray attended(Arrangement a) {
    return attention.forward(a.input(), a.attention()).values().value();
  }

  private MaskedLoss loss(Arrangement a, INDArray hidden, long seed) {
    return loss(a, Variable.constant(hidden), seed);
  }

  private MaskedLoss loss(Arrangement a, Variable hidden, long seed) {
    Random random = new Random(seed);
    List<INDArray> labels =
        Ragged.sentences(seed, WIDTH).stream()
            .map(s -> Nd4j.createFromArray(random.ints(s.size(0), 0, 11).toArray()))
            .toList();
    return MaskedCrossEntropy.of(hidden.matmul(words), a.place(labels, Labels.IGNORE));
  }

  private INDArray causal(Arrangement a, AttentionMask mask) {
    return attention.forward(a.input(), mask).values().value();
  }

  private static AttentionMask onlyCausal(Arrangement a) {
    return AttentionMask.causal((int) a.sentence().size(1));
  }

  private static void assertLeaks(List<Finding> findings, String... arrangements) {
    assertThat(findings)
        .filteredOn(f -> !f.holds())
        .extracting(Finding::arrangement)
        .containsExactlyInAnyOrder(arrangements);
  }

  private INDArray gradient(Arrangement a, AttentionMask mask, long seed) {
    Variable x = Variable.parameter(a.values());
    loss(a, attention.forward(x.where(a.attentionMask()), mask).values(), seed).sum().backward();
    return x.gradient();
  }
}
