package padwise.view;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The loss, one line a token: what it should have been, whether it counts, what it cost. */
public final class LossTable {

  private static final int IGNORE = -100;

  private LossTable() {}

  /**
   * Lists the losses; the title holds their sum, their number and their mean.
   *
   * @param labels the wanted ids, −100 where the loss looks away, {@code [T]}
   * @param losses the cross-entropy at each token, {@code [T]}; what it is at ignored ones is not
   *     counted
   */
  public static Table of(List<String> tokens, INDArray labels, INDArray losses) {
    Matrix.require(
        labels.length() == tokens.size() && losses.length() == tokens.size(),
        "labels, losses: expected one for each of the %d tokens but were %s and %s"
            .formatted(tokens.size(), Matrix.shape(labels), Matrix.shape(losses)));
    IntColumn label = IntColumn.create("label");
    StringColumn counted = StringColumn.create("counted?");
    DoubleColumn loss = DoubleColumn.create("loss");
    double sum = 0;
    int count = 0;
    for (int i = 0; i < tokens.size(); i++) {
      boolean counts = labels.getInt(i) != IGNORE;
      label.append(labels.getInt(i));
      counted.append(counts ? "yes" : "no");
      loss.append(counts ? losses.getDouble(i) : 0);
      sum += counts ? losses.getDouble(i) : 0;
      count += counts ? 1 : 0;
    }
    String title =
        "Loss: %d of %d tokens count, sum %s, mean %s"
            .formatted(
                count,
                tokens.size(),
                Numbers.text(sum),
                count == 0 ? "undefined" : Numbers.text(sum / count));
    return Table.create(title, StringColumn.create("token", tokens), label, counted, loss);
  }
}
