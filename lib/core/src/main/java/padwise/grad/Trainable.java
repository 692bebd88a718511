package padwise.grad;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import padwise.math.Preconditions;

/**
 * A record of weights, of smaller parts that are trainable, or of lists of them. Another class says
 * itself what its weights are.
 */
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
    return Stream.of(getClass().getRecordComponents())
        .flatMap(component -> weights(value(component)))
        .toList();
  }

  private static Stream<Variable> weights(Object part) {
    if (part instanceof Variable weight) {
      return Stream.of(weight);
    }
    if (part instanceof Collection<?> parts) {
      return parts.stream().flatMap(Trainable::weights);
    }
    return part instanceof Trainable some ? some.parameters().stream() : Stream.empty();
  }

  private Object value(RecordComponent component) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true); // a record need not be public
      return accessor.invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
