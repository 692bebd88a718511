package padwise.lesson.answers;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.lesson.check.Exercise;

/**
 * What people answer to one exercise.
 *
 * @param right a right answer in other words than the solution's
 */
public record Answers<A, B, R>(
    Exercise<A, B, R> exercise, BiFunction<A, B, R> right, List<Wrong<A, B, R>> wrong) {

  /**
   * The first words of the diagnosis of an answer that no check foresees: the first difference
   * follows.
   */
  public static final String UNFORESEEN = "";

  /**
   * A wrong answer.
   *
   * @param says how its diagnosis begins
   */
  public record Wrong<A, B, R>(String says, BiFunction<A, B, R> attempt) {}

  static <A, B, R> Answers<A, B, R> to(Exercise<A, B, R> exercise, BiFunction<A, B, R> right) {
    return new Answers<>(exercise, right, List.of());
  }

  Answers<A, B, R> wrong(String says, BiFunction<A, B, R> attempt) {
    var one = new Wrong<>(says, attempt);
    return new Answers<>(exercise, right, Stream.concat(wrong.stream(), Stream.of(one)).toList());
  }

  @Override
  public String toString() {
    return exercise.name();
  }

  /** All exercises' answers. */
  public static Stream<Answers<?, ?, ?>> all() {
    return Stream.concat(ListAnswers.ALL.stream(), ArrayAnswers.ALL.stream());
  }

  /** A list of so many things, each made of its place. */
  static <T> List<T> each(int count, IntFunction<T> place) {
    return IntStream.range(0, count).mapToObj(place).toList();
  }
}
