package padwise.lesson.exercise;

import static java.lang.Double.NaN;
import static padwise.lesson.exercise.Made.row;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.math.Rows;

/** A bug to be recognised. */
public final class BugHunt {

  private BugHunt() {}

  public static Exercise<INDArray, INDArray, Integer> whichBug() {
    return Exercise.of(
            "whichBug",
            List.of("weights", "mask"),
            List.of(
                new Case<>(square(1, 0, 1, 0), row(1, 0)),
                new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, 0.5, 0.5, 0), row(1, 1, 0)),
                new Case<>(square(0, 0, 1, 0, 0, 1, 0, 0, 1), row(1, 1, 0)),
                new Case<>(square(0.5, 0.3, 0.2, 0.2, 0.7, 0.1, 0.3, 0.3, 0.4), row(1, 1, 0)),
                new Case<>(square(0.5, 0.3, 0, 0.2, 0.7, 0, 0.3, 0.3, 0), row(1, 1, 0)),
                new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, 0.333, 0.333, 0.334), row(1, 1, 0)),
                new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, NaN, NaN, NaN), row(1, 1, 0)),
                new Case<>(square(0.6, 0.4, 0, NaN, NaN, NaN, 0.5, 0.5, 0), row(1, 1, 0)),
                new Case<>(square(0.8, 0.1, 0.1, 0, 0, 1, 0.5, 0.5, 0), row(1, 1, 0)),
                new Case<>(square(0.6, 0.4, 0, 0.4, 0.5, 0.1, 0.2, 0.8, 0), row(1, 1, 0))),
            BugHunt::bug)
        .mistake(
            "Bug 7 is taken for bug 2. Both look at padding: ask first if there is anything else.",
            (weights, mask) -> worst(swap(kinds(weights, mask, 1), 7, 2), kinds(weights, mask, 0)))
        .mistake(
            "Bug 2 is taken for bug 7. Bug 7 looks at padding only.",
            (weights, mask) -> worst(swap(kinds(weights, mask, 1), 2, 7), kinds(weights, mask, 0)))
        .mistake(
            "The padded rows are never looked at, so bug 1 goes unseen.",
            (weights, mask) -> worst(kinds(weights, mask, 1), List.of()))
        .mistake(
            "The sum of a real row is never looked at, so bug 6 goes unseen.",
            (weights, mask) -> worst(swap(kinds(weights, mask, 1), 6, 0), kinds(weights, mask, 0)))
        .mistake(
            "Bug 6 is seen where real tokens look at padding. Compare the sum of the whole row with 1.",
            (weights, mask) ->
                worst(swap(swap(kinds(weights, mask, 1), 2, 6), 7, 6), kinds(weights, mask, 0)))
        .mistake(
            "The padded rows are looked at first. Bug 1 is left when all real rows are right.",
            (weights, mask) ->
                worst(kinds(weights, mask, 0), List.of()) == 0
                    ? worst(kinds(weights, mask, 1), List.of())
                    : 1)
        .mistake(
            "Padded rows are taken for real ones. They count for bug 1 only.",
            (weights, mask) -> worst(kinds(weights, mask, -1), List.of()))
        .mistake(
            "Only the first row is looked at. Any real row may have the bug.",
            (weights, mask) ->
                worst(kinds(weights, mask, 1).subList(0, 1), kinds(weights, mask, 0)))
        .mistake(
            "The first row with a bug decides. A later one may have a worse: ask all rows for bug 7, then for 2.",
            (weights, mask) -> worst(first(kinds(weights, mask, 1)), kinds(weights, mask, 0)))
        .mistake(
            "All real rows must have the bug here. One is enough.",
            (weights, mask) -> worst(common(kinds(weights, mask, 1)), kinds(weights, mask, 0)))
        .mistake(
            "A row of NaN passes for a good one: NaN is neither larger nor smaller. Ask if the sum is close to 1, and turn that round.",
            (weights, mask) -> bug(healed(weights, mask), mask))
        .mistake(
            "Rows and columns are swapped. One row is one query.",
            (weights, mask) -> bug(weights.transpose(), mask))
        .mistake(
            "The mask is read the other way round: 1 stands for a real token.",
            (weights, mask) -> bug(weights, mask.rsub(1)))
        .mistake(
            "All weights are called healthy. Compare each with what its row should be.",
            (weights, mask) -> 0);
  }

  private static int bug(INDArray weights, INDArray mask) {
    return worst(kinds(weights, mask, 1), kinds(weights, mask, 0));
  }

  /** What is wrong with each row of a kind, 1 for real ones, 0 for padded ones, −1 for all. */
  private static List<Integer> kinds(INDArray weights, INDArray mask, int kind) {
    return IntStream.range(0, (int) mask.length())
        .filter(q -> kind < 0 || mask.getDouble(q) == kind)
        .mapToObj(q -> kind(weights.getRow(q), mask))
        .toList();
  }

  private static int kind(INDArray row, INDArray mask) {
    double onReal = 0;
    double onPads = 0;
    for (int k = 0; k < mask.length(); k++) {
      onReal += mask.getDouble(k) == 1 ? row.getDouble(k) : 0;
      onPads += mask.getDouble(k) == 1 ? 0 : row.getDouble(k);
    }
    if (onPads > 0.01) {
      return onReal > 0.01 ? 2 : 7;
    }
    return Math.abs(onReal + onPads - 1) < 0.01 ? 0 : 6;
  }

  private static int worst(List<Integer> real, List<Integer> padded) {
    int others = padded.stream().anyMatch(kind -> kind != 0) ? 1 : 0;
    return Stream.of(7, 2, 6).filter(real::contains).findFirst().orElse(others);
  }

  private static List<Integer> swap(List<Integer> kinds, int one, int other) {
    return kinds.stream().map(kind -> kind == one ? other : kind).toList();
  }

  private static List<Integer> first(List<Integer> kinds) {
    return kinds.stream().filter(kind -> kind != 0).limit(1).toList();
  }

  private static List<Integer> common(List<Integer> kinds) {
    return kinds.stream().distinct().count() == 1 ? kinds : List.of();
  }

  /** Without NaN: a row that looks at nothing strange. */
  private static INDArray healed(INDArray weights, INDArray mask) {
    INDArray healthy = mask.div(mask.sumNumber());
    double[] values = Rows.read(weights);
    Arrays.setAll(
        values, i -> Double.isNaN(values[i]) ? healthy.getDouble(i % mask.length()) : values[i]);
    return Rows.write(values, weights);
  }

  private static INDArray square(double... values) {
    long side = Math.round(Math.sqrt(values.length));
    return row(values).reshape('c', side, side);
  }
}
