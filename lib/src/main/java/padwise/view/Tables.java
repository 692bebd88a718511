package padwise.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.batch.PaddedBatch;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

/**
 * Turns what a reader computes with into tables; long ones are cut, and say how much is missing.
 */
final class Tables {

  private static final int MOST_ROWS = 60;
  private static final int MOST_COLUMNS = 40;
  private static final int MOST_SLICES = 6;

  private Tables() {}

  static HtmlTable of(Table table) {
    List<List<String>> rows =
        rows(table.rowCount(), row -> table.columns().stream().map(c -> cell(c.get(row))).toList());
    String caption = table.name() == null ? "Table" : table.name();
    return new HtmlTable(
        caption, table.columnNames(), rows, more(table.rowCount(), MOST_ROWS, "rows"));
  }

  static HtmlTable of(PaddedBatch batch) {
    int length = batch.tokens().isEmpty() ? 0 : batch.tokens().get(0).size();
    int sentences = batch.tokens().size();
    long pads = (long) sentences * length - batch.attentionMask().sumNumber().longValue();
    List<List<String>> rows =
        rows(
            sentences,
            row -> {
              List<String> cells = new ArrayList<>(List.of("sentence " + row));
              for (int slot = 0; slot < length; slot++) {
                boolean pad = batch.attentionMask().getInt(row, slot) == 0;
                cells.add((pad ? Axis.PAD_MARK + " " : "") + batch.tokens().get(row).get(slot));
              }
              return cells;
            });
    String caption =
        "Batch of %d sentences, %d slots each: %d of %d slots are padding%s"
            .formatted(
                sentences,
                length,
                pads,
                sentences * length,
                pads == 0 ? "" : " (" + Axis.PAD_MARK + ")");
    return new HtmlTable(
        caption, numbered("", 0, length), rows, more(sentences, MOST_ROWS, "sentences"));
  }

  static HtmlTable of(Encoding encoding) {
    int length = encoding.tokens().size();
    List<List<String>> rows =
        rows(
            length,
            slot ->
                List.of(
                    String.valueOf(slot),
                    encoding.tokens().get(slot),
                    cell(encoding.inputIds().get(slot)),
                    cell(encoding.attentionMask().get(slot)),
                    cell(encoding.tokenTypeIds().get(slot))));
    return new HtmlTable(
        "Encoding of %d tokens".formatted(length),
        List.of("slot", "token", "id", "mask", "type"),
        rows,
        more(length, MOST_ROWS, "tokens"));
  }

  /** One table for a matrix, a vector or a number; one for each matrix of a higher rank. */
  static List<HtmlTable> of(INDArray array) {
    if (array.isEmpty() || array.rank() < 2) {
      return List.of(
          matrix(sentence(array), array.isEmpty() ? array : array.reshape(1, array.length())));
    }
    long[] shape = array.shape();
    int rank = array.rank();
    INDArray slices = array.dup('c').reshape('c', -1, shape[rank - 2], shape[rank - 1]);
    List<HtmlTable> tables = new ArrayList<>();
    for (int i = 0; i < Math.min(slices.size(0), MOST_SLICES); i++) {
      String caption =
          rank == 2
              ? sentence(array)
              : place(i, Arrays.copyOf(shape, rank - 2)) + " of " + sentence(array);
      tables.add(
          matrix(
              caption, slices.get(NDArrayIndex.point(i), NDArrayIndex.all(), NDArrayIndex.all())));
    }
    return tables;
  }

  /** Type, shape and range. */
  static String sentence(INDArray array) {
    String kind =
        "%s array of shape %s".formatted(array.dataType(), Arrays.toString(array.shape()));
    return array.isEmpty() ? kind + ", empty" : kind;
  }

  private static HtmlTable matrix(String caption, INDArray matrix) {
    if (matrix.isEmpty()) {
      return new HtmlTable(caption, List.of(""), List.of(), "");
    }
    int rows = (int) matrix.size(0);
    int columns = (int) matrix.size(1);
    int shown = Math.min(columns, MOST_COLUMNS);
    List<List<String>> cells =
        rows(
            rows,
            row -> {
              List<String> line = new ArrayList<>(List.of("" + row));
              IntStream.range(0, shown)
                  .forEach(c -> line.add(Numbers.text(matrix.getDouble(row, c))));
              return line;
            });
    String more = more(rows, MOST_ROWS, "rows") + more(columns, MOST_COLUMNS, "columns");
    return new HtmlTable(caption, numbered("", 0, shown), cells, more);
  }

  private static String place(int index, long[] leading) {
    List<Long> parts = new ArrayList<>();
    long rest = index;
    for (int d = leading.length - 1; d >= 0; d--) {
      parts.add(0, rest % leading[d]);
      rest /= leading[d];
    }
    return "slice " + parts;
  }

  private static List<List<String>> rows(
      int count, java.util.function.IntFunction<List<String>> row) {
    return IntStream.range(0, Math.min(count, MOST_ROWS)).mapToObj(row).toList();
  }

  private static List<String> numbered(String corner, int from, int to) {
    List<String> header = new ArrayList<>(List.of(corner));
    IntStream.range(from, to).forEach(i -> header.add("" + i));
    return header;
  }

  private static String cell(Object value) {
    return value instanceof Number number
        ? Numbers.text(number.doubleValue())
        : value == null ? "" : value.toString();
  }

  private static String more(int count, int most, String what) {
    return count <= most ? "" : "… %d more %s".formatted(count - most, what);
  }
}
