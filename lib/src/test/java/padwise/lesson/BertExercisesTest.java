package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

class BertExercisesTest {

  static Stream<Exercise<?, ?, ?>> every_exercise() {
    return Stream.of(BertExercises.MASKED_MEAN, BertExercises.COSINE);
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void its_solution_passes_and_its_untouched_stub_does_not(Exercise<A, B, R> exercise) {
    assertThat(exercise.check(exercise.solution())).startsWith("Passed: " + exercise.name());
    assertThat(exercise.check((a, b) -> null)).startsWith("Not yet: " + exercise.name());
  }

  @Test
  void a_mean_over_all_slots_is_not_right() {
    assertThat(BertExercises.MASKED_MEAN.check((hidden, mask) -> hidden.mean(0)))
        .startsWith("Not quite. For hidden = [[ 1.0000, 4.0000], [ 3.0000, 0], [ 9.0000, 9.0000]]");
  }

  @Test
  void a_sum_over_real_tokens_divided_by_all_slots_is_not_right() {
    assertThat(
            BertExercises.MASKED_MEAN.check(
                (hidden, mask) ->
                    hidden.mulColumnVector(mask.castTo(DataType.FLOAT)).sum(0).div(mask.length())))
        .startsWith("Not quite.");
  }

  @Test
  void multiplying_with_the_mask_does_not_remove_a_nan() {
    assertThat(
            BertExercises.MASKED_MEAN.check(
                (hidden, mask) ->
                    hidden
                        .mulColumnVector(mask.castTo(DataType.FLOAT))
                        .sum(0)
                        .div(mask.sumNumber())))
        .startsWith("Not quite.")
        .contains("NaN");
  }

  @Test
  void a_dot_product_is_no_cosine_until_it_is_divided_by_both_lengths() {
    assertThat(BertExercises.COSINE.check((a, b) -> a.mul(b).sumNumber().doubleValue()))
        .startsWith("Not quite.");
    assertThat(
            BertExercises.COSINE.check(
                (a, b) -> a.mul(b).sumNumber().doubleValue() / a.norm2Number().doubleValue()))
        .startsWith("Not quite.");
  }
}
