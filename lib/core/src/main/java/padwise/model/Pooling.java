package padwise.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.math.Products;
import padwise.math.Rows;

/** One vector for a whole sentence, and how close two of them are. */
public final class Pooling {

  private Pooling() {}

  /** The mean over real tokens, {@code [B, T, D]} to {@code [B, D]}; zeros for a row of none. */
  public static INDArray mean(INDArray hidden, INDArray attentionMask) {
    requireBatch("hidden FLOAT [B, T, D], attentionMask [B, T]", hidden, attentionMask);
    INDArray kept = Variable.constant(hidden).where(attentionMask).value(); // [B, T, D]
    INDArray counts = attentionMask.castTo(DataType.FLOAT).sum(1).reshape(hidden.size(0), 1, 1);
    return kept.div(Transforms.max(counts, 1)).sum(1); // [B, D]
  }

  /** The last slot of each row {@code [B, T, D]}, padding or not: right for padding on the left. */
  public static Variable lastSlot(Variable hidden) {
    Preconditions.given("hidden", hidden);
    INDArray x = hidden.value();
    Preconditions.shapes("hidden [B, T, D]; take model.forward(batch).output()", x);
    return lastToken(hidden, Nd4j.ones(DataType.INT32, x.size(0), x.size(1)));
  }

  /**
   * The vector of each row's last real token, {@code [B, D]} of {@code [B, T, D]}, on whichever
   * side the padding is.
   *
   * @throws IllegalArgumentException if a row has no real token
   */
  public static Variable lastToken(Variable hidden, INDArray attentionMask) {
    Preconditions.given("hidden", hidden);
    INDArray x = hidden.value();
    requireBatch("hidden [B, T, D], attentionMask INT32 [B, T]", x, attentionMask);
    int[] mask = Preconditions.int32("attentionMask", attentionMask);
    int slots = (int) x.size(1);
    int[] last = new int[(int) x.size(0)];
    for (int row = 0; row < last.length; row++) {
      int end = (row + 1) * slots;
      last[row] = IntStream.range(end - slots, end).filter(i -> mask[i] == 1).max().orElse(-1);
      Preconditions.require(
          last[row] >= 0, "attentionMask: row %s has no real token to read; leave it out", row);
    }
    return hidden.reshape(mask.length, x.size(2)).lookup(Nd4j.createFromArray(last)); // [B, D]
  }

  /**
   * The cosine of each vector of {@code [A, D]} with each other one, {@code [B, D]}: 1 for the same
   * direction, 0 for none in common, −1 for the opposite, {@code [A, B]}.
   */
  public static INDArray cosines(INDArray some, INDArray others) {
    Preconditions.shapes(
        "some FLOAT [A, D], others FLOAT [B, D]; take both from one model", some, others);
    return Products.matmul(ofLengthOne(some), ofLengthOne(others).transpose());
  }

  private static void requireBatch(String shapes, INDArray hidden, INDArray attentionMask) {
    Preconditions.shapes(shapes + "; take both from one batch", hidden, attentionMask);
    Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
  }

  /** Each vector divided by its length, {@code [B, D]}; a vector of zeros stays as it is. */
  private static INDArray ofLengthOne(INDArray vectors) {
    double[] numbers = Rows.read(vectors); // the squares of 1e20 and 1e-25 are no floats
    int width = (int) vectors.size(1);
    for (int row = 0; row < numbers.length; row += width) {
      double squares = Arrays.stream(numbers, row, row + width).map(x -> x * x).sum();
      for (int i = row; i < row + width; i++) {
        numbers[i] /= squares == 0 ? 1 : Math.sqrt(squares);
      }
    }
    return Rows.write(numbers, vectors);
  }
}
