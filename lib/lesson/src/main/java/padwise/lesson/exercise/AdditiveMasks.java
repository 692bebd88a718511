package padwise.lesson.exercise;

import static padwise.lesson.exercise.Made.mapped;
import static padwise.lesson.exercise.Made.row;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.check.Exercise.Case;

/** What a mask adds to scores. */
public final class AdditiveMasks {

  private static final double HIDDEN = Double.NEGATIVE_INFINITY;

  private AdditiveMasks() {}

  public static Exercise<INDArray, Double, INDArray> additiveMask() {
    return Exercise.of(
            "additiveMask",
            List.of("mask", "hidden"),
            List.of(
                new Case<>(row(1, 0), -5.0),
                new Case<>(row(0, 1, 1, 0, 0), -7.5),
                new Case<>(row(1, 1, 1, 1, 1, 0, 0, 0), HIDDEN),
                new Case<>(row(1, 1), HIDDEN),
                new Case<>(row(1, 1, 0, 1, 0, 0).reshape('c', 2, 3), -2.0)),
            (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : hidden))
        .bug(
            5,
            "This multiplies, and 0 · −∞ is NaN. Choose one of the two numbers instead.",
            (mask, hidden) -> mapped(mask, m -> (1 - m) * hidden))
        .bug(
            7,
            "Keep and hide are swapped here: this hides the real tokens.",
            (mask, hidden) -> mapped(mask, m -> m == 1 ? hidden : 0))
        .mistake(
            "This multiplies the mask by hidden: it hides the real tokens, and 0 · −∞ is NaN.",
            (mask, hidden) -> mapped(mask, m -> m * hidden))
        .mistake(
            "The real tokens get 1 here. It is added to their scores: it should be 0.",
            (mask, hidden) -> mapped(mask, m -> m == 1 ? 1 : hidden))
        .mistake(
            "This always hides with −∞. The caller says how: use hidden.",
            (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : HIDDEN))
        .mistake(
            "This always hides with −1e9. The caller says how: use hidden.",
            (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : -1e9))
        .mistake(
            "This is the mask itself. Added to the scores it hides nothing.",
            (mask, hidden) -> mask)
        .mistake(
            "This adds hidden to every slot. Where the mask says 1, nothing is added.",
            (mask, hidden) -> mask.add(hidden))
        .mistake(
            "The sign is turned round: this makes padding more attractive. Add hidden as it is.",
            (mask, hidden) -> mapped(mask, m -> m == 1 ? 0 : -hidden))
        .mistake(
            "The sign is turned round, and 0 · ∞ is NaN. Choose 0 or hidden, without arithmetic.",
            (mask, hidden) -> mapped(mask, m -> (m - 1) * hidden))
        .mistake(
            "Nothing is hidden: all zeros. Where the mask says 0 stands hidden.",
            (mask, hidden) -> mapped(mask, m -> 0))
        .mistake(
            "Everything is hidden. Where the mask says 1 stands 0.",
            (mask, hidden) -> mapped(mask, m -> hidden))
        .mistake(
            "The real tokens get 1 here, and 0 · −∞ is NaN. Choose one of two numbers: 0 or hidden.",
            (mask, hidden) -> mapped(mask, m -> m + (1 - m) * hidden))
        .mistake(
            "Padding gets −1, and the caller's number is not used. Where the mask says 0 stands hidden.",
            (mask, hidden) -> mask.sub(1))
        .mistake(
            "All rows are those of the first sentence. Each has its own mask.",
            (mask, hidden) -> mapped(firstRows(mask), m -> m == 1 ? 0 : hidden));
  }

  private static INDArray firstRows(INDArray mask) {
    return mask.rank() < 2 ? mask : mask.mul(0).addRowVector(mask.getRow(0));
  }
}
