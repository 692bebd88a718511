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

  /**
   * Sentence, slot, token, id, position, segment and mask; positions count the slots, as BERT does.
   */
  public static Table of(PaddedBatch batch) {
    int length = (int) batch.inputIds().size(1);
    int slots = (int) batch.inputIds().length();
    IntColumn sentence = IntColumn.create("sentence");
    IntColumn slot = IntColumn.create("slot");
    StringColumn token = StringColumn.create("token");
    for (int i = 0; i < slots; i++) {
      sentence.append(i / length);
      slot.append(i % length);
      token.append(batch.tokens().get(i / length).get(i % length));
    }
    String title = "Ledger of %d sentences × %d slots".formatted(batch.tokens().size(), length);
    return Table.create(title, sentence, slot, token)
        .addColumns(
            ints("id", batch.inputIds()),
            slot.copy().setName("position"),
            ints("segment", batch.tokenTypeIds()),
            ints("mask", batch.attentionMask()));
  }

  /**
   * The same ledger with other positions, {@code [B, T]}: shifted for left padding, restarting when
   * packed.
   */
  public static Table withPositions(Table ledger, INDArray positions) {
    return ledger
        .copy()
        .replaceColumn("position", ints("position", fitting("positions", positions, ledger)));
  }

  /** The same ledger and the attention each slot received from one query, {@code [B, T]}. */
  public static Table withWeights(Table ledger, INDArray weights) {
    INDArray fitting = fitting("weights", weights, ledger);
    return ledger.copy().addColumns(DoubleColumn.create("weight", numbers(fitting)));
  }

  /** The same ledger and the label of each slot, {@code [B, T]}; −100 is ignored by the loss. */
  public static Table withLabels(Table ledger, INDArray labels) {
    return ledger.copy().addColumns(ints("label", fitting("labels", labels, ledger)));
  }

  private static INDArray fitting(String name, INDArray array, Table ledger) {
    Matrix.require(
        array != null && array.length() == ledger.rowCount(),
        "%s: expected one for each of the %d slots but was %s"
            .formatted(name, ledger.rowCount(), Matrix.shape(array)));
    return array;
  }

  private static IntColumn ints(String name, INDArray array) {
    return IntColumn.create(name, Arrays.stream(numbers(array)).mapToInt(v -> (int) v).toArray());
  }

  private static double[] numbers(INDArray array) {
    return IntStream.range(0, (int) array.length()).mapToDouble(array::getDouble).toArray();
  }
}
