package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Several sentences in one rectangle. */
public final class Batches {

  private Batches() {}

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
            "The rows are still ragged. Fill each one up to the length of the longest.",
            (sentences, pad) -> sentences)
        .mistake(
            "This pads to the length of the first sentence. Any of them may be the longest.",
            (sentences, pad) -> batch(sentences, sentences.get(0).size(), pad))
        .mistake(
            "This pads to the length of the last sentence. Any of them may be the longest.",
            (sentences, pad) -> batch(sentences, sentences.get(sentences.size() - 1).size(), pad))
        .mistake(
            "This pads one slot too far. The longest sentence needs no padding.",
            (sentences, pad) -> batch(sentences, longest(sentences) + 1, pad))
        .mistake(
            "The empty sentence is gone. It has a row too, of padding.",
            (sentences, pad) ->
                batch(
                    sentences.stream().filter(s -> !s.isEmpty()).toList(), longest(sentences), pad))
        .mistake(
            "The empty sentence stays empty. Its row is filled up as well.",
            (sentences, pad) ->
                batch(sentences, ids -> ids.isEmpty() ? 0 : longest(sentences), pad))
        .mistake(
            "This cuts all sentences to the shortest. Nothing may be lost: go by the longest.",
            (sentences, pad) ->
                batch(sentences, sentences.stream().mapToInt(List::size).min().orElse(0), pad))
        .mistake(
            "This is the mask, 1 and 0. Asked for are the ids themselves.",
            (sentences, pad) -> filled(sentences, (ids, slot) -> slot < ids.size() ? 1 : 0))
        .mistake(
            "This adds one padId to each short sentence. Go on until the row is as long as the longest.",
            (sentences, pad) ->
                batch(sentences, ids -> Math.min(longest(sentences), ids.size() + 1), pad))
        .mistake(
            "Rows and columns are swapped. One row is one sentence.",
            (sentences, pad) ->
                each(
                    longest(sentences),
                    slot -> each(sentences.size(), i -> at(sentences.get(i), slot, pad))))
        .mistake(
            "Only sentences shorter than the first one are filled up. Any of them may be the longest.",
            (sentences, pad) ->
                batch(sentences, ids -> Math.max(sentences.get(0).size(), ids.size()), pad))
        .mistake(
            "This repeats the last id of each sentence. Fill up with padId.",
            (sentences, pad) ->
                filled(sentences, (ids, slot) -> at(ids, slot, at(ids, ids.size() - 1, pad))));
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
