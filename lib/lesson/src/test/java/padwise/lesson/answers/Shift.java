package padwise.lesson.answers;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;

/** One right answer and some wrong ones to {@code shift}, by misconception. */
public final class Shift {
  private Shift() {}

  // walks from the back and carries the id and the sentence behind
  public static List<Integer> right(List<Integer> ids, List<Integer> sentences) {
    LinkedList<Integer> labels = new LinkedList<>();
    int nextId = -100;
    int nextSentence = 0;
    ListIterator<Integer> id = ids.listIterator(ids.size());
    ListIterator<Integer> sentence = sentences.listIterator(sentences.size());
    while (id.hasPrevious()) {
      int s = sentence.previous();
      labels.addFirst(s > 0 && s == nextSentence ? nextId : -100);
      nextId = id.previous();
      nextSentence = s;
    }
    return labels;
  }

  // asks only whether the slot itself is real
  public static List<Integer> last_token_guesses_padding(
      List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(i + 1 < ids.size() && sentences.get(i) != 0 ? ids.get(i + 1) : -100);
    }
    return labels;
  }

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
}
