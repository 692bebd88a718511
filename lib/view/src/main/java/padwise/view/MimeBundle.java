package padwise.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

/**
 * One output of a notebook in several forms, of which a page draws the richest it can. The words
 * and numbers are the same in each form and on every run.
 *
 * <p>A picture is there once, inside its HTML, where it has its alt text and its caption.
 *
 * @param content MIME type to content, richest first; {@code text/plain} is always there
 */
public record MimeBundle(Map<String, Object> content) {

  private static final String HTML = "text/html";
  private static final String TEXT = "text/plain";

  /**
   * Shows a figure, bars, lines, a head view, a Tablesaw table, an array, a batch, an encoding, or
   * a plain value.
   */
  public static MimeBundle of(@Nullable Object value) {
    if (value instanceof MimeBundle ready) {
      return ready;
    }
    if (value instanceof Chart chart) {
      return of(chart.figure());
    }
    if (value instanceof Figure figure) {
      return of(figure.html(), figure.alt());
    }
    if (value instanceof HeadView view) { // no HTML: pages prefer it to the chart
      return new MimeBundle(
          inOrder(
              "application/vnd.vegalite.v5+json",
              view.chart(),
              "image/png",
              view.picture().png(),
              TEXT,
              view.picture().alt()));
    }
    if (value instanceof Variable variable) {
      return of(variable.value());
    }
    if (value instanceof INDArray array && array.rank() > 0) {
      return of(
          Tables.of(array).stream().map(HtmlTable::html).collect(Collectors.joining("\n")),
          Tables.sentence(array));
    }
    if (value instanceof Table table) {
      return of(Tables.of(table));
    }
    if (value instanceof PaddedBatch batch) {
      return of(Tables.of(batch));
    }
    if (value instanceof Encoding encoding) {
      return of(Tables.of(encoding));
    }
    return new MimeBundle(Map.of(TEXT, PlainText.of(value)));
  }

  /**
   * A table of texts.
   *
   * @param rows one text for each column of the header; the first names the row
   */
  public static MimeBundle table(String caption, List<String> header, List<List<String>> rows) {
    return of(new HtmlTable(caption, header, rows, ""));
  }

  /**
   * A bar for what takes a while, with words beside it.
   *
   * @param done how much of {@code of} is done
   */
  public static MimeBundle progress(String words, int done, int of) {
    return of(
        "<progress max=\""
            + of
            + "\" value=\""
            + done
            + "\"></progress> "
            + HtmlTable.escape(words),
        words);
  }

  /** One sentence for who sees no picture and no table, or the value itself. */
  public String text() {
    return String.valueOf(content.get(TEXT));
  }

  /** A figure with alt text or tables with headers, escaped; null for plain values. */
  public @Nullable String html() {
    return (String) content.get(HTML);
  }

  private static MimeBundle of(HtmlTable table) {
    return of(table.html(), table.caption());
  }

  private static MimeBundle of(String html, String text) {
    return new MimeBundle(inOrder(HTML, html, TEXT, text));
  }

  private static Map<String, Object> inOrder(Object... typesAndContents) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (int i = 0; i < typesAndContents.length; i += 2) {
      content.put((String) typesAndContents[i], typesAndContents[i + 1]);
    }
    return Collections.unmodifiableMap(content);
  }
}
