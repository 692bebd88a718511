package padwise.lesson.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import padwise.lesson.Exercises;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Mistake;
import padwise.lesson.museum.BugMuseum;

/**
 * Every check against every answer: {@code answers.txt} is the matrix.
 *
 * <p>The wrong answers were written from the exercises' texts alone, by somebody who had not seen
 * the checks. One half served to choose mistakes and cases; the other was run when both were final.
 */
class KillMatrixTest {

  private static final String UNFORESEEN = "-";
  private static final List<String> HALVES = List.of("tuning", "heldout");

  private record Wrong(String half, String exercise, String answer, String diagnosis) {}

  static Stream<Exercise<?, ?, ?>> every_exercise() {
    return Arrays.stream(Exercises.class.getFields()).map(KillMatrixTest::value);
  }

  static Stream<Wrong> every_wrong_answer() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(KillMatrixTest.class.getResourceAsStream("answers.txt"))) {
      List<String> lines = new String(file.readAllBytes(), UTF_8).lines().skip(1).toList();
      return lines.stream()
          .map(line -> line.split(" \\| ", -1))
          .map(part -> new Wrong(part[0], part[1], part[2], part[3]));
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void the_solution_passes_and_the_untouched_stub_is_not_yet(Exercise<A, B, R> exercise) {
    assertThat(exercise.check(exercise.solution()).says()).startsWith("Passed: " + exercise.name());
    assertThat(exercise.check(exercise.stub().made()).says())
        .startsWith("Not yet: " + exercise.name());
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  void a_right_answer_in_other_words_passes(Exercise<?, ?, ?> exercise) throws Exception {
    assertThat(says(exercise, "tuning", "right")).startsWith("Passed: ");
  }

  @ParameterizedTest
  @MethodSource("every_wrong_answer")
  void a_wrong_answer_gets_its_own_diagnosis_or_none(Wrong wrong) throws Exception {
    Exercise<?, ?, ?> exercise = named(wrong.exercise);
    String says = says(exercise, wrong.half, wrong.answer);
    if (wrong.diagnosis.equals(UNFORESEEN)) {
      assertThat(says).startsWith("Not quite. ");
      assertThat(exercise.mistakes()).noneMatch(known -> says.contains(known.says()));
    } else {
      assertThat(says).containsPattern("^(Not quite\\. )?" + Pattern.quote(wrong.diagnosis));
    }
  }

  @Test
  void the_matrix_has_every_answer_and_foresees_the_half_that_served_to_tune_it() throws Exception {
    List<Wrong> all = every_wrong_answer().toList();
    for (Exercise<?, ?, ?> exercise : every_exercise().toList()) {
      for (String half : HALVES) {
        assertThat(all)
            .filteredOn(wrong -> wrong.exercise.equals(exercise.name()) && wrong.half.equals(half))
            .extracting(Wrong::answer)
            .containsExactlyInAnyOrderElementsOf(wrongAnswers(exercise, half));
      }
    }
    assertThat(all)
        .filteredOn(wrong -> wrong.half.equals("tuning"))
        .noneMatch(wrong -> wrong.diagnosis.equals(UNFORESEEN));
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void each_mistake_gets_its_own_sentence_and_no_other(Exercise<A, B, R> exercise) {
    assertThat(exercise.mistakes().stream().map(Mistake::says).distinct().count())
        .isGreaterThanOrEqualTo(5);
    for (Mistake<A, B, R> mistake : exercise.mistakes()) {
      assertThat(exercise.check(mistake.made()).says()).isEqualTo("Not quite. " + mistake.says());
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  void a_museum_bug_that_is_named_exists(Exercise<?, ?, ?> exercise) {
    for (Mistake<?, ?, ?> mistake : exercise.mistakes()) {
      String number = mistake.says().replaceAll(".* It is bug (\\d+) in notebook 17\\.$", "$1");
      if (!number.equals(mistake.says())) {
        assertThat(BugMuseum.bug(Integer.parseInt(number)).placard().number()).isPositive();
      }
    }
  }

  private static Exercise<?, ?, ?> named(String name) {
    return every_exercise().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  private static Exercise<?, ?, ?> value(Field field) {
    try {
      return (Exercise<?, ?, ?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> answers(Exercise<?, ?, ?> exercise, String half) throws Exception {
    String name = exercise.name();
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Class.forName("padwise.lesson." + half + "." + type);
  }

  private static List<String> wrongAnswers(Exercise<?, ?, ?> exercise, String half)
      throws Exception {
    return Stream.of(answers(exercise, half).getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !name.equals("right"))
        .toList();
  }

  private static String says(Exercise<?, ?, ?> exercise, String half, String answer)
      throws Exception {
    Method method =
        Stream.of(answers(exercise, half).getDeclaredMethods())
            .filter(m -> m.getName().equals(answer))
            .findFirst()
            .orElseThrow();
    return check(exercise, method);
  }

  private static <A, B, R> String check(Exercise<A, B, R> exercise, Method method) {
    BiFunction<A, B, R> attempt = (a, b) -> call(method, a, b);
    return exercise.check(attempt).says();
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // the answers' signatures are the exercises'
  private static <R> R call(Method method, Object a, Object b) {
    try {
      return (R) method.invoke(null, a, b);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
