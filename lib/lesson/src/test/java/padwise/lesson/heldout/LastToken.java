package padwise.lesson.heldout;

import java.util.List;

/** Wrong answers to {@code lastToken}, by misconception. */
public final class LastToken {
  private LastToken() {}

  // looks for the first 0 in the mask and steps back: with padding on the left there is nothing
  // before it
  public static Integer before_the_first_zero_of_the_mask(List<Integer> ids, List<Integer> mask) {
    int padding = mask.indexOf(0);
    return padding < 0 ? ids.get(ids.size() - 1) : ids.get(Math.max(0, padding - 1));
  }

  // tells padding by id 0: steps over a real token with id 0 and stops at padding with another id
  public static Integer last_id_that_is_not_zero(List<Integer> ids, List<Integer> mask) {
    for (int i = ids.size() - 1; i >= 0; i--) {
      if (ids.get(i) != 0) {
        return ids.get(i);
      }
    }
    return 0;
  }

  // indexOf for lastIndexOf
  public static Integer first_real_token(List<Integer> ids, List<Integer> mask) {
    return ids.get(mask.indexOf(1));
  }

  // swapped polarity: the last slot whose mask is 0
  public static Integer last_padding(List<Integer> ids, List<Integer> mask) {
    return ids.get(Math.max(0, mask.lastIndexOf(0)));
  }

  // does not count [SEP] as a token
  public static Integer token_before_the_end(List<Integer> ids, List<Integer> mask) {
    return ids.get(Math.max(0, mask.lastIndexOf(1) - 1));
  }

  // counts the padding on the left and steps back from the right end
  public static Integer reads_the_mask_from_the_wrong_end(List<Integer> ids, List<Integer> mask) {
    int left = mask.indexOf(1);
    return ids.get(ids.size() - 1 - left);
  }
}
