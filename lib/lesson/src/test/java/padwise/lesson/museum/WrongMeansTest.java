package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.loss.MaskedCrossEntropy;

/** A good sum, and what it is divided by. */
class WrongMeansTest {

  @ParameterizedTest
  @Tag("bug-10")
  @ValueSource(longs = {1, 2, 3, 4})
  void divided_by_all_slots_the_mean_shrinks_by_the_share_of_real_tokens(long seed) {
    Specimen s = Specimens.of(seed);
    double share = s.batch().realTokens() / (8.0 * s.sentences().size());
    assertThat(share).isLessThan(0.9);
    assertThat(faulty(10, s)).isCloseTo(right(10, s) * share, within(1e-9));
    assertThat(right(10, s)).isCloseTo(meanLoss(s, s.labels()), within(1e-4));
  }

  @ParameterizedTest
  @Tag("bug-11")
  @ValueSource(longs = {1, 2, 3, 4})
  void the_mean_of_means_gives_every_sentence_one_vote(long seed) {
    Specimen s = Specimens.of(seed);
    INDArray losses = BugMuseum.bug(13).right().apply(s); // [B, T], 0 where padded
    double votes = 0;
    for (int b = 0; b < s.sentences().size(); b++) {
      votes += losses.getRow(b).sumNumber().doubleValue() / s.sentences().get(b).length();
    }
    assertThat(faulty(11, s)).isCloseTo(votes / s.sentences().size(), within(1e-4));
    assertThat(Math.abs(faulty(11, s) - right(11, s))).isGreaterThan(2e-4);
    assertThat(right(11, s)).isEqualTo(right(10, s));
  }

  @ParameterizedTest
  @Tag("bug-12")
  @ValueSource(longs = {1, 2, 3, 4})
  void the_mean_of_nothing_is_nan_by_the_formula_and_zero_here(long seed) {
    assertThat(faulty(12, Specimens.of(seed))).isNaN();
    assertThat(right(12, Specimens.of(seed))).isZero();
  }

  @ParameterizedTest
  @Tag("bug-16")
  @ValueSource(longs = {1, 2, 3, 4})
  void a_perplexity_over_pads_moves_away_from_that_of_the_real_tokens(long seed) {
    Specimen s = Specimens.of(seed);
    double real = meanLoss(s, s.labels());
    double all = meanLoss(s, s.batch().inputIds()); // the pads are asked for [PAD]
    assertThat(right(16, s)).isCloseTo(Math.exp(real), within(1e-3));
    assertThat(faulty(16, s)).isCloseTo(Math.exp(all), within(1e-3));
    assertThat(Math.abs(all - real)).isGreaterThan(0.01);
  }

  private static double meanLoss(Specimen s, INDArray labels) {
    return MaskedCrossEntropy.of(s.logits(s.batch()), labels).mean().value().getDouble(0);
  }

  private static double faulty(int bug, Specimen s) {
    return BugMuseum.bug(bug).faulty().apply(s).getDouble(0);
  }

  private static double right(int bug, Specimen s) {
    return BugMuseum.bug(bug).right().apply(s).getDouble(0);
  }
}
