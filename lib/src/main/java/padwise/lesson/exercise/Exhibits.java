package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.row;
import static padwise.lesson.exercise.Made.sum;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** A bug to be recognised, and one to be mended. */
public final class Exhibits {

  private Exhibits() {}

  /** Which bug made these weights, {@code [T, T]}: 1, 2, 6, 7, or 0 for none. */
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
                new Case<>(square(0.6, 0.4, 0, 0.3, 0.7, 0, 0.333, 0.333, 0.334), row(1, 1, 0))),
            (weights, mask) -> found(onReal(weights, mask), onPads(weights, mask), last(weights)))
        .mistake(
            "Bug 7 is taken for bug 2. Both look at padding: ask first if there is anything else.",
            (weights, mask) ->
                onPads(weights, mask) > 0.01
                    ? 2
                    : found(onReal(weights, mask), onPads(weights, mask), last(weights)))
        .mistake(
            "Bug 2 is taken for bug 7. Bug 7 looks at padding only.",
            (weights, mask) ->
                onPads(weights, mask) > 0.01
                    ? 7
                    : found(onReal(weights, mask), onPads(weights, mask), last(weights)))
        .mistake(
            "The padded rows are never looked at, so bug 1 goes unseen.",
            (weights, mask) -> found(onReal(weights, mask), onPads(weights, mask), 0))
        .mistake(
            "The sum of a real row is never looked at, so bug 6 goes unseen.",
            (weights, mask) ->
                found(
                    Math.max(onReal(weights, mask), onReal(weights, mask) > 0.01 ? 1 : 0),
                    onPads(weights, mask),
                    last(weights)))
        .mistake(
            "Bug 6 is seen where real tokens look at padding. Compare the sum of the whole row with 1.",
            (weights, mask) -> onReal(weights, mask) < 0.99 ? 6 : found(1, 0, last(weights)))
        .mistake(
            "A padded row that looks at itself is seen first. Look at the real rows before you look at that.",
            (weights, mask) ->
                last(weights) > 0.01 ? 1 : found(onReal(weights, mask), onPads(weights, mask), 0))
        .mistake(
            "The mask is read the other way round: 1 stands for a real token.",
            (weights, mask) -> found(onPads(weights, mask), onReal(weights, mask), last(weights)))
        .mistake(
            "All weights are called healthy. Compare each with what its row should be.",
            (weights, mask) -> 0);
  }

  /** The last real token of a sentence, padded on either side. */
  public static Exercise<List<Integer>, List<Integer>, Integer> lastToken() {
    return Exercise.of(
            "lastToken",
            List.of("ids", "mask"),
            List.of(
                new Case<>(List.of(7, 0), List.of(1, 0)),
                new Case<>(List.of(0, 7, 9), List.of(0, 1, 1)),
                new Case<>(List.of(5, 0, 0, 0), List.of(1, 1, 0, 0)),
                new Case<>(List.of(0, 4, 3, 2), List.of(0, 1, 1, 1)),
                new Case<>(List.of(6, 8, 1), List.of(1, 1, 1))),
            (ids, mask) -> ids.get(mask.lastIndexOf(1)))
        .startingFrom(
            "still reads the last slot. Mend the line in the cell above, then run both cells.",
            (ids, mask) -> ids.get(ids.size() - 1))
        .mistake(
            "This counts the real tokens and takes that many slots from the left. With padding on the left the last one is further right.",
            (ids, mask) -> ids.get(sum(mask) - 1))
        .mistake(
            "This reads the first real token. Asked for is the last one.",
            (ids, mask) -> ids.get(mask.indexOf(1)))
        .bug(
            20,
            "This takes an id of 0 for padding, and a real token can have it. Ask the mask.",
            (ids, mask) ->
                IntStream.iterate(ids.size() - 1, i -> i - 1)
                    .filter(i -> ids.get(i) != 0)
                    .map(ids::get)
                    .findFirst()
                    .orElse(0))
        .mistake(
            "This is the number of the slot. Return the id that stands there.",
            (ids, mask) -> mask.lastIndexOf(1))
        .mistake(
            "This reads the slot in front of the first 0. With padding on the left there is none.",
            (ids, mask) -> ids.get(mask.indexOf(0) - 1))
        .or(
            (ids, mask) ->
                mask.contains(0) ? ids.get(mask.indexOf(0) - 1) : ids.get(ids.size() - 1))
        .mistake(
            "This reads the last padded slot. Look for the last 1 in the mask.",
            (ids, mask) -> ids.get(mask.lastIndexOf(0)))
        .mistake(
            "This reads the token after the last real one. Slots count from 0.",
            (ids, mask) -> ids.get(mask.lastIndexOf(1) + 1))
        .mistake(
            "This reads the token behind as many slots as there are real tokens. Slots count from 0.",
            (ids, mask) -> ids.get(sum(mask)))
        .mistake(
            "This is the largest id. Asked for is the last real one.",
            (ids, mask) -> Collections.max(ids))
        .mistake(
            "This reads the first slot. Look for the last 1 in the mask.",
            (ids, mask) -> ids.get(0));
  }

  private static int found(double onReal, double onPads, double ofPadding) {
    if (onReal < 0.01) {
      return 7;
    }
    if (onPads > 0.01) {
      return 2;
    }
    return onReal < 0.99 ? 6 : ofPadding > 0.01 ? 1 : 0;
  }

  private static double onReal(INDArray weights, INDArray mask) {
    return weights.getRow(0).mul(mask).sumNumber().doubleValue();
  }

  private static double onPads(INDArray weights, INDArray mask) {
    return weights.getRow(0).sumNumber().doubleValue() - onReal(weights, mask);
  }

  private static double last(INDArray weights) {
    return weights.getDouble(weights.size(0) - 1, weights.size(0) - 1);
  }

  private static INDArray square(double... values) {
    long side = Math.round(Math.sqrt(values.length));
    return row(values).reshape('c', side, side);
  }
}
