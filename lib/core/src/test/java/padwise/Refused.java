package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Bad input, for the tests of all classes. */
public final class Refused {

  private Refused() {}

  /**
   * Asserts that the call is refused with an IllegalArgumentException that says all these words.
   */
  public static void refused(Runnable call, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  /** A null that the compiler lets through. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  public static <T> T nothing() {
    return null;
  }
}
