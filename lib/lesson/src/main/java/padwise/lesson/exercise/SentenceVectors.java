package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.row;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.model.Pooling;

/** One vector for a sentence, and how close two of them are. */
public final class SentenceVectors {

  private static final float LOST = Float.NaN;

  private SentenceVectors() {}

  public static Exercise<INDArray, INDArray, INDArray> meanVector() {
    return Exercise.of(
            "meanVector",
            List.of("hidden", "mask"),
            List.of(
                new Case<>(matrix(new float[][] {{1, 4}, {3, 0}}), row(1, 1)),
                new Case<>(matrix(new float[][] {{1, 4}, {3, 0}, {9, 8}}), row(1, 1, 0)),
                new Case<>(matrix(new float[][] {{7, -7}, {2, 6}, {4, 1}}), row(0, 1, 1)),
                new Case<>(matrix(new float[][] {{5, 1}, {LOST, LOST}}), row(1, 0))),
            SentenceVectors::mean)
        .bug(
            17,
            "This reads padding: its mean is over all slots. Take the real ones only.",
            (hidden, mask) -> hidden.mean(0))
        .bug(
            10,
            "This divides by all slots. Divide by how many are real.",
            (hidden, mask) -> mean(hidden, mask).mul(mask.sumNumber()).div(mask.length()))
        .bug(
            5,
            "This multiplies with the mask, and 0 · NaN is NaN. Choose the rows whose mask is 1.",
            (hidden, mask) -> hidden.mulColumnVector(mask).sum(0).div(mask.sumNumber()))
        .mistake(
            "This multiplies with the mask, where a NaN stays, and divides by all slots.",
            (hidden, mask) -> hidden.mulColumnVector(mask).mean(0))
        .mistake(
            "This is the sum. Divide it by how many slots are real.",
            (hidden, mask) -> mean(hidden, mask).mul(mask.sumNumber()))
        .mistake(
            "This is the vector of slot 0, real or not. Take the mean over the real slots.",
            (hidden, mask) -> hidden.getRow(0).dup())
        .mistake(
            "This takes the first slots, as many as are real. Padding may stand on the left: ask the mask.",
            (hidden, mask) -> {
              INDArray first = Nd4j.zeros(DataType.FLOAT, mask.length());
              for (int slot = 0; slot < mask.sumNumber().intValue(); slot++) {
                first.putScalar(slot, 1);
              }
              return mean(hidden, first);
            })
        .bug(
            7,
            "Keep and hide are swapped: this is the mean over padding.",
            (hidden, mask) -> mean(hidden, mask.rsub(1)));
  }

  public static Exercise<INDArray, INDArray, Double> cosine() {
    return Exercise.of(
            "cosine",
            List.of("a", "b"),
            List.of(
                new Case<>(row(1, 0), row(5, 0)),
                new Case<>(row(1, 0), row(0, 2)),
                new Case<>(row(3, 4), row(-3, -4)),
                new Case<>(row(1, 2, 3), row(3, 1, -2))),
            (a, b) -> dot(a, b) / length(a) / length(b))
        .mistake(
            "This is the dot product. It grows with the vectors: divide by both lengths.",
            SentenceVectors::dot)
        .mistake(
            "This divides by the length of a only. Divide by the length of b, too.",
            (a, b) -> dot(a, b) / length(a))
        .mistake(
            "This divides by the length of b only. Divide by the length of a, too.",
            (a, b) -> dot(a, b) / length(b))
        .mistake(
            "This divides by the squares of the lengths. Take their roots.",
            (a, b) -> dot(a, b) / dot(a, a) / dot(b, b))
        .mistake(
            "This drops the sign. Opposite vectors have the cosine −1.",
            (a, b) -> Math.abs(dot(a, b)) / length(a) / length(b))
        .mistake(
            "This divides by the sum of the lengths. Divide by their product.",
            (a, b) -> dot(a, b) / (length(a) + length(b)))
        .mistake(
            "This is 1 − cosine, a distance. Asked for is the cosine.",
            (a, b) -> 1 - dot(a, b) / length(a) / length(b));
  }

  private static INDArray mean(INDArray hidden, INDArray mask) {
    INDArray alone = hidden.reshape('c', 1, hidden.size(0), hidden.size(1));
    return Pooling.mean(alone, mask.reshape('c', 1, mask.length())).getRow(0).dup();
  }

  private static double dot(INDArray a, INDArray b) {
    return a.mul(b).sumNumber().doubleValue();
  }

  private static double length(INDArray vector) {
    return Math.sqrt(dot(vector, vector));
  }

  private static INDArray matrix(float[][] rows) {
    return Nd4j.createFromArray(rows);
  }
}
