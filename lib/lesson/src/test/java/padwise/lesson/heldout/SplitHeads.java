package padwise.lesson.heldout;

import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Wrong answers to {@code splitHeads}, by misconception. */
public final class SplitHeads {
  private SplitHeads() {}

  // reshape to [B, H, T, Dh] without permute: right shape, tokens mixed up
  public static INDArray reshapes_at_once(INDArray x, int heads) {
    return x.dup('c').reshape('c', x.size(0), heads, x.size(1), x.size(2) / heads);
  }

  // deals the numbers out in turn: head 0 gets numbers 0, H, 2H
  public static INDArray numbers_dealt_out_in_turn(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(0), x.size(1), x.size(2) / heads, heads)
        .permute(0, 3, 1, 2);
  }

  // puts the heads before the batch: [H, B, T, Dh]
  public static INDArray heads_first(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(0), x.size(1), heads, x.size(2) / heads)
        .permute(2, 0, 1, 3);
  }

  // every head gets the first Dh numbers
  public static INDArray all_heads_get_the_first_numbers(INDArray x, int heads) {
    long width = x.size(2) / heads;
    INDArray first =
        x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, width))
            .dup('c')
            .reshape(x.size(0), 1, x.size(1), width);
    return Nd4j.concat(1, Collections.nCopies(heads, first).toArray(new INDArray[0]));
  }

  // takes the number of heads for Dh: D / H heads of H numbers
  public static INDArray heads_is_the_width(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(0), x.size(1), x.size(2) / heads, heads)
        .permute(0, 2, 1, 3);
  }

  // doesn't divide: every head gets all D numbers, [B, H, T, D]
  public static INDArray whole_token_for_each_head(INDArray x, int heads) {
    INDArray whole = x.dup('c').reshape(x.size(0), 1, x.size(1), x.size(2));
    return Nd4j.concat(1, Collections.nCopies(heads, whole).toArray(new INDArray[0]));
  }
}
