package padwise.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks of arguments. What does not fit is refused with an IllegalArgumentException that names the
 * argument, what was expected, what it was, and what to do.
 */
public final class Preconditions {

  private static final Map<String, List<Shape>> SHAPES = new ConcurrentHashMap<>();

  private Preconditions() {}

  /** Checks a condition; parts go where the message has {@code %s}, of an array its shape. */
  public static void require(boolean holds, String message, @Nullable Object... parts) {
    if (!holds) {
      Object[] shown = Stream.of(parts).map(Preconditions::shown).toArray();
      throw new IllegalArgumentException(message.formatted(shown));
    }
  }

  /** Refuses null, and lists that are empty or hold null; names are as in "queries, keys". */
  public static void given(String names, @Nullable Object... arguments) {
    for (int i = 0; i < arguments.length; i++) {
      boolean some =
          !(arguments[i] instanceof Collection<?> all)
              || (!all.isEmpty() && all.stream().noneMatch(Objects::isNull));
      if (arguments[i] == null || !some) {
        String name = names.split(", ", -1)[i];
        require(some, "%s: expected at least one and no null but was %s", name, arguments[i]);
        require(false, "%s: expected a value but was null", name);
      }
    }
  }

  /** Checks that there are numbers that can be computed with: FLOAT, and not empty. */
  public static void floating(String name, INDArray x) {
    require(x != null, "%s: expected numbers but was null", name);
    require(
        x.dataType() == DataType.FLOAT,
        "%s: expected FLOAT but was %s; use castTo(DataType.FLOAT)",
        name,
        x.dataType());
    require(!x.isEmpty(), "%s: expected at least one number but was the empty %s", name, x);
  }

