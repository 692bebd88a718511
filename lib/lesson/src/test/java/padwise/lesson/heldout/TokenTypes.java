package padwise.lesson.heldout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Wrong answers to {@code tokenTypes}, by misconception. */
public final class TokenTypes {
  private TokenTypes() {}

  // types for the pieces only, none for [CLS] and the two [SEP]
  public static List<Integer> forgets_special_tokens(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first, 0));
    types.addAll(Collections.nCopies(second, 1));
    return types;
  }

  // thinks the [SEP] only stands between the two
  public static List<Integer> forgets_last_sep(int first, int second) {
    List<Integer> types = new ArrayList<>();
    for (int i = 0; i < first + 2; i++) {
      types.add(0);
    }
    for (int i = 0; i < second; i++) {
      types.add(1);
    }
    return types;
  }

  // numbers the sentences 1 and 2
  public static List<Integer> counts_from_one(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 2, 1));
    types.addAll(Collections.nCopies(second + 1, 2));
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

  // gives the second sentence a [CLS] of its own
  public static List<Integer> second_cls(int first, int second) {
    List<Integer> types = new ArrayList<>(Collections.nCopies(first + 2, 0));
    types.addAll(Collections.nCopies(second + 2, 1));
    return types;
  }
}
