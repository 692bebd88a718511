package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Rows;

/**
 * Plan by which sentences are laid into rows: which share a row, how much room is left, on which
 * side, and what fills it.
 */
record Layout(
    List<INDArray> sentences,
    List<List<Integer>> rows,
    int extra,
    boolean left,
    DoubleSupplier filler) {

  Layout(List<INDArray> sentences, List<List<Integer>> rows) {
    this(sentences, rows, 0, false, () -> 0);
  }

  Layout widerBy(int slots) {
    return new Layout(sentences, rows, extra + slots, left, filler);
  }

  Layout onTheLeft() {
    return new Layout(sentences, rows, extra, true, filler);
  }

  Layout filledWith(DoubleSupplier source) {
    return new Layout(sentences, rows, extra, left, source);
  }

  Arrangement arrange(String name) {
    int length = extra + rows.stream().mapToInt(this::tokens).max().orElse(0);
    int width = (int) sentences.get(0).size(1);
    double[] values = new double[rows.size() * length * width];
    Arrays.setAll(values, i -> filler.getAsDouble());
    int[] sentence = new int[rows.size() * length];
    int[] position = new int[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      int slot = row * length + (left ? length - tokens(rows.get(row)) : 0);
      for (int index : rows.get(row)) {
        double[] vectors = Rows.read(sentences.get(index));
        System.arraycopy(vectors, 0, values, slot * width, vectors.length);
        for (int token = 0; token < vectors.length / width; token++, slot++) {
          sentence[slot] = index + 1;
          position[slot] = token;
        }
      }
    }
    INDArray numbers = Nd4j.createFromArray(values).castTo(sentences.get(0).dataType());
    return new Arrangement(
        name,
        numbers.reshape('c', rows.size(), length, width),
        Nd4j.createFromArray(sentence).reshape('c', rows.size(), length),
        Nd4j.createFromArray(position).reshape('c', rows.size(), length));
  }

  private int tokens(List<Integer> row) {
    return row.stream().mapToInt(index -> (int) sentences.get(index).size(0)).sum();
  }
}
