package padwise.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for a notebook's output: colours are the page's own, so that it reads in light and dark.
 *
 * <p>Everything is escaped here. Jupyter removes {@code <style>} and {@code role} from untrusted
 * outputs, and typesets {@code $…$}; hence inline styles, {@code scope}, and the two classes.
 *
 * @param caption one sentence above the table
 * @param header a name for each column
 * @param rows the cells; the first of each row names it
 * @param more what was left out, shown below; empty if nothing was
 */
record HtmlTable(String caption, List<String> header, List<List<String>> rows, String more) {

  private static final String TABLE =
      "<table class=\"mathjax_ignore tex2jax_ignore\" style=\"border-collapse: collapse; margin: 4px 0\">";
  private static final String CELL =
      "padding: 3px 10px; border: 1px solid rgba(128,128,128,0.35); text-align: ";

  String html() {
    String head =
        header.stream()
            .map(h -> cell("th scope=\"col\"", "center", h))
            .collect(Collectors.joining());
    String body =
        rows.stream().map(r -> "<tr>" + row(r) + "</tr>").collect(Collectors.joining("\n"));
    String foot =
        more.isEmpty()
            ? ""
            : "\n<tfoot><tr>%s</tr></tfoot>"
                .formatted(cell("td colspan=\"" + header.size() + "\"", "left", more));
    return TABLE
        + "\n<caption style=\"text-align: left; padding: 4px 0\">"
        + escape(caption)
        + "</caption>\n<thead><tr>"
        + head
        + "</tr></thead>\n<tbody>\n"
        + body
        + "\n</tbody>"
        + foot
        + "\n</table>";
  }

  /**
   * Text that can stand anywhere in HTML, attributes included; line breaks and the like show as a
   * space.
   */
  static String escape(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String row(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i -> {
              String align =
                  cells.get(i).matches("[−≈]?[\\d.]+([eE][-+]?\\d+)?|[−]?∞|NaN") ? "right" : "left";
              return cell(i == 0 ? "th scope=\"row\"" : "td", align, cells.get(i));
            })
        .collect(Collectors.joining());
  }

  private static String cell(String tag, String align, String text) {
    return "<%s style=\"%s%s\"><bdi>%s</bdi></%s>"
        .formatted(tag, CELL, align, escape(text), tag.substring(0, 2));
  }
}
