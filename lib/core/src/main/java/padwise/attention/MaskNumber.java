package padwise.attention;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import padwise.math.FloatFormat;
import padwise.math.Preconditions;

/**
 * The effect of a mask in a number format: on a score, on two masks added up, and on a row in which
 * everything is hidden. Computed by the plain formula, each result rounded to the format.
 *
 * @param mask how a hidden key is written
 * @param hidden the number added to a hidden score
 * @param score what a hidden score becomes
 * @param twice what two masks that both hide a key add up to; masks of true and false combine by
 *     AND, so they are added once
 * @param weight of a hidden key beside a visible one of the same score: 0 is hidden
 * @param deadRow the weight of each of four keys, all hidden by one mask: NaN is 0 / 0
 * @param deadRowTwice the same, all hidden by two masks
 */
public record MaskNumber(
    String mask,
    FloatFormat format,
    double hidden,
    double score,
    double twice,
    double weight,
    double deadRow,
    double deadRowTwice) {

  /**
   * Three ways to write a mask in three formats: true and false, 0 and −∞, 0 and the lowest finite
   * number; the score of every key is a finite number such as 3.
   */
  public static List<MaskNumber> table(double score) {
    Preconditions.require(
        Math.abs(score) <= 65_504, "score: expected a number that float16 holds but was %s", score);
    List<MaskNumber> rows = new ArrayList<>();
    for (FloatFormat format : FloatFormat.values()) {
      rows.add(row("bool", format, f -> Double.NEGATIVE_INFINITY, score));
      rows.add(row("0 and −∞", format, f -> Double.NEGATIVE_INFINITY, score));
      rows.add(row("0 and lowest", format, FloatFormat::lowest, score));
    }
    return rows;
  }

  private static MaskNumber row(
      String mask, FloatFormat format, ToDoubleFunction<FloatFormat> number, double given) {
    double hidden = number.applyAsDouble(format);
    double score = format.round(given);
    double once = format.round(score + hidden);
    double both = mask.equals("bool") ? hidden : format.round(hidden + hidden);
    double twice = format.round(score + both);
    return new MaskNumber(
        mask,
        format,
        hidden,
        once,
        both,
        share(format, once, score),
        share(format, once, once, once, once),
        share(format, twice, twice, twice, twice));
  }

  /** The first score's share: exp(x − max) / sum, with no case for a row of −∞. */
  private static double share(FloatFormat format, double... scores) {
    double max = Arrays.stream(scores).max().orElse(0);
    double sum = Arrays.stream(scores).map(x -> Math.exp(format.round(x - max))).sum();
    return format.round(Math.exp(format.round(scores[0] - max)) / sum);
  }
}
