package padwise.lesson.exercise;

import static padwise.loss.Labels.IGNORE;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.museum.BugMuseum;
import padwise.math.Rows;

/** Parts that the cases, the right answers and the known mistakes are made of. */
final class Cases {

  private Cases() {}

  /** The end of what is said to a mistake that the bug museum shows. */
  static String bug(int number) {
    return " It is bug %s in notebook %s.".formatted(number, BugMuseum.NOTEBOOK);
  }

  /** A list of so many things, each made of its place. */
  static <T> List<T> each(int count, IntFunction<T> place) {
    return IntStream.range(0, count).mapToObj(place).toList();
  }

  /** As many zeros. */
  static List<Integer> zeros(int count) {
    return each(Math.max(0, count), i -> 0);
  }

  static List<Integer> join(List<Integer> one, List<Integer> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** The same with zeros behind, up to a length. */
  static List<Integer> filled(List<Integer> numbers, int length) {
    return join(numbers, zeros(length - numbers.size()));
  }

  /** The number at a place, or another one if there is no such place. */
  static int at(List<Integer> numbers, int place, int otherwise) {
    return place >= 0 && place < numbers.size() ? numbers.get(place) : otherwise;
  }

  /** True if the label at a place counts. */
  static IntPredicate asked(List<Integer> labels) {
    return i -> labels.get(i) != IGNORE;
  }

  /** The labels at the places that count, −100 at all others. */
  static List<Integer> kept(List<Integer> labels, IntPredicate asked) {
    return each(labels.size(), i -> asked.test(i) ? labels.get(i) : IGNORE);
  }

  static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(n -> n).sum();
  }

  /** One row, {@code [T]}. */
  static INDArray row(double... values) {
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT);
  }

  /** Numbers from −2 to 2, the same ones for the same seed. */
  static INDArray numbers(long seed, long... shape) {
    int count = (int) LongStream.of(shape).reduce(1, (a, b) -> a * b);
    return row(new Random(seed).doubles(count, -2, 2).toArray()).reshape('c', shape);
  }

  /** The mask with each of its numbers turned into another. */
  static INDArray mapped(INDArray mask, DoubleUnaryOperator number) {
    return Rows.write(Arrays.stream(Rows.read(mask)).map(number).toArray(), mask);
  }

  static List<Integer> sorted(List<Integer> lengths) {
    return lengths.stream().sorted().toList();
  }
}
