package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;

/** The line that matters, with the one before it; bold and faint stand out on any page. */
final class Excerpt {
  private static final int MARGIN = 7; // before a line of code

  private Excerpt() {}

  static String bold(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }

  static String faint(String text) {
    return "\u001b[2m" + text + "\u001b[0m";
  }

  /** Around a position in the cell at work. */
  static List<String> of(CellSource cell, int position) {
    return of(cell.text(), cell.lineAt(position), "this cell");
  }

  /** The same with a caret below the position. */
  static List<String> withCaret(CellSource cell, int position) {
    var lines = new ArrayList<>(of(cell, position));
    int column = position - (cell.text().lastIndexOf('\n', position - 1) + 1);
    lines.add(" ".repeat(MARGIN + column) + bold("^"));
    return lines;
  }

  static List<String> of(String text, int line, String where) {
    String[] all = text.split("\n", -1);
    var lines = new ArrayList<String>();
    lines.add(faint("Line " + line + " of " + where + ":"));
    if (line > 1 && line - 2 < all.length && !all[line - 2].isBlank()) {
      lines.add(String.format("%5d  %s", line - 1, all[line - 2]));
    }
    lines.add(bold(String.format("→%4d", line)) + "  " + (line <= all.length ? all[line - 1] : ""));
    return lines;
  }
}
