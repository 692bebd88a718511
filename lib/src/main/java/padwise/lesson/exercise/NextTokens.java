package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.loss.Labels;

/** Labels for the next token, and which of them are asked. */
public final class NextTokens {

  private static final int IGNORE = Labels.IGNORE;

  private NextTokens() {}

  /** The id that follows in the same sentence, −100 if there is none. */
  public static Exercise<List<Integer>, List<Integer>, List<Integer>> shift() {
    return Exercise.of(
            "shift",
            List.of("ids", "sentences"),
            List.of(
                new Case<>(List.of(7, 8), List.of(1, 1)),
                new Case<>(List.of(0, 7, 8, 3), List.of(0, 1, 1, 1)),
                new Case<>(List.of(2, 5, 3, 3), List.of(1, 1, 1, 0)),
                new Case<>(List.of(2, 5, 3, 2, 6, 3, 0, 0), List.of(1, 1, 1, 2, 2, 2, 0, 0))),
            (ids, s) -> next(ids, i -> s.get(i) != 0 && at(s, i + 1, 0) == s.get(i)))
        .bug(
            19,
            "The last token of a sentence is asked for the first word of its neighbour. Compare the numbers of the two sentences.",
            (ids, s) -> next(ids, i -> s.get(i) * at(s, i + 1, 0) != 0))
        .mistake(
            "Each token is its own label. Asked for is the id that follows.",
            (ids, s) -> each(ids.size(), i -> s.get(i) != 0 ? ids.get(i) : IGNORE))
        .or((ids, s) -> ids)
        .mistake(
            "Each token is asked for the one before it. The label is the id that follows.",
            (ids, s) ->
                each(
                    ids.size(),
                    i -> s.get(i) != 0 && at(s, i - 1, 0) == s.get(i) ? ids.get(i - 1) : IGNORE))
        .or((ids, s) -> each(ids.size(), i -> at(ids, i - 1, IGNORE)))
        .bug(
            15,
            "This shifts twice: each token is asked for the word after the next.",
            (ids, s) ->
                each(
                    ids.size(),
                    i -> s.get(i) != 0 && at(s, i + 2, 0) == s.get(i) ? ids.get(i + 2) : IGNORE))
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
                    ids,
                    i ->
                        s.get(i) != 0
                            && at(s, i + 1, 0) == s.get(i)
                            && !ids.get(i + 1).equals(ids.get(ids.size() - 1))))
        .mistake(
            "The end of a sentence has the label 0, and 0 is a word. Nothing to ask is −100.",
            (ids, s) ->
                each(
                    ids.size(),
                    i -> s.get(i) != 0 && at(s, i + 1, 0) == s.get(i) ? ids.get(i + 1) : 0))
        .mistake(
            "The last slot is missing. It has a label too: −100.",
            (ids, s) ->
                next(ids, i -> s.get(i) != 0 && at(s, i + 1, 0) == s.get(i))
                    .subList(0, ids.size() - 1))
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

  /** Next-token labels that ask for the answer only: −100 where the next token is not type 1. */
  public static Exercise<List<Integer>, List<Integer>, List<Integer>> answersOnly() {
    return Exercise.of(
            "answersOnly",
            List.of("labels", "types"),
            List.of(
                new Case<>(List.of(5, 3, IGNORE), List.of(0, 1, 1)),
                new Case<>(List.of(5, 6, 3, 7, 3, IGNORE), List.of(0, 0, 0, 0, 1, 1)),
                new Case<>(List.of(5, 3, 7, 3, IGNORE, IGNORE), List.of(0, 0, 0, 1, 1, 0)),
                new Case<>(List.of(8, 9, 4, 6, 2, 7, IGNORE), List.of(0, 1, 1, 0, 0, 1, 1))),
            (labels, types) -> kept(labels, i -> at(types, i + 1, 0) == 1))
        .mistake(
            "This asks the type of the slot itself. Its label stands one slot further right, so that slot's type decides.",
            (labels, types) -> kept(labels, i -> types.get(i) == 1))
        .mistake(
            "The labels are all kept. Those of the prompt become −100.", (labels, types) -> labels)
        .mistake(
            "This keeps the prompt and leaves out the answer. Type 1 is the answer.",
            (labels, types) -> kept(labels, i -> at(types, i + 1, 0) == 0))
        .or((labels, types) -> kept(labels, i -> types.get(i) == 0))
        .bug(
            15,
            "This shifts the labels once more. They are shifted already: keep them where they are.",
            (labels, types) ->
                each(
                    labels.size(),
                    i -> at(types, i + 1, 0) == 1 ? at(labels, i + 1, IGNORE) : IGNORE))
        .or(
            (labels, types) ->
                each(labels.size(), i -> types.get(i) == 1 ? at(labels, i + 1, IGNORE) : IGNORE))
        .mistake(
            "This asks the type of the slot before. The label is the token of the slot behind.",
            (labels, types) -> kept(labels, i -> at(types, i - 1, 0) == 1))
        .mistake(
            "The first word of the answer is not asked. The last slot of the prompt asks for it.",
            (labels, types) -> kept(labels, i -> types.get(i) == 1 && at(types, i + 1, 0) == 1))
        .mistake(
            "One label too many is kept: the last slot of an answer asks for what comes behind it.",
            (labels, types) -> kept(labels, i -> types.get(i) == 1 || at(types, i + 1, 0) == 1))
        .mistake(
            "What is not asked has the label 0, and 0 is a word. Write −100.",
            (labels, types) ->
                each(labels.size(), i -> at(types, i + 1, 0) == 1 ? labels.get(i) : 0))
        .mistake(
            "The labels of the prompt are gone, and labels and slots no longer match. Write −100 instead.",
            (labels, types) ->
                IntStream.range(0, labels.size())
                    .filter(i -> at(types, i + 1, 0) == 1)
                    .mapToObj(labels::get)
                    .toList())
        .mistake(
            "All labels are ignored. Keep those that are tokens of the answer.",
            (labels, types) -> kept(labels, i -> false))
        .mistake(
            "From the first answer on everything is kept. A second prompt may follow: ask each slot.",
            (labels, types) -> kept(labels, i -> i + 1 >= types.indexOf(1)))
        .mistake(
            "The last slot has no next one, and asking for its type throws. Ask for the end first.",
            (labels, types) -> kept(labels, i -> types.get(i + 1) == 1));
  }

  private static List<Integer> next(List<Integer> ids, IntPredicate asked) {
    return each(ids.size(), i -> asked.test(i) ? at(ids, i + 1, IGNORE) : IGNORE);
  }

  private static List<Integer> kept(List<Integer> labels, IntPredicate asked) {
    return each(labels.size(), i -> asked.test(i) ? labels.get(i) : IGNORE);
  }
}
