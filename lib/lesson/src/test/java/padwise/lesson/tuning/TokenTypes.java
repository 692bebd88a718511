package padwise.lesson.tuning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One right answer and some wrong ones to {@code tokenTypes}, by misconception. */
public final class TokenTypes {
  private TokenTypes() {}

  // [CLS] first [SEP] is 0, second [SEP] is 1: slot number against the place of the first [SEP]
  public static List<Integer> right(int first, int second) {
    return IntStream.range(0, first + second + 3)
        .mapToObj(slot -> slot > first + 1 ? 1 : 0)
        .collect(Collectors.toList());
  }

  // lets the first [SEP] open the second sentence
  public static List<Integer> first_sep_belongs_to_second(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 1, 0));
    types.addAll(Collections.nCopies(second + 2, 1));
    return types;
  }

  // no type for [CLS]
  public static List<Integer> forgets_cls(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 1, 0));
    types.addAll(Collections.nCopies(second + 1, 1));
    return types;
  }

  // gives 0 to all special tokens, the last [SEP] too
  public static List<Integer> special_tokens_are_always_zero(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 2, 0));
    types.addAll(Collections.nCopies(second, 1));
    types.add(0);
    return types;
  }

  // invents a type 2 for [CLS] and [SEP]
  public static List<Integer> third_type_for_special_tokens(int first, int second) {
    List<Integer> types = new ArrayList<>();
    types.add(2);
    types.addAll(Collections.nCopies(first, 0));
    types.add(2);
    types.addAll(Collections.nCopies(second, 1));
    types.add(2);
    return types;
  }

  // puts the second sentence first
  public static List<Integer> sentences_swapped(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(second + 2, 0));
    types.addAll(Collections.nCopies(first + 1, 1));
    return types;
  }
}
