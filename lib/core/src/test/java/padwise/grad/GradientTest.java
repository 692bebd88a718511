package padwise.grad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class GradientTest {

  @Test
  void angles_and_lengths_are_those_of_arrows() {
    Gradient east = arrow(3, 0);
    assertThat(arrow(3, 4).length()).isEqualTo(5);
    assertThat(east.angle(arrow(7, 0))).isZero();
    assertThat(east.angle(arrow(0, 2))).isCloseTo(90, within(1e-12));
    assertThat(east.angle(arrow(-1, 0))).isCloseTo(180, within(1e-12));
    assertThat(east.angle(arrow(1, 1e-9))).isCloseTo(Math.toDegrees(1e-9), within(1e-15));
    assertThat(east.plus(arrow(0, 4)).length()).isEqualTo(5);
  }

  @Test
  void it_collects_what_backward_hands_to_the_weights_once_and_forgets_it() {
    Variable a = Variable.parameter(Nd4j.createFromArray(1f, 2));
    Variable b = Variable.parameter(Nd4j.createFromArray(5f));
    a.sum().backward(); // somebody else's
    Gradient gradient = Gradient.of(List.of(a, b, a), () -> a.times(a).sum().backward());
    assertThat(gradient.numbers()).isEqualTo(Nd4j.createFromArray(2.0, 4, 0));
    assertThat(a.gradient()).isEqualTo(Nd4j.zeros(a.value().dataType(), 2));
  }

  @Test
  void bad_input_is_named() {
    refused(() -> Gradient.of(List.of(), () -> {}), "weights", "at least one", "[]");
    refused(() -> arrow(1, 2).angle(arrow(0, 0)), "zeros", "count");
    refused(() -> arrow(1, 2).angle(arrow(0, Double.NaN)), "NaN", "count");
    refused(() -> arrow(1, 2).angle(arrow(0, Double.POSITIVE_INFINITY)), "∞", "count");
    refused(() -> new Gradient(Nd4j.ones(3)), "numbers", "DOUBLE", "FLOAT");
    refused(() -> arrow(1, 2).plus(new Gradient(Nd4j.createFromArray(1.0))), "2 numbers", "[1]");
  }

  private static Gradient arrow(double... numbers) {
    return new Gradient(Nd4j.createFromArray(numbers));
  }
}
