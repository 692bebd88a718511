package padwise.model;

import java.util.Collections;
import java.util.List;
import padwise.math.Preconditions;

/**
 * The sizes of a BERT.
 *
 * @param words vocabulary, V
 * @param slots the longest row it can place, P
 * @param width model width, D
 * @param heads attention heads in a layer, H; divides D
 * @param layers encoder blocks
 * @param inner width inside a feed-forward layer
 */
public record BertConfig(int words, int slots, int width, int heads, int layers, int inner) {

  public BertConfig {
    List<Integer> sizes = List.of(words, slots, width, heads, layers, inner);
    Preconditions.require(
        Collections.min(sizes) > 0 && width % heads == 0,
        "config: expected sizes of at least 1, and heads that divide the width, but words, slots,"
            + " width, heads, layers, inner were %s",
        sizes);
  }

  /**
   * A BERT of V words that learns in seconds: D = 64, 4 heads, 2 layers, inner width 128, up to 32
   * slots.
   */
  public static BertConfig mini(int words) {
    return new BertConfig(words, 32, 64, 4, 2, 128);
  }
}
