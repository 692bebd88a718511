package padwise.lesson.exercise;

import static padwise.lesson.exercise.Cases.asked;
import static padwise.lesson.exercise.Cases.bug;
import static padwise.lesson.exercise.Cases.each;
import static padwise.lesson.exercise.Cases.sum;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Means that do not count padding. */
public interface LossExercises {

  /** The mean of the losses whose label is not −100; 0 if there are none. */
  Exercise<List<Double>, List<Integer>, Double> MASKED_MEAN =
      Exercise.of(
              "maskedMean(losses, labels)",
              (losses, labels) -> mean(losses, asked(labels), 0),
              new Case<>(List.of(2.0, 9.0), List.of(4, IGNORE)),
              new Case<>(List.of(1.0, 3.0, 5.5, 50.0), List.of(0, 8, 2, IGNORE)),
              new Case<>(List.of(0.5, 7.0, 2.0, 1.25), List.of(IGNORE, 3, IGNORE, 6)),
              new Case<>(List.of(0.0, 3.0, 6.5), List.of(7, 0, IGNORE)),
              new Case<>(List.of(1.0, 2.0), List.of(IGNORE, IGNORE)))
          .mistake(
              "This divides by all slots, so more padding makes the loss smaller. Divide by the slots that count."
                  + bug(10),
              (losses, labels) -> total(losses, asked(labels)) / losses.size())
          .mistake(
              "This is the mean over all slots, padding included. Ask the labels which ones count.",
              (losses, labels) -> mean(losses, i -> true, 0))
          .mistake(
              "Nothing counts in one case, and 0 ÷ 0 is NaN. Ask for that first: the mean of nothing is 0."
                  + bug(12),
              (losses, labels) -> mean(losses, asked(labels), Double.NaN))
          .mistake(
              "A label of 0 is left out, and 0 is a word. Compare with −100.",
              (losses, labels) -> mean(losses, i -> labels.get(i) > 0, 0),
              (losses, labels) -> mean(losses, i -> labels.get(i) > 0, Double.NaN))
          .mistake(
              "This drops the fraction: the sum or the quotient is a whole number somewhere. Divide doubles.",
              (losses, labels) -> Math.floor(mean(losses, asked(labels), 0)));

  private static double total(List<Double> losses, IntPredicate counts) {
    return IntStream.range(0, losses.size()).filter(counts).mapToDouble(losses::get).sum();
  }

  private static double mean(List<Double> losses, IntPredicate counts, double ofNothing) {
    long counted = IntStream.range(0, losses.size()).filter(counts).count();
    return counted == 0 ? ofNothing : total(losses, counts) / counted;
  }

  /** The parts that the micro-batches hand to backward; together they are the mean of one batch. */
  Exercise<List<Double>, List<Integer>, List<Double>> MICRO_LOSSES =
      Exercise.of(
              "microLosses(means, counted)",
              (means, counted) -> parts(means, i -> counted.get(i) / Math.max(1.0, sum(counted))),
              new Case<>(List.of(2.0, 4.0), List.of(3, 1)),
              new Case<>(List.of(1.0, 3.0, 5.0), List.of(8, 5, 2)),
              new Case<>(List.of(2.5, 0.0), List.of(4, 0)),
              new Case<>(List.of(0.0, 0.0), List.of(0, 0)))
          .mistake(
              "These add up to the mean of means: a micro-batch of one token has as many votes as one of a hundred."
                  + bug(11),
              (means, counted) -> parts(means, i -> 1.0 / means.size()))
          .mistake(
              "These are the sums. Divide each by the tokens of all micro-batches.",
              (means, counted) -> parts(means, counted::get))
          .mistake(
              "Nothing counts in one case, and 0 ÷ 0 is NaN. Divide by at least 1." + bug(12),
              (means, counted) -> parts(means, i -> counted.get(i) / (double) sum(counted)))
          .mistake(
              "This drops the fraction: one whole number is divided by another. Make one of them a double.",
              (means, counted) -> parts(means, i -> counted.get(i) / Math.max(1, sum(counted))));

  private static List<Double> parts(List<Double> means, IntToDoubleFunction share) {
    return each(means.size(), i -> means.get(i) * share.applyAsDouble(i));
  }

  /** The share of right guesses among the slots with a label; 0 if there are none. */
  Exercise<List<Integer>, List<Integer>, Double> ASKED_ACCURACY =
      Exercise.of(
              "askedAccuracy(guesses, labels)",
              (guesses, labels) -> mean(right(guesses, labels), asked(labels), 0),
              new Case<>(List.of(4, 0), List.of(4, IGNORE)),
              new Case<>(List.of(7, 9, 5, 0, 0), List.of(7, 8, IGNORE, IGNORE, IGNORE)),
              new Case<>(List.of(2054, 0, 6, 0), List.of(2054, 0, 9, IGNORE)),
              new Case<>(List.of(8, 7, 6, 5), List.of(7, 8, 6, 5)),
              new Case<>(List.of(3, 0), List.of(IGNORE, IGNORE)))
          .mistake(
              "This divides by all slots: padding counts like a wrong guess. Divide by the slots that were asked."
                  + bug(16),
              (guesses, labels) -> total(right(guesses, labels), asked(labels)) / labels.size())
          .mistake(
              "This divides whole numbers, and Java rounds down. Make one of them a double.",
              (guesses, labels) -> Math.floor(mean(right(guesses, labels), asked(labels), 0)))
          .mistake(
              "Nothing is asked in one case, and 0 ÷ 0 is NaN. Ask for that first: then it is 0."
                  + bug(12),
              (guesses, labels) -> mean(right(guesses, labels), asked(labels), Double.NaN))
          .mistake(
              "A label of 0 is left out, and 0 is a word. Compare with −100.",
              (guesses, labels) -> mean(right(guesses, labels), i -> labels.get(i) > 0, 0))
          .mistake(
              "== asks whether two Integer objects are one and the same, and from 128 on they are not. Use equals.",
              (guesses, labels) ->
                  mean(
                      parts(right(guesses, labels), i -> labels.get(i) < 128 ? 1 : 0),
                      asked(labels),
                      0));

  /** 1 for a right guess, 0 for a wrong one. */
  private static List<Double> right(List<Integer> guesses, List<Integer> labels) {
    return each(labels.size(), i -> guesses.get(i).equals(labels.get(i)) ? 1.0 : 0.0);
  }
}
