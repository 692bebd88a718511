package padwise.lesson.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.Exercises;
import padwise.lesson.check.Exercise.Case;
import padwise.lesson.check.Exercise.Verdict;
import padwise.view.MimeBundle;

class ExerciseTest {

  private static volatile boolean over;

  private static final Exercise<List<Integer>, Integer, Integer> COUNT = Exercises.PAD_COUNT;

  private static final Exercise<List<Integer>, Integer, List<Integer>> FIT = Exercises.FIT;

  private static final Exercise<Double, Double, INDArray> PAIR =
      Exercise.of(
          "pair(one, other)",
          (one, other) -> Nd4j.createFromArray(one, other),
          new Case<>(0.25, 0.5),
          new Case<>(1.5, -2.0));

  @Test
  void a_wrong_answer_shows_the_smallest_case_with_arguments_and_both_results() {
    Verdict verdict = COUNT.check((lengths, padded) -> lengths.size() * padded);
    assertThat(verdict.says()).startsWith("Not quite. This counts all slots of the rectangle.");
    MimeBundle shown = MimeBundle.of(verdict.evidence());
    assertThat(shown.text()).isEqualTo("padCount: the smallest case that differs, 1 of 4");
    assertThat(
            Objects.requireNonNull(shown.html()).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
        .contains("lengths [2] paddedLength 3 expected 1 yours 3");
  }

  @Test
  void numbers_are_in_ascii_digits_whatever_the_readers_language() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      assertThat(COUNT.check(COUNT.solution()).says()).contains("on all 4 cases");
      Verdict wrong = COUNT.check((lengths, padded) -> -1);
      assertThat(MimeBundle.of(wrong.evidence()).text()).contains("1 of 4");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_mistake_nobody_foresaw_gets_the_first_difference() {
    assertThat(FIT.check((ids, length) -> Collections.nCopies(length, 7)).says())
        .isEqualTo("Not quite. The number at [0] should be 101, and yours is 7.");
  }

  @Test
  void an_exception_is_named_with_the_first_line_of_its_message() {
    var thrown = new IllegalStateException("no ids\nand more");
    assertThat(says(() -> rethrow(thrown)))
        .isEqualTo("Not quite. Your method threw IllegalStateException (no ids).");
  }

  @Test
  void a_method_that_calls_itself_without_end_is_told_so() {
    assertThat(says(() -> forever(1))).contains("Your method calls itself without end");
  }

  @Test
  void a_null_in_one_case_only_is_no_untouched_stub() {
    assertThat(COUNT.check((lengths, padded) -> lengths.size() == 1 ? 1 : null).says())
        .isEqualTo("Not quite. Your method returns null in the case below.");
  }

  @Test
  void a_wrong_shape_and_a_wrong_length_say_both() {
    assertThat(PAIR.check((one, other) -> Nd4j.createFromArray(one, other).reshape(2, 1)).says())
        .isEqualTo("Not quite. The result should have the shape [2], and yours has [2, 1].");
    assertThat(FIT.check((ids, length) -> ids.subList(0, 1)).says())
        .isEqualTo("Not quite. The result should have the shape [3], and yours has [1].");
    assertThat(PAIR.check((one, other) -> Nd4j.scalar(1.0)).says())
        .isEqualTo("Not quite. The result should have the shape [2], and yours is one value.");
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // a raw list gets past the compiler
  void a_wrong_type_says_both() {
    assertThat(FIT.check((ids, length) -> (List) List.of(101L, 102L, 0L)).says())
        .isEqualTo(
            "Not quite. The number at [0] should be of the type Integer, and yours is of the type"
                + " Long.");
  }

  @Test
  void an_argument_that_was_written_into_is_named_although_the_result_is_right() {
    String says =
        Exercises.BUCKET_SLOTS
            .check(
                (lengths, size) -> {
                  int slots = Exercises.BUCKET_SLOTS.solution().apply(lengths, size);
                  lengths.add(0, 1);
                  return slots;
                })
            .says();
    assertThat(says).contains("The result is right, but your method wrote into lengths");
  }

  @Test
  void a_known_mistake_that_also_writes_into_an_argument_hears_of_both() {
    assertThat(Exercises.ADDITIVE_MASK.check((mask, hidden) -> mask.rsubi(1).muli(hidden)).says())
        .contains("0 · −∞ is NaN")
        .contains("It also wrote into mask");
  }

  @Test
  void rounding_passes_and_one_thousandth_does_not() {
    assertThat(PAIR.check((one, other) -> Nd4j.createFromArray(one + 5e-6, other)).says())
        .startsWith("Passed");
    assertThat(PAIR.check((one, other) -> Nd4j.createFromArray(one + 1e-3, other)).says())
        .startsWith("Not quite. The number at [0] should be 0.2500, and yours is 0.2510.");
    var exercise = Exercises.MASKED_MEAN;
    assertThat(PAIR.check((one, other) -> Nd4j.createFromArray(one + 2e-5, other)).says())
        .contains("should be 0.25, and yours is 0.25002"); // not 0.2500 and 0.2500
    assertThat(exercise.check((a, b) -> exercise.solution().apply(a, b) + 2e-5))
        .extracting(Verdict::grade)
        .isEqualTo(Exercise.Grade.NOT_QUITE);
  }

  @Test
  void nan_where_a_number_is_expected_is_called_so() {
    assertThat(PAIR.check((one, other) -> Nd4j.createFromArray(one, 0.0 / 0)).says())
        .startsWith("Not quite. The number at [1] is NaN, not a number.");
  }

  @Test
  void a_loop_without_end_is_stopped_after_two_seconds_and_leaves_nothing_behind() {
    long begin = System.nanoTime();
    assertStopped(says(ExerciseTest::spin));
    assertThat((System.nanoTime() - begin) / 1e9).isBetween(1.9, 20.0);
  }

  @Test
  void a_method_that_waits_for_ever_is_stopped_too() {
    assertStopped(says(ExerciseTest::park));
  }

  /** From JDK 20 on only a kernel can end a thread; elsewhere the reader is told the way out. */
  private static void assertStopped(String says) {
    if (Runtime.version().feature() < 20) {
      assertThat(says).contains("did not come to an end and was stopped.");
      assertThat(attempts()).isEmpty();
    } else {
      assertThat(says).contains("did not come to an end.", "restart the kernel");
      assertThat(attempts()).allMatch(attempt -> attempt.getPriority() == Thread.MIN_PRIORITY);
    }
  }

  @AfterEach
  void endsWhatNobodyCouldStop() {
    over = true;
  }

  @Test
  void what_an_attempt_does_to_its_arguments_never_reaches_the_next_case_or_check() {
    Exercises.GUARD.check((gradient, pad) -> gradient.muli(0));
    assertThat(Exercises.GUARD.check(Exercises.GUARD.solution()).says()).startsWith("Passed");
  }

  private static String says(java.util.function.IntSupplier attempt) {
    return COUNT.check((lengths, padded) -> attempt.getAsInt()).says();
  }

  private static int rethrow(RuntimeException thrown) {
    throw thrown;
  }

  private static int forever(int n) {
    return n == -1 ? 0 : forever(Math.abs(n) + 1) + 1;
  }

  private static int spin() {
    over = false;
    int n = 0;
    while (!over) {
      n = (n + 1) % 1000;
    }
    return n;
  }

  private static int park() {
    over = false;
    while (!over) {
      LockSupport.parkNanos(1_000_000);
    }
    return 1;
  }

  private static List<Thread> attempts() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("attempt"))
        .toList();
  }
}
