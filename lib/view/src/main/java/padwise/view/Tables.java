package padwise.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import padwise.batch.PaddedBatch;
import padwise.math.Rows;
import padwise.text.Encoding;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Turns what a reader computes with into tables; large ones are cut, and say how much is missing.
 */
final class Tables {

  private static final int MOST_COLUMNS = 40;
  private static final int MOST_SLICES = 6;

  private Tables() {}

  static HtmlTable of(Table table) {
    return HtmlTable.of(
        table.name() == null ? "Table" : table.name(),
        table.columnNames(),
        table.rowCount(),
        row -> table.columns().stream().map(c -> cell(c, row)).toList());
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
    return HtmlTable.of(
            caption,
            line("", shown, String::valueOf),
            batch.size(),
            row -> line("sentence " + row, shown, slot -> token(batch, row, slot)))
        .with(HtmlTable.more(batch.length() - MOST_COLUMNS, "slots"));
  }

  /** The token in a slot, with a mark in front if it is padding. */
  static String token(PaddedBatch batch, int sentence, int slot) {
    String mark = batch.attentionMask().getInt(sentence, slot) == 0 ? Axis.PAD_MARK + " " : "";
    return mark + batch.tokens().get(sentence).get(slot);
  }

  static HtmlTable of(Encoding encoding) {
    return HtmlTable.of(
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
    if (array.isEmpty()) {
      return List.of(HtmlTable.of(sentence, List.of(""), 0, row -> List.of()));
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
    tables.set(last, tables.get(last).with(HtmlTable.more(slices.size(0) - MOST_SLICES, "slices")));
    return tables;
  }

  /** Type, shape and range; a single number is itself. */
  static String sentence(INDArray array) {
    String type = array.dataType() == DataType.INT32 ? "INT32" : array.dataType().name();
    String kind = type + " array of shape " + Arrays.toString(array.shape());
    if (array.isEmpty()) {
      return kind + ", empty";
    }
    return array.rank() == 0
        ? Numbers.text(array.getDouble(0)) + " (" + kind + ")"
        : kind + ", " + Numbers.Range.of(Rows.read(array));
  }

  private static HtmlTable matrix(String caption, INDArray matrix) {
    int columns = (int) Math.min(matrix.size(1), MOST_COLUMNS);
    return HtmlTable.of(
            caption,
            line("", columns, String::valueOf),
            (int) matrix.size(0),
            row -> line("" + row, columns, column -> Numbers.text(matrix.getDouble(row, column))))
        .with(HtmlTable.more(matrix.size(1) - MOST_COLUMNS, "columns"));
  }

  private static List<String> line(String first, int count, IntFunction<String> cell) {
    List<String> line = new ArrayList<>(List.of(first));
    IntStream.range(0, count).mapToObj(cell).forEach(line::add);
    return line;
  }

  /** Tablesaw keeps no difference between a missing number and NaN. */
  private static String cell(Column<?> column, int row) {
    Object value = column.get(row);
    if (value instanceof Number number) {
      return Numbers.text(number.doubleValue());
    }
    return value != null ? value.toString() : column.type() == ColumnType.DOUBLE ? "NaN" : "";
  }
}
