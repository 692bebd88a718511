package padwise.lesson.exercise;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import padwise.lesson.Exercises;
import padwise.lesson.check.Exercise;

class KillMatrixTest {
  @Test
  void prints() throws Exception {
    for (String half : new String[] {"tuning", "heldout"}) {
      for (var field : Exercises.class.getFields()) {
        var exercise = (Exercise<?, ?, ?>) field.get(null);
        String name = exercise.name();
        Class<?> answers;
        try {
          answers =
              Class.forName(
                  "padwise.lesson."
                      + half
                      + "."
                      + Character.toUpperCase(name.charAt(0))
                      + name.substring(1));
        } catch (ClassNotFoundException e) {
          System.out.println("NONE " + half + " " + name);
          continue;
        }
        for (Method method : answers.getDeclaredMethods()) {
          if (Modifier.isPublic(method.getModifiers())) {
            System.out.println(
                "ROW "
                    + half
                    + "|"
                    + name
                    + "|"
                    + method.getName()
                    + "|"
                    + check(exercise, method));
          }
        }
      }
    }
  }

  static <A, B, R> String check(Exercise<A, B, R> exercise, Method method) {
    return exercise.check((a, b) -> call(method, a, b)).says();
  }

  @SuppressWarnings("unchecked")
  static <R> R call(Method method, Object a, Object b) {
    try {
      return (R) method.invoke(null, a, b);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
