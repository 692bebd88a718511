package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.each;

import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Where a batch is real. */
public final class Masks {

  private Masks() {}

  public static Exercise<List<Integer>, Integer, List<List<Integer>>> paddingMask() {
    return Exercise.of(
            "paddingMask",
            List.of("lengths", "paddedLength"),
            List.of(
                new Case<>(List.of(2), 3),
                new Case<>(List.of(1, 3), 5),
                new Case<>(List.of(8, 5, 1, 0), 8),
                new Case<>(List.of(4, 4, 4), 4)),
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? 1 : 0)))
        .bug(
            7,
            "Keep and hide are swapped here. 1 stands for a real token, 0 for padding.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? 0 : 1)))
        .mistake(
            "Every slot counts as real here. Behind the last token of a sentence stands a 0.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> 1)))
        .mistake(
            "This pads on the left. On the right, the real tokens come first.",
            (lengths, padded) ->
                rows(lengths, n -> each(padded, slot -> slot < padded - n ? 0 : 1)))
        .mistake(
            "Each row has one 1 too many. Slots count from 0: in a sentence of 5 the last real slot is 4.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot <= n ? 1 : 0)))
        .mistake(
            "Each row has one 1 too few. Slots count from 0: in a sentence of 5 the last real slot is 4.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n - 1 ? 1 : 0)))
        .mistake(
            "The rows end with their sentences. Fill each one up with 0 to paddedLength.",
            (lengths, padded) -> rows(lengths, n -> each(n, slot -> 1)))
        .mistake(
            "This pads to the longest sentence. The rectangle may be wider: paddedLength says how wide.",
            (lengths, padded) ->
                rows(lengths, n -> each(Collections.max(lengths), slot -> slot < n ? 1 : 0)))
        .mistake(
            "A sentence without tokens has no row here. It has one, of zeros.",
            (lengths, padded) ->
                rows(
                    lengths.stream().filter(n -> n > 0).toList(),
                    n -> each(padded, slot -> slot < n ? 1 : 0)))
        .mistake(
            "Every row is that of the first sentence. Each one has its own length.",
            (lengths, padded) ->
                rows(lengths, n -> each(padded, slot -> slot < lengths.get(0) ? 1 : 0)))
        .mistake(
            "Rows and columns are swapped. One row is one sentence.",
            (lengths, padded) ->
                each(padded, slot -> each(lengths.size(), row -> slot < lengths.get(row) ? 1 : 0)))
        .mistake(
            "The real slots are numbered. Each of them gets a 1.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? slot + 1 : 0)))
        .or((lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? slot : 0)));
  }

  private static List<List<Integer>> rows(
      List<Integer> lengths, IntFunction<List<Integer>> rowOfLength) {
    return each(lengths.size(), i -> rowOfLength.apply(lengths.get(i)));
  }
}
