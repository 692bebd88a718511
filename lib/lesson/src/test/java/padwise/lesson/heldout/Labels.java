package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code labels}, by misconception. */
public final class Labels {
  private Labels() {}

  // tells padding by id 0 and loses a real token with that id
  public static List<Integer> padding_is_id_zero(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int id : ids) {
      labels.add(id == 0 ? -100 : id);
    }
    return labels;
  }

  // the ignore label of other libraries, -1
  public static List<Integer> minus_one_for_padding(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(mask.get(i) == 1 ? ids.get(i) : -1);
    }
    return labels;
  }

  // loses the sign of -100
  public static List<Integer> plus_hundred(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(mask.get(i) == 1 ? ids.get(i) : 100);
    }
    return labels;
  }

  // no label at all for padding, the list is shorter
  public static List<Integer> leaves_the_padding_out(List<Integer> ids, List<Integer> mask) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (mask.get(i) == 1) {
        labels.add(ids.get(i));
      }
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
