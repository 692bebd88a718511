package padwise.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import padwise.math.Preconditions;
import padwise.view.MimeBundle;

/**
 * What a reader expected before looking. A guess can be changed until the finding was shown; then
 * it is locked, and kept beside the notebook.
 */
public final class Predictions {

  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final Kept kept;

  private record Asked(
      String question, Answer answer, @Nullable String guess, @Nullable Object found) {

    List<String> row() {
      String yours = guess == null ? "–" : guess;
      String is = found == null ? "not shown yet" : answer.text(found);
      String right = guess == null || found == null ? "–" : right() ? "yes" : "no";
      return List.of(question, yours, is, right);
    }

    boolean right() {
      return guess != null && found != null && answer.agrees(guess, found);
    }
  }

  /**
   * A guess as it was read.
   *
   * @param text its one form; null if there is none, or none that is an answer
   * @param words what to say to it
   */
  private record Guess(@Nullable String text, String words) {
    static Guess of(Answer answer, @Nullable Object guess) {
      String write = " Write " + answer.wanted();
      if (guess == null) {
        String then = " in place of null and run this cell again, then go on.";
        return new Guess(null, "No guess yet." + write + then);
      }
      try {
        String text = answer.read(guess);
        return new Guess(text, "Your guess: " + text + ". It is locked once you see the result.");
      } catch (IllegalArgumentException e) {
        return new Guess(
            null, "Not taken: " + e.getMessage() + "." + write + " and run this cell again.");
      }
    }
  }

  private Predictions(Kept kept) {
    this.kept = kept;
  }

  /**
   * The predictions of a notebook.
   *
   * @param notebook its file, beside which locked guesses are kept; null keeps them in memory only
   */
  public static Predictions of(@Nullable String notebook) {
    return new Predictions(Kept.beside(notebook));
  }

  /**
   * Asks, and takes the guess unless the prediction is locked. A guess that is no answer is told
   * what is expected, and counts as none.
   *
   * @param key names the prediction, one word that no other one of the notebook has
   * @param question what is asked
   * @param answer what a guess must be
   * @param guess the reader's guess; null for none
   */
  public MimeBundle ask(String key, String question, Answer answer, @Nullable Object guess) {
    Preconditions.require(key.matches("\\w+"), "key: expected one word but was \"%s\"", key);
    Asked before = asked.get(key);
    Object found = before == null ? null : before.found;
    String fixed =
        before != null && found != null ? before.guess : Guess.of(answer, kept.get(key)).text;
    Guess fresh = Guess.of(answer, guess);
    boolean locked = found != null || fixed != null;
    asked.put(key, new Asked(question, answer, locked ? fixed : fresh.text, found));
    boolean refused = locked && !Objects.equals(fixed, fresh.text);
    String words = refused ? refused(fixed) : fresh.words;
    return MimeBundle.of((question + "\n" + words + " " + kept.trouble()).strip());
  }

  /**
   * Shows what was found beside the guess, and locks the guess.
   *
   * @param key the key given to {@link #ask}
   * @param found what the cell measured
   * @throws IllegalArgumentException if nothing was asked under this key
   */
  public MimeBundle reveal(String key, Object found) {
    Asked before = asked.get(key);
    if (before == null) {
      throw new IllegalArgumentException(
          "key: no prediction is called \"%s\"; run the cell with predict(\"%s\", …) first"
              .formatted(key, key));
    }
    MimeBundle shown = before.answer.beside(before.guess, found);
    asked.put(key, new Asked(before.question, before.answer, before.guess, found));
    if (before.guess != null) {
      kept.put(key, before.guess);
    }
    return shown;
  }

  /**
   * How many of the predictions asked so far have a guess, how many are right, and each of them.
   */
  public MimeBundle score() {
    if (asked.isEmpty()) {
      return MimeBundle.of("Nothing was asked yet. Run the page from the top, then this cell.");
    }
    long guessed = asked.values().stream().filter(a -> a.guess != null).count();
    if (guessed == 0) {
      return MimeBundle.of(
          "No guess was made yet. This page has asked for %d: write yours in place of null."
              .formatted(asked.size()));
    }
    long right = asked.values().stream().filter(Asked::right).count();
    String caption =
        "%d of %d predicted, %d right. A number is right within 5 %% of what was found.";
    return MimeBundle.table(
        (caption.formatted(guessed, asked.size(), right) + " " + kept.trouble()).strip(),
        List.of("prediction", "yours", "found", "right"),
        asked.values().stream().map(Asked::row).toList());
  }

  /** Forgets every guess of the notebook, and what was shown. */
  public MimeBundle reset() {
    asked.clear();
    kept.forget();
    return MimeBundle.of(
        ("All guesses of this page are forgotten. Run it again from the top. " + kept.trouble())
            .strip());
  }

  private static String refused(@Nullable String fixed) {
    String why =
        fixed == null
            ? "The result was shown before this guess, so it does not count."
            : "Locked: you said " + fixed + " before you saw the result.";
    return why + " resetPredictions() starts anew.";
  }
}
