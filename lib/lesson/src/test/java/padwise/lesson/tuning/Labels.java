package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code labels}, by misconception. */
public final class Labels {
  private Labels() {}

  // starts from all -100 and lets the real slots write over it
  public static List<Integer> right(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>(Collections.nCopies(ids.size(), -100));
    IntStream.range(0, ids.size())
        .filter(i -> mask.get(i) == 1)
        .forEach(i -> labels.set(i, ids.get(i)));
    return labels;
  }

  // multiplies instead of selecting: padding gets 0, which is a label
  public static List<Integer> zero_for_padding(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(ids.get(i) * mask.get(i));
    }
    return labels;
  }

  // ignores the real tokens and asks for the padding
  public static List<Integer> swapped_polarity(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(mask.get(i) == 1 ? -100 : ids.get(i));
    }
    return labels;
  }

  // shifts as well: the label is the next token
  public static List<Integer> next_token(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(i + 1 < ids.size() && mask.get(i + 1) == 1 ? ids.get(i + 1) : -100);
    }
    return labels;
  }

  // counts the real tokens and takes that many from the left: wrong if the padding stands there
  public static List<Integer> padding_is_always_right(List<Integer> ids, List<Integer> mask) {
    int real = mask.stream().mapToInt(m -> m).sum();
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(i < real ? ids.get(i) : -100);
    }
    return labels;
  }

  // ignores [CLS] and [SEP] too, though they are real
  public static List<Integer> special_tokens_are_ignored(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean special = ids.get(i) == 101 || ids.get(i) == 102;
      labels.add(mask.get(i) == 1 && !special ? ids.get(i) : -100);
    }
    return labels;
  }

  // marks the real slots with 1 and forgets which token stands there
  public static List<Integer> marks_instead_of_ids(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int m : mask) {
      labels.add(m == 1 ? 1 : -100);
    }
    return labels;
  }
}
