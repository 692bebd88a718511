package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.sum;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** A bug to be mended. */
public final class LastTokens {

  private LastTokens() {}

  public static Exercise<List<Integer>, List<Integer>, Integer> lastToken() {
    return Exercise.of(
            "lastToken",
            List.of("ids", "mask"),
            List.of(
                new Case<>(List.of(7, 0), List.of(1, 0)),
                new Case<>(List.of(0, 7, 9), List.of(0, 1, 1)),
                new Case<>(List.of(5, 0, 0, 0), List.of(1, 1, 0, 0)),
                new Case<>(List.of(0, 4, 3, 2), List.of(0, 1, 1, 1)),
                new Case<>(List.of(6, 8, 1), List.of(1, 1, 1)),
                new Case<>(List.of(0, 0, 4, 3), List.of(0, 0, 1, 1)),
                new Case<>(List.of(101, 9, 102, 0), List.of(1, 1, 1, 0))),
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
            (ids, mask) -> ids.get(0))
        .or((ids, mask) -> ids.get(Math.min(sum(mask), ids.size() - 1)))
        .mistake(
            "This looks for [SEP]. A sentence may end otherwise: look for the last 1 in the mask.",
            (ids, mask) -> ids.get(ids.contains(102) ? ids.indexOf(102) : ids.size() - 1));
  }
}
