package padwise.lesson.heldout;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Wrong answers to {@code embed}, by misconception. */
public final class Embed {
  private Embed() {}

  // a repeated id gets no second row
  public static INDArray each_word_once(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().distinct().mapToInt(i -> i).toArray();
    return table.getRows(rows).dup();
  }

  // takes column id of the table (words in columns) and lays it down as a row
  public static INDArray columns_for_rows(INDArray table, List<Integer> ids) {
    INDArray out = Nd4j.create(ids.size(), table.rows());
    for (int i = 0; i < ids.size(); i++) {
      for (int d = 0; d < table.rows(); d++) {
        out.putScalar(i, d, table.getDouble(d, Math.floorMod(ids.get(i), table.columns())));
      }
    }
    return out;
  }

  // uses the place in the sentence as row number, not the id
  public static INDArray first_rows_of_the_table(INDArray table, List<Integer> ids) {
    INDArray out = Nd4j.create(ids.size(), table.columns());
    for (int i = 0; i < ids.size(); i++) {
      out.putRow(i, table.getRow(i % table.rows()));
    }
    return out;
  }

  // puts the rows one beside the other: [1, n * D]
  public static INDArray side_by_side(INDArray table, List<Integer> ids) {
    INDArray[] rows = new INDArray[ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      rows[i] = table.getRow(ids.get(i)).reshape(1, table.columns());
    }
    return Nd4j.hstack(rows);
  }

  // adds the rows up to one
  public static INDArray bag_of_words(INDArray table, List<Integer> ids) {
    INDArray sum = Nd4j.zeros(1, table.columns());
    for (int id : ids) {
      sum.addi(table.getRow(id).reshape(1, table.columns()));
    }
    return sum;
  }

  // returns the one-hot rows and forgets to multiply by the table
  public static INDArray one_hot_only(INDArray table, List<Integer> ids) {
    INDArray picks = Nd4j.zeros(ids.size(), table.rows());
    for (int i = 0; i < ids.size(); i++) {
      picks.putScalar(i, ids.get(i), 1);
    }
    return picks;
  }
}
