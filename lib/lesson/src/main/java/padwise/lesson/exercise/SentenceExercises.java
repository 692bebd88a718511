package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.filled;
import static padwise.lesson.exercise.Cases.join;
import static padwise.lesson.exercise.Cases.zeros;

import java.util.List;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** One sentence: its token types, and its ids made to fit. */
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
}
