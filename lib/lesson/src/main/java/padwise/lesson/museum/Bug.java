package padwise.lesson.museum;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.NeighbourOracle;
import padwise.math.Preconditions;
import padwise.math.Rows;

/** A mistake to be run, and its cure: the same computation and result's shape, but for one step. */
public record Bug(
    Placard placard, Function<Specimen, INDArray> faulty, Function<Specimen, INDArray> right) {

  private static final double ROUNDING = NeighbourOracle.TOLERANCE;

  /**
   * The symptom as numbers.
   *
   * @param result the shape of what is computed, such as {@code [B, H, T, T]}
   * @param changed how many of its numbers the mistake changes by more than rounding
   * @param largestChange of one number; NaN if one became NaN
   */
  public record Symptom(
      int bug, String name, String result, int changed, int ofAll, double largestChange) {}

  /** Runs both and compares, number by number. */
  public Symptom on(Specimen specimen) {
    Preconditions.given("specimen", specimen);
    INDArray result = right.apply(specimen);
    INDArray other = faulty.apply(specimen);
    Preconditions.shapes("right [..], faulty [..]; compute the same both times", result, other);
    double[] wanted = Rows.read(result);
    double[] got = Rows.read(other);
    double[] changes =
        IntStream.range(0, wanted.length).mapToDouble(i -> Math.abs(wanted[i] - got[i])).toArray();
    return new Symptom(
        placard.number(),
        placard.name(),
        result.rank() == 0 ? "a number" : Arrays.toString(result.shape()),
        (int) Arrays.stream(changes).filter(change -> !(change <= ROUNDING)).count(),
        changes.length,
        Arrays.stream(changes).max().orElse(0)); // the maximum of NaN and any number is NaN
  }
}
