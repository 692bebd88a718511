package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
import padwise.text.Encoding;

class NeighbourOracleTest {

  private static final int WIDTH = 12;
  private static final String LEFT = "on the left";
  private static final String PACKED = "packed";

  private final MultiHeadAttention attention = MultiHeadAttention.random(WIDTH, 3, 7);
  private final Variable words = Variable.parameter(Ragged.normal(new Random(8), WIDTH, 11));

  static Stream<Arguments> leaks() {
    List<String> all =
        Arrangement.crowded(Ragged.sentences(1, WIDTH), 1).stream().map(Arrangement::name).toList();
    return Stream.of(
        leak("no mask", a -> AttentionMask.none(), all),
        leak("padding", NeighbourOracleTest::padding, List.of(PACKED)),
        leak("causal", NeighbourOracleTest::causal, List.of(LEFT, PACKED)),
        leak("causal, padding", a -> causal(a).and(padding(a)), List.of(PACKED)));
  }

  private static Arguments leak(
      String name, Function<Arrangement, AttentionMask> mask, List<String> where) {
    return Arguments.of(name, mask, where);
  }

  @ParameterizedTest(name = "{0}")
  @Tag("claim-12")
  @MethodSource("leaks")
  void outputs_losses_and_gradients_leak_where_a_mask_lets_them_and_nowhere_else(
      String name, Function<Arrangement, AttentionMask> mask, List<String> where) {
    for (long seed : new long[] {1, 2, 3, 4}) {
      assertLeaks(over(seed).check(a -> attended(a, mask.apply(a))), where);
      assertLeaks(over(seed).check(losses(mask, seed)), where);
      assertLeaks(over(seed).check(a -> gradient(a, mask.apply(a), seed)), where);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void masked_attention_does_not_notice_its_neighbours(long seed) {
    holds(over(seed), a -> attended(a, a.attention()));
    holds(over(seed), a -> attended(a, a.causal()));
    RaggedAttention ragged = new RaggedAttention(attention);
    holds(over(seed), a -> ragged.forward(a.values(), RealTokens.of(a.sentence())));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void gradients_of_real_tokens_do_not_notice_their_neighbours(long seed) {
    holds(over(seed), losses(Arrangement::attention, seed));
    holds(over(seed), a -> gradient(a, a.attention(), seed));
    holds(over(seed), losses(Arrangement::causal, seed));
    holds(over(seed), a -> gradient(a, a.causal(), seed));
  }

  @ParameterizedTest
  @Tag("claim-12")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_causal_token_does_not_notice_what_comes_after_it(long seed) {
    NeighbourOracle cut = over(seed).cuttingTails();
    holds(cut, a -> attended(a, a.causal()));
    holds(cut, losses(Arrangement::causal, seed));
    assertThat(cut.check(a -> attended(a, a.attention()))).noneMatch(Finding::holds);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void without_selection_only_nan_in_the_pads_gets_through(long seed) {
    NeighbourOracle.Stage unselected =
        a -> attention.forward(Variable.constant(a.values()), a.attention()).values().value();
    assertLeaks(over(seed).check(unselected), List.of("NaN, ∞ in pads"));
  }

  @Test
  void sentences_of_two_widths_or_none_are_refused() {
    refusedOver(List.of(Nd4j.rand(3, 4), Nd4j.rand(2, 5)), "[2, 4]", "[2, 5]");
    refusedOver(List.of(Nd4j.rand(3), Nd4j.rand(3)), "[M, D]");
    List<INDArray> two = List.of(Nd4j.rand(3, 4), Nd4j.rand(2, 4));
    refused(() -> new NeighbourOracle(two, two.subList(0, 1), 1), "laidOut", "2 sentences", "1");
  }

  @Test
  void needs_a_neighbour_and_numbers_that_differ() {
    refusedOver(List.of(Nd4j.ones(2, 3)), "at least 2 but was 1");
    refusedOver(List.of(Nd4j.ones(2, 3), Nd4j.ones(4, 3)), "use random numbers");
    refusedOver(List.of(Nd4j.rand(2, 3), Nd4j.rand(2, 3).div(0)), "∞");
    Encoding pair = new Encoding(List.of("a", "b"), List.of(1, 2), List.of(1, 1), List.of(0, 1));
    refused(() -> NeighbourOracle.reading(List.of(pair, pair), 1), "sentences", "no pair");
    refused(() -> over(1).check(a -> a.batch(9).inputIds()), "values", "[1, 1, 1]", "reading");
  }

  @Test
  void a_stage_that_writes_into_what_it_is_given_hides_nothing() {
    NeighbourOracle oracle = over(1);
    NeighbourOracle.Stage leaky = a -> attended(a, AttentionMask.none());
    NeighbourOracle.Stage writing =
        a -> {
          INDArray result = leaky.apply(a);
          a.sentence().assign(1);
          a.position().assign(0);
          return result;
        };
    assertThat(oracle.check(writing)).isEqualTo(oracle.check(leaky));
  }

  @Test
  void labels_are_placed_by_slot_however_the_numbers_lie_in_memory() {
    INDArray sentence = Nd4j.createFromArray(new int[][] {{1, 1, -1}, {2, 2, 2}});
    INDArray position = Nd4j.createFromArray(new int[][] {{0, 1, 0}, {0, 1, 2}});
    INDArray values = Nd4j.ones(2, 3, 1);
    List<INDArray> labels = List.of(Nd4j.createFromArray(10, 11), Nd4j.createFromArray(20, 21, 22));
    INDArray placed = Nd4j.createFromArray(new int[][] {{10, 11, -100}, {20, 21, 22}});
    Arrangement turned = new Arrangement("a", values, sentence.dup('f'), position.dup('f'));
    assertThat(turned.place(labels, -100)).isEqualTo(placed);
    Arrangement before = new Arrangement("a", values, sentence, position.sub(1));
    refused(() -> before.place(labels, -100), "perSentence", "sentence 0");
  }

  private static void refusedOver(List<INDArray> sentences, String... words) {
    refused(() -> NeighbourOracle.over(sentences, 1), words);
  }

  private static NeighbourOracle over(long seed) {
    return NeighbourOracle.over(Ragged.sentences(seed, WIDTH), seed);
  }

  private static void holds(NeighbourOracle oracle, NeighbourOracle.Stage stage) {
    assertThat(oracle.check(stage)).hasSize(7).allMatch(Finding::holds);
  }

  private static void assertLeaks(List<Finding> findings, List<String> arrangements) {
    assertThat(findings)
        .filteredOn(f -> !f.holds())
        .extracting(Finding::arrangement)
        .containsExactlyInAnyOrderElementsOf(arrangements);
  }

  private INDArray attended(Arrangement a, AttentionMask mask) {
    return attention.forward(a.input(), mask).values().value();
  }

  private NeighbourOracle.Stage losses(Function<Arrangement, AttentionMask> mask, long seed) {
    return a -> loss(a, Variable.constant(attended(a, mask.apply(a))), seed).perToken();
  }

  private INDArray gradient(Arrangement a, AttentionMask mask, long seed) {
    Variable x = Variable.parameter(a.values());
    loss(a, attention.forward(x.where(a.attentionMask()), mask).values(), seed).sum().backward();
    return x.gradient();
  }

  private MaskedLoss loss(Arrangement a, Variable hidden, long seed) {
    Random random = new Random(seed);
    List<INDArray> labels =
        Ragged.sentences(seed, WIDTH).stream()
            .map(s -> Nd4j.createFromArray(random.ints(s.size(0), 0, 11).toArray()))
            .toList();
    return MaskedCrossEntropy.of(hidden.matmul(words), a.place(labels, Labels.IGNORE));
  }

  private static AttentionMask padding(Arrangement a) {
    return AttentionMask.padding(a.attentionMask());
  }

  private static AttentionMask causal(Arrangement a) {
    return AttentionMask.causal((int) a.sentence().size(1));
  }
}
