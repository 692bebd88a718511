package padwise.lesson.heldout;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Wrong answers to {@code maskedMean}, by misconception. */
public final class MaskedMean {
  private MaskedMean() {}

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

  // forgets to divide
  public static Double sum_not_mean(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    for (int i = 0; i < losses.size(); i++) {
      sum += labels.get(i) == -100 ? 0 : losses.get(i);
    }
    return sum;
  }

  // the plain mean over all slots
  public static Double counts_everything(List<Double> losses, List<Integer> labels) {
    return losses.stream().mapToDouble(loss -> loss).average().orElse(0);
  }

  // forgets the case without labels: 0 / 0
  public static Double nan_if_none_counts(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size(); i++) {
      if (labels.get(i) != -100) {
        sum += losses.get(i);
        count++;
      }
    }
    return sum / count;
  }

  // believes nothing counts behind the first -100
  public static Double stops_at_the_first_ignored(List<Double> losses, List<Integer> labels) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < losses.size() && labels.get(i) != -100; i++) {
      sum += losses.get(i);
      count++;
    }
    return count == 0 ? 0 : sum / count;
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
