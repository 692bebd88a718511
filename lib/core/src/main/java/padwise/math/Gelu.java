package padwise.math;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gaussian error linear unit of Hendrycks and Gimpel (2016), exact as in BERT: {@code x} times
 * the share of the normal distribution below {@code x}.
 */
public final class Gelu {

  private Gelu() {}

  /** {@code x} times the share below it, for any shape, FLOAT or DOUBLE. */
  public static INDArray of(INDArray x) {
    Preconditions.floating("x", x);
    float[][] room = new float[3][RowLoop.SIZE];
    return RowLoop.map(1, (block, n) -> RowFormulas.gelu(block[0], room, n), x);
  }

  /**
   * The gradient of {@link #of}: {@code dy} times how much each value changes with its {@code x}.
   *
   * @param dy gradient of the loss by the values, the shape of {@code x}
   */
  public static INDArray gradient(INDArray x, INDArray dy) {
    Preconditions.floating("x", x);
    Preconditions.sameShape("dy", dy, "x", x);
    float[][] room = new float[3][RowLoop.SIZE];
    return RowLoop.map(
        1, (block, n) -> RowFormulas.geluGradient(block[0], block[1], room, n), dy, x);
  }
}
