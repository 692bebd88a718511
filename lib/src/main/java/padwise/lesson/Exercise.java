package padwise.lesson;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Rows;

/**
 * A method for the reader to write, and what it must return.
 *
 * @param name the method's name, as in the notebook
 * @param inputs the names of its two arguments
 * @param cases arguments to try, the smallest first
 * @param solution a right answer
 * @param <A> type of the first argument
 * @param <B> type of the second argument
 * @param <R> type of the result
 */
public record Exercise<A, B, R>(
    String name, List<String> inputs, List<Case<A, B>> cases, BiFunction<A, B, R> solution) {

  private static final double TOLERANCE = 1e-5;

  /** A pair of arguments. */
  public record Case<A, B>(A first, B second) {}

  /**
   * Tries an attempt on every case.
   *
   * @param attempt the reader's method
   * @return one line that starts with "Passed", "Not yet" or "Not quite"; after "Not quite" comes
   *     the smallest case that differs
   */
  public String check(BiFunction<A, B, ? extends @Nullable R> attempt) {
    for (Case<A, B> each : cases) {
      R expected = solution.apply(copy(each.first), copy(each.second));
      R actual;
      try {
        actual = attempt.apply(copy(each.first), copy(each.second));
      } catch (StackOverflowError e) {
        return notQuite(each, expected, "your method calls itself without end");
      } catch (RuntimeException | AssertionError e) {
        return notQuite(each, expected, "your method threw " + e);
      }
      if (actual == null) {
        return "Not yet: "
            + name
            + " returns null. Write it in the cell above, then run both cells.";
      }
      if (!same(expected, actual)) {
        return notQuite(each, expected, "yours gives " + text(actual));
      }
    }
    return "Passed: " + name + " is right on all " + cases.size() + " cases.";
  }

  private String notQuite(Case<A, B> each, R expected, String actual) {
    return String.format(
        Locale.ROOT,
        "Not quite. For %s = %s and %s = %s\n  expected %s\n  %s",
        inputs.get(0),
        text(each.first),
        inputs.get(1),
        text(each.second),
        text(expected),
        actual);
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T argument) {
    return argument instanceof INDArray array ? (T) array.dup('c') : argument;
  }

  private static boolean same(Object expected, Object actual) {
    if (expected instanceof INDArray a && actual instanceof INDArray b) {
      double[] wanted = Rows.read(a);
      double[] got = Rows.read(b);
      return a.equalShapes(b)
          && IntStream.range(0, wanted.length).allMatch(i -> close(wanted[i], got[i]));
    }
    return (expected instanceof Double a && actual instanceof Double b)
        ? close(a, b)
        : expected.equals(actual);
  }

  private static boolean close(double a, double b) { // −∞ is close to itself, NaN to nothing
    return a == b || Math.abs(a - b) <= TOLERANCE;
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.4f", number);
    }
    return value instanceof INDArray array
        ? array.toString().replaceAll("\\s+", " ")
        : String.valueOf(value);
  }
}
