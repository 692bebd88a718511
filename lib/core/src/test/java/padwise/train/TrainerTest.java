package padwise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;
import static padwise.Refused.stopped;
import static padwise.TensorAssert.assertThatTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.RandomTexts;
import padwise.batch.Buckets;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.loss.Labels;
import padwise.loss.MaskedCrossEntropy;
import padwise.loss.MaskedLoss;
import padwise.model.BertConfig;
import padwise.model.WordModel;
import padwise.text.WordPieceTokenizer;

class TrainerTest {

  private static final String MEMORY = "training step";

  private static final INDArray TARGET = Nd4j.createFromArray(new int[][] {{0, 2}});

  private final Variable weight = Variable.parameter(Ragged.normal(new Random(1), 1, 2, 3));

  private MaskedLoss loss(int step) {
    return MaskedCrossEntropy.of(weight.times(1), TARGET);
  }

  @Test
  void training_lowers_the_loss_and_the_trace_has_one_for_each_step() {
    List<Trainer.Step> seen = new ArrayList<>();
    TrainingTrace trace = new Trainer(List.of(weight), 0.1).run(200, this::loss, seen::add);
    List<Double> losses = trace.losses();
    assertThat(losses).hasSize(200).last().matches(last -> last < 0.02);
    assertThat(losses.get(0)).isGreaterThan(0.5);
    assertThat(seen).hasSize(200).last().isEqualTo(new Trainer.Step(200, 200, losses.get(199)));
    assertThat(trace.recentLoss(2))
        .isCloseTo((losses.get(198) + losses.get(199)) / 2, within(1e-12));
  }

  @Test
  void means_smooth_a_trace_and_leave_out_a_rest() {
    TrainingTrace trace = new TrainingTrace(List.of(1.0, 3.0, 5.0, 9.0, 100.0));
    assertThat(trace.means(2)).containsExactly(2.0, 7.0);
    assertThat(trace.means(1)).isEqualTo(trace.losses());
    refused(() -> trace.means(0), "steps", "0");
  }

  @Test
  void the_same_seeds_train_to_the_same_weights() {
    assertThat(bert(50)).isEqualTo(bert(50));
  }

  private static INDArray bert(int steps) {
    Mini mini = new Mini();
    new Trainer(mini.model.parameters(), 0.002).run(steps, mini::loss);
    return mini.model.bert().embeddings().token().value();
  }

  @Test
  void the_learning_rate_rises_through_the_first_sixth_and_falls_to_the_end() {
    List<Double> places = new ArrayList<>(List.of(0.0));
    Variable slope = Variable.parameter(Nd4j.zeros(DataType.FLOAT, 1));
    new Trainer(List.of(slope), 0.1)
        .run(
            18,
            i -> new MaskedLoss(slope.sum(), 1, slope.value()),
            step -> places.add(slope.value().getDouble(0)));
    for (int step = 0; step < 18; step++) { // a gradient of 1: Adam's stride is the rate
      double share = step < 3 ? (step + 1) / 3.0 : (18 - step) / 15.0;
      assertThat(places.get(step) - places.get(step + 1)).isCloseTo(0.1 * share, within(1e-6));
    }
  }

  @Test
  void a_weight_that_is_named_twice_moves_once() {
    INDArray start = weight.value().dup();
    new Trainer(List.of(weight), 0.1).run(3, this::loss);
    INDArray once = weight.value().dup();
    weight.value().assign(start);
    new Trainer(List.of(weight, weight), 0.1).run(3, this::loss);
    assertThat(weight.value()).isEqualTo(once);
  }

