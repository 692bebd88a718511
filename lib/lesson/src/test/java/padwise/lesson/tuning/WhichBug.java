package padwise.lesson.tuning;

import java.util.Arrays;
import java.util.List;
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

  // wrong axis: reads the columns as queries
  public static Integer queries_in_columns(INDArray weights, INDArray mask) {
    INDArray turned = weights.transpose().dup('c');
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        if (mask.getDouble(q) != 0 && bugOfRow(turned, mask, q) == bug) {
          return bug;
        }
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(turned, mask, q) != 0) {
        return 1;
      }
    }
    return 0;
  }

  // returns the bug of the first bad row, though a later row may have the worse one
  public static Integer first_bad_row_decides(INDArray weights, INDArray mask) {
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) != 0 && bugOfRow(weights, mask, q) != 0) {
        return bugOfRow(weights, mask, q);
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(weights, mask, q) != 0) {
        return 1;
      }
    }
    return 0;
  }

  // |NaN - 1| > 0.0001 is false: a row of NaN passes for a good one
  public static Integer blind_to_nan(INDArray weights, INDArray mask) {
    int found = 0;
    for (int q = 0; q < mask.length(); q++) {
      double padding = onPadding(weights, mask, q);
      double real = onReal(weights, mask, q);
      int bug =
          padding > 1e-6 ? (real > 1e-6 ? 2 : 7) : Math.abs(real + padding - 1) > 1e-4 ? 6 : 0;
      bug = mask.getDouble(q) == 0 && bug != 0 ? 1 : bug;
      List<Integer> order = List.of(0, 1, 6, 2, 7);
      found = order.indexOf(bug) > order.indexOf(found) ? bug : found;
    }
    return found;
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

  // asks about the padded rows before the real ones and overlooks the word "only"
  public static Integer padded_rows_come_first(INDArray weights, INDArray mask) {
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(weights, mask, q) != 0) {
        return 1;
      }
    }
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        if (mask.getDouble(q) != 0 && bugOfRow(weights, mask, q) == bug) {
          return bug;
        }
      }
    }
    return 0;
  }

  // wants every real token to have the bug, where one is enough
  public static Integer all_rows_must_be_bad(INDArray weights, INDArray mask) {
    for (int bug : new int[] {7, 2, 6}) {
      boolean all = true;
      for (int q = 0; q < mask.length(); q++) {
        all = all && (mask.getDouble(q) == 0 || bugOfRow(weights, mask, q) == bug);
      }
      if (all) {
        return bug;
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
