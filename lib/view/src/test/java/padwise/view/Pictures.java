package padwise.view;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;

/** The pictures that the tests of this package look at. */
final class Pictures {

  private Pictures() {}

  /** Seeded softmax rows over T keys; the last {@code hidden} keys get exactly 0. */
  static INDArray weights(int length, int hidden, long seed) {
    Random random = new Random(seed);
    INDArray weights = Nd4j.zeros(length, length);
    for (int query = 0; query < length; query++) {
      double[] row = new double[length];
      double sum = 0;
      for (int key = 0; key < length - hidden; key++) {
        row[key] = Math.exp(2 * random.nextGaussian());
        sum += row[key];
      }
      for (int key = 0; key < length; key++) {
        weights.putScalar(query, key, row[key] / sum);
      }
    }
    return weights;
  }

  /** One sentence, {@code [CLS] w1 … [SEP] [PAD] …}. */
  static PaddedBatch batch(int length, int pads) {
    return batch(tokens(length, pads), pads);
  }

  /** One sentence of these tokens; the last ones are padding, whatever they are called. */
  static PaddedBatch batch(List<String> tokens, int pads) {
    int real = tokens.size() - pads;
    INDArray zeros = Nd4j.zeros(DataType.INT32, 1, tokens.size());
    INDArray mask = zeros.dup();
    IntStream.range(0, real).forEach(slot -> mask.putScalar(0, slot, 1));
    return new PaddedBatch(List.of(tokens), zeros, mask, zeros);
  }

  private static List<String> tokens(int length, int pads) {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      tokens.add(
          i == 0
              ? "[CLS]"
              : i >= length - pads ? "[PAD]" : i == length - pads - 1 ? "[SEP]" : "w" + i);
    }
    return tokens;
  }

  /** The number of dark pixels in a part of the picture. */
  static int ink(BufferedImage image, int left, int top, int width, int height) {
    int count = 0;
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        count += new Color(image.getRGB(x, y)).getGreen() < 110 ? 1 : 0;
      }
    }
    return count;
  }

  /** The smallest rectangle around all pixels of one colour. */
  static Rectangle around(BufferedImage image, Color color) {
    Rectangle around = new Rectangle(-1, -1);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == color.getRGB()) {
          around.add(new Rectangle(x, y, 1, 1));
        }
      }
    }
    return around;
  }

  /** The middle of all pixels of one colour, the colour bar left out; {x, y, count}. */
  static double[] middle(BufferedImage image, Color color) {
    double x = 0;
    double y = 0;
    int count = 0;
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth() - 96; column++) {
        if (image.getRGB(column, row) == color.getRGB()) {
          x += column;
          y += row;
          count++;
        }
      }
    }
    return new double[] {x / count, y / count, count};
  }

  /** The largest difference in red, green or blue. */
  static int distance(int one, int other) {
    return IntStream.of(0, 8, 16)
        .map(shift -> Math.abs((one >> shift & 255) - (other >> shift & 255)))
        .max()
        .orElseThrow();
  }

  /** The contrast of two colours, from 1 to 21, as WCAG 2 counts it. */
  static double contrast(Color a, Color b) {
    double high = Math.max(luminance(a), luminance(b));
    double low = Math.min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
  }

  private static double luminance(Color color) {
    float[] c = color.getColorComponents(ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB), null);
    return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
  }
}
