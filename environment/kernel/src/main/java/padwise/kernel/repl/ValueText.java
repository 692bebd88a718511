package padwise.kernel.repl;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import padwise.view.MimeBundle;

/** A cell's value as text that is the same on every run: elements instead of identity hashes. */
public final class ValueText {
  private static final Pattern LAMBDA =
      Pattern.compile("[\\w.$]*\\$\\$Lambda[\\w$/.]*(@[0-9a-f]+)?");

  private ValueText() {}

  /** True if Java's own text of a value tells nothing, or not of its elements. */
  private static boolean isBetter(Object value) {
    return value.getClass().isArray()
        || value instanceof Collection
        || value instanceof Map
        || value instanceof Map.Entry
        || value instanceof Optional
        || value instanceof Record
        || hasNoText(value.getClass());
  }

  private static boolean hasNoText(Class<?> type) {
    try {
      return type.getMethod("toString").getDeclaringClass() == Object.class;
    } catch (NoSuchMethodException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** A text of Java without the names that JShell gives to what cells declare. */
  public static String readable(String text) {
    return text.contains("$JShell$") ? ClassCode.inLearnersWords(text) : text;
  }

  /** The text; of long arrays and collections the beginning, and how many elements there are. */
  public static String of(@Nullable Object value) {
    if (value instanceof CharSequence text) {
      return readable(text.toString());
    }
    boolean better = value == null || isBetter(value);
    return plain(better ? MimeBundle.of(value).text() : "" + value);
  }

  /** Words of Java with the reader's names alone. */
  static String plain(String words) {
    String text = LAMBDA.matcher(words).replaceAll("a lambda");
    return ClassCode.inLearnersWords(MimeBundle.withoutHashes(text));
  }
}
