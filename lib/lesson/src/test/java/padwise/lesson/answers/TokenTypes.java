package padwise.lesson.answers;

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

  // types for the pieces only, none for [CLS] and the two [SEP]
  public static List<Integer> forgets_special_tokens(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first, 0));
    types.addAll(Collections.nCopies(second, 1));
    return types;
  }

  // 1 for the first sentence, 0 for the second
  public static List<Integer> swapped_types(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 2, 1));
    types.addAll(Collections.nCopies(second + 1, 0));
    return types;
  }

  // takes the token types for the padding mask: all 1
  public static List<Integer> attention_mask_instead(int first, int second) {
    return new ArrayList<>(Collections.nCopies(first + second + 3, 1));
  }
}
