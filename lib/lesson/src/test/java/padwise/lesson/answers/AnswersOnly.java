package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One right answer and some wrong ones to {@code answersOnly}, by misconception. */
public final class AnswersOnly {
  private AnswersOnly() {}

  // the label of slot i is the token in slot i + 1: shift the types by one with a 0 behind, then
  // zip
  public static List<Integer> right(List<Integer> labels, List<Integer> types) {
    Iterator<Integer> whose = Stream.concat(types.stream().skip(1), Stream.of(0)).iterator();
    return labels.stream()
        .map(label -> whose.next() == 1 ? label : -100)
        .collect(Collectors.toList());
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

  // stops before the last slot
  public static List<Integer> one_label_too_few(List<Integer> labels, List<Integer> types) {
    List<Integer> out = new ArrayList<>();
    for (int i = 0; i + 1 < labels.size(); i++) {
      out.add(types.get(i + 1) == 1 ? labels.get(i) : -100);
    }
    return out;
  }
}
