package padwise.grad;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import padwise.math.Preconditions;

/** A record of weights, or of records, lists, maps, arrays of them; another class lists its own. */
public interface Trainable {

  /**
   * The weights that training changes, component by component.
   *
   * @throws IllegalArgumentException if this is no record, and does not say what its weights are
   */
  default List<Variable> parameters() {
    Preconditions.require(
        getClass().isRecord(),
        "parameters: expected a record, whose weights are found, but %s is another class;"
            + " make it a record, or list its weights in a parameters() of its own",
        getClass().getName());
    return weightsInside(this).toList();
  }

  private static Stream<Variable> weightsInside(Object record) {
    return Stream.of(record.getClass().getRecordComponents())
        .flatMap(component -> weights(value(record, component)));
  }

  private static Stream<Variable> weights(@Nullable Object part) {
    if (part instanceof Variable weight) {
      return Stream.of(weight);
    }
    if (part instanceof Trainable some) {
      return some.parameters().stream();
    }
    if (part instanceof Map<?, ?> named) {
      return weights(named.values());
    }
    if (part instanceof Object[] parts) {
      return weights(Arrays.asList(parts));
    }
    if (part instanceof Collection<?> parts) {
      return parts.stream().flatMap(Trainable::weights);
    }
    return part instanceof Record ? weightsInside(part) : Stream.empty();
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
