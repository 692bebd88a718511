package padwise.lesson;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Grade;
import padwise.lesson.check.Exercise.Verdict;
import padwise.math.Preconditions;
import padwise.train.Trainer;
import padwise.view.MimeBundle;

/** The verbs of a notebook cell: {@code import static padwise.lesson.Notebook.*;}. */
public final class Notebook {
  private static final GuessFile FILE = GuessFile.beside(System.getenv("JPY_SESSION_NAME"));
  private static final Predictions PREDICTIONS = new Predictions(FILE);

  private Notebook() {}

  /**
   * Shows any value below the cell, null too; without a kernel it prints the value's words.
   *
   * <p>It returns nothing on purpose: a cell that ends in a value keeps it alive as {@code $1}.
   */
  public static void show(@Nullable Object value) {
    Host.current().send(MimeBundle.of(value));
  }

  /**
   * Watches a training in one output, its step and its loss: {@code trainer.run(500, loss,
   * progress("Masked words"))}. Without a kernel it prints one line at the end.
   */
  public static Consumer<Trainer.Step> progress(String title) {
    Preconditions.given("title", title);
    return new Progress(title, Host.current());
  }

  /** Asks for the number you expect, null if you have none; the key is {@link #reveal}'s. */
  public static void predict(String key, String question, @Nullable Object guess) {
    predict(key, question, GuessKind.number(), guess);
  }

  /** The same for one of some texts ({@link #oneOf}), or a {@link #grid} of 1 and 0. */
  public static void predict(String key, String question, GuessKind kind, @Nullable Object guess) {
    show(PREDICTIONS.ask(key, question, kind, guess));
  }

  /** For {@link #predict}: your guess is one of these texts. */
  public static GuessKind oneOf(String... options) {
    return GuessKind.oneOf(options);
  }

  /** For {@link #predict}: your guess is a text with so many rows and columns of 1 and 0. */
  public static GuessKind grid(int rows, int columns) {
    return GuessKind.grid(rows, columns);
  }

  /** Shows what was found beside what you expected, and locks your guess. */
  public static void reveal(String key, Object found) {
    show(PREDICTIONS.reveal(key, found));
  }

  /** Shows your predictions on this page, and how many were right. */
  public static void predictions() {
    show(PREDICTIONS.score());
  }

  /** Forgets your predictions on this page, so that you can guess again. */
  public static void resetPredictions() {
    show(PREDICTIONS.reset());
  }

  /**
   * Tries your method, such as {@code (lengths, padded) -> padCount(lengths, padded)}, on the cases
   * of one of {@link Exercises}, and notes beside the notebook file whether it passed.
   */
  public static <A, B, R> void check(
      Exercise<A, B, R> exercise, BiFunction<A, B, ? extends @Nullable R> attempt) {
    Preconditions.given("exercise", exercise);
    Verdict verdict = exercise.check(attempt);
    if (verdict.grade() != Grade.NOT_YET) {
      FILE.check(exercise.name(), verdict.grade() == Grade.PASSED);
    }
    show(verdict.says());
    if (verdict.evidence() != null) {
      show(verdict.evidence());
    }
  }
}
