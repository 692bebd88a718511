package padwise.lesson.heldout;

import java.util.List;

/** Wrong answers to {@code askedAccuracy}, by misconception. */
public final class AskedAccuracy {
  private AskedAccuracy() {}

  // int over int: 0 unless all are right
  public static Double integer_division(List<Integer> guesses, List<Integer> labels) {
    int right = 0;
    int asked = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100) {
        asked++;
        if (guesses.get(i).equals(labels.get(i))) {
          right++;
        }
      }
    }
    return asked == 0 ? 0.0 : right / asked;
  }

  // 0 / 0 when nobody asked
  public static Double nan_if_none_was_asked(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    double asked = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100) {
        asked++;
        right += guesses.get(i).equals(labels.get(i)) ? 1 : 0;
      }
    }
    return right / asked;
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

  // a count, not a share
  public static Double number_right(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100 && guesses.get(i).equals(labels.get(i))) {
        right++;
      }
    }
    return right;
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

  // the ratio of right to wrong guesses
  public static Double right_over_wrong(List<Integer> guesses, List<Integer> labels) {
    double right = 0;
    double wrong = 0;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i) != -100) {
        if (guesses.get(i).equals(labels.get(i))) {
          right++;
        } else {
          wrong++;
        }
      }
    }
    return wrong == 0 ? right : right / wrong;
  }
}
