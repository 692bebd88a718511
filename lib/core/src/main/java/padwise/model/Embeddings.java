package padwise.model;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * Ids turned into vectors, as in BERT (Devlin et al., 2018): token + position + segment, a norm.
 *
 * @param token one row a word; row {@value #PAD} is [PAD]'s, {@code [V, D]}
 * @param position one row a slot, {@code [P, D]} for at most P slots
 * @param segment one row for each sentence of a pair, {@code [2, D]}
 * @param norm the layer norm at the end
 */
public record Embeddings(Variable token, Variable position, Variable segment, LayerNorm norm)
    implements Trainable {

  public Embeddings {
    Preconditions.given("token, position, segment, norm", token, position, segment, norm);
    Preconditions.shapes(
        "token [V, D], position [P, D], segment [S, D], norm [D]; Embeddings.random(V, P, D, seed) makes them",
        token.value(),
        position.value(),
        segment.value(),
        norm.gain().value());
  }

  /** The id of [PAD] in BERT's vocabulary, and the one token row that training leaves alone. */
  public static final int PAD = 0;

  /**
   * The way from ids to vectors, each {@code [B, T, D]}: rows of the three tables, their sum, and
   * that after the layer norm, which is what attention reads.
   */
  public record Embedded(
      Variable token, Variable position, Variable segment, Variable sum, Variable output) {}

  /**
   * Tables as training starts, V words, P slots, 2 segments: normal numbers of deviation 0.5, and
   * zeros in [PAD]'s row. The same seed gives the same tables.
   */
  public static Embeddings random(int words, int slots, int width, long seed) {
    Random random = new Random(seed);
    INDArray token = normal(random, words, width);
    token.putRow(PAD, Nd4j.zeros(DataType.FLOAT, width));
    return new Embeddings(
        Variable.parameter(token),
        Variable.parameter(normal(random, slots, width)),
        Variable.parameter(normal(random, 2, width)),
        LayerNorm.fresh(width));
  }

  /**
   * Embeds a batch; the first slot is position 0, padded or not, as BERT does it. [PAD]'s token row
   * collects no gradient, like the {@code padding_idx} row of a PyTorch embedding.
   */
  public Embedded forward(PaddedBatch batch) {
    Preconditions.given("batch", batch);
    INDArray ids = batch.inputIds(); // [B, T]
    int length = (int) ids.size(1);
    int[] slots = IntStream.range(0, (int) ids.length()).map(i -> i % length).toArray();
    return forward(batch, Nd4j.createFromArray(slots).reshape('c', ids.shape())); // [B, T]
  }

  /**
   * Embeds a batch with positions of your own: {@link PaddedBatch#positions()} if padding stands in
   * front, {@code PackedBatch.positions()} if sentences share a row.
   *
   * @param positions a row of the position table for each slot, INT32 {@code [B, T]}
   */
  public Embedded forward(PaddedBatch batch, INDArray positions) {
    Preconditions.given("batch", batch);
    INDArray ids = batch.inputIds(); // [B, T]
    Preconditions.shapes(
        "inputIds [B, T], positions INT32 [B, T]; take batch.positions()", ids, positions);
    return forward(ids, positions, batch.tokenTypeIds());
  }

  /** Ids, positions and segments of one shape, such as {@code [B, T]} or {@code [N]}. */
  Embedded forward(INDArray ids, INDArray positions, INDArray types) {
    long slots = positions.maxNumber().longValue() + 1;
    long most = position.value().size(0);
    Preconditions.require(
        slots <= most,
        "batch: %s slots, but there are only %s positions;"
            + " truncate the batch (Padding.toLongest().truncatedTo(%s))",
        slots,
        most,
        most);
    requireRows("inputIds", ids, token);
    requireRows("positions", positions, position);
    requireRows("tokenTypeIds", types, segment);
    Variable tokens = token.lookup(ids, PAD); // [B, T, D]
    Variable places = position.lookup(positions); // [B, T, D]
    Variable segments = segment.lookup(types); // [B, T, D]
    Variable sum = tokens.plus(places).plus(segments); // [B, T, D]
    return new Embedded(tokens, places, segments, sum, norm.forward(sum));
  }

  private static void requireRows(String name, INDArray numbers, Variable table) {
    Preconditions.rows(name, Preconditions.int32(name, numbers), table.value());
  }

  private static INDArray normal(Random random, int rows, int width) {
    Preconditions.room("words, slots, width", Double.BYTES, rows, width);
    double[] numbers = new double[rows * width];
    Arrays.setAll(numbers, i -> 0.5 * random.nextGaussian());
    return Nd4j.createFromArray(numbers).castTo(DataType.FLOAT).reshape('c', rows, width);
  }
}
