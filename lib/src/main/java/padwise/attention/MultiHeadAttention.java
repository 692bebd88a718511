package padwise.attention;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;
import padwise.math.Given;

/**
 * Several attentions side by side, each on its own slice of the model width.
 *
 * @param heads how many, H; divides D
 * @param projection queries, keys and values in one matrix, {@code [D, 3D]}
 * @param projectionBias {@code [3D]}
 * @param output mixes the heads, {@code [D, D]}
 * @param outputBias {@code [D]}
 */
public record MultiHeadAttention(
    int heads, Variable projection, Variable projectionBias, Variable output, Variable outputBias) {

  /** Checks that the shapes fit together. */
  public MultiHeadAttention {
    Given.that(
        projection != null && projectionBias != null && output != null && outputBias != null,
        "projection, projectionBias, output, outputBias: expected no null;"
            + " MultiHeadAttention.random(D, H, seed) makes all four");
    long width = projection.value().size(0);
    Given.that(
        heads > 0 && width % heads == 0,
        "heads: expected a number that divides the model width D = %s but was %s; try %s",
        width,
        heads,
        divisors(width));
    requireShape("projection", projection, width, 3 * width);
    requireShape("projectionBias", projectionBias, 3 * width);
    requireShape("output", output, width, width);
    requireShape("outputBias", outputBias, width);
  }

  /**
   * Attention with random weights, drawn evenly between ±√(6 / (rows + columns)) as Glorot and
   * Bengio (2010) propose, and zero biases.
   *
   * @param width model width D
   * @param heads number of heads H; divides D
   * @param seed the same seed gives the same weights
   */
  public static MultiHeadAttention random(int width, int heads, long seed) {
    return new MultiHeadAttention(
        heads,
        glorot(width, 3L * width, seed),
        Variable.parameter(Nd4j.zeros(DataType.FLOAT, 3L * width)),
        glorot(width, width, seed + 1),
        Variable.parameter(Nd4j.zeros(DataType.FLOAT, width)));
  }

  /**
   * Lets every token look around.
   *
   * @param x one vector a slot, {@code [B, T, D]}, finite: blank padded slots with {@link
   *     Variable#where} first
   * @param mask who may look at whom
   * @return values {@code [B, T, D]}, weights and scores {@code [B, H, T, T]}
   * @throws IllegalArgumentException if one is null, or the shapes don't fit
   */
  public Attended forward(Variable x, AttentionMask mask) {
    requireInput(x, mask);
    List<Variable> parts = x.matmul(projection).plus(projectionBias).chunk(3); // 3 times [B, T, D]
    Attended each =
        Attention.attend(split(parts.get(0)), split(parts.get(1)), split(parts.get(2)), mask);
    Variable values = merge(each.values()).matmul(output).plus(outputBias); // [B, T, D]
    return new Attended(values, each.weights(), each.scores());
  }

  /** The weights that training changes. */
  public List<Variable> parameters() {
    return List.of(projection, projectionBias, output, outputBias);
  }

  private Variable split(Variable x) { // [B, T, D] to [B, H, T, Dh]
    INDArray v = x.value();
    return x.reshape(v.size(0), v.size(1), heads, v.size(2) / heads).permute(0, 2, 1, 3);
  }

  private static Variable merge(Variable x) { // [B, H, T, Dh] to [B, T, D]
    INDArray v = x.value();
    return x.permute(0, 2, 1, 3).reshape(v.size(0), v.size(2), v.size(1) * v.size(3));
  }

  private void requireInput(Variable input, AttentionMask mask) {
    Given.that(
        input != null && mask != null,
        "x, mask: expected no null; AttentionMask.none() hides nothing");
    INDArray x = input.value();
    long width = projection.value().size(0);
    Given.that(
        x.rank() == 3 && x.size(2) == width,
        "x: expected [B, T, %s] but was %s; pad the sentences into one batch first (Padding.toLongest())",
        width,
        x);
  }

  private static void requireShape(String name, Variable weight, long... expected) {
    Given.that(
        Arrays.equals(weight.value().shape(), expected),
        "%s: expected %s but was %s",
        name,
        Arrays.toString(expected),
        weight.value());
  }

  private static Variable glorot(long rows, long columns, long seed) {
    double limit = Math.sqrt(6.0 / (rows + columns));
    double[] even = new Random(seed).doubles(rows * columns, -limit, limit).toArray();
    INDArray weights = Nd4j.createFromArray(even).castTo(DataType.FLOAT);
    return Variable.parameter(weights.reshape('c', rows, columns));
  }

  private static List<Long> divisors(long width) {
    return LongStream.rangeClosed(1, width).filter(h -> width % h == 0).boxed().toList();
  }
}
