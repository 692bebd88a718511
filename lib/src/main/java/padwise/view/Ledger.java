package padwise.view;

import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Given;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The batch as an account book: one line a slot, one column a fact. */
public final class Ledger {

  private record Line(
      int sentence, int slot, String token, int id, int position, int segment, int mask) {}

  private Ledger() {}

  /** Sentence, slot, token, id, position, segment and mask; positions count slots, as BERT does. */
  public static Table of(PaddedBatch batch) {
    List<Line> lines =
        IntStream.range(0, batch.size() * batch.length())
            .mapToObj(i -> line(batch, i / batch.length(), i % batch.length()))
            .toList();
    String title = "Ledger of %d sentences × %d slots".formatted(batch.size(), batch.length());
    return Records.of(title, lines);
  }

  private static Line line(PaddedBatch batch, int sentence, int slot) {
    int id = batch.inputIds().getInt(sentence, slot);
    int segment = batch.tokenTypeIds().getInt(sentence, slot);
    int mask = batch.attentionMask().getInt(sentence, slot);
    return new Line(sentence, slot, Tables.token(batch, sentence, slot), id, slot, segment, mask);
  }

  /**
   * The same with another column, such as weights, labels, or positions that restart.
   *
   * @param name of the column; if there is one already, it is replaced
   * @param numbers one for each slot, {@code [B, T]}
   */
  public static Table with(Table ledger, String name, INDArray numbers) {
    Given.that(
        numbers != null && numbers.length() == ledger.rowCount(),
        "%s: expected one for each of the %s slots but was %s",
        name,
        ledger.rowCount(),
        numbers);
    IntStream lines = IntStream.range(0, ledger.rowCount());
    Column<?> column =
        numbers.dataType() == DataType.INT32
            ? IntColumn.create(name, lines.map(i -> (int) numbers.getDouble(i)).toArray())
            : DoubleColumn.create(name, lines.mapToDouble(numbers::getDouble).toArray());
    Table wider = ledger.copy();
    return wider.containsColumn(name)
        ? wider.replaceColumn(name, column)
        : wider.addColumns(column);
  }
}
