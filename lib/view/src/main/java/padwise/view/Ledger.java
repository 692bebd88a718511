package padwise.view;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.loss.Labels;
import padwise.loss.MaskedLoss;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.text.Vocabulary;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The batch as an account book: one line a slot, one column a fact. */
public final class Ledger {

  private record Slot(
      int sentence, int slot, String token, int id, int position, int segment, int mask) {}

  private Ledger() {}

  /** Sentence, slot, token, id, position, segment and mask; positions count slots, as BERT does. */
  public static Table of(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    List<Slot> lines =
        IntStream.range(0, batch.size() * batch.length())
            .mapToObj(i -> slot(batch, i / batch.length(), i % batch.length()))
            .toList();
    String sentences = batch.size() == 1 ? "1 sentence" : batch.size() + " sentences";
    String title = "Ledger of %s × %s slots".formatted(sentences, batch.length());
    return Records.of(title, lines);
  }

  private static Slot slot(PaddedBatch batch, int sentence, int slot) {
    int id = batch.inputIds().getInt(sentence, slot);
    int segment = batch.tokenTypeIds().getInt(sentence, slot);
    int mask = batch.attentionMask().getInt(sentence, slot);
    return new Slot(sentence, slot, Axis.token(batch, sentence, slot), id, slot, segment, mask);
  }

  /** The same with one more column, or one replaced: a number for each slot, {@code [B, T]}. */
  public static Table with(Table ledger, String name, INDArray numbers) {
    requireOneASlot(ledger, name, numbers);
    double[] values = Rows.read(numbers); // in the order of its axes, however it lies in memory
    Column<?> column =
        numbers.dataType() == DataType.INT32
            ? IntColumn.create(name, DoubleStream.of(values).mapToInt(v -> (int) v).toArray())
            : DoubleColumn.create(name, values);
    return beside(ledger, column);
  }

  /** The same with ids, INT32 {@code [B, T]}, as words; {@link Labels#IGNORE} stays a number. */
  public static Table spelling(Table ledger, String name, INDArray ids, Vocabulary vocabulary) {
    requireOneASlot(ledger, name, ids);
    Preconditions.given("vocabulary", vocabulary);
    StringColumn column = StringColumn.create(name);
    for (int id : Preconditions.int32(name, ids)) {
      column.append(id == Labels.IGNORE ? Numbers.text(id) : vocabulary.token(id));
    }
    return beside(ledger, column);
  }

  private static Table beside(Table ledger, Column<?> column) {
    Table wider = ledger.copy();
    return wider.containsColumn(column.name())
        ? wider.replaceColumn(column.name(), column)
        : wider.addColumns(column);
  }

  /** A matrix must lie as the ledger does, sentence by sentence; a vector is taken slot by slot. */
  private static void requireOneASlot(Table ledger, String name, INDArray numbers) {
    Preconditions.given("ledger, name", ledger, name);
    int slots = ledger.rowCount();
    int rows = rows(ledger);
    boolean fits = numbers != null && numbers.length() == slots;
    boolean turned = fits && rows > 0 && numbers.rank() == 2 && numbers.size(0) != rows;
    Preconditions.require(
        fits && !turned,
        "%s: expected [%s, %s], one for each of the %s slots, but was %s%s",
        name,
        rows == 0 ? "B" : rows,
        rows == 0 ? "T" : slots / rows,
        slots,
        numbers,
        turned ? "; turn it with transpose()" : "");
  }

  /** The number of rows the batch had, told by its slots 0; 0 if this ledger does not show them. */
  private static int rows(Table ledger) {
    return ledger.containsColumn("slot") && ledger.column("slot") instanceof IntColumn slots
        ? (int) slots.asList().stream().filter(slot -> slot == 0).count()
        : 0;
  }

  /** The loss, a line a slot: asked, counted, cost; in the title the sum, the count, the mean. */
  public static Table loss(PaddedBatch batch, INDArray labels, MaskedLoss loss) {
    Preconditions.given("loss", loss);
    Preconditions.int32("labels", labels);
    Table table = with(of(batch), "label", labels);
    StringColumn counted = StringColumn.create("counted?");
    for (int label : table.intColumn("label")) {
      counted.append(label == Labels.IGNORE ? "no" : "yes");
    }
    String mean = loss.counted() == 0 ? "0 by definition" : number(loss.mean().value());
    String title =
        "Loss: %s of %s slots count, sum %s, mean %s"
            .formatted(loss.counted(), table.rowCount(), number(loss.sum().value()), mean);
    return with(table.addColumns(counted), "loss", loss.perToken())
        .selectColumns("sentence", "token", "label", "counted?", "loss")
        .setName(title);
  }

  private static String number(INDArray scalar) {
    return Numbers.text(scalar.getDouble(0));
  }
}
