package padwise.lesson.exercise;

import static java.lang.Float.NaN;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.numbers;
import static padwise.lesson.exercise.Cases.row;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;
import padwise.model.Pooling;

/** Attention of [CLS], and one vector a sentence. */
public interface BertExercises {

  /** The share of [CLS]'s attention that a slot gets, averaged over heads, {@code [H, T, T]}. */
  Exercise<INDArray, Integer, Double> CLS_SHARE =
      Exercise.of(
              "clsShare(weights, slot)",
              (weights, slot) -> share(weights, 0, slot),
              new Case<>(Rows.softmax(numbers(14, 1, 2, 2)), 1),
              new Case<>(Rows.softmax(numbers(16, 3, 4, 4)), 2),
              new Case<>(Rows.softmax(numbers(21, 2, 5, 5)), 4))
          .mistake(
              "Query and key are swapped: this is what the slot gives to [CLS]. Rows are queries.",
              (weights, slot) -> share(weights, slot, 0))
          .mistake(
              "This is the first head alone. Average over all of them.",
              (weights, slot) -> weights.getDouble(0, 0, slot))
          .mistake(
              "This averages over all queries. Only [CLS]'s row is asked: query 0.",
              (weights, slot) -> mean((int) weights.size(1), q -> share(weights, q, slot)));

  /** Share that a query gives to a key, averaged over heads. */
  private static double share(INDArray weights, int query, int key) {
    return mean((int) weights.size(0), head -> weights.getDouble(head, query, key));
  }

  private static double mean(int count, IntToDoubleFunction each) {
    return IntStream.range(0, count).mapToDouble(each).average().orElse(0);
  }

  /** The mean over the real tokens of a sentence, {@code [D]}; padding holds anything at all. */
  Exercise<INDArray, INDArray, INDArray> MEAN_VECTOR =
      Exercise.of(
              "meanVector(hidden, mask)",
              BertExercises::mean,
              new Case<>(matrix(new float[][] {{1, 4}, {3, 0}}), row(1, 1)),
              new Case<>(matrix(new float[][] {{1, 4}, {3, 0}, {9, 8}}), row(1, 1, 0)),
              new Case<>(matrix(new float[][] {{7, -7}, {2, 6}, {4, 1}}), row(0, 1, 1)),
              new Case<>(matrix(new float[][] {{5, 1}, {NaN, NaN}}), row(1, 0)))
          .mistake(
              "This reads padding: its mean is over all slots. Take the real ones only." + bug(17),
              (hidden, mask) -> hidden.mean(0))
          .mistake(
              "This divides by all slots. Divide by how many are real." + bug(10),
              (hidden, mask) -> mean(hidden, mask).mul(mask.sumNumber()).div(mask.length()))
          .mistake(
              "This multiplies with the mask, and 0 · NaN is NaN. Choose the rows whose mask is 1."
                  + bug(5),
              (hidden, mask) -> hidden.mulColumnVector(mask).sum(0).div(mask.sumNumber()))
          .mistake(
              "This is the vector of slot 0, real or not. Take the mean over the real slots.",
              (hidden, mask) -> hidden.getRow(0).dup())
          .mistake(
              "Keep and hide are swapped: this is the mean over padding." + bug(7),
              (hidden, mask) -> mean(hidden, mask.rsub(1)));

  private static INDArray mean(INDArray hidden, INDArray mask) {
    INDArray alone = hidden.reshape('c', 1, hidden.size(0), hidden.size(1));
    return Pooling.mean(alone, mask.reshape('c', 1, mask.length())).getRow(0).dup();
  }

  private static INDArray matrix(float[][] rows) {
    return Nd4j.createFromArray(rows);
  }
}
