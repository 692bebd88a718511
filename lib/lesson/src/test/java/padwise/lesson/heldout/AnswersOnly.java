package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code answersOnly}, by misconception. */
public final class AnswersOnly {
  private AnswersOnly() {}

  // keeps a label if the slot or the next one is in the answer: a prompt token behind an answer is
  // kept
  public static List<Integer> either_slot_is_answer(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      boolean next = i + 1 < types.size() && types.get(i + 1) == 1;
      out.add(next || types.get(i) == 1 ? labels.get(i) : -100);
    }
    return out;
  }

  // swapped polarity: keeps the labels of the prompt
  public static List<Integer> prompt_only(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      out.add(i + 1 < types.size() && types.get(i + 1) == 0 ? labels.get(i) : -100);
    }
    return out;
  }

  // shifts the labels, which are shifted already
  public static List<Integer> shifts_again(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      out.add(i + 1 < labels.size() && types.get(i + 1) == 1 ? labels.get(i + 1) : -100);
    }
    return out;
  }

  // believes nothing but answer follows once the answer has begun
  public static List<Integer> everything_behind_the_first_answer(
      List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    boolean answer = false;
    for (int i = 0; i < labels.size(); i++) {
      answer = answer || i + 1 < types.size() && types.get(i + 1) == 1;
      out.add(answer ? labels.get(i) : -100);
    }
    return out;
  }

  // stops before the last slot
  public static List<Integer> one_label_too_few(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i + 1 < labels.size(); i++) {
      out.add(types.get(i + 1) == 1 ? labels.get(i) : -100);
    }
    return out;
  }

  // drops an answer token with id 0
  public static List<Integer> label_zero_is_nothing(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      out.add(
          i + 1 < types.size() && types.get(i + 1) == 1 && labels.get(i) > 0
              ? labels.get(i)
              : -100);
    }
    return out;
  }
}
