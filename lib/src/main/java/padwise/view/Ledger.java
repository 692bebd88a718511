package padwise.view;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The batch as an account book: one line a slot, one column a fact. */
public final class Ledger {

  private Ledger() {}

  /** Sentence, slot, token, id, position, segment and mask; positions count slots, as BERT does. */
  public static Table of(PaddedBatch batch) {
    int slots = batch.size() * batch.length();
    int[] sentence = IntStream.range(0, slots).map(i -> i / batch.length()).toArray();
    int[] slot = IntStream.range(0, slots).map(i -> i % batch.length()).toArray();
    Table ledger =
        Table.create(
            "Ledger of %d sentences × %d slots".formatted(batch.size(), batch.length()),
            IntColumn.create("sentence", sentence),
            IntColumn.create("slot", slot),
            StringColumn.create(
                "token",
                IntStream.range(0, slots)
                    .mapToObj(i -> Tables.token(batch, sentence[i], slot[i]))));
    return ledger.addColumns(
        ints("id", batch.inputIds(), ledger),
        IntColumn.create("position", slot),
        ints("segment", batch.tokenTypeIds(), ledger),
        ints("mask", batch.attentionMask(), ledger));
  }

  /**
   * The same with other positions, {@code [B, T]}: shifted for left padding, restarted if packed.
   */
  public static Table withPositions(Table ledger, INDArray positions) {
    return ledger.copy().replaceColumn("position", ints("position", positions, ledger));
  }

  /** The same and the attention each slot received from one query, {@code [B, T]}. */
  public static Table withWeights(Table ledger, INDArray weights) {
    return ledger
        .copy()
        .addColumns(DoubleColumn.create("weight", numbers("weights", weights, ledger)));
  }

  /** The same and the label of each slot, {@code [B, T]}; −100 is ignored by the loss. */
  public static Table withLabels(Table ledger, INDArray labels) {
    return ledger.copy().addColumns(ints("label", labels, ledger));
  }

  private static IntColumn ints(String name, INDArray array, Table ledger) {
    return IntColumn.create(
        name, Arrays.stream(numbers(name, array, ledger)).mapToInt(v -> (int) v).toArray());
  }

  /** Reads one number for each line of the ledger, row by row. */
  static double[] numbers(String name, INDArray array, Table ledger) {
    Matrix.require(
        array != null && array.length() == ledger.rowCount(),
        "%s: expected one for each of the %d slots but was %s"
            .formatted(name, ledger.rowCount(), Matrix.shape(array)));
    return IntStream.range(0, ledger.rowCount()).mapToDouble(array::getDouble).toArray();
  }
}
