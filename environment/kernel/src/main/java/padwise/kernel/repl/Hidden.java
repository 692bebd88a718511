package padwise.kernel.repl;

import java.lang.reflect.Field;

/**
 * What JShell keeps private, in the JDK's versions from 17 to 25.
 *
 * <p>Each use has a way to go on where another version hides it elsewhere: then {@link #field}
 * throws.
 */
final class Hidden {
  private Hidden() {}

  static Field field(Object owner, String name) throws NoSuchFieldException {
    Field field = owner.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** The object in a field, or in a field of that object, and so on. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows JShell's type
  static <T> T get(Object owner, String... path) throws ReflectiveOperationException {
    Object object = owner;
    for (String name : path) {
      object = field(object, name).get(object);
    }
    return (T) object;
  }
}
