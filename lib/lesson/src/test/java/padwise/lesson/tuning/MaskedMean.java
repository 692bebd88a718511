package padwise.lesson.tuning;

import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code maskedMean}, by misconception. */
public final class MaskedMean {
  private MaskedMean() {}

  // selects, averages, and lets the empty average be 0
  public static Double right(List<Double> losses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) != -100)
        .mapToDouble(losses::get)
        .average()
        .orElse(0);
  }

  // leaves out label 0, which is a word like any other
  public static Double label_zero_is_padding(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) > 0) {
        sum += losses.get(i);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  // believes padding has label 0, so -100 counts
  public static Double zero_is_the_ignore_label(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != 0) {
        sum += losses.get(i);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  // the mean over the padding
  public static Double swapped_polarity(List<Double> losses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) == -100)
        .mapToDouble(losses::get)
        .average()
        .orElse(0);
  }

  // adds 1 to the denominator against the division by zero
  public static Double one_more_in_the_denominator(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 1;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != -100) {
        sum += losses.get(i);
        count++;
      }
    }
    return sum / count;
  }

  // leaves a perfect slot with loss 0 out of the denominator
  public static Double loss_zero_does_not_count(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != -100 && losses.get(i) != 0) {
        sum += losses.get(i);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  // returns 1 when nothing counts
  public static Double one_if_none_counts(List<Double> losses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) != -100)
        .mapToDouble(losses::get)
        .average()
        .orElse(1);
  }
}
