package padwise.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;
import padwise.view.MimeBundle;

/**
 * Kind of guess that a prediction asks for: how it is read, compared with the finding, and shown.
 *
 * @param word one word for the {@link GuessFile}
 * @param wanted what to write as a guess, for the middle of a sentence
 * @param read gives a guess the one form that is compared and kept, on one line; its exception says
 *     what is wrong with one that is no such answer
 * @param text gives a finding the form of a guess
 * @param agrees tells if a guess, as it was read, agrees with a finding
 */
public record GuessKind(
    String word,
    String wanted,
    Function<Object, String> read,
    Function<Object, String> text,
    BiPredicate<String, Object> agrees) {

  private static final int MOST = 128; // rows and columns

  /** A number; right within 5 % of the finding. */
  static GuessKind number() {
    return new GuessKind(
        "number",
        "a number, such as 3 or 0.25,",
        GuessKind::number,
        found -> {
          Preconditions.require(
              found instanceof Number, "found: expected a number but was %s", found);
          return !(found instanceof Double d)
              ? "" + found
              : d == 0 ? "0" : String.format(Locale.ROOT, "%.4g", d); // 0.000 would look rounded
        },
        (guess, found) -> {
          double value = ((Number) found).doubleValue();
          double apart = Math.abs(Double.parseDouble(guess) - value);
          return Double.isFinite(value) && apart <= 0.05 * Math.abs(value);
        });
  }

  private static String number(Object guess) {
    try {
      double value = Double.parseDouble("" + guess);
      if (Math.abs(value) < 1e12) { // neither NaN nor ∞
        return value == Math.rint(value) ? "" + (long) value : "" + value;
      }
    } catch (NumberFormatException noNumber) {
      // said below
    }
    throw new IllegalArgumentException("\"" + guess + "\" is no number");
  }

  /** One of these texts. */
  static GuessKind oneOf(String... options) {
    Preconditions.given("options", options == null ? null : Arrays.asList(options));
    List<String> all = List.of(options);
    Preconditions.require(
        all.stream()
                .allMatch(option -> option.equals(option.strip()) && option.lines().count() == 1)
            && all.stream().map(option -> option.toLowerCase(Locale.ROOT)).distinct().count()
                == all.size(),
        "options: expected texts of one line, without spaces around, that differ by more than case"
            + " but was %s",
        all);
    return new GuessKind(
        "choice",
        all.stream().map(option -> '"' + option + '"').collect(Collectors.joining(" or ")),
        guess -> choice(all, guess),
        found -> {
          Preconditions.require(
              found != null && all.contains(found),
              "found: expected one of %s but was %s",
              all,
              found);
          return "" + found;
        },
        (guess, found) -> guess.equals(found));
  }

  private static String choice(List<String> options, Object guess) {
    return options.stream()
        .filter(option -> option.equalsIgnoreCase(guess.toString().strip()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("\"" + guess + "\" is none of the choices"));
  }

  /** A mask: 1 or 0 in each cell, at most 128 rows, such as sentences or queries, and columns. */
  static GuessKind grid(int rows, int columns) {
    Preconditions.inRange("rows", rows, 1, MOST);
    Preconditions.inRange("columns", columns, 1, MOST);
    String row = "10".repeat(columns).substring(0, columns);
    return new GuessKind(
        "grid",
        "%s row%s of %s, such as \"%s%s\","
            .formatted(rows, rows == 1 ? "" : "s", columns, row, rows == 1 ? "" : " …"),
        guess -> grid(guess.toString().strip(), rows, columns),
        found -> ofMask(found, rows, columns),
        (guess, found) -> guess.equals(ofMask(found, rows, columns)));
  }

  private static String grid(String guess, int rows, int columns) {
    String between = rows > 1 && !guess.contains("\n") ? "\\s+" : "\\s*\n\\s*";
    String[] read = guess.split(between, -1);
    Preconditions.require(read.length == rows, "%s instead of %s rows", read.length, rows);
    for (int row = 0; row < rows; row++) {
      read[row] = read[row].replaceAll("\\s", "");
      String wrong = "row %s is \"%s\" and not %s times 1 or 0";
      Preconditions.require(
          read[row].matches("[01]{" + columns + "}"), wrong, row, read[row], columns);
    }
    return String.join(" ", read);
  }

  private static String ofMask(Object found, int rows, int columns) {
    Preconditions.require(
        found instanceof INDArray mask
            && mask.length() == (long) rows * columns
            && (rows == 1 || (mask.rank() > 1 && mask.size(-2) == rows))
            && mask.size(-1) == columns,
        "found: expected [%s, %s] but was %s",
        rows,
        columns,
        found);
    double[] cells = Preconditions.binary("found", (INDArray) found, "1 and 0");
    String line =
        Arrays.stream(cells).mapToObj(c -> c == 1 ? "1" : "0").collect(Collectors.joining());
    return line.replaceAll("(.{" + columns + "})(?=.)", "$1 ");
  }

  /** The guess, if there was one, beside the finding. */
  MimeBundle beside(@Nullable String guess, Object found) {
    String is = text.apply(found);
    if (word.equals("grid")) {
      return cells(guess == null ? null : guess.split(" "), is.split(" "));
    }
    if (guess == null) {
      return MimeBundle.of("It is " + is + ".");
    }
    boolean right = agrees.test(guess, found);
    return MimeBundle.of("You said " + guess + (right ? ", and it is " : ". It is ") + is + ".");
  }

  /** The finding as a table; ✗ stands in each cell that was guessed otherwise. */
  private static MimeBundle cells(String @Nullable [] said, String[] is) {
    int columns = is[0].length();
    List<List<String>> table = new ArrayList<>();
    int wrong = 0;
    for (int row = 0; row < is.length; row++) {
      List<String> line = new ArrayList<>(List.of("" + row));
      for (int column = 0; column < columns; column++) {
        boolean same = said == null || is[row].charAt(column) == said[row].charAt(column);
        wrong += same ? 0 : 1;
        line.add((same ? "" : "✗ ") + is[row].charAt(column));
      }
      table.add(line);
    }
    int all = is.length * columns;
    String marks = wrong == 0 ? "" : "; ✗ marks the others";
    String result =
        said == null
            ? "This is the mask"
            : "Your mask is right in %s of %s cells%s".formatted(all - wrong, all, marks);
    List<String> header = new ArrayList<>(List.of(""));
    IntStream.range(0, columns).forEach(column -> header.add("" + column));
    return MimeBundle.table(result, header, table);
  }
}
