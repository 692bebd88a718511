package padwise.lesson.tuning;

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

  // the last token of a sentence has to guess the first of the next
  public static List<Integer> looks_into_the_next_sentence(
      List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean next = i + 1 < ids.size() && sentences.get(i) != 0 && sentences.get(i + 1) != 0;
      labels.add(next ? ids.get(i + 1) : -100);
    }
    return labels;
  }

  // 0 equals 0: padding has to guess padding
  public static List<Integer> padding_is_a_sentence(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same = i + 1 < ids.size() && sentences.get(i).equals(sentences.get(i + 1));
      labels.add(same ? ids.get(i + 1) : -100);
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

  // asks only whether the next slot is real: padding on the left gets the first id
  public static List<Integer> asks_only_the_next_slot(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean inside = i + 1 < ids.size() && sentences.get(i + 1) != 0;
      boolean other =
          inside && sentences.get(i) != 0 && !sentences.get(i).equals(sentences.get(i + 1));
      labels.add(inside && !other ? ids.get(i + 1) : -100);
    }
    return labels;
  }

  // the last slot gets no label at all
  public static List<Integer> one_label_too_few(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i + 1 < ids.size(); i++) {
      boolean same = sentences.get(i) != 0 && sentences.get(i).equals(sentences.get(i + 1));
      labels.add(same ? ids.get(i + 1) : -100);
    }
    return labels;
  }

  // every token has to guess itself
  public static List<Integer> forgets_to_shift(List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      labels.add(sentences.get(i) != 0 ? ids.get(i) : -100);
    }
    return labels;
  }

  // keeps the id of a last token as its own label
  public static List<Integer> last_token_guesses_itself(
      List<Integer> ids, List<Integer> sentences) {
    List<Integer> labels = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      boolean same = i + 1 < ids.size() && sentences.get(i).equals(sentences.get(i + 1));
      labels.add(sentences.get(i) == 0 ? -100 : same ? ids.get(i + 1) : ids.get(i));
    }
    return labels;
  }
}