  /**
   * Checks arrays against their shapes: {@code "x FLOAT [B, T, D], mask INT32 [B, T]; take both
   * from one batch"} says each one's name, type and shape, and what to do if one doesn't fit. A
   * letter is a size from 1, {@code ..} are any leading axes, and both are the same wherever they
   * stand; a number is itself. Without a type, any will do.
   */
  public static void shapes(String expected, @Nullable INDArray... arrays) {
    List<Shape> shapes = SHAPES.computeIfAbsent(expected, Shape::all);
    Map<String, String> sizes = new HashMap<>(); // as soon as one array has shown them
    for (int i = 0; i < arrays.length; i++) {
      INDArray x = arrays[i];
      Shape shape = shapes.get(i);
      boolean typed = x == null || shape.type.isEmpty() || shape.type.equals(type(x));
      if (x == null || !fits(shape.axes, x, sizes) || !typed) {
        throw new IllegalArgumentException(
            "%s: expected %s[%s] but was %s; %s"
                .formatted(
                    shape.name,
                    shape.type.isEmpty() ? "" : shape.type + " ",
                    Stream.of(shape.axes)
                        .map(axis -> sizes.getOrDefault(axis, axis))
                        .filter(size -> !size.isEmpty())
                        .collect(Collectors.joining(", ")),
                    x == null ? null : type(x) + " " + shown(x),
                    typed
                        ? expected.split("; ", 2)[1]
                        : "use castTo(DataType." + shape.type + ")"));
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Shape(String name, String type, String[] axes) {
    private static final Pattern FORM = Pattern.compile("(\\w+) ?(\\w*) \\[(.*?)]");

    static List<Shape> all(String expected) {
      return FORM.matcher(expected.split("; ", 2)[0])
          .results()
          .map(one -> new Shape(one.group(1), one.group(2), one.group(3).split(", ", -1)))
          .toList();
    }
  }

  private static boolean fits(String[] axes, INDArray x, Map<String, String> sizes) {
    int leading = axes[0].equals("..") ? 1 : 0;
    int more = x.rank() - axes.length + leading; // axes that .. stands for
    if (x.isEmpty() || more < 0 || (leading == 0 && more > 0)) {
      return false;
    }
    List<String> actual = new ArrayList<>();
    for (long size : x.shape()) {
      actual.add(Long.toString(size));
    }
    boolean fits = leading == 0 || is(axes[0], String.join(", ", actual.subList(0, more)), sizes);
    for (int i = leading; i < axes.length; i++) {
      fits &= is(axes[i], actual.get(more + i - leading), sizes);
    }
    return fits;
  }

  private static boolean is(String axis, String size, Map<String, String> sizes) {
    boolean number = Character.isDigit(axis.charAt(axis.length() - 1)); // 3D is a letter's
    return (number ? axis : sizes.computeIfAbsent(axis, letter -> size)).equals(size);
  }

  /** The type of an array, as messages write it. */
  public static String type(INDArray x) {
    return x.dataType() == DataType.INT32 ? "INT32" : x.dataType().name();
  }

  /** Checks that a number is at least {@code low} and at most {@code high}. */
  public static void inRange(String name, long value, long low, long high) {
    require(
        value >= low && value <= high, "%s: expected %s to %s but was %s", name, low, high, value);
  }

  /** Checks that a number is at least {@code low}. */
  public static void atLeast(long low, String name, long value) {
    require(value >= low, "%s: expected at least %s but was %s", name, low, value);
  }

  /**
   * Checks that numbers of a shape, its sizes from 1, have room in one array and in the memory that
   * Java may take, before they are asked for.
   *
   * @param name the argument that makes them so many
   * @param bytes that each takes on the way
   */
  public static void room(String name, long bytes, long... shape) {
    given("shape", shape);
    double numbers = 1; // a loop, as every product asks
    for (long size : shape) {
      numbers *= Math.max(size, 0);
    }
    long most = Runtime.getRuntime().maxMemory();
    if (numbers > 0 && numbers * bytes <= most && numbers <= Integer.MAX_VALUE - 8) {
      return;
    }
    require(
        numbers > 0,
        "%s: expected at least 1 on each axis but was %s",
        name,
        Arrays.toString(shape));
    require(
        false,
        "%s: %s take %s GB of memory, and Java may take %s, in arrays of 2,147,483,639;"
            + " cut the rows or choose smaller sizes",
        name,
        Arrays.toString(shape),
        String.format(Locale.ROOT, "%.1f", numbers * bytes / 1e9),
        String.format(Locale.ROOT, "%.1f", most / 1e9));
  }

  /**
   * Checks that two arrays can be laid onto each other, with equal sizes, or 1, on each axis from
   * the last, and that there is {@link #room} for what comes of it.
   */
  public static void broadcast(String name, long bytes, INDArray a, INDArray b) {
    long[] shape = new long[Math.max(a.rank(), b.rank())];
    for (int axis = 1; axis <= shape.length; axis++) { // from the last
      long one = axis > a.rank() ? 1 : a.size(-axis);
      long other = axis > b.rank() ? 1 : b.size(-axis);
      require(
          one == other || one == 1 || other == 1,
          "%s: expected sizes equal to those of %s, or 1, on each axis from the last, but was %s;"
              + " take both from one batch",
          name,
          a,
          b);
      shape[shape.length - axis] = Math.max(one, other);
    }
    room(name, bytes, shape);
  }

  /** Checks numbers of rows, from 0, of a table {@code [.., D]}. */
  public static void rows(String name, int[] rows, INDArray table) {
    given(name + ", table", rows, table);
    long count = table.rank() == 0 || table.isEmpty() ? 0 : table.length() / table.size(-1);
    OptionalInt wrong = IntStream.of(rows).filter(row -> row < 0 || row >= count).findFirst();
    require(
        wrong.isEmpty(),
        "%s: %s is not a row of the table %s, expected 0 to %s; was it made for these ids?",
        name,
        wrong.orElse(0),
        table,
        count - 1);
  }

  /** Reads whole numbers of an INT32 array in row-major order, a copy. */
  public static int[] int32(String name, INDArray array) {
    require(
        array != null && array.dataType() == DataType.INT32,
        "%s: expected INT32 but was %s; use castTo(DataType.INT32)",
        name,
        array == null ? null : array.dataType());
    return array.isEmpty() ? new int[0] : array.dup('c').data().asInt();
  }

  /** Copies a mask of nothing but 1 and 0, whose meaning is such as "1 (real) and 0 (padding)". */
  public static double[] binary(String name, INDArray mask, String meaning) {
    double[] values = Rows.read(mask);
    for (double value : values) {
      if (value != 0 && value != 1) {
        require(false, "%s: expected only %s but found %s", name, meaning, value);
      }
    }
    return values;
  }

  private static Object shown(@Nullable Object part) {
    return part instanceof INDArray array ? Arrays.toString(array.shape()) : "" + part;
  }
}
