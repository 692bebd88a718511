package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.asked;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** How often a model is right. */
public final class Accuracy {

  private Accuracy() {}

  public static Exercise<List<Integer>, List<Integer>, Double> askedAccuracy() {
    return Exercise.of(
            "askedAccuracy",
            List.of("guesses", "labels"),
            List.of(
                new Case<>(List.of(4, 0), List.of(4, IGNORE)),
                new Case<>(List.of(7, 9, 5, 0, 0), List.of(7, 8, IGNORE, IGNORE, IGNORE)),
                new Case<>(List.of(2054, 0, 6, 0), List.of(2054, 0, 9, IGNORE)),
                new Case<>(List.of(8, 7, 6, 5), List.of(7, 8, 6, 5)),
                new Case<>(List.of(3, 0), List.of(IGNORE, IGNORE))),
            (guesses, labels) -> share(guesses, labels, asked(labels)))
        .bug(
            16,
            "This divides by all slots: padding counts like a wrong guess. Divide by the slots that were asked.",
            (guesses, labels) -> right(guesses, labels, asked(labels)) / labels.size())
        .mistake(
            "A padded slot counts as right when the guess there is 0. Nobody asked there.",
            (guesses, labels) ->
                (right(guesses, labels, asked(labels))
                        + count(labels, i -> labels.get(i) == IGNORE && guesses.get(i) == 0))
                    / labels.size())
        .mistake(
            "This divides whole numbers, and Java rounds down. Make one of them a double.",
            (guesses, labels) -> Math.floor(share(guesses, labels, asked(labels))))
        .bug(
            12,
            "Nothing is asked in one case, and 0 ÷ 0 is NaN. Ask for that first: then it is 0.",
            (guesses, labels) ->
                right(guesses, labels, asked(labels)) / count(labels, asked(labels)))
        .mistake(
            "Nothing is asked in one case, and that stops the method. Ask for it first: then it is 0.",
            (guesses, labels) ->
                IntStream.range(0, labels.size())
                    .filter(asked(labels))
                    .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 1 : 0)
                    .average()
                    .orElseThrow())
        .mistake(
            "Where nothing is asked this says 1. Asked for is 0 there.",
            (guesses, labels) ->
                count(labels, asked(labels)) == 0 ? 1 : share(guesses, labels, asked(labels)))
        .mistake(
            "This is the number of right guesses. Divide it by how many were asked.",
            (guesses, labels) -> right(guesses, labels, asked(labels)))
        .mistake(
            "This is the share of wrong guesses. Count those that are equal.",
            (guesses, labels) ->
                count(labels, asked(labels)) == 0 ? 0 : 1 - share(guesses, labels, asked(labels)))
        .or((guesses, labels) -> 1 - share(guesses, labels, asked(labels)))
        .mistake(
            "A label of 0 is left out, and 0 is a word. Compare with −100.",
            (guesses, labels) -> share(guesses, labels, i -> labels.get(i) > 0))
        .mistake(
            "== asks whether two Integer objects are one and the same, and from 128 on they are not. Use equals.",
            (guesses, labels) ->
                count(
                        labels,
                        i ->
                            labels.get(i) != IGNORE
                                && guesses.get(i).equals(labels.get(i))
                                && labels.get(i) < 128)
                    / Math.max(1, count(labels, asked(labels))))
        .mistake(
            "The slots where the guess is 0 are left out. The labels say which slots were asked, not the guesses.",
            (guesses, labels) -> share(guesses, labels, i -> guesses.get(i) != 0))
        .mistake(
            "Padding counts as right. Leave its slots out, above the line and below it.",
            (guesses, labels) ->
                (right(guesses, labels, asked(labels))
                        + count(labels, i -> labels.get(i) == IGNORE))
                    / labels.size())
        .mistake(
            "This is a percentage. Asked for is a share, from 0 to 1.",
            (guesses, labels) -> 100 * share(guesses, labels, asked(labels)));
  }

  private static double count(List<Integer> labels, IntPredicate which) {
    return IntStream.range(0, labels.size()).filter(which).count();
  }

  private static double right(List<Integer> guesses, List<Integer> labels, IntPredicate which) {
    return count(labels, i -> which.test(i) && guesses.get(i).equals(labels.get(i)));
  }

  private static double share(List<Integer> guesses, List<Integer> labels, IntPredicate which) {
    return right(guesses, labels, which) / Math.max(1, count(labels, which));
  }
}
