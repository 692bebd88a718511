package padwise.lesson.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import padwise.lesson.Exercises;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Mistake;
import padwise.lesson.museum.BugMuseum;

/**
 * Every check against every answer: {@code answers.txt} is the matrix.
 *
 * <p>The answers were written from the exercises' texts alone, by somebody who had not seen the
 * checks.
 */
class KillMatrixTest {

  private static final String UNFORESEEN = "-";

  private record Wrong(String exercise, String answer, String diagnosis) {}

  static Stream<Exercise<?, ?, ?>> every_exercise() {
    return Arrays.stream(Exercises.class.getFields()).map(KillMatrixTest::value);
  }

  static Stream<Wrong> every_wrong_answer() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(KillMatrixTest.class.getResourceAsStream("answers.txt"))) {
      List<String> lines = new String(file.readAllBytes(), UTF_8).lines().skip(1).toList();
      return lines.stream()
          .map(line -> line.split(" \\| ", -1))
          .map(part -> new Wrong(part[0], part[1], part[2]));
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void the_solution_passes_and_the_untouched_stub_is_not_yet(Exercise<A, B, R> exercise) {
    assertThat(exercise.check(exercise.solution()).says()).startsWith("Passed: " + exercise.name());
    assertThat(exercise.check(exercise.stub().forms().get(0)).says())
        .startsWith("Not yet: " + exercise.name());
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  void a_right_answer_in_other_words_passes(Exercise<?, ?, ?> exercise) throws Exception {
    assertThat(says(exercise, "right")).startsWith("Passed: ");
  }

  @ParameterizedTest
  @MethodSource("every_wrong_answer")
  void a_wrong_answer_gets_its_own_diagnosis_or_none(Wrong wrong) throws Exception {
    Exercise<?, ?, ?> exercise = named(wrong.exercise);
    String says = says(exercise, wrong.answer);
    if (wrong.diagnosis.equals(UNFORESEEN)) {
      assertThat(says).startsWith("Not quite. ");
      assertThat(exercise.mistakes()).noneMatch(known -> says.contains(known.says()));
    } else {
      assertThat(says).containsPattern("^(Not quite\\. )?" + Pattern.quote(wrong.diagnosis));
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  void the_matrix_has_every_answer_three_to_five_an_exercise(Exercise<?, ?, ?> exercise)
      throws Exception {
    assertThat(every_wrong_answer())
        .filteredOn(wrong -> wrong.exercise.equals(exercise.name()))
        .extracting(Wrong::answer)
        .hasSizeBetween(3, 5)
        .containsExactlyInAnyOrderElementsOf(wrongAnswers(exercise));
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void each_form_of_a_mistake_gets_its_own_sentence_whatever_their_order(
      Exercise<A, B, R> exercise) {
    List<Mistake<A, B, R>> backwards = new ArrayList<>(exercise.mistakes());
    assertThat(backwards).hasSizeBetween(5, 7);
    assertThat(backwards).extracting(Mistake::says).doesNotHaveDuplicates();
    Collections.reverse(backwards);
    Exercise<A, B, R> turned =
        new Exercise<>(
            exercise.name(),
            exercise.inputs(),
            exercise.cases(),
            exercise.solution(),
            exercise.stub(),
            backwards);
    for (Mistake<A, B, R> mistake : exercise.mistakes()) {
      for (BiFunction<A, B, ? extends @Nullable R> form : mistake.forms()) {
        String says = "Not quite. " + mistake.says();
        assertThat(exercise.check(form).says()).isEqualTo(says);
        assertThat(turned.check(form).says()).isEqualTo(says);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  void a_museum_bug_that_is_named_exists(Exercise<?, ?, ?> exercise) {
    for (Mistake<?, ?, ?> mistake : exercise.mistakes()) {
      String number =
          mistake
              .says()
              .replaceAll(".* It is bug (\\d+) in notebook " + BugMuseum.NOTEBOOK + "\\.$", "$1");
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

  private static Class<?> answers(Exercise<?, ?, ?> exercise) throws Exception {
    String name = exercise.name();
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return Class.forName("padwise.lesson.answers." + type);
  }

  private static List<String> wrongAnswers(Exercise<?, ?, ?> exercise) throws Exception {
    return Stream.of(answers(exercise).getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !name.equals("right"))
        .toList();
  }

  private static String says(Exercise<?, ?, ?> exercise, String answer) throws Exception {
    Method method =
        Stream.of(answers(exercise).getDeclaredMethods())
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
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
