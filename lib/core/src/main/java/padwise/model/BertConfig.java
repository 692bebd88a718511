package padwise.model;

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

  /** Checks that the sizes are at least 1, and the heads divide the width. */
  public BertConfig {
    Preconditions.require(
        Math.min(Math.min(words, slots), Math.min(Math.min(layers, inner), Math.min(width, heads)))
                > 0
            && width % heads == 0,
        "config: expected sizes of at least 1 and heads that divide the width but was %s words,"
            + " %s slots, width %s, %s heads, %s layers, inner width %s",
        words,
        slots,
        width,
        heads,
        layers,
        inner);
  }

  /**
   * A BERT that learns in seconds: D = 64, 4 heads, 2 layers, inner width 128, up to 32 slots.
   *
   * @param words vocabulary, V
   */
  public static BertConfig mini(int words) {
    return new BertConfig(words, 32, 64, 4, 2, 128);
  }
}
