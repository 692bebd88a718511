package padwise.lesson.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.lesson.answers.Answers.UNFORESEEN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import padwise.lesson.Exercises;
import padwise.lesson.answers.Answers;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Mistake;
import padwise.lesson.museum.BugMuseum;

/**
 * Every check against every answer.
 *
 * <p>The answers were thought of by somebody who knew the exercises' texts, and not the checks.
 */
class KillMatrixTest {

  private static final Pattern MUSEUM = Pattern.compile("It is bug (\\d+) in notebook");

  static Stream<Answers<?, ?, ?>> answers() {
    return Answers.all();
  }

  @Test
  void every_exercise_has_its_answers() throws ReflectiveOperationException {
    List<Object> exercises = new ArrayList<>();
    for (var field : Exercises.class.getFields()) {
      exercises.add(field.get(null));
    }
    assertThat(answers().<Object>map(Answers::exercise))
        .containsExactlyInAnyOrderElementsOf(exercises);
  }

  @ParameterizedTest
  @MethodSource("answers")
  <A, B, R> void right_answers_pass_and_the_untouched_stub_is_not_yet(Answers<A, B, R> answers) {
    Exercise<A, B, R> exercise = answers.exercise();
    for (var right : Arrays.asList(exercise.solution(), answers.right())) {
      assertThat(exercise.check(right).says()).startsWith("Passed: " + exercise.name());
    }
    assertThat(exercise.check(exercise.stub().forms().get(0)).says())
        .startsWith("Not yet: " + exercise.name());
  }

  @ParameterizedTest
  @MethodSource("answers")
  <A, B, R> void a_wrong_answer_gets_its_own_diagnosis_or_none(Answers<A, B, R> answers) {
    assertThat(answers.wrong()).hasSizeBetween(3, 5);
    for (var wrong : answers.wrong()) {
      String says = answers.exercise().check(wrong.attempt()).says();
      if (wrong.says().equals(UNFORESEEN)) {
        assertThat(says).startsWith("Not quite. ");
        assertThat(answers.exercise().mistakes()).noneMatch(known -> says.contains(known.says()));
      } else {
        assertThat(says).containsPattern("^(Not quite\\. )?" + Pattern.quote(wrong.says()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  <A, B, R> void each_form_of_a_mistake_gets_its_own_sentence_whatever_their_order(
      Answers<A, B, R> answers) {
    Exercise<A, B, R> exercise = answers.exercise();
    List<Mistake<A, B, R>> backwards = new ArrayList<>(exercise.mistakes());
    assertThat(backwards).hasSizeBetween(3, 7);
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
  @MethodSource("answers")
  void a_museum_bug_that_is_named_exists(Answers<?, ?, ?> answers) {
    for (Mistake<?, ?, ?> mistake : answers.exercise().mistakes()) {
      Matcher named = MUSEUM.matcher(mistake.says());
      if (named.find()) {
        assertThat(BugMuseum.bug(Integer.parseInt(named.group(1)))).isNotNull();
      }
    }
  }
}