  @Test
  void gradients_that_were_there_before_do_not_count_and_none_are_left_behind() {
    Variable frozen = Variable.parameter(Ragged.normal(new Random(2), 1, 2, 3));
    INDArray start = weight.value().dup();
    IntFunction<MaskedLoss> both = i -> MaskedCrossEntropy.of(weight.times(frozen), TARGET);
    new Trainer(List.of(weight), 0.1).run(3, both);
    INDArray once = weight.value().dup();
    weight.value().assign(start);
    weight.times(7).sum().backward();
    new Trainer(List.of(weight), 0.1).run(3, both);
    assertThat(weight.value()).isEqualTo(once);
    assertThatTensor(weight.gradient()).isExactly(0).everywhere();
    assertThatTensor(frozen.gradient()).isExactly(0).everywhere();
  }

  @Test
  void a_weight_that_is_not_to_be_trained_stays_as_it_is_and_keeps_no_gradient() {
    Mini mini = new Mini();
    INDArray before = mini.model.bert().embeddings().position().value().dup();
    new Trainer(mini.model.head().parameters(), 0.01).run(5, mini::loss);
    Variable still = mini.model.bert().embeddings().position();
    assertThat(still.value()).isEqualTo(before);
    assertThat(still.gradient()).isEqualTo(before.mul(0));
  }

  @Test
  void a_step_in_which_nothing_counts_changes_nothing_not_even_by_momentum() {
    INDArray nobody = Nd4j.valueArrayOf(new long[] {1, 2}, Labels.IGNORE, DataType.INT32);
    Trainer trainer = new Trainer(List.of(weight), 0.1);
    trainer.run(5, this::loss);
    INDArray before = weight.value().dup();
    TrainingTrace trace = trainer.run(3, i -> MaskedCrossEntropy.of(weight.times(1), nobody));
    assertThat(weight.value()).isEqualTo(before);
    assertThat(trace.losses()).containsExactly(0.0, 0.0, 0.0);
  }

  @Test
  void a_weight_that_cannot_be_written_to_is_refused_before_any_other_moves() {
    Variable turned = Variable.parameter(Nd4j.rand(DataType.FLOAT, 3, 2).transpose());
    refused(() -> new Trainer(List.of(weight, turned), 0.1), "weights", "[2, 3]", "dup('c')");
  }

  @Test
  void a_loss_that_depends_on_no_weight_is_refused() {
    Trainer other = new Trainer(List.of(Variable.parameter(Nd4j.ones(2))), 0.1);
    Trainer ours = new Trainer(List.of(weight), 0.1);
    stopped(() -> other.run(1, this::loss), "step 1 of training depends on none of the weights");
    stopped(
        () -> ours.run(1, i -> Variable.inference(() -> loss(i))), "outside of Variable.inference");
  }

  @Test
  void a_gradient_that_is_not_finite_though_the_loss_is_stops_before_a_weight_moves() {
    Linear layer = Linear.random(3, 2, 1);
    INDArray before = layer.weight().value().dup();
    Variable x =
        Variable.constant(Nd4j.createFromArray(new float[][][] {{{1, 2, 3}, {Float.NaN, 0, 0}}}));
    INDArray labels = Nd4j.createFromArray(new int[][] {{1, Labels.IGNORE}}); // 0 · NaN in xᵀ · dy
    Trainer trainer = new Trainer(layer.parameters(), 0.1);
    stopped(
        () -> trainer.run(3, i -> MaskedCrossEntropy.of(layer.forward(x), labels)),
        "step 1",
        "weight 1 of 2, [3, 2]",
        "Variable.where");
    assertThat(layer.weight().value()).isEqualTo(before);
    assertThatTensor(layer.weight().gradient()).isExactly(0).everywhere();
  }

  @Test
  void large_finite_weights_are_not_taken_for_infinite_ones() {
    Variable large = Variable.parameter(Nd4j.valueArrayOf(new long[] {2, 3}, 3e38, DataType.FLOAT));
    new Trainer(List.of(large), 0.1);
    large.value().putScalar(1, Float.POSITIVE_INFINITY);
    refused(() -> new Trainer(List.of(large), 0.1), "[2, 3]", "NaN or ∞");
  }

