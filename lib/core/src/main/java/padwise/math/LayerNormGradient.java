package padwise.math;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of {@link Rows#layerNorm}.
 *
 * @param x gradient by the rows, {@code [.., N]}
 * @param gain gradient by the gain, {@code [N]}
 * @param bias gradient by the bias, {@code [N]}
 */
public record LayerNormGradient(INDArray x, INDArray gain, INDArray bias) {

  /**
   * Finds the gradients.
   *
   * @param x what was normalised, {@code [.., N]}
   * @param dy gradient of the loss by the result {@code [.., N]}
   * @param epsilon see {@link Rows#layerNorm}
   */
  public static LayerNormGradient of(INDArray x, INDArray gain, INDArray dy, double epsilon) {
    int width = Rows.width("x", x);
    Preconditions.sameShape("dy", dy, "x", x);
    Rows.requireRow("gain", gain, x);
    float[] stretch = RowLoop.tiled(gain);
    float[] gains = new float[stretch.length];
    float[] biases = new float[stretch.length];
    INDArray dx =
        RowLoop.map(
            width,
            (block, length) -> {
              float[] slope = block[0];
              float[] normal = block[1];
              float[] scales = RowFormulas.normalise(normal, length, width, epsilon);
              for (int i = 0; i < length; i++) {
                gains[i] = gains[i] + slope[i] * normal[i];
              }
              RowFormulas.add(biases, slope, length);
              for (int i = 0; i < length; i++) {
                slope[i] = slope[i] * stretch[i];
              }
              RowFormulas.normaliseGradient(slope, normal, scales, length);
            },
            dy,
            x);
    return new LayerNormGradient(dx, RowLoop.folded(gains, x), RowLoop.folded(biases, x));
  }
}
