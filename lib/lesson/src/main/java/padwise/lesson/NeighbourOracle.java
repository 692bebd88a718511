package padwise.lesson;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.view.Records;
import tech.tablesaw.api.Table;

/**
 * One sentence must not notice its neighbours. The oracle runs a stage on each sentence alone, then
 * on the same sentences laid into rectangles in seven ways, and compares every real token.
 */
public final class NeighbourOracle {

  /** How far two float32 results of the same sum may be apart. */
  public static final double TOLERANCE = 1e-5;

  /** Any step from vectors to one result a slot: outputs, losses, gradients. */
  @FunctionalInterface
  public interface Stage {
    /**
     * Runs the step.
     *
     * @return {@code [B, T, K]} for any K, or {@code [B, T]}
     */
    INDArray apply(Arrangement arrangement);
  }

  /**
   * What one arrangement did.
   *
   * @param arrangement its name
   * @param largestChange of any number of any real token; NaN if one became NaN
   * @param holds whether no real token noticed
   */
  public record Finding(String arrangement, double largestChange, boolean holds) {}

  private final List<INDArray> sentences;
  private final List<INDArray> laidOut;
  private final long seed;

  private NeighbourOracle(List<INDArray> sentences, List<INDArray> laidOut, long seed) {
    this.sentences = sentences;
    this.laidOut = laidOut;
    this.seed = seed;
  }

  /**
   * An oracle over these sentences.
   *
   * @param sentences one matrix {@code [length, D]} a sentence, at least two sentences, not all
   *     numbers equal
   * @param seed draws the garbage
   */
  public static NeighbourOracle over(List<INDArray> sentences, long seed) {
    Preconditions.require(
        sentences.size() > 1,
        "sentences: expected at least 2 but was %s; one sentence has no neighbours to notice",
        sentences.size());
    Preconditions.require(
        sentences.stream().anyMatch(s -> !s.isEmpty() && s.stdNumber(false).doubleValue() > 0),
        "sentences: all numbers of a sentence are equal, so no mistake could show; use random numbers");
    return new NeighbourOracle(List.copyOf(sentences), List.copyOf(sentences), seed);
  }

  /**
   * The same oracle, with the second half of every sentence cut off before it is laid into a
   * rectangle: a token must not notice what comes after it.
   *
   * <p>For outputs and the loss of each token. A gradient may notice: it comes from the tokens that
   * come after.
   */
  public NeighbourOracle cuttingTails() {
    List<INDArray> heads =
        sentences.stream()
            .map(s -> s.get(NDArrayIndex.interval(0, (s.size(0) + 1) / 2)).dup('c'))
            .toList();
    return new NeighbourOracle(sentences, heads, seed);
  }

  /** Runs the stage on every arrangement. */
  public List<Finding> check(Stage stage) {
    List<Arrangement> alone = Arrangement.alone(sentences);
    List<double[]> expected = alone.stream().map(a -> Rows.read(stage.apply(a))).toList();
    List<Finding> findings = new ArrayList<>();
    for (Arrangement crowd : Arrangement.crowded(laidOut, seed)) {
      double[] output = Rows.read(stage.apply(crowd));
      double worst = 0;
      for (int i = 0; i < alone.size(); i++) {
        worst = worse(worst, difference(alone.get(i), expected.get(i), crowd, output, i + 1));
      }
      findings.add(new Finding(crowd.name(), worst, worst <= TOLERANCE));
    }
    return findings;
  }

  /** The same as a table to show. */
  public Table report(String title, Stage stage) {
    return Records.of(title, check(stage));
  }

  private double difference(
      Arrangement alone, double[] expected, Arrangement crowd, double[] output, int number) {
    double worst = 0;
    for (int token = 0; token < laidOut.get(number - 1).size(0); token++) {
      double[] wanted = alone.read(expected, token);
      double[] got = crowd.read(output, crowd.slotOf(number, token));
      for (int i = 0; i < wanted.length; i++) {
        worst = worse(worst, Math.abs(wanted[i] - got[i]));
      }
    }
    return worst;
  }

  private static double worse(double a, double b) { // a NaN is worse than any number
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
  }
}
