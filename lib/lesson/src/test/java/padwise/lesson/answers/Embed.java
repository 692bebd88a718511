package padwise.lesson.answers;

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

  // words in columns: [D, n]
  public static INDArray transposed(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().mapToInt(i -> i).toArray();
    return table.getRows(rows).transpose().dup();
  }

  // a repeated id gets no second row
  public static INDArray each_word_once(INDArray table, List<Integer> ids) {
    int[] rows = ids.stream().distinct().mapToInt(i -> i).toArray();
    return table.getRows(rows).dup();
  }

  // adds the rows up to one
  public static INDArray bag_of_words(INDArray table, List<Integer> ids) {
    INDArray sum = Nd4j.zeros(1, table.columns());
    for (int id : ids) {
      sum.addi(table.getRow(id).reshape(1, table.columns()));
    }
    return sum;
  }
}
