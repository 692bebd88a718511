package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.at;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.filled;
import static padwise.lesson.exercise.Cases.join;
import static padwise.lesson.exercise.Cases.zeros;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Sentences: token types, ids made to fit, and several in one rectangle. */
public interface SentenceExercises {

  /** 0 for [CLS], the first sentence and its [SEP]; 1 for the second and its [SEP]. */
  Exercise<Integer, Integer, List<Integer>> TOKEN_TYPES =
      Exercise.of(
              "tokenTypes(first, second)",
              (first, second) -> types(first + 2, second + 1),
              new Case<>(1, 1),
              new Case<>(3, 2),
              new Case<>(0, 4))
          .mistake(
              "This forgets the special tokens. They have a type as well.",
              (first, second) -> types(first, second))
          .mistake(
              "This forgets [CLS] at the start. It belongs to the first sentence.",
              (first, second) -> types(first + 1, second + 1))
          .mistake(
              "This gives the [SEP] in the middle to the second sentence. It closes the first one.",
              (first, second) -> types(first + 1, second + 2))
          .mistake(
              "The two types are swapped. The first sentence has the type 0.",
              (first, second) -> each(first + second + 3, i -> i < first + 2 ? 1 : 0))
          .mistake(
              "The last [SEP] has the type 0 here. It closes the second sentence and has its type.",
              (first, second) -> join(types(first + 2, second), List.of(0)));

  /** Exactly so many ids: filled up with 0, or cut with the last one kept. */
  Exercise<List<Integer>, Integer, List<Integer>> FIT =
      Exercise.of(
              "fit(ids, length)",
              (ids, length) -> filled(cut(ids, length), length),
              new Case<>(List.of(101, 102), 3),
              new Case<>(List.of(101, 5055, 6170, 102), 4),
              new Case<>(List.of(101, 5055, 6170, 9928, 1012, 102), 4),
              new Case<>(List.of(101, 5055, 102), 6))
          .mistake(
              "This cuts [SEP] off with the rest. The last id stays the last one.",
              (ids, length) -> filled(start(ids, length), length))
          .mistake(
              "This puts the zeros on the left. They belong behind the sentence.",
              (ids, length) -> join(zeros(length - ids.size()), cut(ids, length)))
          .mistake(
              "This puts the zeros in front of [SEP]. They belong behind it: padding is no part of the sentence.",
              (ids, length) ->
                  join(
                      filled(start(cut(ids, length), Math.min(ids.size(), length) - 1), length - 1),
                      List.of(102)))
          .mistake(
              "This cuts at the start, so [CLS] is lost. Keep the start, and the last id.",
              (ids, length) ->
                  filled(ids.subList(Math.max(0, ids.size() - length), ids.size()), length));

  private static List<Integer> types(int zeros, int ones) {
    return each(zeros + ones, i -> i < zeros ? 0 : 1);
  }

  private static List<Integer> start(List<Integer> ids, int length) {
    return ids.subList(0, Math.min(ids.size(), length));
  }

  private static List<Integer> cut(List<Integer> ids, int length) {
    return ids.size() <= length
        ? ids
        : join(start(ids, length - 1), ids.subList(ids.size() - 1, ids.size()));
  }

  /** 1 for a real token, 0 for padding on the right, {@code [B, T]}. */
  Exercise<List<Integer>, Integer, List<List<Integer>>> PADDING_MASK =
      Exercise.of(
              "paddingMask(lengths, paddedLength)",
              (lengths, padded) -> rows(lengths, n -> each(padded, slot -> slot < n ? 1 : 0)),
              new Case<>(List.of(2), 3),
              new Case<>(List.of(1, 3), 5),
              new Case<>(List.of(8, 5, 1, 0), 8),
              new Case<>(List.of(4, 4, 4), 4))
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
              (lengths, padded) -> rows(lengths, n -> each(n, slot -> 1)));

  private static List<List<Integer>> rows(
      List<Integer> lengths, IntFunction<List<Integer>> rowOfLength) {
    return each(lengths.size(), i -> rowOfLength.apply(lengths.get(i)));
  }

  /** Sentences filled up to the longest, {@code [B, T]}. */
  Exercise<List<List<Integer>>, Integer, List<List<Integer>>> PAD_BATCH =
      Exercise.of(
              "padBatch(sentences, padId)",
              (sentences, pad) -> batch(sentences, longest(sentences), pad),
              new Case<>(List.of(List.of(5), List.of(6, 7)), 1),
              new Case<>(
                  List.of(List.of(101, 8, 9, 102), List.<Integer>of(), List.of(101, 102)), 0),
              new Case<>(List.of(List.of(3, 0), List.of(2, 4, 6), List.of(9)), 1))
          .mistake(
              "This fills up on the left. The real ids come first, padding behind them.",
              (sentences, pad) ->
                  sentences.stream()
                      .map(ids -> join(each(longest(sentences) - ids.size(), i -> pad), ids))
                      .toList())
          .mistake(
              "This fills up with 0. Models differ: use padId.",
              (sentences, pad) -> batch(sentences, longest(sentences), 0))
          .mistake(
              "Only sentences shorter than the first one are filled up. Any of them may be the longest.",
              (sentences, pad) ->
                  batch(sentences, ids -> Math.max(sentences.get(0).size(), ids.size()), pad));

  private static int longest(List<List<Integer>> sentences) {
    return sentences.stream().mapToInt(List::size).max().orElse(0);
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
