package padwise.lesson.answers;

import java.util.List;
import java.util.OptionalDouble;
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

  // right sum, but padding counts in the denominator
  public static Double divides_by_all_slots(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != -100) {
        sum += losses.get(i);
      }
    }
    return losses.isEmpty() ? 0 : sum / losses.size();
  }

  // adds up in a long, so the decimals are lost
  public static Double whole_number_mean(List<Double> losses, List<Integer> labels) {
    long sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != -100) {
        sum += losses.get(i);
        count++;
      }
    }
    return count == 0 ? 0.0 : sum / count;
  }

  // has no answer when nothing counts
  public static Double null_if_none_counts(List<Double> losses, List<Integer> labels) {
    OptionalDouble mean =
        IntStream.range(0, labels.size())
            .filter(i -> labels.get(i) != -100)
            .mapToDouble(losses::get)
            .average();
    return mean.isPresent() ? (Double) mean.getAsDouble() : null;
  }
}
