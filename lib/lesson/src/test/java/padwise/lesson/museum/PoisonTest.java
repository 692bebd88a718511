package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.TensorAssert.assertThatTensor;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.Ragged;
import padwise.grad.Variable;
import padwise.math.Rows;

/** Where a NaN appears, and how far it spreads. */
class PoisonTest {

  @ParameterizedTest
  @Tag("bug-3")
  @ValueSource(longs = {1, 2, 3, 4})
  void the_plain_formula_is_nan_in_rows_without_a_key_and_right_in_all_others(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray alive = s.onTheLeft().attentionMask().reshape(s.sentences().size(), 1, 8);
    INDArray faulty = BugMuseum.bug(3).faulty().apply(s);
    INDArray right = BugMuseum.bug(3).right().apply(s);
    assertThatTensor(faulty).isNaN().whereNotMask(alive);
    assertThatTensor(right).isExactly(0).whereNotMask(alive);
    assertThatTensor(faulty).isCloseTo(right, 1e-6).whereMask(alive);
  }

  @ParameterizedTest
  @Tag("bug-4")
  @ValueSource(longs = {1, 2, 3, 4})
  void one_dead_row_makes_every_gradient_nan_though_no_real_token_reads_it(long seed) {
    Specimen s = Specimens.of(seed);
    assertThatTensor(BugMuseum.bug(4).faulty().apply(s)).isNaN().everywhere();
    INDArray right = BugMuseum.bug(4).right().apply(s);
    assertThat(right.amaxNumber().doubleValue()).isBetween(1e-3, 1e3);

    Variable x = Variable.constant(Ragged.normal(new Random(seed), s.sentences().size(), 1, 8, 4));
    INDArray plain = Poison.plain(List.of(x, x, x), Poison.causal(s.onTheLeft())).value();
    INDArray safe = Poison.safe(List.of(x, x, x), Poison.causal(s.onTheLeft())).value();
    INDArray real = s.onTheLeft().attentionMask().reshape(s.sentences().size(), 1, 8);
    assertThatTensor(plain).isCloseTo(safe, 1e-5).whereMask(real); // the loss reads these
  }

  @ParameterizedTest
  @Tag("bug-5")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_nan_times_zero_reaches_its_whole_sentence_and_no_other(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(5).faulty().apply(s);
    INDArray right = BugMuseum.bug(5).right().apply(s);
    INDArray spoiled = Nd4j.zeros(DataType.INT32, s.sentences().size());
    spoiled.putScalar(1, 1);
    assertThatTensor(faulty).isNaN().whereMask(spoiled);
    assertThatTensor(faulty).isCloseTo(right, 0).whereNotMask(spoiled);
    INDArray unspoiled = s.attend(s.batch(), s.keys()).values().value();
    assertThatTensor(right).isCloseTo(unspoiled, 1e-6).whereMask(s.batch().attentionMask());
  }

  @ParameterizedTest
  @Tag("bug-8")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_large_constant_is_nan_everywhere_in_half_precision_and_right_in_float(long seed) {
    Specimen s = Specimens.of(seed);
    assertThatTensor(BugMuseum.bug(8).faulty().apply(s)).isNaN().everywhere();
    INDArray hidden = s.keys().allowed().rsub(1).castTo(DataType.FLOAT);
    INDArray inFloat = Rows.softmax(s.scores(s.batch()).add(hidden.mul(-1e9)));
    assertThatTensor(inFloat).isCloseTo(BugMuseum.bug(8).right().apply(s), 1e-6).everywhere();
  }
}
