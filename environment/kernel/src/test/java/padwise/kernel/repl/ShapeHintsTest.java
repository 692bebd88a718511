package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeHintsTest {
  private static List<String> hints(String thrower, String message) {
    var failure = new IllegalStateException(message);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(thrower, "m", "F.java", 1)});
    return ShapeHints.of(failure, "a.mmul(b)", name -> null);
  }

  @Test
  void an_error_of_nd4j_is_met_with_the_rule_it_breaks() {
    assertThat(hints("org.nd4j.A", "Cannot execute matrix multiplication"))
        .singleElement()
        .asString()
        .contains("as many columns on the left as rows on the right");
    assertThat(hints("org.nd4j.A", "Shapes do not match: [2] and [3]"))
        .singleElement()
        .asString()
        .contains("or one of them 1");
  }

  @Test
  void other_errors_get_no_hint() {
    assertThat(hints("padwise.math.Given", "Cannot execute matrix multiplication")).isEmpty();
    assertThat(hints("org.nd4j.A", "no space left")).isEmpty();
  }

  @Test
  void a_failure_without_calls_or_words_does_no_harm() {
    assertThat(ShapeHints.of(new Error(), "a", name -> null)).isEmpty();
  }
}
