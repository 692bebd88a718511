package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.kept;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.function.IntPredicate;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Labels for the next token. */
public final class Shifts {

  private Shifts() {}

  public static Exercise<List<Integer>, List<Integer>, List<Integer>> shift() {
    return Exercise.of(
            "shift",
            List.of("ids", "sentences"),
            List.of(
                new Case<>(List.of(7, 8), List.of(1, 1)),
                new Case<>(List.of(0, 7, 8, 3), List.of(0, 1, 1, 1)),
                new Case<>(List.of(2, 5, 3, 3), List.of(1, 1, 1, 0)),
                new Case<>(List.of(4, 0, 5), List.of(1, 1, 1)),
                new Case<>(List.of(2, 5, 3, 2, 6, 3, 0, 0), List.of(1, 1, 1, 2, 2, 2, 0, 0))),
            (ids, s) -> next(ids, i -> same(s, i, i + 1)))
        .bug(
            19,
            "The last token of a sentence is asked for the first word of its neighbour. Compare the numbers of the two sentences.",
            (ids, s) -> next(ids, i -> s.get(i) * at(s, i + 1, 0) != 0))
        .mistake(
            "Each token is its own label. Asked for is the id that follows.",
            (ids, s) -> kept(ids, i -> s.get(i) != 0))
        .or((ids, s) -> ids)
        .mistake(
            "Each token is asked for the one before it. The label is the id that follows.",
            (ids, s) -> each(ids.size(), i -> same(s, i, i - 1) ? ids.get(i - 1) : IGNORE))
        .or((ids, s) -> each(ids.size(), i -> at(ids, i - 1, IGNORE)))
        .bug(
            15,
            "This shifts twice: each token is asked for the word after the next.",
            (ids, s) -> each(ids.size(), i -> same(s, i, i + 2) ? ids.get(i + 2) : IGNORE))
        .or((ids, s) -> each(ids.size(), i -> at(ids, i + 2, IGNORE)))
        .mistake(
            "Only the end of the row counts as an end here. A sentence ends earlier: look at the numbers in sentences.",
            (ids, s) -> next(ids, i -> true))
        .mistake(
            "The last token of a sentence is asked for padding. The slot after it must belong to the same sentence.",
            (ids, s) -> next(ids, i -> s.get(i) != 0))
        .mistake(
            "Padding is asked for the first word of a sentence. A slot with sentence 0 asks nothing.",
            (ids, s) -> next(ids, i -> at(s, i + 1, 0) != 0))
        .mistake(
            "Padding counts as a sentence here, as its slots have the same number. The number 0 asks nothing.",
            (ids, s) -> next(ids, i -> at(s, i + 1, -1) == s.get(i)))
        .mistake(
            "The last slot asks for the first one: the ids run round in a circle. It has no next one.",
            (ids, s) -> each(ids.size(), i -> ids.get((i + 1) % ids.size())))
        .bug(
            9,
            "This finds the padding by its id, and the end token can have the same one. Ask sentences.",
            (ids, s) ->
                next(
                    ids, i -> same(s, i, i + 1) && !ids.get(i + 1).equals(ids.get(ids.size() - 1))))
        .mistake(
            "The end of a sentence has the label 0, and 0 is a word. Nothing to ask is −100.",
            (ids, s) -> each(ids.size(), i -> same(s, i, i + 1) ? ids.get(i + 1) : 0))
        .mistake(
            "The last slot is missing. It has a label too: −100.",
            (ids, s) -> next(ids, i -> same(s, i, i + 1)).subList(0, ids.size() - 1))
        .mistake(
            "The last slot has no next one, and asking for it throws. Ask for the end first.",
            (ids, s) ->
                each(
                    ids.size(),
                    i -> s.get(i) != 0 && s.get(i + 1).equals(s.get(i)) ? ids.get(i + 1) : IGNORE))
        .or(
            (ids, s) ->
                each(
                    ids.size(),
                    i -> s.get(i + 1).equals(s.get(i)) && s.get(i) != 0 ? ids.get(i + 1) : IGNORE))
        .or(
            (ids, s) ->
                next(
                    ids,
                    i -> at(s, i + 1, 0) != 0 && (s.get(i) == 0 || at(s, i + 1, 0) == s.get(i))))
        .mistake(
            "The last token of a sentence is asked for itself. It has nothing to say next: −100.",
            (ids, s) ->
                each(
                    ids.size(),
                    i ->
                        s.get(i) == 0
                            ? IGNORE
                            : at(s, i + 1, 0) == s.get(i) ? ids.get(i + 1) : ids.get(i)));
  }

  /** Whether a slot has a sentence, and another slot has the same one. */
  private static boolean same(List<Integer> sentences, int slot, int other) {
    return sentences.get(slot) != 0 && at(sentences, other, 0) == sentences.get(slot);
  }

  private static List<Integer> next(List<Integer> ids, IntPredicate asked) {
    return each(ids.size(), i -> asked.test(i) ? at(ids, i + 1, IGNORE) : IGNORE);
  }
}
