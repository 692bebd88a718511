package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.at;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;

import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Several sentences in one rectangle, and where it is real. */
public final class BatchExercises {

  private BatchExercises() {}

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
        .mistake(
            "Keep and hide are swapped here. 1 stands for a real token, 0 for padding." + bug(7),
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? 0 : 1)))
        .mistake(
            "This pads on the left. On the right, the real tokens come first.",
            (lengths, padded) ->
                rows(lengths, n -> each(padded, slot -> slot < padded - n ? 0 : 1)))
        .mistake(
            "Each row has one 1 too many. Slots count from 0: in a sentence of 5 the last real slot is 4.",
            (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot <= n ? 1 : 0)))
        .mistake(
            "The rows end with their sentences. Fill each one up with 0 to paddedLength.",
            (lengths, padded) -> rows(lengths, n -> each(n, slot -> 1)))
        .mistake(
            "This pads to the longest sentence. The rectangle may be wider: paddedLength says how wide.",
            (lengths, padded) ->
                rows(lengths, n -> each(Collections.max(lengths), slot -> slot < n ? 1 : 0)));
  }

  private static List<List<Integer>> rows(
      List<Integer> lengths, IntFunction<List<Integer>> rowOfLength) {
    return each(lengths.size(), i -> rowOfLength.apply(lengths.get(i)));
  }

  public static Exercise<List<List<Integer>>, Integer, List<List<Integer>>> padBatch() {
    List<Case<List<List<Integer>>, Integer>> cases =
        List.of(
            new Case<>(List.of(List.of(5), List.of(6, 7)), 1),
            new Case<>(List.of(List.of(101, 8, 9, 102), List.of(), List.of(101, 102)), 0),
            new Case<>(List.of(List.of(3, 0), List.of(2, 4, 6), List.of(9)), 1));
    return Exercise.of(
            "padBatch",
            List.of("sentences", "padId"),
            cases,
            (sentences, pad) -> batch(sentences, longest(sentences), pad))
        .mistake(
            "This fills up on the left. The real ids come first, padding behind them.",
            (sentences, pad) ->
                filled(
                    sentences, (ids, slot) -> at(ids, slot - longest(sentences) + ids.size(), pad)))
        .mistake(
            "This fills up with 0. Models differ: use padId.",
            (sentences, pad) -> batch(sentences, longest(sentences), 0))
        .mistake(
            "The empty sentence is gone. It has a row too, of padding.",
            (sentences, pad) ->
                batch(
                    sentences.stream().filter(s -> !s.isEmpty()).toList(), longest(sentences), pad))
        .mistake(
            "This is the mask, 1 and 0. Asked for are the ids themselves.",
            (sentences, pad) -> filled(sentences, (ids, slot) -> slot < ids.size() ? 1 : 0))
        .mistake(
            "Only sentences shorter than the first one are filled up. Any of them may be the longest.",
            (sentences, pad) ->
                batch(sentences, ids -> Math.max(sentences.get(0).size(), ids.size()), pad));
  }

  private static int longest(List<List<Integer>> sentences) {
    return sentences.stream().mapToInt(List::size).max().orElse(0);
  }

  /** A rectangle as wide as the longest, its numbers made of a sentence and a slot. */
  private static List<List<Integer>> filled(
      List<List<Integer>> sentences, BiFunction<List<Integer>, Integer, Integer> number) {
    int length = longest(sentences);
    return sentences.stream().map(ids -> each(length, slot -> number.apply(ids, slot))).toList();
  }

  private static List<List<Integer>> batch(List<List<Integer>> sentences, int length, int pad) {
    return batch(sentences, ids -> length, pad);
  }

  private static List<List<Integer>> batch(
      List<List<Integer>> sentences, ToIntFunction<List<Integer>> length, int pad) {
    return sentences.stream()
        .map(ids -> each(length.applyAsInt(ids), slot -> at(ids, slot, pad)))
        .toList();
  }
}
