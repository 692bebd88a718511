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
    return array.dup('c').data().asInt();
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

  /**
   * Checks that an array fits into the memory of this JVM, before it is asked for.
   *
   * @param what the argument that decides how large it is, and what it is: {@code "length: a mask
   *     [1, 1, 9, 9]"}
   * @param numbers how many it holds, at most what one Java array can
   * @param bytes of each number
   * @param cure what to do instead
   * @throws IllegalArgumentException if it does not fit, with the gigabytes
   */
  public static void requireMemory(String what, double numbers, long bytes, String cure) {
    double most = Runtime.getRuntime().maxMemory();
    require(
        numbers * bytes <= most && numbers < Integer.MAX_VALUE,
        "%s takes %s GB of memory, and this JVM has %s, in arrays of 2,147,483,646 numbers; %s",
        what,
        "%.1f".formatted(numbers * bytes / 1e9),
        "%.1f".formatted(most / 1e9),
        cure);
  }

  private static Object shown(@Nullable Object part) {
    return part instanceof INDArray array ? Arrays.toString(array.shape()) : "" + part;
  }
}
