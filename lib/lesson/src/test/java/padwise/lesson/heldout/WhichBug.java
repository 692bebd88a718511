package padwise.lesson.heldout;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Wrong answers to {@code whichBug}, by misconception. */
public final class WhichBug {
  private WhichBug() {}

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

  // asks for bug 2 before bug 7: padding only is padding, too
  public static Integer any_padding_is_bug_two(INDArray weights, INDArray mask) {
    for (int bug : new int[] {2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        int found = bugOfRow(weights, mask, q);
        if (mask.getDouble(q) != 0 && (found == 7 ? 2 : found) == bug) {
          return bug;
        }
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(weights, mask, q) != 0) {
        return 1;
      }
    }
    return 0;
  }

  // takes 1 in the mask for padding
  public static Integer swapped_polarity(INDArray weights, INDArray mask) {
    INDArray turned = mask.rsub(1);
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        if (turned.getDouble(q) != 0 && bugOfRow(weights, turned, q) == bug) {
          return bug;
        }
      }
    }
    for (int q = 0; q < mask.length(); q++) {
      if (turned.getDouble(q) == 0 && bugOfRow(weights, turned, q) != 0) {
        return 1;
      }
    }
    return 0;
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

  // looks at the first token and takes it for all
  public static Integer first_row_only(INDArray weights, INDArray mask) {
    int bug = bugOfRow(weights, mask, 0);
    if (bug != 0) {
      return bug;
    }
    for (int q = 0; q < mask.length(); q++) {
      if (mask.getDouble(q) == 0 && bugOfRow(weights, mask, q) != 0) {
        return 1;
      }
    }
    return 0;
  }

  // wants more than half the attention on the padding before it calls it bug 2
  public static Integer a_little_padding_is_fine(INDArray weights, INDArray mask) {
    for (int bug : new int[] {7, 2, 6}) {
      for (int q = 0; q < mask.length(); q++) {
        int found = bugOfRow(weights, mask, q);
        boolean mild = found == 2 && onPadding(weights, mask, q) < 0.5;
        if (mask.getDouble(q) != 0 && !mild && found == bug) {
          return bug;
        }
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
