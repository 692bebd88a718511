package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a cell's last line; public, since cells set it.
 *
 * <p>JShell would keep that, and the value of every other expression, in a variable of its own, for
 * which it compiles the expression twice more.
 */
public final class LastValue {
  static final String BLANK = "(?:\\s|//.*\\R|/\\*(?s:.*?)\\*/)*+";

  /** The beginning of code that is neither a declaration nor a value. */
  private static final Pattern STATEMENT =
      Pattern.compile(BLANK + "(?:(?:for|if|while|do|try)\\b|\\{)");

  /** The beginning of code that is no declaration: a call, {@code new}, a value set or counted. */
  private static final Pattern EXPRESSION =
      Pattern.compile(
          BLANK
              + "(?:(?:new|switch)\\b|[(\"+-]|[\\w$\\p{L}.]+\\s*(?:[(=+*/%&|^-]|\\[\\s*[^\\]\\s]))");

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

  /**
   * The code as statements to try one after the other: for its value, which compiles only if it has
   * one, and for its effect; none if it may be a declaration.
   */
  static List<String> statements(String code, boolean isShown) {
    var statements = new ArrayList<String>();
    boolean isStatement = STATEMENT.matcher(code).lookingAt();
    if (isShown && !isStatement) {
      String bare = code.strip().replaceFirst(";$", "");
      statements.add(String.format("{ %s.set(%s%n); }", LastValue.class.getName(), bare));
    }
    if (isStatement || EXPRESSION.matcher(code).lookingAt()) {
      statements.add(String.format("{ %s%n; }", code));
    }
    return statements;
  }
}
