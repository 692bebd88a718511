package padwise.view;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for a notebook's output: colours are the page's own, so that it reads in light and dark.
 *
 * <p>Everything is escaped here. Jupyter removes {@code <style>} and {@code role} from untrusted
 * outputs, and typesets {@code $…$}; hence inline styles, {@code scope}, and the two classes. The
 * first cell of each row names it; {@code more} says below what was left out.
 */
record HtmlTable(String caption, List<String> header, List<List<String>> rows, String more) {

  private static final int MOST_ROWS = 60;
  private static final Pattern NUMBER = Pattern.compile("(✗ )?[−≈]?[\\d.]+(e[-+]\\d+)?|−?∞|NaN");
  private static final String CELL =
      "<%s%s style=\"padding: 3px %spx; border: 1px solid rgba(128,128,128,0.35); text-align: %s\"><bdi>%s</bdi></%s>";

  /** A table of the first 60 of so many rows. */
  static HtmlTable of(
      String caption, List<String> header, int count, IntFunction<List<String>> row) {
    List<List<String>> rows = IntStream.range(0, Math.min(count, MOST_ROWS)).mapToObj(row).toList();
    return new HtmlTable(caption, header, rows, more(count - MOST_ROWS, "rows"));
  }

  /** The same table with another remark below it. */
  HtmlTable with(String remark) {
    String both = more.isEmpty() || remark.isEmpty() ? more + remark : more + ", " + remark;
    return new HtmlTable(caption, header, rows, both);
  }

  static String more(long count, String what) {
    return count <= 0 ? "" : "… %s more %s".formatted(count, what);
  }

  String html() {
    String head =
        header.stream().map(each -> heading("col", "center", each)).collect(Collectors.joining());
    String body = rows.stream().map(this::row).collect(Collectors.joining());
    String foot =
        more.isEmpty() ? "" : cell("td", " colspan=\"%s\"".formatted(header.size()), "left", more);
    return """
        <table class="mathjax_ignore tex2jax_ignore" style="border-collapse: collapse; margin: 4px 0">
        <caption style="text-align: left; white-space: nowrap; padding: 4px 0">%s</caption>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        <tfoot><tr>%s</tr></tfoot>
        </table>"""
        .formatted(escape(caption), head, body, foot)
        .replace("<tfoot><tr></tr></tfoot>\n", "");
  }

  /**
   * Text that can stand anywhere in HTML, attributes included; control characters show as a space.
   */
  static String escape(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /**
   * A cell that heads its row or column; an empty one heads nothing, so that no screen reader
   * announces it.
   */
  private String heading(String scope, String align, String text) {
    return text.isEmpty()
        ? cell("td", "", align, "")
        : cell("th", " scope=\"%s\"".formatted(scope), align, text);
  }

  private String row(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                i == 0
                    ? heading("row", align(i), cells.get(i))
                    : cell("td", "", align(i), cells.get(i)))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  /** Numbers line up at the right; a column is one if all its cells are. */
  private String align(int column) {
    return rows.stream().allMatch(r -> NUMBER.matcher(r.get(column)).matches()) ? "right" : "left";
  }

  /** Many columns stand closer together, so that twelve of them fit a page. */
  private String cell(String tag, String attributes, String align, String text) {
    int space = header.size() > 8 ? 4 : 10;
    return CELL.formatted(tag, attributes, space, align, escape(text), tag);
  }
}