  @Test
  void an_interrupt_ends_training_after_its_step_and_keeps_the_weights_so_far() {
    INDArray start = weight.value().dup();
    List<INDArray> after = new ArrayList<>();
    Consumer<Trainer.Step> keep = step -> after.add(weight.value().dup());
    new Trainer(List.of(weight), 0.1).run(1000, this::loss, keep);
    weight.value().assign(start);
    Consumer<Trainer.Step> interrupt =
        step -> {
          if (step.number() == 7) {
            Thread.currentThread().interrupt();
          }
        };
    TrainingTrace trace = new Trainer(List.of(weight), 0.1).run(1000, this::loss, interrupt);
    assertThat(trace.losses()).hasSize(7);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(weight.value()).isEqualTo(after.get(6)).isNotEqualTo(after.get(7));
  }

  @Test
  void a_loss_that_is_no_number_ends_training_before_it_reaches_a_weight() {
    INDArray before = weight.value().dup();
    IntFunction<MaskedLoss> broken =
        i -> MaskedCrossEntropy.of(weight.times(i < 2 ? 1 : Double.NaN), TARGET);
    stopped(
        () -> new Trainer(List.of(weight), 0.1).run(5, broken), "step 3", "NaN", "learning rate");
    assertThat(Double.isFinite(weight.value().sumNumber().doubleValue())).isTrue();
    assertThat(weight.value()).isNotEqualTo(before); // two steps were taken
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1, 1e9, Double.NaN})
  void a_learning_rate_that_teaches_nothing_or_breaks_everything_is_refused(double rate) {
    refused(() -> new Trainer(List.of(weight), rate), "learningRate", "" + rate, "0.001");
  }

  @Test
  void bad_input_is_named() {
    refused(() -> new Trainer(List.of(), 0.1), "weights", "[]");
    Variable broken = Variable.parameter(Nd4j.createFromArray(1f, Float.NaN));
    refused(() -> new Trainer(List.of(weight, broken), 0.1), "weights", "[2]", "NaN");
    refused(() -> new Trainer(List.of(weight), 0.1).run(0, this::loss), "steps", "0");
  }

  @Test
  void two_hundred_steps_hold_memory_flat() {
    Mini mini = new Mini();
    IntFunction<MaskedLoss> withoutLayers = // fewer operations, and no less memory for each
        i -> mini.of(mini.model.bert().embeddings().forward(mini.batch(i)).output(), mini.batch(i));
    Trainer trainer = new Trainer(mini.model.head().parameters(), 0.001);
    trainer.run(100, withoutLayers);
    MemoryWorkspace memory = Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(MEMORY);
    long before = memory.getCurrentSize();
    trainer.run(200, withoutLayers);
    assertThat(before).isPositive().isEqualTo(memory.getCurrentSize());
    assertThat(memory.getMaxCycleAllocations()).isPositive().isLessThanOrEqualTo(before);
  }

  /** A BERT small enough to train hundreds of steps in a test, on batches of several lengths. */
  private static final class Mini {
    final WordPieceTokenizer tokenizer = new WordPieceTokenizer(RandomTexts.vocabulary());
    final WordModel model =
        WordModel.random(new BertConfig(RandomTexts.vocabulary().size(), 24, 8, 2, 1, 8), 1);
    final List<PaddedBatch> batches =
        Buckets.inOrder(RandomTexts.of(40, 3).stream().map(tokenizer::encode).toList(), 4)
            .padded(Padding.toLongest());

    PaddedBatch batch(int step) {
      return batches.get(step % batches.size());
    }

    MaskedLoss loss(int step) {
      return of(model.bert().forward(batch(step)).output(), batch(step));
    }

    MaskedLoss of(Variable hidden, PaddedBatch batch) {
      return MaskedCrossEntropy.of(
          model.head().forward(hidden),
          Labels.ofRealTokens(batch.inputIds(), batch.attentionMask()));
    }
  }
}
