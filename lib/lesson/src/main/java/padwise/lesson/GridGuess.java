package padwise.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Preconditions;
import padwise.view.MimeBundle;

/**
 * The cells of a mask, 1 or 0 each.
 *
 * @param rows how many rows, such as sentences or queries
 * @param columns how many cells in each, such as slots or keys
 */
record GridGuess(int rows, int columns) implements GuessKind {
  @Override
  public String word() {
    return "grid";
  }

  @Override
  public String wanted() {
    String row = "10".repeat(columns).substring(0, columns);
    return "%d row%s of %d, such as \"%s%s\","
        .formatted(rows, rows == 1 ? "" : "s", columns, row, rows == 1 ? "" : " …");
  }

  @Override
  public String read(Object guess) {
    String text = guess.toString().strip();
    List<String> lines =
        List.of(text.split(rows > 1 && !text.contains("\n") ? "\\s+" : "\\s*\n\\s*"));
    List<String> read = lines.stream().map(line -> line.replaceAll("\\s", "")).toList();
    Preconditions.require(read.size() == rows, "it has %s rows and not %s", read.size(), rows);
    for (int row = 0; row < rows; row++) {
      String line = read.get(row);
      String wrong = "row %s is \"%s\" and not %s times 1 or 0";
      Preconditions.require(line.matches("[01]{" + columns + "}"), wrong, row, line, columns);
    }
    return String.join(" ", read);
  }

  @Override
  public String text(Object found) {
    double[] cells = Preconditions.binary("found", (INDArray) found, "1 and 0");
    Preconditions.require(
        cells.length == rows * columns,
        "found: expected [%s, %s] but was %s",
        rows,
        columns,
        found);
    String line =
        Arrays.stream(cells).mapToObj(c -> c == 1 ? "1" : "0").collect(Collectors.joining());
    return line.replaceAll("(.{" + columns + "})(?=.)", "$1 ");
  }

  /** The finding as a table; ✗ stands in each cell that was guessed otherwise. */
  @Override
  public MimeBundle beside(@Nullable String guess, Object found) {
    String[] is = text(found).split(" ");
    String[] said = guess == null ? is : guess.split(" ");
    List<List<String>> table = new ArrayList<>();
    int wrong = 0;
    for (int row = 0; row < rows; row++) {
      List<String> line = new ArrayList<>(List.of("" + row));
      for (int column = 0; column < columns; column++) {
        boolean same = is[row].charAt(column) == said[row].charAt(column);
        wrong += same ? 0 : 1;
        line.add((same ? "" : "✗ ") + is[row].charAt(column));
      }
      table.add(line);
    }
    String result =
        guess == null
            ? "This is the mask"
            : "Your mask is right in %d of %d cells%s"
                .formatted(
                    rows * columns - wrong,
                    rows * columns,
                    wrong == 0 ? "" : "; ✗ marks the others");
    List<String> header = new ArrayList<>(List.of(""));
    IntStream.range(0, columns).forEach(column -> header.add("" + column));
    return MimeBundle.table(result, header, table);
  }
}
