package padwise.view;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * One attention step by step, a small heatmap each: scores, + M, softmax, · V.
 *
 * <p>{@code AttentionSteps.of("One head", batch, 1).scores("scores", s).scores("+ M",
 * masked).weights("softmax", w).vectors("· V", values)}
 */
public record AttentionSteps(
    String title, Axis queries, List<Heatmap> panels, List<String> findings) implements Chart {

  private static final int ROOM = 240;

  /** No step yet; every row is a token of one sentence of the batch, counted from 0. */
  public static AttentionSteps of(String title, PaddedBatch batch, int sentence) {
    return new AttentionSteps(title, Axis.of("queries", batch, sentence), List.of(), List.of());
  }

  /** Another step of signed scores, {@code [T, T]}; −∞ is drawn as −∞. */
  public AttentionSteps scores(String step, INDArray scores) {
    return signed(step, scores, queries.titled("keys"));
  }

  /** Another step of weights, {@code [T, T]}, from 0 to 1. */
  public AttentionSteps weights(String step, INDArray weights) {
    double[][] values = AttentionHeatmap.Weights.read(step, weights, queries).values();
    return with(step, values, queries.titled("keys"), ColorScale.from0to1(4));
  }

  /** Another step of vectors, one row a token: {@code [T, D]}. */
  public AttentionSteps vectors(String step, INDArray vectors) {
    int width = vectors != null && vectors.rank() == 2 ? (int) vectors.size(1) : 0;
    return signed(step, vectors, Axis.numbered("dimension", width));
  }

  /** The picture; its words say how far the values of each step reach. */
  @Override
  public Figure figure() {
    Preconditions.require(
        !panels.isEmpty(), "steps: expected at least one; add it with scores(\"scores\", array)");
    String what =
        "%s heatmaps one after the other, %s queries from top to bottom in each"
            .formatted(panels.size(), queries.size());
    return Heatmap.figure(title, what, String.join("; ", findings) + ".", panels, panels.size());
  }

  private AttentionSteps signed(String step, INDArray array, Axis columns) {
    double[][] values = Heatmap.read(step, array, queries.size(), columns.size());
    return with(step, values, columns, ColorScale.around0(Numbers.Range.of(values).limit()));
  }

  private AttentionSteps with(String step, double[][] values, Axis columns, ColorScale scale) {
    Preconditions.given("step", step);
    String name = (panels.isEmpty() ? "" : "→ ") + step;
    Axis rows = panels.isEmpty() ? queries : queries.titled(""); // named at the left alone
    Heatmap panel =
        new Heatmap(name, values, rows, columns, Heatmap.square(queries, columns, ROOM), scale);
    return new AttentionSteps(
        title,
        queries,
        Stream.concat(panels.stream(), Stream.of(panel)).toList(),
        Stream.concat(findings.stream(), Stream.of(step + ": " + Numbers.Range.of(values)))
            .toList());
  }
}
