package padwise.lesson.answers;

import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code askedAccuracy}, by misconception. */
public final class AskedAccuracy {
  private AskedAccuracy() {}

  // each asked slot becomes 1.0 or 0.0, the mean of them is the accuracy
  public static Double right(List<Integer> guesses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) != -100)
        .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 1 : 0)
        .average()
        .orElse(0.0);
  }

  // padding counts in the denominator
  public static Double divides_by_all_slots(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100 && guesses.get(i).equals(labels.get(i))) {
        right++;
      }
    }
    return labels.isEmpty() ? 0 : right / labels.size();
  }

  // leaves out the slots whose right word is 0
  public static Double word_zero_is_padding(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    double asked = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) > 0) {
        asked++;
        right += guesses.get(i).equals(labels.get(i)) ? 1 : 0;
      }
    }
    return asked == 0 ? 0 : right / asked;
  }

  // a guess is right if the word occurs in any slot
  public static Double anywhere_in_the_labels(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    double asked = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100) {
        asked++;
        right += labels.contains(guesses.get(i)) ? 1 : 0;
      }
    }
    return asked == 0 ? 0 : right / asked;
  }
}
