package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExercisesTest {

  static Stream<Exercise<?, ?, ?>> every_exercise() {
    return Arrays.stream(Exercises.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(
            field -> {
              try {
                return (Exercise<?, ?, ?>) field.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void its_solution_passes_and_its_untouched_stub_does_not(Exercise<A, B, R> exercise) {
    assertThat(exercise.check(exercise.solution())).startsWith("Passed: " + exercise.name());
    assertThat(exercise.check((a, b) -> null)).startsWith("Not yet: " + exercise.name());
  }

  @ParameterizedTest
  @MethodSource("every_exercise")
  <A, B, R> void the_answer_to_one_case_is_not_the_answer_to_all(Exercise<A, B, R> exercise) {
    var first = exercise.cases().get(0);
    R constant = exercise.solution().apply(first.first(), first.second());
    assertThat(exercise.check((a, b) -> constant)).startsWith("Not quite. For");
  }

  @Test
  void a_wrong_answer_shows_the_smallest_case_with_both_results() {
    assertThat(Exercises.PAD_COUNT.check((lengths, padded) -> padded - lengths.get(0) + 1))
        .isEqualTo(
            "Not quite. For lengths = [2] and paddedLength = 3\n  expected 1\n  yours gives 2");
  }

  @Test
  void an_exception_is_part_of_the_answer_and_goes_no_further() {
    assertThat(Exercises.FIT.check((ids, length) -> ids.subList(0, length)))
        .contains("your method threw java.lang.IndexOutOfBoundsException");
  }

  @Test
  void masking_after_the_softmax_without_sharing_out_again_is_not_right() {
    assertThat(
            Exercises.MASKED_SOFTMAX.check(
                (scores, mask) -> padwise.math.Rows.softmax(scores).mul(mask)))
        .startsWith("Not quite");
  }

  @Test
  void a_mask_that_hides_queries_instead_of_keys_is_not_right() {
    assertThat(
            Exercises.COMBINED_MASK.check(
                (mask, causal) ->
                    IntStream.range(0, mask.size())
                        .mapToObj(
                            query ->
                                causal.get(query).stream().map(c -> c * mask.get(query)).toList())
                        .toList()))
        .startsWith("Not quite. For mask = [1, 0]");
  }

  @Test
  void positions_that_run_on_through_a_packed_row_are_not_right() {
    assertThat(
            Exercises.PACKED_POSITIONS.check(
                (lengths, slots) -> IntStream.range(0, slots).boxed().toList()))
        .startsWith("Not quite. For lengths = [2]");
  }

  @Test
  void an_additive_mask_made_by_multiplying_with_infinity_is_not_right() {
    assertThat(Exercises.ADDITIVE_MASK.check((mask, hidden) -> mask.rsub(1).mul(hidden)))
        .startsWith("Not quite. For mask = [ 1.0000, 1.0000");
  }

  @Test
  void a_method_without_end_is_told_so() {
    assertThat(Exercises.PAD_COUNT.check(ExercisesTest::forever))
        .endsWith("your method calls itself without end");
  }

  private static int forever(List<Integer> lengths, int padded) {
    return padded == -1 ? 0 : forever(lengths, Math.abs(padded) + 1) + 1;
  }

  @Test
  void labels_guessed_from_a_zero_id_are_not_right() {
    assertThat(
            Exercises.LABELS.check(
                (ids, mask) -> ids.stream().map(id -> id == 0 ? -100 : id).toList()))
        .startsWith("Not quite. For ids = [50, 0, 50, 50]");
  }

  @Test
  void batches_that_are_not_sorted_first_are_not_right() {
    assertThat(Exercises.BUCKET_SLOTS.check(ExercisesTest::slotsInOrder))
        .startsWith("Not quite. For lengths = [8, 2, 7, 3] and batchSize = 2\n  expected 22");
  }

  private static int slotsInOrder(List<Integer> lengths, int size) {
    return IntStream.iterate(0, from -> from < lengths.size(), from -> from + size)
        .mapToObj(from -> lengths.subList(from, Math.min(from + size, lengths.size())))
        .mapToInt(batch -> batch.size() * Collections.max(batch))
        .sum();
  }

  @Test
  void packing_that_never_looks_back_or_cuts_sentences_in_two_is_not_right() {
    assertThat(
            Exercises.PACKED_ROWS.check(
                (lengths, row) -> {
                  int rows = 1;
                  int room = row;
                  for (int length : lengths) {
                    rows += length > room ? 1 : 0;
                    room = (length > room ? row : room) - length;
                  }
                  return rows;
                }))
        .startsWith("Not quite. For lengths = [4, 5, 2, 1]");
    assertThat(
            Exercises.PACKED_ROWS.check(
                (lengths, row) -> (lengths.stream().mapToInt(n -> n).sum() + row - 1) / row))
        .startsWith("Not quite. For lengths = [4, 4, 4]");
  }

  @Test
  void a_shift_that_runs_on_into_the_next_sentence_is_not_right() {
    assertThat(
            Exercises.SHIFT.check(
                (ids, sentences) ->
                    IntStream.range(0, ids.size())
                        .mapToObj(
                            i ->
                                i + 1 < ids.size() && sentences.get(i) * sentences.get(i + 1) > 0
                                    ? ids.get(i + 1)
                                    : -100)
                        .toList()))
        .startsWith("Not quite. For ids = [2, 5, 3, 2, 6, 3, 0, 0]");
  }

  @Test
  void keeping_the_labels_that_stand_beside_the_answer_is_not_right() {
    assertThat(
            Exercises.ANSWERS_ONLY.check(
                (labels, types) ->
                    IntStream.range(0, labels.size())
                        .mapToObj(i -> types.get(i) == 1 ? labels.get(i) : -100)
                        .toList()))
        .startsWith("Not quite. For labels = [5, 3, -100]");
  }

  @Test
  void an_accuracy_over_all_slots_is_not_right() {
    assertThat(
            Exercises.ASKED_ACCURACY.check(
                (guesses, labels) ->
                    IntStream.range(0, labels.size())
                        .mapToDouble(i -> guesses.get(i) - labels.get(i) == 0 ? 1 : 0)
                        .average()
                        .orElse(0)))
        .startsWith("Not quite. For guesses = [4, 0] and labels = [4, -100]");
  }

  @Test
  void what_a_slot_gives_to_cls_and_what_one_head_gives_to_it_are_not_right() {
    assertThat(Exercises.CLS_SHARE.check((weights, slot) -> weights.getDouble(0, slot, 0)))
        .startsWith("Not quite");
    assertThat(Exercises.CLS_SHARE.check((weights, slot) -> weights.getDouble(0, 0, slot)))
        .startsWith("Not quite");
  }

  @Test
  void an_attempt_that_writes_into_its_input_cannot_spoil_the_expected_answer() {
    assertThat(
            Exercises.GUARD.check(
                (gradient, pad) -> {
                  gradient.addi(1);
                  return gradient;
                }))
        .startsWith("Not quite");
    assertThat(Exercises.GUARD.check(Exercises.GUARD.solution())).startsWith("Passed");
  }

  @Test
  void lists_of_pads_are_not_confused_with_their_count() {
    assertThat(
            Exercises.PADDING_MASK.check(
                (lengths, padded) ->
                    lengths.stream().map(n -> Collections.nCopies(padded, 1)).toList()))
        .contains("expected [[1, 1, 0]]")
        .contains("yours gives [[1, 1, 1]]");
  }
}
