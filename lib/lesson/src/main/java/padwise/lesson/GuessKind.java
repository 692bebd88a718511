package padwise.lesson;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import padwise.math.Preconditions;
import padwise.view.MimeBundle;

/**
 * Kind of guess that a prediction asks for: how it is read, compared with the finding, and shown.
 */
public sealed interface GuessKind permits GuessKind.Amount, GuessKind.Choice, GridGuess {

  /** One word for the {@link GuessFile}. */
  String word();

  /** What to write as a guess, for the middle of a sentence. */
  String wanted();

  /**
   * Reads a guess.
   *
   * @return the guess in the one form that is compared and kept, on one line
   * @throws IllegalArgumentException if it is no such answer; the message says what is wrong
   */
  String read(Object guess);

  /** A finding in the form of a guess. */
  String text(Object found);

  /** True if a guess, as {@link #read} returned it, agrees with the finding. */
  default boolean agrees(String guess, Object found) {
    return guess.equals(text(found));
  }

  /** The guess, if there was one, beside the finding. */
  default MimeBundle beside(@Nullable String guess, Object found) {
    String is = "It is " + text(found) + ".";
    if (guess == null) {
      return MimeBundle.of(is);
    }
    return MimeBundle.of(
        agrees(guess, found)
            ? "You said " + guess + ", and it is " + text(found) + "."
            : "You said " + guess + ". " + is);
  }

  /** A number; right within 5 % of the finding. */
  static GuessKind number() {
    return new Amount();
  }

  /** One of these texts. */
  static GuessKind oneOf(String... options) {
    return new Choice(List.of(options));
  }

  /** A mask of so many rows and columns: 1 or 0 in each cell. */
  static GuessKind grid(int rows, int columns) {
    return new GridGuess(rows, columns);
  }

  /** A number. */
  record Amount() implements GuessKind {
    @Override
    public String word() {
      return "number";
    }

    @Override
    public String wanted() {
      return "a number, such as 3 or 0.25,";
    }

    @Override
    public String read(Object guess) {
      try {
        double value = Double.parseDouble(guess.toString());
        if (Math.abs(value) < 1e12) { // neither NaN nor ∞
          return value == Math.rint(value) ? "" + (long) value : "" + value;
        }
      } catch (NumberFormatException noNumber) {
        // said below
      }
      throw new IllegalArgumentException("\"" + guess + "\" is no number");
    }

    @Override
    public String text(Object found) {
      return found instanceof Double number
          ? String.format(Locale.ROOT, "%.4g", number)
          : "" + found;
    }

    @Override
    public boolean agrees(String guess, Object found) {
      double value = ((Number) found).doubleValue();
      return Math.abs(Double.parseDouble(guess) - value) <= 0.05 * Math.abs(value);
    }
  }

  /** One of some texts. */
  record Choice(List<String> options) implements GuessKind {
    @Override
    public String word() {
      return "choice";
    }

    @Override
    public String wanted() {
      return options.stream().map(o -> '"' + o + '"').collect(Collectors.joining(" or "));
    }

    @Override
    public String read(Object guess) {
      return options.stream()
          .filter(option -> option.equalsIgnoreCase(guess.toString().strip()))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("\"" + guess + "\" is none of the choices"));
    }

    @Override
    public String text(Object found) {
      Preconditions.require(
          options.contains(found), "found: expected one of %s but was %s", options, found);
      return "" + found;
    }
  }
}
