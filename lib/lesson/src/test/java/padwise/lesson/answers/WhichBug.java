package padwise.lesson.answers;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One right answer and some wrong ones to {@code whichBug}, by misconception. */
public final class WhichBug {
  private WhichBug() {}

  // two matrix products give each row its attention on real keys and on padding, then whole columns
  // are asked
  public static Integer right(INDArray weights, INDArray mask) {
    INDArray m = mask.reshape(mask.length(), 1).castTo(weights.dataType());
    double[] real = weights.mmul(m).reshape(mask.length()).toDoubleVector();
    double[] padding = weights.mmul(m.rsub(1)).reshape(mask.length()).toDoubleVector();
    int[] tokens = IntStream.range(0, real.length).filter(q -> mask.getDouble(q) != 0).toArray();
    if (Arrays.stream(tokens).anyMatch(q -> padding[q] > 1e-6 && !(real[q] > 1e-6))) {
      return 7;
    }
    if (Arrays.stream(tokens).anyMatch(q -> padding[q] > 1e-6)) {
      return 2;
    }
    if (Arrays.stream(tokens).anyMatch(q -> !(Math.abs(real[q] - 1) < 1e-4))) {
      return 6;
    }
    return IntStream.range(0, real.length)
            .filter(q -> mask.getDouble(q) == 0)
            .allMatch(q -> Math.abs(real[q] - 1) < 1e-4 && Math.abs(padding[q]) < 1e-6)
        ? 0
        : 1;
  }

  // never asks about the padded rows, so never finds bug 1
  public static Integer forgets_the_padded_rows(INDArray weights, INDArray mask) {
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        if (mask.getDouble(q) != 0 && bugOfRow(weights, mask, q) == bug) {
          return bug;
        }
      }
    }
    return 0;
  }

  // judges all rows alike, so a strange padded row is reported as the bug of a real token
  public static Integer padded_rows_are_tokens_too(INDArray weights, INDArray mask) {
    int worst = 0;
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        worst = worst == 0 && bugOfRow(weights, mask, q) == bug ? bug : worst;
      }
    }
    return worst;
  }

  // compares floats with !=, so rounding in float32 is reported as bug 6
  public static Integer sums_must_be_exactly_one(INDArray weights, INDArray mask) {
    for (int bug : new int[] {7, 2}) {
      for (int q = 0; q < mask.length(); q++) {
        if (mask.getDouble(q) != 0 && bugOfRow(weights, mask, q) == bug) {
          return bug;
        }
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) != 0 && onReal(weights, mask, q) != 1) {
        return 6;
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(weights, mask, q) != 0) {
        return 1;
      }
    }
    return 0;
  }

  private static double onPadding(INDArray weights, INDArray mask, int q) {
    double sum = 0;
    for (int k = 0; k < mask.length(); k++) {
      sum += mask.getDouble(k) == 0 ? weights.getDouble(q, k) : 0;
    }
    return sum;
  }

  private static double onReal(INDArray weights, INDArray mask, int q) {
    double sum = 0;
    for (int k = 0; k < mask.length(); k++) {
      sum += mask.getDouble(k) == 0 ? 0 : weights.getDouble(q, k);
    }
    return sum;
  }

  private static int bugOfRow(INDArray weights, INDArray mask, int q) {
    double padding = onPadding(weights, mask, q);
    double real = onReal(weights, mask, q);
    if (padding > 1e-6) {
      return real > 1e-6 ? 2 : 7;
    }
    return Math.abs(padding + real - 1) < 1e-4 ? 0 : 6;
  }
}
