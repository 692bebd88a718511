package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.lesson.NeighbourOracle.Finding;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.model.BertConfig;
import padwise.model.ClsHead;
import padwise.model.ForwardTrace;
import padwise.model.MiniBert;
import padwise.model.MlmHead;
import padwise.model.RaggedEncoder;
import padwise.model.WordModel;

/** From ids to loss and back, through a whole BERT: no stage notices a sentence's neighbours. */
@Tag("spine")
class ModelOracleTest {

  private static final int WORDS = 23;

  private final MiniBert bert = MiniBert.random(new BertConfig(WORDS, 16, 12, 3, 2, 16), 3);
  private final MlmHead head = MlmHead.tied(bert.embeddings(), 4);
  private final ClsHead classes = ClsHead.random(12, 2, 5);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void embeddings_every_layer_and_the_logits_hold(long seed) {
    holds(seed, a -> trace(a).embedded().output().value());
    holds(seed, a -> trace(a).layers().get(0).output().value());
    holds(seed, a -> trace(a).output().value());
    holds(seed, a -> head.forward(trace(a).output()).value());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_loss_of_each_token_and_the_gradient_at_each_input_hold(long seed) {
    holds(seed, a -> loss(trace(a), a, seed).perToken());
    holds(
        seed,
        a -> {
          ForwardTrace trace = trace(a);
          loss(trace, a, seed).sum().backward();
          return trace.embedded().sum().gradient();
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void every_weight_learns_the_same_from_any_arrangement(long seed) {
    List<INDArray> alone = learned(Arrangement.alone(sentences(seed)), seed);
    for (Arrangement crowd : Arrangement.crowded(sentences(seed), seed)) {
      List<INDArray> together = learned(List.of(crowd), seed);
      for (int i = 0; i < alone.size(); i++) {
        double size = Math.max(1, alone.get(i).amaxNumber().doubleValue());
        assertThatTensor(together.get(i))
            .as("%s, weight %d", crowd.name(), i)
            .isCloseTo(alone.get(i), 1e-4 * size)
            .everywhere();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_sentences_class_scores_and_a_ragged_encoder_hold(long seed) {
    holds(seed, a -> classes.forward(trace(a).output(), a.position(), a.attentionMask()).value());
    RaggedEncoder ragged = new RaggedEncoder(bert);
    holds(seed, a -> ragged.forward(a.batch(WORDS), a.position(), a.sentence()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void slots_as_positions_are_noticed_on_the_left_and_in_packed_rows_and_nowhere_else(long seed) {
    NeighbourOracle.Stage bySlot =
        a -> {
          INDArray slots = a.position().mul(0).add(range(a.position().size(1)));
          return bert.forward(a.batch(WORDS), slots, a.attention()).output().value();
        };
    assertThat(over(seed).check(bySlot))
        .filteredOn(f -> !f.holds())
        .extracting(Finding::arrangement)
        .containsExactlyInAnyOrder("on the left", "packed");
  }

  private static INDArray range(long slots) {
    return Nd4j.createFromArray(IntStream.range(0, (int) slots).map(i -> i % 16).toArray())
        .reshape(1, slots);
  }

  private void holds(long seed, NeighbourOracle.Stage stage) {
    assertThat(over(seed).check(stage)).hasSize(7).allMatch(Finding::holds);
  }

  private ForwardTrace trace(Arrangement a) {
    return bert.forward(a.batch(WORDS), a.position(), a.attention());
  }

  private MaskedLoss loss(ForwardTrace trace, Arrangement a, long seed) {
    Random random = new Random(seed + 50);
    Function<INDArray, INDArray> labels =
        s -> Nd4j.createFromArray(random.ints(s.size(0), 0, WORDS).toArray());
    return MaskedCrossEntropy.of(
        head.forward(trace.output()),
        a.place(sentences(seed).stream().map(labels).toList(), Labels.IGNORE));
  }

  private List<INDArray> learned(List<Arrangement> batches, long seed) {
    List<Variable> weights = new WordModel(bert, head).parameters();
    weights.forEach(Variable::clearGradient);
    for (Arrangement a : batches) {
      loss(trace(a), a, seed).sum().backward();
    }
    return weights.stream().map(Variable::gradient).toList();
  }

  private static NeighbourOracle over(long seed) {
    return NeighbourOracle.over(sentences(seed), seed);
  }

  /** Ragged sentences of ids, {@code [length, 1]}; a real token may have the id of [PAD]. */
  private static List<INDArray> sentences(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 2 + random.nextInt(4))
        .mapToObj(i -> random.ints(i == 0 ? 1 : 1 + random.nextInt(9), 0, WORDS).toArray())
        .map(ids -> Nd4j.createFromArray(ids).castTo(DataType.FLOAT).reshape(ids.length, 1))
        .toList();
  }
}
