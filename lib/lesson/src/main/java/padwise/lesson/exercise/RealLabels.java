package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.at;
import static padwise.lesson.exercise.Made.each;
import static padwise.lesson.exercise.Made.kept;
import static padwise.lesson.exercise.Made.sum;
import static padwise.loss.Labels.IGNORE;

import java.util.List;
import java.util.stream.IntStream;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** Labels that padding does not have. */
public final class RealLabels {

  private RealLabels() {}

  public static Exercise<List<Integer>, List<Integer>, List<Integer>> labels() {
    return Exercise.of(
            "labels",
            List.of("ids", "mask"),
            List.of(
                new Case<>(List.of(7, 0), List.of(1, 0)),
                new Case<>(List.of(101, 5055, 102, 0, 0), List.of(1, 1, 1, 0, 0)),
                new Case<>(List.of(50, 0, 50, 50), List.of(1, 1, 1, 0)),
                new Case<>(List.of(0, 0, 101, 9, 102), List.of(0, 0, 1, 1, 1))),
            (ids, mask) -> kept(ids, i -> mask.get(i) == 1))
        .bug(
            20,
            "This guesses padding from the id 0, and a real token can have that id. Ask the mask.",
            (ids, mask) -> kept(ids, i -> ids.get(i) != 0))
        .bug(
            9,
            "This ignores an id because padding has it too, and loses a real token. Ask the mask.",
            (ids, mask) -> kept(ids, i -> !ids.get(i).equals(ids.get(ids.size() - 1))))
        .mistake(
            "Padding is asked as well: every slot has its id as label. Write −100 where the mask says 0.",
            (ids, mask) -> ids)
        .bug(
            7,
            "Keep and hide are swapped: real tokens are ignored, and padding is asked.",
            (ids, mask) -> kept(ids, i -> mask.get(i) == 0))
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
                kept(ids, i -> mask.get(i) == 1 && i > mask.indexOf(1) && i < mask.lastIndexOf(1)))
        .mistake(
            "This adds −100 to the ids of padding. Put it in their place.",
            (ids, mask) ->
                each(ids.size(), i -> mask.get(i) == 1 ? ids.get(i) : ids.get(i) + IGNORE))
        .mistake(
            "[CLS] and [SEP] are ignored, too. They are real tokens: ask the mask.",
            (ids, mask) ->
                kept(ids, i -> mask.get(i) == 1 && ids.get(i) != 101 && ids.get(i) != 102))
        .mistake(
            "This counts the real tokens and takes that many slots from the left. Padding may stand on the left: ask the mask, slot by slot.",
            (ids, mask) -> kept(ids, i -> i < sum(mask)));
  }
}
