package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.TensorAssert.assertThatTensor;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;

/** What a finite mask in the wrong place does, and what it leaves alone. */
class WrongMasksTest {

  @ParameterizedTest
  @Tag("bug-1")
  @ValueSource(longs = {1, 2, 3, 4})
  void masked_queries_leave_real_rows_alone_and_make_padded_rows_uniform(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(1).faulty().apply(s);
    assertThatTensor(faulty)
        .isCloseTo(BugMuseum.bug(1).right().apply(s), 1e-7)
        .whereMask(queries(s));
    assertThatTensor(faulty).isExactly(1.0 / 8).whereNotMask(queries(s));
    assertThatTensor(BugMuseum.bug(1).right().apply(s)).isExactly(0).whereNotMask(keys(s));
  }

  @ParameterizedTest
  @Tag("bug-2")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_mask_along_the_queries_hides_nothing_from_anybody(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(2).faulty().apply(s);
    assertThatTensor(faulty).isCloseTo(unmasked(s), 1e-7).whereMask(queries(s));
    assertThatTensor(faulty)
        .isCloseTo(unmasked(s), 2e-3)
        .whereNotMask(queries(s)); // float's digits
    assertThat(onPads(s, faulty)).isCloseTo(onPads(s, unmasked(s)), within(1e-6)).isGreaterThan(1);
    assertThat(onPads(s, BugMuseum.bug(2).right().apply(s))).isZero();
  }

  @ParameterizedTest
  @Tag("bug-6")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_mask_after_the_softmax_loses_the_share_of_the_pads(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(6).faulty().apply(s);
    assertThatTensor(faulty).isExactly(0).whereNotMask(keys(s));
    assertThatTensor(faulty).isCloseTo(unmasked(s), 1e-7).whereMask(keys(s));
    INDArray sums = faulty.sum(true, 3); // [B, H, T, 1]
    assertThatTensor(faulty.div(sums))
        .isCloseTo(BugMuseum.bug(6).right().apply(s), 1e-5)
        .everywhere();
    assertThat(sums.maxNumber().doubleValue()).isCloseTo(1, within(1e-5)); // no padding, no loss
    assertThat(sums.minNumber().doubleValue()).isLessThan(0.8);
  }

  @ParameterizedTest
  @Tag("bug-7")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_swapped_mask_gives_all_attention_to_padding_and_none_where_there_is_none(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(7).faulty().apply(s);
    assertThatTensor(faulty).isExactly(0).whereMask(keys(s));
    INDArray padded = s.batch().attentionMask().min(1).rsub(1).castTo(DataType.FLOAT); // [B]
    INDArray sums = faulty.sum(3); // [B, H, T]
    assertThatTensor(sums).isCloseTo(Nd4j.ones(sums.shape()), 1e-6).whereMask(padded);
    assertThatTensor(sums).isExactly(0).whereNotMask(padded);
    assertThatTensor(BugMuseum.bug(7).right().apply(s)).isExactly(0).whereNotMask(keys(s));
  }

  @ParameterizedTest
  @Tag("bug-20")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_guessed_mask_hides_the_last_real_token_and_shares_its_weight_out(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray faulty = BugMuseum.bug(20).faulty().apply(s);
    INDArray right = BugMuseum.bug(20).right().apply(s);
    for (int b = 0; b < s.sentences().size(); b++) {
      int last = s.sentences().get(b).length() - 1;
      double lost = right.getDouble(b, 0, 0, last);
      assertThat(lost).isPositive();
      assertThat(faulty.getDouble(b, 0, 0, last)).isZero();
      for (int key = 0; key < last; key++) {
        double shared = right.getDouble(b, 0, 0, key) / (1 - lost);
        assertThat(faulty.getDouble(b, 0, 0, key)).isCloseTo(shared, within(1e-4));
      }
    }
    assertThatTensor(faulty).isExactly(0).whereNotMask(keys(s)); // the pads stay hidden
  }

  private static INDArray queries(Specimen s) { // [B, 1, T]
    return s.keys().allowed().reshape(s.sentences().size(), 1, 8);
  }

  private static INDArray keys(Specimen s) {
    return s.keys().allowed();
  }

  private static INDArray unmasked(Specimen s) {
    return s.attend(s.batch(), AttentionMask.none()).weights().value();
  }

  private static double onPads(Specimen s, INDArray weights) {
    INDArray pads = keys(s).rsub(1).castTo(DataType.FLOAT); // [B, 1, 1, T]
    INDArray real = queries(s).castTo(DataType.FLOAT).reshape(s.sentences().size(), 1, 8, 1);
    return weights.mul(pads).mul(real).sumNumber().doubleValue();
  }
}
