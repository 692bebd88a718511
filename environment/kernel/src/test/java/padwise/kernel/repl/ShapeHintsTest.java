package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeHintsTest {
  @ParameterizedTest
  @CsvSource({
    "org.nd4j.A, Cannot execute matrix multiplication, as many columns on the left as rows on the"
        + " right",
    "org.nd4j.A, Shapes do not match: [2] [3], or one of them 1",
    "org.nd4j.A, no space left,",
    "org.bytedeco.A, Shapes do not match: [2] [3], or one of them 1",
    "padwise.math.Given, Cannot execute matrix multiplication,",
  })
  void an_error_of_nd4j_alone_is_met_with_the_rule_it_breaks(
      String thrower, String message, String rule) {
    var failure = new IllegalStateException(message);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(thrower, "m", "F.java", 1)});
    var hints = ShapeHints.of(failure, "a.mmul(b)", name -> null);
    if (rule == null) {
      assertThat(hints).isEmpty();
    } else {
      assertThat(hints).singleElement().asString().contains(rule);
    }
  }

  @Test
  void a_failure_without_calls_or_words_does_no_harm() {
    assertThat(ShapeHints.of(new Error(), "a", name -> null)).isEmpty();
  }
}
