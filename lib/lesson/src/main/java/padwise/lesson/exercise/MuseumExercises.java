package padwise.lesson.exercise;

import static java.lang.Double.NaN;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.row;
import static padwise.lesson.exercise.Cases.sum;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** A bug to be recognised, and one to be mended. */
public interface MuseumExercises {

  /** The bug of the museum that made these weights, {@code [T, T]}: 1, 2, 6, 7, or 0 for none. */
  Exercise<INDArray, INDArray, Integer> WHICH_BUG =
      Exercise.of(
              "whichBug(weights, mask)",
              MuseumExercises::museumNumber,
              new Case<>(square(1, 0, 1, 0), row(1, 0)),
              new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, 0.5, 0.5, 0), row(1, 1, 0)),
              new Case<>(square(0, 0, 1, 0, 0, 1, 0, 0, 1), row(1, 1, 0)),
              new Case<>(square(0.5, 0.3, 0.2, 0.2, 0.7, 0.1, 0.3, 0.3, 0.4), row(1, 1, 0)),
              new Case<>(square(0.5, 0.3, 0, 0.2, 0.7, 0, 0.3, 0.3, 0), row(1, 1, 0)),
              new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, 0.333, 0.333, 0.334), row(1, 1, 0)),
              new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, NaN, NaN, NaN), row(1, 1, 0)),
              new Case<>(square(0.6, 0.4, 0, NaN, NaN, NaN, 0.5, 0.5, 0), row(1, 1, 0)),
              new Case<>(square(0.8, 0.1, 0.1, 0, 0, 1, 0.5, 0.5, 0), row(1, 1, 0)),
              new Case<>(square(0.6, 0.4, 0, 0.4, 0.5, 0.1, 0.2, 0.8, 0), row(1, 1, 0)))
          .mistake(
              "Bug 7 is taken for bug 2. Both look at padding: ask first if there is anything else.",
              (weights, mask) ->
                  worst(
                      kinds(weights, mask, 1).stream().map(kind -> kind == 7 ? 2 : kind).toList(),
                      kinds(weights, mask, 0)))
          .mistake(
              "The padded rows are never looked at, so bug 1 goes unseen.",
              (weights, mask) -> worst(kinds(weights, mask, 1), List.of()))
          .mistake(
              "Padded rows are taken for real ones. They count for bug 1 only.",
              (weights, mask) -> worst(kinds(weights, mask, -1), List.of()))
          .mistake(
              "The first row with a bug decides. A later one may have a worse: ask all rows for bug 7, then for 2.",
              (weights, mask) -> worst(first(kinds(weights, mask, 1)), kinds(weights, mask, 0)))
          .mistake(
              "A row of NaN is taken for healthy: no comparison with NaN is true. Ask if its sum is close to 1, and take the opposite.",
              (weights, mask) -> museumNumber(withoutNaN(weights, mask), mask));

  private static int museumNumber(INDArray weights, INDArray mask) {
    return worst(kinds(weights, mask, 1), kinds(weights, mask, 0));
  }

  /** The same with a healthy row for each row of NaN. */
  private static INDArray withoutNaN(INDArray weights, INDArray mask) {
    INDArray healthy = weights.dup();
    IntStream.range(0, (int) mask.length())
        .filter(q -> Double.isNaN(weights.getDouble(q, 0)))
        .forEach(q -> healthy.putRow(q, mask.div(mask.sumNumber())));
    return healthy;
  }

  /** Fault of each row of a kind, 1 for real ones, 0 for padded ones, −1 for all. */
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

  private static List<Integer> first(List<Integer> kinds) {
    return kinds.stream().filter(kind -> kind != 0).limit(1).toList();
  }

  private static INDArray square(double... values) {
    long side = Math.round(Math.sqrt(values.length));
    return row(values).reshape('c', side, side);
  }

  /** The last real token of a sentence, padded on either side. */
  Exercise<List<Integer>, List<Integer>, Integer> LAST_TOKEN =
      Exercise.of(
              "lastToken(ids, mask)",
              (ids, mask) -> ids.get(mask.lastIndexOf(1)),
              new Case<>(List.of(7, 0), List.of(1, 0)),
              new Case<>(List.of(0, 7, 9), List.of(0, 1, 1)),
              new Case<>(List.of(5, 0, 0, 0), List.of(1, 1, 0, 0)),
              new Case<>(List.of(0, 4, 3, 2), List.of(0, 1, 1, 1)),
              new Case<>(List.of(6, 8, 1), List.of(1, 1, 1)),
              new Case<>(List.of(0, 0, 4, 3), List.of(0, 0, 1, 1)),
              new Case<>(List.of(101, 9, 102, 0), List.of(1, 1, 1, 0)))
          .startingFrom(
              "still reads the last slot. Mend the line in the cell above, then run both cells.",
              (ids, mask) -> ids.get(ids.size() - 1))
          .mistake(
              "This counts the real tokens and takes that many slots from the left. With padding on the left the last one is further right.",
              (ids, mask) -> ids.get(sum(mask) - 1))
          .mistake(
              "This reads the first real token. Asked for is the last one.",
              (ids, mask) -> ids.get(mask.indexOf(1)))
          .mistake(
              "This takes an id of 0 for padding, and a real token can have it. Ask the mask."
                  + bug(20),
              (ids, mask) -> ids.stream().filter(id -> id != 0).reduce(0, (one, next) -> next))
          .mistake(
              "This looks for [SEP]. A sentence may end otherwise: look for the last 1 in the mask.",
              (ids, mask) -> ids.get(ids.contains(102) ? ids.indexOf(102) : ids.size() - 1));
}
