package padwise.lesson;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import padwise.lesson.GuessFile.Row;
import padwise.lesson.GuessFile.State;
import padwise.math.Preconditions;
import padwise.view.MimeBundle;

/** A reader's guesses, kept beside the notebook, and locked once the finding was shown. */
public final class Predictions {

  private final Map<String, Question> asked = new LinkedHashMap<>();
  private final GuessFile file;

  private record Question(
      String question, GuessKind kind, @Nullable String guess, @Nullable Object found) {

    List<String> row() {
      String yours = guess == null ? "–" : guess;
      String right = guess == null || found == null ? "–" : right() ? "yes" : "no";
      return List.of(question, yours, is(), right);
    }

    String is() {
      return found == null ? "not shown yet" : kind.text().apply(found);
    }

    boolean right() {
      return guess != null && found != null && kind.agrees().test(guess, found);
    }
  }

  /** A guess as it was read, null if there is none that is an answer, and what to say to it. */
  private record Guess(@Nullable String text, String words) {
    static Guess of(GuessKind kind, @Nullable Object guess) {
      if (guess == null) {
        return new Guess(null, "");
      }
      try {
        String text = kind.read().apply(guess);
        return new Guess(text, "Your guess: " + text + ". It is locked once you see the result.");
      } catch (IllegalArgumentException e) {
        String write = ". Write " + kind.wanted() + " and run this cell again.";
        return new Guess(null, "Not taken: " + e.getMessage() + write);
      }
    }
  }

  /** The predictions of a notebook, kept in its file. */
  public Predictions(GuessFile file) {
    Preconditions.given("file", file);
    this.file = file;
  }

  /**
   * Asks under a key, one word of its own, and takes the guess, if there is one, unless the
   * prediction is locked; one that is no answer is told what is expected, and counts as none.
   */
  public MimeBundle ask(String key, String question, GuessKind kind, @Nullable Object guess) {
    Preconditions.given("key, question, kind", key, question, kind);
    Preconditions.require(key.matches("\\w+"), "key: expected one word but was \"%s\"", key);
    Question before = asked.get(key);
    Object found = before == null ? null : before.found;
    String fixed =
        before != null && found != null ? before.guess : Guess.of(kind, file.locked(key)).text;
    Guess fresh = Guess.of(kind, guess);
    boolean locked = found != null || fixed != null;
    String counts = locked ? fixed : fresh.text;
    asked.put(key, new Question(question, kind, counts, found));
    if (!locked) {
      keep(key, kind, counts, counts == null ? State.ASKED : State.OPEN);
    }
    boolean refused = locked && !Objects.equals(fixed, fresh.text);
    String words = refused ? refused(fixed) : fresh.words;
    String trouble = words.isEmpty() ? "" : file.trouble(); // who guesses nothing loses nothing
    return MimeBundle.of((question + "\n" + words + " " + trouble).strip());
  }

  /** Shows what was found beside the guess for a question that was asked, and locks the guess. */
  public MimeBundle reveal(String key, Object found) {
    Question before = asked.get(key);
    if (before == null) {
      throw new IllegalArgumentException(
          "key: no prediction is called \"%s\"; run the cell with predict(\"%s\", …) first"
              .formatted(key, key));
    }
    MimeBundle shown = before.kind.beside(before.guess, found);
    asked.put(key, new Question(before.question, before.kind, before.guess, found));
    if (before.guess != null) {
      keep(key, before.kind, before.guess, State.LOCKED);
    }
    return shown;
  }

  /** The score: how many predictions were asked, have a guess, are right; and each of them. */
  public MimeBundle score() {
    if (asked.isEmpty()) {
      return MimeBundle.of("Nothing was asked yet. Run the page from the top, then this cell.");
    }
    long guessed = asked.values().stream().filter(a -> a.guess != null).count();
    if (guessed == 0) {
      return MimeBundle.table(
          "Predictions asked for on this page: %s.".formatted(asked.size()),
          List.of("prediction", "found"),
          asked.values().stream().map(a -> List.of(a.question, a.is())).toList());
    }
    long right = asked.values().stream().filter(Question::right).count();
    String caption =
        "%s of %s predicted, %s right. A number is right within 5 %% of what was found.";
    return MimeBundle.table(
        (caption.formatted(guessed, asked.size(), right) + " " + file.trouble()).strip(),
        List.of("prediction", "yours", "found", "right"),
        asked.values().stream().map(Question::row).toList());
  }

  /** Forgets every guess of the notebook, and what was shown. */
  public MimeBundle reset() {
    asked.clear();
    file.forget();
    return MimeBundle.of(
        ("All guesses of this page are forgotten. Run it again from the top. " + file.trouble())
            .strip());
  }

  private void keep(String key, GuessKind kind, @Nullable String guess, State state) {
    file.put(new Row(key, kind.word(), guess == null ? "" : guess, state));
  }

  private static String refused(@Nullable String fixed) {
    String why =
        fixed == null
            ? "The result was shown before this guess, so it does not count."
            : "Locked: you said " + fixed + " before you saw the result.";
    return why + " resetPredictions() starts anew.";
  }
}
