package padwise.math;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer norm's way back, from the gradient of the loss by its result. FLOAT.
 *
 * @param x gradient by the rows, {@code [.., N]}
 * @param gain gradient by the gain, {@code [N]}
 * @param bias gradient by the bias, {@code [N]}
 */
public record Norm(INDArray x, INDArray gain, INDArray bias) {

  /**
   * Normalises each row, stretches and shifts it: {@code normalise(x) * gain + bias} at once.
   *
   * @param x FLOAT rows {@code [.., N]}
   * @param epsilon see {@link Rows#normalise}
   */
  public static INDArray forward(INDArray x, INDArray gain, INDArray bias, double epsilon) {
    int width = (int) x.size(-1);
    float[] stretch = Blocks.tiled(gain);
    float[] shift = Blocks.tiled(bias);
    return Blocks.map(
        width,
        (block, length) -> {
          float[] y = block[0];
          Singles.normalise(y, length, width, epsilon);
          for (int i = 0; i < length; i++) {
            y[i] = y[i] * stretch[i] + shift[i];
          }
        },
        x);
  }

  /**
   * The way back of {@link #forward}.
   *
   * @param dy gradient of the loss by the result {@code [.., N]}
   */
  public static Norm backward(INDArray x, INDArray gain, INDArray dy, double epsilon) {
    int width = (int) x.size(-1);
    float[] stretch = Blocks.tiled(gain);
    float[] gains = new float[stretch.length];
    float[] biases = new float[stretch.length];
    INDArray dx =
        Blocks.map(
            width,
            (block, length) -> {
              float[] slope = block[0];
              float[] normal = block[1];
              float[] scales = Singles.normalise(normal, length, width, epsilon);
              for (int i = 0; i < length; i++) {
                gains[i] = gains[i] + slope[i] * normal[i];
              }
              Singles.add(biases, slope, length);
              for (int i = 0; i < length; i++) {
                slope[i] = slope[i] * stretch[i];
              }
              Singles.normaliseGradient(slope, normal, scales, length);
            },
            dy,
            x);
    return new Norm(
        dx, Blocks.row(Blocks.folded(gains, width)), Blocks.row(Blocks.folded(biases, width)));
  }
}
