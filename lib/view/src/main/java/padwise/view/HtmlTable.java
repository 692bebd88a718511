package padwise.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.text.Encoding;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A table for a notebook's output: colours are the page's own, so that it reads in light and dark.
 * A large one is cut, and says how much is missing.
 *
 * <p>Everything is escaped here. Jupyter removes {@code <style>} and {@code role} from untrusted
 * outputs, and typesets {@code $…$}; hence inline styles, {@code scope}, and the two classes. The
 * first cell of each row names it; {@code more} says below what was left out.
 */
record HtmlTable(String caption, List<String> header, List<List<String>> rows, String more) {

  private static final int MOST_ROWS = 60;
  private static final int MOST_COLUMNS = 40;
  private static final int MOST_SLICES = 6;
  private static final Pattern NUMBER = Pattern.compile("(✗ )?[−≈]?[\\d.]+(e[-+]\\d+)?|−?∞|NaN");
  private static final String CELL =
      "<%s style=\"padding: 3px %spx; border: 1px solid rgba(128,128,128,0.35); text-align: %s\"><bdi>%s</bdi></%s>";

  static HtmlTable of(Table table) {
    List<Column<?>> shown = table.columns().stream().limit(MOST_COLUMNS).toList();
    return of(
            table.name() == null ? "Table" : table.name(),
            shown.stream().map(Column::name).toList(),
            table.rowCount(),
            row -> shown.stream().map(column -> text(column, row)).toList())
        .with(more(table.columnCount() - MOST_COLUMNS, "columns"));
  }

  static HtmlTable of(PaddedBatch batch) {
    int slots = batch.size() * batch.length();
    long pads = slots - batch.realTokens();
    String padding =
        pads == 0 ? "" : ". Padding (%s): %s of %s slots".formatted(Axis.PAD_MARK, pads, slots);
    String caption =
        "Batch of %s sentence%s, %s slots each%s"
            .formatted(batch.size(), batch.size() == 1 ? "" : "s", batch.length(), padding);
    int shown = Math.min(batch.length(), MOST_COLUMNS);
    return of(
            caption,
            line("", shown, String::valueOf),
            batch.size(),
            row -> line("sentence " + row, shown, slot -> Axis.token(batch, row, slot)))
        .with(more(batch.length() - MOST_COLUMNS, "slots"));
  }

  static HtmlTable of(Encoding encoding) {
    return of(
        "Encoding of %s tokens".formatted(encoding.length()),
        List.of("slot", "token", "id", "mask", "type"),
        encoding.length(),
        slot ->
            List.of(
                "" + slot,
                encoding.tokens().get(slot),
                "" + encoding.inputIds().get(slot),
                "" + encoding.attentionMask().get(slot),
                "" + encoding.tokenTypeIds().get(slot)));
  }

  /** One table for a matrix or a vector; one for each matrix of a higher rank. */
  static List<HtmlTable> of(INDArray array) {
    String sentence = sentence(array);
    int rank = array.rank();
    if (array.isEmpty() || array.dataType() == DataType.UTF8) {
      return List.of(of(sentence, List.of(""), 0, row -> List.of()));
    }
    if (rank <= 2) {
      return List.of(matrix(sentence, rank == 2 ? array : array.reshape(1, array.length())));
    }
    long[] leading = Arrays.copyOf(array.shape(), rank - 2);
    INDArray slices = array.dup('c').reshape('c', -1, array.size(rank - 2), array.size(rank - 1));
    List<HtmlTable> tables = new ArrayList<>();
    for (int i = 0; i < Math.min(slices.size(0), MOST_SLICES); i++) {
      String place = Arrays.toString(Shape.ind2subC(leading, i));
      tables.add(matrix("Slice " + place + " of " + sentence, slices.slice(i)));
    }
    int last = tables.size() - 1;
    tables.set(last, tables.get(last).with(more(slices.size(0) - MOST_SLICES, "slices")));
    return tables;
  }

