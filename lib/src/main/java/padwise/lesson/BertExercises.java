package padwise.lesson;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.Exercise.Case;
import padwise.model.Pooling;

/** The exercises of the notebook on a real BERT. */
public final class BertExercises {

  private BertExercises() {}

  private static final float LOST = Float.NaN;

  /** The mean over the real tokens of one sentence, {@code [D]}; padding holds anything at all. */
  public static final Exercise<INDArray, INDArray, INDArray> MASKED_MEAN =
      new Exercise<>(
          "maskedMean",
          List.of("hidden", "mask"),
          List.of(
              new Case<>(matrix(new float[][] {{1, 4}, {3, 0}}), mask(1, 1)),
              new Case<>(matrix(new float[][] {{1, 4}, {3, 0}, {9, 9}}), mask(1, 1, 0)),
              new Case<>(matrix(new float[][] {{7, -7}, {2, 6}, {4, 1}}), mask(0, 1, 1)),
              new Case<>(matrix(new float[][] {{5, 1}, {LOST, LOST}}), mask(1, 0))),
          (hidden, mask) ->
              Pooling.mean(
                      hidden.reshape('c', 1, hidden.size(0), hidden.size(1)),
                      mask.reshape(1, mask.length()))
                  .getRow(0)
                  .dup());

  /** The cosine of the angle between two vectors, −1 to 1. */
  public static final Exercise<INDArray, INDArray, Double> COSINE =
      new Exercise<>(
          "cosine",
          List.of("a", "b"),
          List.of(
              new Case<>(vector(1, 0), vector(5, 0)),
              new Case<>(vector(1, 0), vector(0, 2)),
              new Case<>(vector(3, 4), vector(-3, -4)),
              new Case<>(vector(1, 2, 3), vector(3, 1, -2))),
          (a, b) -> a.mul(b).sumNumber().doubleValue() / length(a) / length(b));

  private static double length(INDArray vector) {
    return Math.sqrt(vector.mul(vector).sumNumber().doubleValue());
  }

  private static INDArray matrix(float[][] rows) {
    return Nd4j.createFromArray(rows);
  }

  private static INDArray vector(float... numbers) {
    return Nd4j.createFromArray(numbers);
  }

  private static INDArray mask(int... slots) {
    return Nd4j.createFromArray(slots);
  }
}
