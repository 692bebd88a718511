package padwise;

import static padwise.math.Rows.read;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The formulas again, as plain loops over numbers: slow, and easy to trust. */
public final class Loops {

  private Loops() {}

  /**
   * One sentence of many-headed attention: outputs {@code [T, D]} and weights {@code [H, T, T]}.
   */
  public record Sentence(INDArray outputs, INDArray weights) {}

  /**
   * Attention over one sentence, visiting real keys only; a query with no key gets no values.
   *
   * @param x {@code [T][D]}
   * @param mask 1 for a real key, {@code [T]}
   */
  public static Sentence attention(
      double[][] x,
      double[] mask,
      int heads,
      double[][] qkv,
      double[] qkvBias,
      double[][] out,
      double[] outBias) {
    int slots = x.length;
    int width = x[0].length;
    int headWidth = width / heads;
    double[][] all = affine(x, qkv, qkvBias); // [T][3D]
    double[][] mixed = new double[slots][width];
    double[][][] weights = new double[heads][slots][slots];
    for (int head = 0; head < heads; head++) {
      int q = head * headWidth;
      int k = width + q;
      int v = 2 * width + q;
      for (int query = 0; query < slots; query++) {
        double total = 0;
        for (int key = 0; key < slots; key++) {
          double score = 0;
          for (int i = 0; i < headWidth; i++) {
            score += all[query][q + i] * all[key][k + i];
          }
          weights[head][query][key] = mask[key] == 1 ? Math.exp(score / Math.sqrt(headWidth)) : 0;
          total += weights[head][query][key];
        }
        for (int key = 0; key < slots && total > 0; key++) {
          weights[head][query][key] /= total;
          for (int i = 0; i < headWidth; i++) {
            mixed[query][q + i] += weights[head][query][key] * all[key][v + i];
          }
        }
      }
    }
    return new Sentence(array(affine(mixed, out, outBias)), Nd4j.createFromArray(weights));
  }

  /** {@code a · b + bias}. */
  public static double[][] affine(double[][] a, double[][] b, double[] bias) {
    double[][] product = new double[a.length][b[0].length];
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < b[0].length; column++) {
        double sum = bias[column];
        for (int i = 0; i < b.length; i++) {
          sum += a[row][i] * b[i][column];
        }
        product[row][column] = sum;
      }
    }
    return product;
  }

  /** {@code -log softmax(scores)[label]}. */
  public static double crossEntropy(double[] scores, int label) {
    double total = 0;
    for (double score : scores) {
      total += Math.exp(score);
    }
    return Math.log(total) - scores[label];
  }

  /** The rows of {@code [.., N]}, one after the other. */
  public static double[][] rows(INDArray x) {
    double[] values = read(x);
    int width = (int) x.size(-1);
    double[][] rows = new double[values.length / width][width];
    for (int i = 0; i < values.length; i++) {
      rows[i / width][i % width] = values[i];
    }
    return rows;
  }

  /** The rows of sentence {@code b} of {@code [B, T, N]}. */
  public static double[][] sentence(INDArray x, int b) {
    int slots = (int) x.size(1);
    return java.util.Arrays.copyOfRange(rows(x), b * slots, (b + 1) * slots);
  }

  /** An array {@code [M, N]}. */
  public static INDArray array(double[][] rows) {
    return Nd4j.createFromArray(rows);
  }
}
