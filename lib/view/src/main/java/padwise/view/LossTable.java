package padwise.view;

import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.loss.Labels;
import padwise.loss.MaskedLoss;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The loss, one line a slot: what it should have been, whether it counts, what it cost. */
public final class LossTable {

  private LossTable() {}

  /**
   * Lists the losses; the title holds their sum, their number and their mean.
   *
   * @param labels the wanted ids, {@link Labels#IGNORE} where the loss looks away, {@code [B, T]}
   */
  public static Table of(PaddedBatch batch, INDArray labels, MaskedLoss loss) {
    Table table = Ledger.with(Ledger.of(batch), "label", labels);
    StringColumn counted = StringColumn.create("counted?");
    for (int label : table.intColumn("label")) {
      counted.append(label == Labels.IGNORE ? "no" : "yes");
    }
    String mean = loss.counted() == 0 ? "0 by definition" : number(loss.mean().value());
    String title =
        "Loss: %d of %d slots count, sum %s, mean %s"
            .formatted(loss.counted(), table.rowCount(), number(loss.sum().value()), mean);
    return Ledger.with(table.addColumns(counted), "loss", loss.perToken())
        .selectColumns("sentence", "token", "label", "counted?", "loss")
        .setName(title);
  }

  private static String number(INDArray scalar) {
    return Numbers.text(scalar.getDouble(0));
  }
}
