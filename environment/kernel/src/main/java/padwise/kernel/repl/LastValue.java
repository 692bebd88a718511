package padwise.kernel.repl;

import org.jspecify.annotations.Nullable;

/**
 * The value of a cell's last line; public, since cells set it.
 *
 * <p>JShell would keep it in a variable of its own, for which it compiles the expression twice
 * more.
 */
public final class LastValue {
  private static @Nullable Object value;

  private LastValue() {}

  /** Keeps a value until it is shown. */
  public static void set(@Nullable Object last) {
    value = last;
  }

  static @Nullable Object take() {
    Object last = value;
    value = null;
    return last;
  }

  /** A statement that keeps an expression's value; it compiles only if the expression has one. */
  static String kept(String expression) {
    String bare = expression.strip().replaceFirst(";$", "");
    return String.format("{ %s.set(%s%n); }", LastValue.class.getName(), bare);
  }
}
