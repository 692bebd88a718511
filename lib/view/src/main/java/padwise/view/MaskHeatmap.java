package padwise.view;

import java.awt.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.attention.AttentionMask;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * A mask as a picture, who may look at whom: dark for 1 (keep), light for 0 (hide), with lines
 * between the sentences of a packed row.
 *
 * <p>{@code MaskHeatmap.of("Causal", AttentionMask.where(8, (query, key) -> key <= query))}
 */
@SuppressWarnings("ArrayRecordComponent")
public record MaskHeatmap(String title, double[][] pairs, Axis queries, Axis keys)
    implements Chart {

  /** A mask of 1 and 0, {@code [T, T]}, T at most 128, with the tokens of a sentence, from 0. */
  public static MaskHeatmap of(String title, INDArray mask, PaddedBatch batch, int sentence) {
    return of(title, mask, Axis.of("queries", batch, sentence), Axis.of("", batch, sentence));
  }

  /** The first sentence and head of a mask, its slots numbered; at most 128 queries and keys. */
  public static MaskHeatmap of(String title, AttentionMask mask) {
    Preconditions.given("mask", mask);
    INDArray first = mask.allowed().slice(0).slice(0); // [Tq, Tk]
    Axis queries = Axis.numbered("queries", (int) first.size(0));
    return of(title, first, queries, Axis.numbered("", (int) first.size(1)));
  }

  private static MaskHeatmap of(String title, INDArray mask, Axis queries, Axis keys) {
    double[][] pairs = Heatmap.read("mask", mask, queries.size(), keys.size());
    Preconditions.binary("mask", mask, "1 (keep) and 0 (hide)");
    Axis titled = keys.titled("keys (1 keep, 0 hide)");
    return new MaskHeatmap(title, pairs, queries, titled);
  }

  /** The same with a line wherever a sentence ends, by one row of {@code packed.sentences()}. */
  public MaskHeatmap between(INDArray sentences) {
    Axis slots = queries.between(sentences);
    return new MaskHeatmap(title, pairs, slots, keys.between(sentences));
  }

  /** The picture; its words count the pairs, and the queries without a key. */
  @Override
  public Figure figure() {
    Dimension cell = Heatmap.fitting(queries, keys);
    var panel = new Heatmap("", pairs, queries, keys, cell, ColorScale.from0to1(1));
    return Heatmap.figure(title, MatrixHeatmap.what(panel), finding(), List.of(panel), 1);
  }

  private String finding() {
    long[] seen = Arrays.stream(pairs).mapToLong(MaskHeatmap::ones).toArray();
    long blind = LongStream.of(seen).filter(count -> count == 0).count();
    String kept =
        "Kept: %s of %s pairs of query and key."
            .formatted(LongStream.of(seen).sum(), pairs.length * keys.size());
    String without = " Without any key: %s of %s queries.".formatted(blind, pairs.length);
    return kept + (blind > 0 ? without : "") + keys.lines();
  }

  private static long ones(double[] row) {
    return Arrays.stream(row).filter(value -> value == 1).count();
  }
}
