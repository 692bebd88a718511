package padwise.grad;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import padwise.math.Preconditions;

/** A record of weights, trainable parts, or lists of them; another class lists its own. */
public interface Trainable {

  /** The weights that training changes, component by component; what is no record lists its own. */
  default List<Variable> parameters() {
    Preconditions.require(
        getClass().isRecord(),
        "parameters: expected a record, whose weights are found, but %s is another class;"
            + " make it a record, or list its weights in a parameters() of its own",
        getClass().getName());
    return Stream.of(getClass().getRecordComponents())
        .flatMap(component -> weights(value(this, component)))
        .toList();
  }

  private static Stream<Variable> weights(@Nullable Object part) {
    if (part instanceof Variable weight) {
      return Stream.of(weight);
    }
    if (part instanceof Trainable some) {
      return some.parameters().stream();
    }
    return part instanceof List<?> parts
        ? parts.stream().flatMap(Trainable::weights)
        : Stream.empty();
  }

  private static @Nullable Object value(Object record, RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // a record need not be public
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
