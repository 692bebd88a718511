package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.sum;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;
import padwise.loss.Labels;

/** Labels that padding does not have, and a mean that does not count it. */
public final class Losses {

  private static final int IGNORE = Labels.IGNORE;

  private Losses() {}

  /** The id of a real token, −100 for padding. */
  public static Exercise<List<Integer>, List<Integer>, List<Integer>> labels() {
    return Exercise.of(
            "labels",
            List.of("ids", "mask"),
            List.of(
                new Case<>(List.of(7, 0), List.of(1, 0)),
                new Case<>(List.of(101, 5055, 102, 0, 0), List.of(1, 1, 1, 0, 0)),
                new Case<>(List.of(50, 0, 50, 50), List.of(1, 1, 1, 0)),
                new Case<>(List.of(0, 0, 101, 9, 102), List.of(0, 0, 1, 1, 1))),
            (ids, mask) -> each(ids.size(), i -> mask.get(i) == 1 ? ids.get(i) : IGNORE))
        .bug(
            20,
            "This guesses padding from the id 0, and a real token can have that id. Ask the mask.",
            (ids, mask) -> each(ids.size(), i -> ids.get(i) != 0 ? ids.get(i) : IGNORE))
        .bug(
            9,
            "This ignores an id because padding has it too, and loses a real token. Ask the mask.",
            (ids, mask) ->
                each(
                    ids.size(),
                    i -> ids.get(i).equals(ids.get(ids.size() - 1)) ? IGNORE : ids.get(i)))
        .mistake(
            "Padding is asked as well: every slot has its id as label. Write −100 where the mask says 0.",
            (ids, mask) -> ids)
        .bug(
            7,
            "Keep and hide are swapped: real tokens are ignored, and padding is asked.",
            (ids, mask) -> each(ids.size(), i -> mask.get(i) == 0 ? ids.get(i) : IGNORE))
        .mistake(
            "Padding gets the label 0, and 0 is a word. −100 says that nobody asks.",
            (ids, mask) -> each(ids.size(), i -> ids.get(i) * mask.get(i)))
        .mistake(
            "Padding gets the label −1. The value that this library ignores is −100.",
            (ids, mask) -> each(ids.size(), i -> mask.get(i) == 1 ? ids.get(i) : -1))
        .mistake(
            "Padding gets the label 100. The sign is missing: −100.",
            (ids, mask) -> each(ids.size(), i -> mask.get(i) == 1 ? ids.get(i) : -IGNORE))
        .mistake(
            "The labels are those of the next slot. Here each token is its own label.",
            (ids, mask) -> each(ids.size(), i -> at(mask, i + 1, 0) == 1 ? ids.get(i + 1) : IGNORE))
        .bug(
            14,
            "The padded slots are gone, and labels and slots no longer match. Keep one label a slot.",
            (ids, mask) ->
                IntStream.range(0, ids.size())
                    .filter(i -> mask.get(i) == 1)
                    .mapToObj(ids::get)
                    .toList())
        .mistake(
            "Real tokens get the label 1. Their label is their id.",
            (ids, mask) -> each(ids.size(), i -> mask.get(i) == 1 ? 1 : IGNORE))
        .mistake("This is the mask. Asked for are ids, and −100.", (ids, mask) -> mask)
        .mistake(
            "All slots are ignored. A real token's label is its id.",
            (ids, mask) -> each(ids.size(), i -> IGNORE))
        .mistake(
            "The first and the last real token are ignored, too. Only padding is.",
            (ids, mask) ->
                each(
                    ids.size(),
                    i ->
                        mask.get(i) == 1 && i > mask.indexOf(1) && i < mask.lastIndexOf(1)
                            ? ids.get(i)
                            : IGNORE))
        .mistake(
            "This adds −100 to the ids of padding. Put it in their place.",
            (ids, mask) ->
                each(ids.size(), i -> mask.get(i) == 1 ? ids.get(i) : ids.get(i) + IGNORE))
        .mistake(
            "[CLS] and [SEP] are ignored, too. They are real tokens: ask the mask.",
            (ids, mask) ->
                each(
                    ids.size(),
                    i ->
                        mask.get(i) == 1 && ids.get(i) != 101 && ids.get(i) != 102
                            ? ids.get(i)
                            : IGNORE))
        .mistake(
            "This counts the real tokens and takes that many slots from the left. Padding may stand on the left: ask the mask, slot by slot.",
            (ids, mask) -> each(ids.size(), i -> i < sum(mask) ? ids.get(i) : IGNORE));
  }

  /** The mean of the losses whose label is not −100; 0 if there are none. */
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
            (losses, labels) -> mean(losses, i -> labels.get(i) != IGNORE, 0))
        .bug(
            10,
            "This divides by all slots, so more padding makes the loss smaller. Divide by the slots that count.",
            (losses, labels) -> total(losses, i -> labels.get(i) != IGNORE) / losses.size())
        .mistake(
            "This is the mean over all slots, padding included. Ask the labels which ones count.",
            (losses, labels) -> mean(losses, i -> true, 0))
        .mistake(
            "This is the sum. Divide it by the number of slots that count.",
            (losses, labels) -> total(losses, i -> labels.get(i) != IGNORE))
        .bug(
            12,
            "Nothing counts in one case, and 0 ÷ 0 is NaN. Ask for that first: the mean of nothing is 0.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != IGNORE, Double.NaN))
        .mistake(
            "Nothing counts in one case, and that stops the method. Ask for it first: the mean of nothing is 0.",
            (losses, labels) ->
                IntStream.range(0, losses.size())
                    .filter(i -> labels.get(i) != IGNORE)
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
            (losses, labels) -> total(losses, i -> labels.get(i) != IGNORE) / (count(labels) + 1))
        .mistake(
            "This drops the fraction: the sum or the quotient is a whole number somewhere. Divide doubles.",
            (losses, labels) ->
                (double)
                    Math.floorDiv(
                        (int) total(losses, i -> labels.get(i) != IGNORE),
                        Math.max(1, (int) count(labels))))
        .mistake(
            "A loss of 0 is left out. It is a perfect guess and counts: the label decides, not the loss.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != IGNORE && losses.get(i) != 0, 0))
        .mistake(
            "Label 0 is ignored, and −100 counts. It is the other way round: 0 is a word.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != 0, 0))
        .mistake(
            "Where nothing counts this gives 1. The mean of nothing is 0 here.",
            (losses, labels) -> mean(losses, i -> labels.get(i) != IGNORE, 1));
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
