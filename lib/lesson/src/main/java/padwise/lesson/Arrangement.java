package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Rows;

/**
 * The same sentences, laid into a rectangle in one of many ways.
 *
 * @param name what is special about it
 * @param values one vector a slot, {@code [B, T, D]}; padded slots hold whatever this arrangement
 *     puts there
 * @param sentence the number of the sentence in each slot, from 1, and 0 for padding, INT32 {@code
 *     [B, T]}
 * @param position the token's place in its own sentence, from 0, INT32 {@code [B, T]}
 */
public record Arrangement(String name, INDArray values, INDArray sentence, INDArray position) {

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

  /**
   * The sentences as a batch of ids, for an oracle over matrices {@code [length, 1]} of ids: padded
   * slots hold whatever ids this arrangement's filler amounts to.
   *
   * @param words the size of the vocabulary, V
   */
  public PaddedBatch batch(int words) {
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
   * Lays something else the sentences have, such as labels, into the same slots.
   *
   * @param perSentence one array {@code [length]} a sentence
   * @param padding what padded slots get
   * @return INT32 {@code [B, T]}
   */
  public INDArray place(List<INDArray> perSentence, int padding) {
    int[] number = sentence.data().asInt();
    int[] place = position.data().asInt();
    int[] placed = new int[number.length];
    for (int slot = 0; slot < placed.length; slot++) {
      placed[slot] =
          number[slot] == 0 ? padding : perSentence.get(number[slot] - 1).getInt(place[slot]);
    }
    return Nd4j.createFromArray(placed).reshape('c', sentence.shape());
  }

  /** Each sentence alone, in a row of its own length. */
  static List<Arrangement> alone(List<INDArray> sentences) {
    return IntStream.range(0, sentences.size())
        .mapToObj(i -> new Layout(sentences, List.of(List.of(i))).arrange("alone"))
        .toList();
  }

  /** Every other way of the neighbour oracle. */
  static List<Arrangement> crowded(List<INDArray> sentences, long seed) {
    Random random = new Random(seed);
    List<Integer> all = IntStream.range(0, sentences.size()).boxed().toList();
    Layout rows = new Layout(sentences, all.stream().map(List::of).toList());
    Layout wider = rows.widerBy(3);
    return List.of(
        rows.arrange("batched"),
        wider.arrange("padded further"),
        wider.onTheLeft().arrange("padded on the left"),
        new Layout(sentences, List.of(all)).widerBy(2).arrange("packed into one row"),
        wider.filledWith(() -> 0.37).arrange("another pad vector"),
        wider.filledWith(() -> 1e3 * random.nextGaussian()).arrange("garbage in the pads"),
        wider
            .filledWith(() -> random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY)
            .arrange("NaN and ∞ in the pads"));
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
