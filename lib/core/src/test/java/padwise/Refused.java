package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Bad input, for the tests of all classes. */
public final class Refused {

  private Refused() {}

  /**
   * Asserts that the call is refused with an IllegalArgumentException that says all these words.
   */
  public static void refused(ThrowingCallable call, String... words) {
    thrown(call, IllegalArgumentException.class, words);
  }

  /** Asserts that the call ends in an IllegalStateException that says all these words. */
  public static void stopped(ThrowingCallable call, String... words) {
    thrown(call, IllegalStateException.class, words);
  }

  private static void thrown(ThrowingCallable call, Class<?> type, String... words) {
    assertThatThrownBy(call)
        .as("should say %s", String.join(", ", words))
        .isInstanceOf(type)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  /** A null that the compiler lets through. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  public static <T> T nothing() {
    return null;
  }
}
