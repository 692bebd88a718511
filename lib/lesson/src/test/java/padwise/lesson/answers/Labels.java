package padwise.lesson.answers;

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

  // tells padding by id 0 and loses a real token with that id
  public static List<Integer> padding_is_id_zero(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int id : ids) {
      labels.add(id == 0 ? -100 : id);
    }
    return labels;
  }

  // ignores a slot if the mask says 0 or the id is 0: to be on the safe side
  public static List<Integer> both_must_say_so(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(mask.get(i) == 0 || ids.get(i) == 0 ? -100 : ids.get(i));
    }
    return labels;
  }
}
