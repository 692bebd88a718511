package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One right answer and some wrong ones to {@code embed}, by misconception. */
public final class Embed {
  private Embed() {}

  // one-hot rows times the table: the look-up as a matrix product
  public static INDArray right(INDArray table, List<Integer> ids) {
    INDArray picks = Nd4j.zeros(table.dataType(), ids.size(), table.rows());
    for (int i = 0; i < ids.size(); i++) {
      picks.putScalar(i, ids.get(i), 1);
    }
    return picks.mmul(table);
  }

  // sorts the ids, so the rows come in the order of the table
  public static INDArray rows_in_table_order(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().sorted().mapToInt(i -> i).toArray();
    return table.getRows(rows).dup();
  }

  // believes id 1 is the first row
  public static INDArray ids_count_from_one(INDArray table, List<Integer> ids) {
    INDArray out = Nd4j.create(ids.size(), table.columns());
    for (int i = 0; i < ids.size(); i++) {
      out.putRow(i, table.getRow(Math.floorMod(ids.get(i) - 1, table.rows())));
    }
    return out;
  }

  // words in columns: [D, n]
  public static INDArray transposed(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().mapToInt(i -> i).toArray();
    return table.getRows(rows).transpose().dup();
  }

  // keeps the row of id 0 at zero because 0 is padding, whatever the table says
  public static INDArray zeros_for_id_zero(INDArray table, List<Integer> ids) {
    INDArray out = Nd4j.zeros(ids.size(), table.columns());
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i) != 0) {
        out.putRow(i, table.getRow(ids.get(i)));
      }
    }
    return out;
  }

  // multiplies by the square root of D as the transformer paper does
  public static INDArray scaled_by_root_of_width(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().mapToInt(i -> i).toArray();
    return table.getRows(rows).mul(Math.sqrt(table.columns()));
  }

  // adds each row on top, so the order is reversed
  public static INDArray last_word_first(INDArray table, List<Integer> ids) {
    List<INDArray> rows = new ArrayList<>();
    for (int id : ids) {
      rows.add(0, table.getRow(id).reshape(1, table.columns()));
    }
    return Nd4j.vstack(rows);
  }
}
