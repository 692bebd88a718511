package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.kept;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Which of the labels for the next token are asked. */
public final class Answers {

  private Answers() {}

  public static Exercise<List<Integer>, List<Integer>, List<Integer>> answersOnly() {
    return Exercise.of(
            "answersOnly",
            List.of("labels", "types"),
            List.of(
                new Case<>(List.of(5, 3, IGNORE), List.of(0, 1, 1)),
                new Case<>(List.of(5, 6, 3, 7, 3, IGNORE), List.of(0, 0, 0, 0, 1, 1)),
                new Case<>(List.of(5, 3, 7, 3, IGNORE, IGNORE), List.of(0, 0, 0, 1, 1, 0)),
                new Case<>(List.of(2, 0, 4, IGNORE), List.of(0, 0, 1, 1)),
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
}
