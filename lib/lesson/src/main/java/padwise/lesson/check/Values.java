package padwise.lesson.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Rows;
import padwise.view.Numbers;

/** Arguments and results: numbers, lists, and arrays, which are read as lists of lists. */
final class Values {

  private static final double TOLERANCE = 1e-5;
  private static final int LONGEST = 240;

  private Values() {}

  /** A copy that may be written into, as deep as it goes. */
  @SuppressWarnings("unchecked") // a copy has the type of its original
  static <T> T copy(T argument) {
    if (argument instanceof List<?> list) {
      return (T) list.stream().map(Values::copy).collect(Collectors.toCollection(ArrayList::new));
    }
    return argument instanceof INDArray array ? (T) array.dup('c') : argument;
  }

  /** The same values, where an array {@code [2, 3]} is a list of two lists of three numbers. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof INDArray array) {
      return nested(Rows.read(array), array.shape());
    }
    return value instanceof List<?> list
        ? list.stream().map(Values::plain).collect(Collectors.toCollection(ArrayList::new))
        : value;
  }

  private static Object nested(double[] values, long[] shape) {
    if (shape.length == 0) {
      return values.length == 0 ? List.of() : values[0];
    }
    int each = shape[0] == 0 ? 0 : (int) (values.length / shape[0]);
    long[] inner = Arrays.copyOfRange(shape, 1, shape.length);
    return IntStream.range(0, (int) shape[0])
        .mapToObj(i -> nested(Arrays.copyOfRange(values, i * each, (i + 1) * each), inner))
        .toList();
  }

  /** True if two plain values are equal, doubles to 5 decimals; −∞ is equal to itself, NaN too. */
  static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one instanceof List<?> a && other instanceof List<?> b) {
      return a.size() == b.size()
          && IntStream.range(0, a.size()).allMatch(i -> same(a.get(i), b.get(i)));
    }
    if (one instanceof Double a && other instanceof Double b) {
      return a.equals(b) || Math.abs(a - b) <= TOLERANCE;
    }
    return Objects.equals(one, other);
  }

  /** The shape of a plain value: {@code [2, 3]}, or row by row if the rows differ. */
  static String shape(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return "";
    }
    List<String> rows = list.stream().map(Values::shape).distinct().toList();
    if (rows.size() > 1) {
      return list.stream().map(Values::shape).collect(Collectors.joining(" and ", "rows of ", ""));
    }
    String inner = rows.isEmpty() || rows.get(0).isEmpty() ? "" : ", " + rows.get(0);
    return "[" + list.size() + inner.replaceAll("[\\[\\]]", "") + "]";
  }

  /** A plain value as a reader sees it; what is very long is cut. */
  static String text(@Nullable Object value) {
    String whole = whole(value);
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + " …";
  }

  private static String whole(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Values::whole).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number number ? Numbers.text(number.doubleValue()) : "" + value;
  }
}
