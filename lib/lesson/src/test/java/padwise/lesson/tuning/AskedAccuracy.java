package padwise.lesson.tuning;

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

  // == on two Integers compares objects: ids above 127 are never right
  public static Double compares_objects(List<Integer> guesses, List<Integer> labels) {
    int right = 0;
    int asked = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100) {
        asked++;
        if (guesses.get(i) == labels.get(i)) {
          right++;
        }
      }
    }
    return asked == 0 ? 0 : (double) right / asked;
  }

  // nobody asked, nothing wrong: 1
  public static Double all_right_if_none_was_asked(List<Integer> guesses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) != -100)
        .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 1 : 0)
        .average()
        .orElse(1);
  }

  // counts the slots where nobody asked as right
  public static Double padding_counts_as_right(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) == -100 || guesses.get(i).equals(labels.get(i))) {
        right++;
      }
    }
    return labels.isEmpty() ? 0 : right / labels.size();
  }

  // a percentage from 0 to 100
  public static Double per_cent(List<Integer> guesses, List<Integer> labels) {
    return 100
        * IntStream.range(0, labels.size())
            .filter(i -> labels.get(i) != -100)
            .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 1 : 0)
            .average()
            .orElse(0);
  }

  // the share of wrong guesses
  public static Double share_of_errors(List<Integer> guesses, List<Integer> labels) {
    return IntStream.range(0, labels.size())
        .filter(i -> labels.get(i) != -100)
        .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 0 : 1)
        .average()
        .orElse(0);
  }
}
