package padwise.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.Attention;
import padwise.attention.AttentionMask;
import padwise.grad.Variable;

/** Visible is never 0, and 0 is hidden: claim 31. */
@Tag("claim-31")
class VisibleClaimsTest {

  private static final int GAPS = 104; // e⁻¹⁰³ rounds to float32's smallest number, e⁻¹⁰⁴ to 0

  @Test
  void a_visible_key_has_a_positive_weight_wherever_float32_can_hold_it_and_never_more_for_less() {
    INDArray weights = weights(AttentionMask.none()); // of keys with scores 0, −1, −2, …
    double total = 0;
    for (int gap = 0; gap < GAPS; gap++) {
      total += Math.exp(-gap);
    }
    for (int gap = 0; gap < GAPS; gap++) {
      double expected = Math.exp(-gap) / total;
      assertThat(weights.getDouble(gap)).isPositive();
      assertThat(weights.getDouble(gap))
          .isCloseTo(expected, within(1e-5 * expected + 1.5 * Float.MIN_VALUE));
      assertThat(gap == 0 || weights.getDouble(gap) < weights.getDouble(gap - 1)).isTrue();
    }
  }

  @Test
  void exactly_zero_is_hidden_and_minus_fifty_is_not_minus_infinity() {
    INDArray hide = Nd4j.createFromArray(new int[][] {{1, 0, 1}});
    AttentionMask mask = AttentionMask.padding(hide);
    Variable scores = Variable.constant(Nd4j.zeros(1, 1, 1, 3).castTo(mask.bias().dataType()));
    INDArray hidden = scores.plus(Variable.constant(mask.bias())).softmax().value();
    INDArray nearly = scores.plus(Variable.constant(mask.bias(-50))).softmax().value();
    assertThat(hidden.getDouble(0, 0, 0, 1)).isZero();
    assertThat(nearly.getDouble(0, 0, 0, 1)).isCloseTo(Math.exp(-50) / 2, within(1e-27));
  }

  /** One query of 1 over keys 0, −1, −2, …: the scores are the keys. */
  private static INDArray weights(AttentionMask mask) {
    float[] keys = new float[GAPS];
    for (int gap = 0; gap < GAPS; gap++) {
      keys[gap] = -gap;
    }
    Variable key = Variable.constant(Nd4j.createFromArray(keys).reshape('c', 1, 1, GAPS, 1));
    Variable query = Variable.constant(Nd4j.createFromArray(1f).reshape('c', 1, 1, 1, 1));
    return Attention.attend(query, key, key, mask).weights().value().reshape(GAPS);
  }
}
