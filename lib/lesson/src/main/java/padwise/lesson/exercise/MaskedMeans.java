package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.asked;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** A mean that does not count padding. */
public final class MaskedMeans {

  private MaskedMeans() {}

  public static Exercise<List<Double>, List<Integer>, Double> maskedMean() {
    return Exercise.of(
            "maskedMean",
            List.of("losses", "labels"),
            List.of(
                new Case<>(List.of(2.0, 9.0), List.of(4, IGNORE)),
                new Case<>(List.of(1.0, 3.0, 5.5, 50.0), List.of(0, 8, 2, IGNORE)),
                new Case<>(List.of(0.5, 7.0, 2.0, 1.25), List.of(IGNORE, 3, IGNORE, 6)),
                new Case<>(List.of(0.0, 3.0, 6.5), List.of(7, 0, IGNORE)),
                new Case<>(List.of(1.0, 2.0), List.of(IGNORE, IGNORE))),
            (losses, labels) -> mean(losses, asked(labels), 0))
        .bug(
            10,
            "This divides by all slots, so more padding makes the loss smaller. Divide by the slots that count.",
            (losses, labels) -> total(losses, asked(labels)) / losses.size())
        .mistake(
            "This is the mean over all slots, padding included. Ask the labels which ones count.",
            (losses, labels) -> mean(losses, i -> true, 0))
        .mistake(
            "This is the sum. Divide it by the number of slots that count.",
            (losses, labels) -> total(losses, asked(labels)))
        .bug(
            12,
            "Nothing counts in one case, and 0 ÷ 0 is NaN. Ask for that first: the mean of nothing is 0.",
            (losses, labels) -> mean(losses, asked(labels), Double.NaN))
        .mistake(
            "Nothing counts in one case, and that stops the method. Ask for it first: the mean of nothing is 0.",
            (losses, labels) ->
                IntStream.range(0, losses.size())
                    .filter(asked(labels))
                    .mapToDouble(losses::get)
                    .average()
                    .orElseThrow())
        .mistake(
            "A label of 0 is left out, and 0 is a word. Compare with −100.",
            (losses, labels) -> mean(losses, i -> labels.get(i) > 0, 0))
        .or((losses, labels) -> mean(losses, i -> labels.get(i) > 0, Double.NaN))
        .mistake(
            "This is the mean over the slots that don't count. Turn the condition round.",
            (losses, labels) -> mean(losses, i -> labels.get(i) == IGNORE, 0))
        .mistake(
            "The losses of all slots are added, and only those that count are counted. Leave the same slots out of both.",
            (losses, labels) -> total(losses, i -> true) / Math.max(1, count(labels)))
        .or((losses, labels) -> total(losses, i -> true) / count(labels))
        .mistake(
            "The number of slots is one too many. Divide by the slots that count.",
            (losses, labels) -> total(losses, asked(labels)) / (count(labels) + 1))
        .mistake(
            "This drops the fraction: the sum or the quotient is a whole number somewhere. Divide doubles.",
            (losses, labels) ->
                (double)
                    Math.floorDiv(
                        (int) total(losses, asked(labels)), Math.max(1, (int) count(labels))))
        .mistake(
            "A loss of 0 is left out. It is a perfect guess and counts: the label decides, not the loss.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != IGNORE && losses.get(i) != 0, 0))
        .mistake(
            "Label 0 is ignored, and −100 counts. It is the other way round: 0 is a word.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != 0, 0))
        .mistake(
            "Where nothing counts this gives 1. The mean of nothing is 0 here.",
            (losses, labels) -> mean(losses, asked(labels), 1));
  }

  private static double total(List<Double> losses, IntPredicate counts) {
    return IntStream.range(0, losses.size()).filter(counts).mapToDouble(losses::get).sum();
  }

  private static double mean(List<Double> losses, IntPredicate counts, double ofNothing) {
    long counted = IntStream.range(0, losses.size()).filter(counts).count();
    return counted == 0 ? ofNothing : total(losses, counts) / counted;
  }

  private static double count(List<Integer> labels) {
    return labels.stream().filter(label -> label != IGNORE).count();
  }
}
