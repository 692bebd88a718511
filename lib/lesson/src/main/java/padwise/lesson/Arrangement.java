package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * The same sentences, laid into a rectangle in one of many ways.
 *
 * @param values one vector a slot, {@code [B, T, D]}, padded ones as this arrangement fills them
 * @param sentence the number of each slot's sentence, from 1, 0 for padding, INT32 {@code [B, T]}
 * @param position the token's place in its own sentence, from 0, INT32 {@code [B, T]}
 */
public record Arrangement(String name, INDArray values, INDArray sentence, INDArray position) {

  public Arrangement {
    Preconditions.given("name", name);
    Preconditions.shapes(
        "values [B, T, D], sentence INT32 [B, T], position INT32 [B, T]; the oracle makes them",
        values,
        sentence,
        position);
  }

  Arrangement copy() {
    return new Arrangement(name, values.dup(), sentence.dup(), position.dup());
  }

  /** 1 for a real token, 0 for padding, {@code [B, T]}. */
  public INDArray attentionMask() {
    return sentence.gt(0).castTo(DataType.INT32);
  }

  /** Each token sees its own sentence and no padding. */
  public AttentionMask attention() {
    return AttentionMask.sentences(sentence);
  }

  /** Each token sees itself and what comes before it in its own sentence. */
  public AttentionMask causal() {
    return attention().and(AttentionMask.causal((int) sentence.size(1)));
  }

  /** The vectors as a variable that wants a gradient, padded slots blanked by selection. */
  public Variable input() {
    return Variable.parameter(values).where(attentionMask());
  }

  /** The sentences, ids {@code [length, 1]}, as a batch of ids below V, padding's by the filler. */
  public PaddedBatch batch(int words) {
    Preconditions.atLeast(1, "words", words);
    Preconditions.shapes("values [B, T, 1]; take NeighbourOracle.reading(texts, 4)", values);
    double[] numbers = Rows.read(values); // [B, T, 1]
    int[] ids = new int[numbers.length];
    Arrays.setAll(ids, i -> Math.floorMod((int) Math.ceil(numbers[i]), words));
    INDArray inputIds = Nd4j.createFromArray(ids).reshape('c', sentence.shape());
    List<List<String>> tokens =
        Arrays.stream(inputIds.toIntMatrix())
            .map(row -> Arrays.stream(row).mapToObj(String::valueOf).toList())
            .toList();
    return new PaddedBatch(tokens, inputIds, attentionMask(), inputIds.mul(0));
  }

  /**
   * Lays something else the sentences have, such as labels, one array {@code [length]} each, into
   * the same slots, and {@code padding} into the others: INT32 {@code [B, T]}.
   */
  public INDArray place(List<INDArray> perSentence, int padding) {
    int[] number = Preconditions.int32("sentence", sentence);
    int[] place = Preconditions.int32("position", position);
    Preconditions.given("perSentence", perSentence);
    int most = Arrays.stream(number).max().orElse(0);
    Preconditions.require(
        perSentence.size() >= most,
        "perSentence: expected one array for each of %s sentences but was %s",
        most,
        perSentence.size());
    int[] placed = new int[number.length];
    for (int slot = 0; slot < placed.length; slot++) {
      int given = number[slot] < 1 ? 0 : (int) perSentence.get(number[slot] - 1).length();
      Preconditions.require(
          number[slot] < 1 || (place[slot] >= 0 && place[slot] < given),
          "perSentence: expected a number for each token of sentence %s but was %s",
          number[slot] - 1,
          given);
      placed[slot] =
          number[slot] < 1 ? padding : perSentence.get(number[slot] - 1).getInt(place[slot]);
    }
    return Nd4j.createFromArray(placed).reshape('c', sentence.shape());
  }

  /** Each sentence alone, in a row of its own length. */
  static List<Arrangement> alone(List<INDArray> sentences) {
    return IntStream.range(0, sentences.size())
        .mapToObj(i -> of("alone", sentences, List.of(List.of(i)), 0, false, () -> 0))
        .toList();
  }

  /** Every other way of the neighbour oracle. */
  static List<Arrangement> crowded(List<INDArray> sentences, long seed) {
    Random random = new Random(seed);
    DoubleSupplier garbage = () -> 1e3 * random.nextGaussian();
    DoubleSupplier poison = () -> random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
    List<Integer> all = IntStream.range(0, sentences.size()).boxed().toList();
    List<List<Integer>> apart = all.stream().map(List::of).toList();
    return List.of(
        of("batched", sentences, apart, 0, false, () -> 0),
        of("padded further", sentences, apart, 3, false, () -> 0),
        of("on the left", sentences, apart, 3, true, () -> 0),
        of("packed", sentences, List.of(all), 2, false, () -> 0),
        of("another pad", sentences, apart, 3, false, () -> 0.37),
        of("garbage in pads", sentences, apart, 3, false, garbage),
        of("NaN, ∞ in pads", sentences, apart, 3, false, poison));
  }

  /** Lays sentences into rows, {@code extra} slots longer than the fullest, filled up. */
  private static Arrangement of(
      String name,
      List<INDArray> sentences,
      List<List<Integer>> rows,
      int extra,
      boolean left,
      DoubleSupplier filler) {
    int[] tokens = rows.stream().mapToInt(row -> tokens(sentences, row)).toArray();
    int length = extra + Arrays.stream(tokens).max().orElse(0);
    int width = (int) sentences.get(0).size(1);
    double[] values = new double[rows.size() * length * width];
    Arrays.setAll(values, i -> filler.getAsDouble());
    int[] sentence = new int[rows.size() * length];
    int[] position = new int[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      int slot = row * length + (left ? length - tokens[row] : 0);
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

  private static int tokens(List<INDArray> sentences, List<Integer> row) {
    return row.stream().mapToInt(index -> (int) sentences.get(index).size(0)).sum();
  }

  /** The row of a token in {@code [B, T, K]} read as {@code [B * T, K]}. */
  int slotOf(int sentenceNumber, int tokenPosition) {
    int[] number = sentence.data().asInt();
    int[] place = position.data().asInt();
    for (int slot = 0; slot < number.length; slot++) {
      if (number[slot] == sentenceNumber && place[slot] == tokenPosition) {
        return slot;
      }
    }
    throw new IllegalStateException("sentence " + sentenceNumber + " is not in " + name);
  }
}
