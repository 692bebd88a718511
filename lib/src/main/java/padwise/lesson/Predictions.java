package padwise.lesson;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What a reader expected before looking. A prediction belongs to a key, so that a cell can be run
 * again.
 */
public final class Predictions {

  private final Map<String, Object> guesses = new HashMap<>();

  /**
   * Writes a guess down.
   *
   * @param key names the prediction
   * @param question what is asked
   * @param guess a number, or the text of a choice
   * @return a sentence that repeats both
   */
  public String note(String key, String question, Object guess) {
    guesses.put(key, guess);
    return question + "\nYour guess: " + guess + ". Change it and run this cell again, then go on.";
  }

  /**
   * Compares the guess with what was found.
   *
   * @param key the key the guess was noted under
   * @param found what the cell measured
   * @return a sentence with both; a number within 5 % of the finding counts as right
   * @throws IllegalArgumentException if there is no guess under this key
   */
  public String reveal(String key, Object found) {
    Object guess = guesses.get(key);
    if (guess == null) {
      throw new IllegalArgumentException(
          "key: no prediction is called \"%s\"; run the cell with predict(\"%s\", …) first"
              .formatted(key, key));
    }
    String answer =
        found instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : "" + found;
    return agree(guess, found)
        ? "You said " + guess + ", and it is " + answer + "."
        : "You said " + guess + ". It is " + answer + ".";
  }

  private static boolean agree(Object guess, Object found) {
    if (guess instanceof Number a && found instanceof Number b) {
      return Math.abs(a.doubleValue() - b.doubleValue()) <= 0.05 * Math.abs(b.doubleValue());
    }
    return Objects.equals(guess, found);
  }
}
