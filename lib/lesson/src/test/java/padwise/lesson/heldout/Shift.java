package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.List;

/** Wrong answers to {@code shift}, by misconception. */
public final class Shift {
  private Shift() {}

  // shifts the wrong way: the label is the id before
  public static List<Integer> previous_token(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same =
          i > 0 && sentences.get(i) != 0 && sentences.get(i).equals(sentences.get(i - 1));
      labels.add(same ? ids.get(i - 1) : -100);
    }
    return labels;
  }

  // the last slot of the row gets the first id
  public static List<Integer> rotates(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      int next = (i + 1) % ids.size();
      boolean same = sentences.get(i) != 0 && sentences.get(i).equals(sentences.get(next));
      labels.add(same ? ids.get(next) : -100);
    }
    return labels;
  }

  // 0 where there is no next id
  public static List<Integer> zero_for_none(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same =
          i + 1 < ids.size()
              && sentences.get(i) != 0
              && sentences.get(i).equals(sentences.get(i + 1));
      labels.add(same ? ids.get(i + 1) : 0);
    }
    return labels;
  }

  // tells padding by the next id: a real token with id 0 is never asked for
  public static List<Integer> padding_is_id_zero(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same =
          i + 1 < ids.size()
              && sentences.get(i).equals(sentences.get(i + 1))
              && ids.get(i + 1) != 0;
      labels.add(same ? ids.get(i + 1) : -100);
    }
    return labels;
  }

  // the next but one
  public static List<Integer> moves_two_slots(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same =
          i + 2 < ids.size()
              && sentences.get(i) != 0
              && sentences.get(i).equals(sentences.get(i + 2));
      labels.add(same ? ids.get(i + 2) : -100);
    }
    return labels;
  }

  // looks at sentence 1 only, all the others are ignored
  public static List<Integer> only_one_sentence(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same = i + 1 < ids.size() && sentences.get(i) == 1 && sentences.get(i + 1) == 1;
      labels.add(same ? ids.get(i + 1) : -100);
    }
    return labels;
  }
}
