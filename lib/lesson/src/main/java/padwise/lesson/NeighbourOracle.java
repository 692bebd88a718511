package padwise.lesson;

import static java.util.Comparator.comparingLong;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.lesson.StageResult.Owner;
import padwise.math.Preconditions;
import padwise.text.Encoding;
import padwise.view.Records;
import tech.tablesaw.api.Table;

/**
 * One sentence must not notice its neighbours. The oracle runs a stage on each sentence alone, then
 * on the same sentences laid into rectangles in seven ways, and compares every real token.
 *
 * @param sentences a matrix {@code [length, D]} each
 * @param laidOut as much of them as rectangles get
 * @param seed draws the garbage
 */
public record NeighbourOracle(List<INDArray> sentences, List<INDArray> laidOut, long seed) {

  public NeighbourOracle {
    Preconditions.given("sentences, laidOut", sentences, laidOut);
    Preconditions.require(
        sentences.size() == laidOut.size(),
        "laidOut: expected one for each of the %s sentences but was %s; take NeighbourOracle.over",
        sentences.size(),
        laidOut.size());
    sentences = List.copyOf(sentences);
    laidOut = List.copyOf(laidOut);
  }

  /** Largest distance of two float32 results of the same sum. */
  public static final double TOLERANCE = 1e-5;

  /** Any step from vectors to results: outputs, losses, gradients. */
  @FunctionalInterface
  public interface Stage {
    /**
     * Runs the step.
     *
     * @return {@code [B, T, …]}, a result a token; {@code [S, …]}, one for each of S sentences in
     *     reading order; {@code [B, …]}, one a row; or one number for the whole batch
     */
    INDArray apply(Arrangement arrangement);
  }

  /**
   * Finding about one arrangement: the largest change of any number of any real token or sentence,
   * NaN if one became NaN, and whether none noticed.
   */
  public record Finding(String arrangement, double largestChange, boolean holds) {}

  /**
   * An oracle over at least two sentences, a matrix {@code [length, D]} each, finite and not all
   * numbers equal; the seed draws the garbage.
   */
  public static NeighbourOracle over(List<INDArray> sentences, long seed) {
    Preconditions.given("sentences", sentences);
    Preconditions.atLeast(2, "sentences", sentences.size());
    for (INDArray sentence : sentences) {
      Preconditions.shapes(
          "sentences [M, D], sentence [N, D]; take one matrix a sentence, all of one width",
          sentences.get(0),
          sentence);
    }
    Preconditions.require(
        sentences.stream().anyMatch(s -> s.stdNumber(false).doubleValue() > 0)
            && sentences.stream().allMatch(s -> Double.isFinite(s.sumNumber().doubleValue())),
        "sentences: all numbers of a sentence are equal, or one is NaN or ∞, so no mistake could show;"
            + " use random numbers");
    return new NeighbourOracle(sentences, sentences, seed);
  }

  /**
   * An oracle over ids, one a token, for stages that begin with {@link Arrangement#batch}; no
   * sentence may be padded, or a pair: all token types are 0.
   */
  public static NeighbourOracle reading(List<Encoding> sentences, long seed) {
    Preconditions.given("sentences", sentences);
    Preconditions.require(
        sentences.stream()
            .noneMatch(one -> one.attentionMask().contains(0) || one.tokenTypeIds().contains(1)),
        "sentences: expected none padded and no pair; encode them alone and let the oracle pad");
    return over(sentences.stream().map(NeighbourOracle::ids).toList(), seed);
  }

  private static INDArray ids(Encoding sentence) { // [length, 1]
    int[] ids = sentence.inputIds().stream().mapToInt(id -> id).toArray();
    return Nd4j.createFromArray(ids).castTo(DataType.FLOAT).reshape(ids.length, 1);
  }

  /**
   * The same oracle, with the second half of every sentence cut off before it is laid into a
   * rectangle: a token must not notice what comes after it. Its gradient may, which comes from
   * there: for outputs and the loss of each token.
   */
  public NeighbourOracle cuttingTails() {
    List<INDArray> heads =
        sentences.stream()
            .map(s -> s.get(NDArrayIndex.interval(0, (s.size(0) + 1) / 2)).dup('c'))
            .toList();
    return new NeighbourOracle(sentences, heads, seed);
  }

  /**
   * Runs the stage on every arrangement, and compares each token's numbers, or else each sentence's
   * own, with those of the sentence alone. Where several sentences share a number, it must be what
   * they have alone, put together in one {@link Sharing} for all arrangements; a change counts
   * relative to numbers beyond 1.
   *
   * @throws IllegalArgumentException if the shapes don't tell whose number is where, such as for a
   *     missing slot, or if tails are cut and the results aren't those of tokens
   */
  public List<Finding> check(Stage stage) {
    Preconditions.given("stage", stage);
    List<StageResult> alone = run(stage, Arrangement.alone(sentences));
    List<StageResult> crowds = run(stage, Arrangement.crowded(laidOut, seed));
    Owner owner = StageResult.owner(Stream.of(alone, crowds).flatMap(List::stream).toList());
    if (owner == Owner.TOKEN) {
      return crowds.stream().map(crowd -> finding(crowd, ofTokens(alone, crowd))).toList();
    }
    Preconditions.require(
        laidOut.equals(sentences),
        "stage: expected [B, T, …] but it gives one result a sentence or batch; what a cut tail"
            + " changes in the whole is no leak");
    return Stream.of(Sharing.values())
        .map(
            sharing ->
                crowds.stream()
                    .map(crowd -> finding(crowd, sharing.difference(alone, crowd, owner)))
                    .toList())
        .max(comparingLong(findings -> findings.stream().filter(Finding::holds).count()))
        .orElseThrow();
  }

  /** The same as a table to show. */
  public Table report(String title, Stage stage) {
    return Records.of(title, check(stage));
  }

  private static List<StageResult> run(Stage stage, List<Arrangement> arrangements) {
    return arrangements.stream().map(a -> StageResult.of(stage, a)).toList();
  }

  private static Finding finding(StageResult crowd, double change) {
    return new Finding(crowd.arrangement().name(), change, change <= TOLERANCE);
  }

  private double ofTokens(List<StageResult> alone, StageResult crowd) {
    double worst = 0;
    for (int number = 1; number <= alone.size(); number++) {
      for (int token = 0; token < laidOut.get(number - 1).size(0); token++) {
        double[] wanted = alone.get(number - 1).ofToken(number, token);
        double[] got = crowd.ofToken(number, token);
        for (int i = 0; i < wanted.length; i++) {
          double change = wanted[i] == got[i] ? 0 : Math.abs(wanted[i] - got[i]); // ∞ stays ∞
          worst = Math.max(worst, change); // a NaN is worse than any number
        }
      }
    }
    return worst;
  }
}