  private static HtmlTable matrix(String caption, INDArray matrix) {
    int columns = (int) Math.min(matrix.size(1), MOST_COLUMNS);
    return of(
            caption,
            line("", columns, String::valueOf),
            (int) matrix.size(0),
            row -> line("" + row, columns, column -> Numbers.text(matrix.getDouble(row, column))))
        .with(more(matrix.size(1) - MOST_COLUMNS, "columns"));
  }

  /** Type, shape and range of an array; a single number is itself. */
  static String sentence(INDArray array) {
    String kind = Preconditions.type(array) + " array of shape " + Arrays.toString(array.shape());
    if (array.isEmpty()) {
      return kind + ", empty";
    }
    if (array.dataType() == DataType.UTF8) {
      return kind + ": " + array; // text, which has no range
    }
    return array.rank() == 0
        ? Numbers.text(array.getDouble(0)) + " (" + kind + ")"
        : kind + ", " + Numbers.Range.of(Rows.read(array));
  }

  private static List<String> line(String first, int count, IntFunction<String> cell) {
    List<String> line = new ArrayList<>(List.of(first));
    IntStream.range(0, count).mapToObj(cell).forEach(line::add);
    return line;
  }

  /**
   * Tablesaw keeps no difference between a missing number and NaN. (Its types can't be compared:
   * there may be two of each, by the order in which its classes load.)
   */
  private static String text(Column<?> column, int row) {
    Object value = column.get(row);
    if (value instanceof Number number) {
      return Numbers.text(number.doubleValue());
    }
    return value != null ? value.toString() : column instanceof DoubleColumn ? "NaN" : "";
  }

  /** A table of the first 60 of so many rows. */
  private static HtmlTable of(
      String caption, List<String> header, int count, IntFunction<List<String>> row) {
    List<List<String>> rows = IntStream.range(0, Math.min(count, MOST_ROWS)).mapToObj(row).toList();
    return new HtmlTable(caption, header, rows, more(count - MOST_ROWS, "rows"));
  }

  /** The same table with another remark below it. */
  private HtmlTable with(String remark) {
    String both = more.isEmpty() || remark.isEmpty() ? more + remark : more + ", " + remark;
    return new HtmlTable(caption, header, rows, both);
  }

  private static String more(long count, String what) {
    return count <= 0 ? "" : "… %s more %s".formatted(count, what);
  }

  String html() {
    String head =
        header.stream().map(each -> heading("col", "center", each)).collect(Collectors.joining());
    String body = rows.stream().map(this::row).collect(Collectors.joining());
    String foot = cell("td colspan=\"%s\"".formatted(header.size()), "left", more);
    return """
        <table class="mathjax_ignore tex2jax_ignore" style="border-collapse: collapse; margin: 4px 0">
        <caption style="text-align: left; white-space: nowrap; padding: 4px 0">%s</caption>
        <thead><tr>%s</tr></thead>
        <tbody>
        %s</tbody>
        %s</table>"""
        .formatted(
            escape(caption),
            head,
            body,
            more.isEmpty() ? "" : "<tfoot><tr>%s</tr></tfoot>\n".formatted(foot));
  }

  /** Text for anywhere in HTML, attributes included; control characters show as a space. */
  static String escape(String text) {
    return text.replaceAll("\\p{Cntrl}", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private String row(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(
            i ->
                i == 0
                    ? heading("row", align(0), cells.get(0))
                    : cell("td", align(i), cells.get(i)))
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  /** An empty cell heads nothing, so that no screen reader announces it. */
  private String heading(String scope, String align, String text) {
    return cell(text.isEmpty() ? "td" : "th scope=\"%s\"".formatted(scope), align, text);
  }

  /** Numbers line up at the right; a column is one if all its cells are. */
  private String align(int column) {
    return rows.stream().allMatch(r -> NUMBER.matcher(r.get(column)).matches()) ? "right" : "left";
  }

  /** Many columns stand closer together, so that twelve of them fit a page. */
  private String cell(String tag, String align, String text) {
    int space = header.size() > 8 ? 4 : 10;
    return CELL.formatted(tag, space, align, escape(text), tag.substring(0, 2));
  }
}
