package padwise.math;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of arguments, with a sentence for what does not fit. */
public final class Preconditions {

  private Preconditions() {}

  /**
   * Checks a condition.
   *
   * @param message names the argument, what was expected, what it was, and what to do
   * @param parts go where the message has {@code %s}; of an array, its shape
   * @throws IllegalArgumentException if the condition does not hold
   */
  public static void require(boolean holds, String message, @Nullable Object... parts) {
    if (!holds) {
      Object[] shown = Stream.of(parts).map(Preconditions::shown).toArray();
      throw new IllegalArgumentException(message.formatted(shown));
    }
  }

  /**
   * Checks that nothing is null.
   *
   * @param names of the arguments, such as "queries, keys, values"
   */
  public static void given(String names, @Nullable Object... arguments) {
    String[] each = names.split(", ", -1);
    for (int i = 0; i < arguments.length; i++) {
      require(arguments[i] != null, "%s: expected a value but was null", each[i]);
    }
  }

  /** Checks that there are numbers that can be computed with: FLOAT or DOUBLE, and not empty. */
  public static void floating(String name, INDArray x) {
    require(x != null, "%s: expected numbers but was null", name);
    require(
        x.dataType() == DataType.FLOAT || x.dataType() == DataType.DOUBLE,
        "%s: expected FLOAT or DOUBLE but was %s; use castTo(DataType.FLOAT)",
        name,
        x.dataType());
    require(!x.isEmpty(), "%s: expected at least one number but was the empty %s", name, x);
  }

  /**
   * Checks how many axes an array has.
   *
   * @param axes what they are, such as {@code [B, T]}
   */
  public static void rank(String name, @Nullable INDArray x, int rank, String axes) {
    require(x != null && x.rank() == rank, "%s: expected %s but was %s", name, axes, x);
  }

  /** Checks that an array has the shape of another one. */
  public static void sameShape(
      String name, @Nullable INDArray x, String otherName, @Nullable INDArray other) {
    require(
        x != null && other != null && Arrays.equals(x.shape(), other.shape()),
        "%s: expected the shape of %s, %s, but was %s",
        name,
        otherName,
        other,
        x);
  }

  /** Checks that a number is at least {@code low} and at most {@code high}. */
  public static void inRange(String name, long value, long low, long high) {
    require(
        value >= low && value <= high,
        high == Long.MAX_VALUE
            ? "%s: expected at least %s but was %s%s"
            : "%s: expected %s to %4$s but was %3$s",
        name,
        low,
        value,
        high == Long.MAX_VALUE ? "" : high);
  }

  /**
   * Checks that numbers of this shape have room in one array and in the memory that Java may take,
   * before they are asked for.
   *
   * @param name the argument that makes them so many
   * @param bytes that each takes on the way
   * @throws IllegalArgumentException if a size is below 1, or the numbers would take too much
   */
  public static void room(String name, long bytes, long... shape) {
    given("shape", shape);
    require(
        Arrays.stream(shape).allMatch(size -> size > 0),
        "%s: expected at least 1 on each axis but was %s",
        name,
        Arrays.toString(shape));
    double numbers = Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b);
    long most = Runtime.getRuntime().maxMemory();
    require(
        numbers * bytes <= most && numbers <= Integer.MAX_VALUE - 8,
        "%s: %s take %s GB of memory, and Java may take %s, in arrays of 2,147,483,639;"
            + " cut the rows or choose smaller sizes",
        name,
        Arrays.toString(shape),
        "%.1f".formatted(numbers * bytes / 1e9),
        "%.1f".formatted(most / 1e9));
  }

  /**
   * Reads whole numbers.
   *
   * @return the values in row-major order, a copy
   * @throws IllegalArgumentException if the array is null or not INT32
   */
  public static int[] int32(String name, INDArray array) {
    require(
        array != null && array.dataType() == DataType.INT32,
        "%s: expected INT32 but was %s; use castTo(DataType.INT32)",
        name,
        array == null ? null : array.dataType());
    return array.isEmpty() ? new int[0] : array.dup('c').data().asInt();
  }

  /**
   * Reads a mask.
   *
   * @param meaning what the two numbers stand for, such as "1 (real) and 0 (padding)"
   * @return the values in row-major order, a copy
   * @throws IllegalArgumentException if there is another number
   */
  public static double[] binary(String name, INDArray mask, String meaning) {
    double[] values = Rows.read(mask);
    for (double value : values) {
      if (value != 0 && value != 1) {
        throw new IllegalArgumentException(
            name + ": expected only " + meaning + " but found " + value);
      }
    }
    return values;
  }

  private static Object shown(@Nullable Object part) {
    return part instanceof INDArray array ? Arrays.toString(array.shape()) : "" + part;
  }
}
