package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Linear;
import padwise.grad.Variable;
import padwise.loss.MaskedCrossEntropy;
import padwise.model.BertConfig;
import padwise.model.MiniBert;
import padwise.model.Pooling;
import padwise.train.Trainer;

/** Padding's price in accuracy: claim 29. A decoder learns which of two words a sentence holds. */
@Tag("claim-29")
class LastTokenClaimsTest {

  private static final BertConfig CONFIG = new BertConfig(20, 16, 16, 2, 1, 32);
  private static final int STEPS = 25;

  /** Sentences of 3 to 8 words, padded on the right, and which of the words 1 and 2 is in each. */
  private record Task(PaddedBatch batch, INDArray classes) {}

  private record Reader(
      MiniBert bert, Linear head, BiFunction<Variable, PaddedBatch, Variable> slot) {

    Variable scores(PaddedBatch batch) { // right-padded real queries need no padding mask
      AttentionMask mask = AttentionMask.causal(batch.length());
      Variable hidden = bert.forward(batch, batch.positions(), mask).output(); // [B, T, D]
      return head.forward(slot.apply(hidden, batch)); // [B, 2]
    }

    double accuracy(int length) {
      Task task = task(new Random(99), 200, length);
      INDArray answers = Variable.inference(() -> scores(task.batch)).value().argMax(1);
      INDArray right = answers.castTo(DataType.INT32).eq(task.classes);
      return right.castTo(DataType.INT32).sumNumber().doubleValue() / 200;
    }
  }

  @Test
  void read_at_the_last_real_token_accuracy_does_not_depend_on_the_padding() {
    Reader reader = trained((hidden, batch) -> Pooling.lastToken(hidden, batch.attentionMask()), 8);
    double before = reader.accuracy(8);
    assertThat(before).isGreaterThan(0.85);
    assertThat(reader.accuracy(64)).isCloseTo(before, within(0.006)); // one sentence of rounding
    assertThat(reader.accuracy(200)).isCloseTo(before, within(0.006));
  }

  @Test
  void read_at_the_last_slot_it_falls_to_a_coin_toss_as_the_padding_grows() {
    Reader reader = trained((hidden, batch) -> Pooling.lastSlot(hidden), 8);
    assertThat(reader.accuracy(8)).isGreaterThan(0.85);
    assertThat(reader.accuracy(64)).isLessThan(0.8);
    assertThat(reader.accuracy(200)).isLessThan(0.6);
  }

  private static Reader trained(BiFunction<Variable, PaddedBatch, Variable> slot, int length) {
    Reader reader = new Reader(MiniBert.random(CONFIG, 2), Linear.random(16, 2, 7), slot);
    Random random = new Random(5);
    List<Task> tasks = IntStream.range(0, STEPS).mapToObj(i -> task(random, 16, length)).toList();
    List<Variable> weights =
        Stream.concat(reader.bert.parameters().stream(), reader.head.parameters().stream())
            .toList();
    new Trainer(weights, 0.01)
        .run(
            STEPS,
            step ->
                MaskedCrossEntropy.of(
                    reader.scores(tasks.get(step).batch), tasks.get(step).classes));
    return reader;
  }

  private static Task task(Random random, int rows, int slots) {
    int[][] ids = new int[rows][slots];
    int[][] mask = new int[rows][slots];
    int[] classes = new int[rows];
    List<List<String>> tokens = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int length = 3 + random.nextInt(6);
      Arrays.fill(mask[row], 0, length, 1);
      Arrays.setAll(ids[row], i -> i < length ? 3 + random.nextInt(17) : 0);
      classes[row] = random.nextInt(2);
      ids[row][random.nextInt(length)] = 1 + classes[row];
      tokens.add(Arrays.stream(ids[row]).mapToObj(String::valueOf).toList());
    }
    INDArray zeros = Nd4j.zeros(DataType.INT32, rows, slots);
    return new Task(
        new PaddedBatch(tokens, Nd4j.createFromArray(ids), Nd4j.createFromArray(mask), zeros),
        Nd4j.createFromArray(classes));
  }
}
