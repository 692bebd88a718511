package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.at;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.kept;
import static padwise.lesson.exercise.Cases.sum;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Labels: the slots that are asked, and for what. */
public interface LabelExercises {

  /** The id of a real token, −100 for padding. */
  Exercise<List<Integer>, List<Integer>, List<Integer>> LABELS =
      Exercise.of(
              "labels(ids, mask)",
              (ids, mask) -> kept(ids, i -> mask.get(i) == 1),
              new Case<>(List.of(7, 0), List.of(1, 0)),
              new Case<>(List.of(101, 5055, 102, 0, 0), List.of(1, 1, 1, 0, 0)),
              new Case<>(List.of(50, 0, 50, 50), List.of(1, 1, 1, 0)),
              new Case<>(List.of(0, 0, 101, 9, 102), List.of(0, 0, 1, 1, 1)))
          .mistake(
              "This guesses padding from the id 0, and a real token can have that id. Ask the mask."
                  + bug(20),
              (ids, mask) -> kept(ids, i -> ids.get(i) != 0))
          .mistake(
              "Keep and hide are swapped: real tokens are ignored, and padding is asked." + bug(7),
              (ids, mask) -> kept(ids, i -> mask.get(i) == 0))
          .mistake(
              "Padding gets the label 0, and 0 is a word. −100 says that nobody asks.",
              (ids, mask) -> each(ids.size(), i -> ids.get(i) * mask.get(i)))
          .mistake(
              "The padded slots are gone, and labels and slots no longer match. Keep one label a slot."
                  + bug(14),
              (ids, mask) ->
                  IntStream.range(0, ids.size())
                      .filter(i -> mask.get(i) == 1)
                      .mapToObj(ids::get)
                      .toList())
          .mistake(
              "This counts the real tokens and takes that many slots from the left. Padding may stand on the left: ask the mask, slot by slot.",
              (ids, mask) -> kept(ids, i -> i < sum(mask)));

  /** The id that follows in the same sentence, −100 if there is none. */
  Exercise<List<Integer>, List<Integer>, List<Integer>> SHIFT =
      Exercise.of(
              "shift(ids, sentences)",
              (ids, s) -> next(ids, i -> same(s, i, i + 1)),
              new Case<>(List.of(7, 8), List.of(1, 1)),
              new Case<>(List.of(0, 7, 8, 3), List.of(0, 1, 1, 1)),
              new Case<>(List.of(2, 5, 3, 3), List.of(1, 1, 1, 0)),
              new Case<>(List.of(4, 0, 5), List.of(1, 1, 1)),
              new Case<>(List.of(2, 5, 3, 2, 6, 3, 0, 0), List.of(1, 1, 1, 2, 2, 2, 0, 0)))
          .mistake(
              "The last token of a sentence is asked for the first word of its neighbour. Compare the numbers of the two sentences."
                  + bug(19),
              (ids, s) -> next(ids, i -> s.get(i) * at(s, i + 1, 0) != 0))
          .mistake(
              "Each token is its own label. Asked for is the id that follows.",
              (ids, s) -> kept(ids, i -> s.get(i) != 0),
              (ids, s) -> ids)
          .mistake(
              "Each token is asked for the one before it. The label is the id that follows.",
              (ids, s) -> each(ids.size(), i -> same(s, i, i - 1) ? ids.get(i - 1) : IGNORE),
              (ids, s) -> each(ids.size(), i -> at(ids, i - 1, IGNORE)))
          .mistake(
              "This shifts twice: each token is asked for the word after the next." + bug(15),
              (ids, s) -> each(ids.size(), i -> same(s, i, i + 2) ? ids.get(i + 2) : IGNORE),
              (ids, s) -> each(ids.size(), i -> at(ids, i + 2, IGNORE)))
          .mistake(
              "The last token of a sentence is asked for padding. The slot after it must belong to the same sentence.",
              (ids, s) -> next(ids, i -> s.get(i) != 0));

  /** True if a slot has a sentence, and another slot has the same one. */
  private static boolean same(List<Integer> sentences, int slot, int other) {
    return sentences.get(slot) != 0 && at(sentences, other, 0) == sentences.get(slot);
  }

  private static List<Integer> next(List<Integer> ids, IntPredicate asked) {
    return each(ids.size(), i -> asked.test(i) ? at(ids, i + 1, IGNORE) : IGNORE);
  }

  /** Next-token labels that ask for the answer only: −100 where the next token is not type 1. */
  Exercise<List<Integer>, List<Integer>, List<Integer>> ANSWERS_ONLY =
      Exercise.of(
              "answersOnly(labels, types)",
              (labels, types) -> kept(labels, i -> at(types, i + 1, 0) == 1),
              new Case<>(List.of(5, 3, IGNORE), List.of(0, 1, 1)),
              new Case<>(List.of(5, 6, 3, 7, 3, IGNORE), List.of(0, 0, 0, 0, 1, 1)),
              new Case<>(List.of(5, 3, 7, 3, IGNORE, IGNORE), List.of(0, 0, 0, 1, 1, 0)),
              new Case<>(List.of(2, 0, 4, IGNORE), List.of(0, 0, 1, 1)),
              new Case<>(List.of(8, 9, 4, 6, 2, 7, IGNORE), List.of(0, 1, 1, 0, 0, 1, 1)))
          .mistake(
              "This asks the type of the slot itself. Its label stands one slot further right, so that slot's type decides.",
              (labels, types) -> kept(labels, i -> types.get(i) == 1))
          .mistake(
              "This keeps the prompt and leaves out the answer. Type 1 is the answer.",
              (labels, types) -> kept(labels, i -> at(types, i + 1, 0) == 0),
              (labels, types) -> kept(labels, i -> types.get(i) == 0))
          .mistake(
              "This shifts the labels once more. They are shifted already: keep them where they are."
                  + bug(15),
              (labels, types) -> next(labels, i -> at(types, i + 1, 0) == 1),
              (labels, types) -> next(labels, i -> types.get(i) == 1))
          .mistake(
              "The first word of the answer is not asked. The last slot of the prompt asks for it.",
              (labels, types) -> kept(labels, i -> types.get(i) == 1 && at(types, i + 1, 0) == 1));
}
