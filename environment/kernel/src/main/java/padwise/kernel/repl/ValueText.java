package padwise.kernel.repl;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import padwise.view.MimeBundle;

/** A cell's value as text that is the same on every run: elements instead of identity hashes. */
public final class ValueText {
  private static final int ELEMENTS = 1000;
  private static final Pattern LAMBDA =
      Pattern.compile("[\\w.$]*\\$\\$Lambda[\\w$/.]*(@[0-9a-f]+)?");

  private ValueText() {}

  /** Whether Java's own text of a value tells nothing, or not of its elements. */
  public static boolean isBetter(Object value) {
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

  /** The text; of long arrays and collections the beginning, and how many elements there are. */
  public static String of(@Nullable Object value) {
    String text = MimeBundle.of(beginning(value)).text();
    int size = sizeOf(value);
    if (size > ELEMENTS) {
      text = text.substring(0, text.length() - 1) + ", … " + size + " elements]";
    }
    return ClassCode.inLearnersWords(LAMBDA.matcher(text).replaceAll("a lambda"));
  }

  private static int sizeOf(@Nullable Object value) {
    if (value instanceof Collection<?> all) {
      return all.size();
    }
    return value != null && value.getClass().isArray() ? Array.getLength(value) : 0;
  }

  private static @Nullable Object beginning(@Nullable Object value) {
    if (value == null || sizeOf(value) <= ELEMENTS) {
      return value;
    }
    if (value instanceof Collection<?> all) {
      return all.stream().limit(ELEMENTS).toArray();
    }
    Object beginning = Array.newInstance(value.getClass().getComponentType(), ELEMENTS);
    System.arraycopy(value, 0, beginning, 0, ELEMENTS);
    return beginning;
  }
}
