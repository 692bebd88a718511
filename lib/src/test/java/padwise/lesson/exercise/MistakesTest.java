package padwise.lesson.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import padwise.lesson.Exercises;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Mistake;

class MistakesTest {

  static Stream<Exercise<?, ?, ?>> every_exercise() {
    return Arrays.stream(Exercises.class.getFields()).map(MistakesTest::value);
  }

  private static Exercise<?, ?, ?> value(java.lang.reflect.Field field) {
    try {
      return (Exercise<?, ?, ?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void each_mistake_gets_its_own_sentence_and_no_other(Exercise<A, B, R> exercise) {
    for (Mistake<A, B, R> mistake : exercise.mistakes()) {
      assertThat(exercise.check(mistake.made()).says()).isEqualTo("Not quite. " + mistake.says());
    }
  }
}
