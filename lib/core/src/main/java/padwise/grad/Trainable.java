package padwise.grad;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A record of weights, of smaller parts that have weights, or of lists of them; no other class. */
public interface Trainable {

  /** The weights that training changes, component by component. */
  default List<Variable> parameters() {
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
      return component.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
