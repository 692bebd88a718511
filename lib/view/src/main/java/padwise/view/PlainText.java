package padwise.view;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.grad.Variable;

/** Any value as text that is the same on every run: no identity hashes. */
final class PlainText {

  private PlainText() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof INDArray array) {
      return Tables.sentence(array);
    }
    if (value instanceof Variable variable) {
      return of(variable.value());
    }
    if (value.getClass().isArray()) {
      return list(
          IntStream.range(0, Array.getLength(value)).mapToObj(i -> of(Array.get(value, i))));
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return of(entry.getKey()) + "=" + of(entry.getValue());
    }
    if (value instanceof Optional<?> item) {
      return item.map(some -> "Optional[" + of(some) + "]").orElse("Optional.empty");
    }
    if (value instanceof Collection<?> items) {
      return list(items.stream().map(PlainText::of));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream().map(PlainText::of).collect(Collectors.joining(", ", "{", "}"));
    }
    String own = String.valueOf(value);
    String name = value.getClass().getSimpleName();
    if (value.getClass().isRecord() && own.startsWith(name + "[")) {
      return name
          + list(
              Stream.of(value.getClass().getRecordComponents())
                  .map(c -> c.getName() + "=" + of(Records.value(c, value))));
    }
    String hash = "@" + Integer.toHexString(System.identityHashCode(value));
    return own.endsWith(hash) ? (name.isEmpty() ? "an object" : name) : own;
  }

  private static String list(Stream<String> items) {
    return items.collect(Collectors.joining(", ", "[", "]"));
  }
}
