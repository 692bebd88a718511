package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.List;

/** The line that matters, with the one before it. */
final class Excerpt {
  private Excerpt() {}

  /** Around a position in the cell at work. */
  static List<String> of(CellSource cell, int position) {
    return of(cell.text(), cell.lineAt(position), "this cell");
  }

  /** The same with a caret below the position. */
  static List<String> withCaret(CellSource cell, int position) {
    var lines = new ArrayList<>(of(cell, position));
    int column = position - (cell.text().lastIndexOf('\n', position - 1) + 1);
    lines.add(" ".repeat(AnsiStyle.MARGIN + column) + AnsiStyle.bold("^"));
    return lines;
  }

  static List<String> of(String text, int line, String where) {
    String[] all = text.split("\n", -1);
    var lines = new ArrayList<String>();
    lines.add(AnsiStyle.faint("Line " + line + " of " + where + ":"));
    if (line > 1 && !all[line - 2].isBlank()) {
      lines.add(AnsiStyle.numbered(line - 1, all[line - 2]));
    }
    lines.add(AnsiStyle.numberedHere(line, line <= all.length ? all[line - 1] : ""));
    return lines;
  }
}
