package padwise.lesson.answers;

import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One right answer and some wrong ones to {@code splitHeads}, by misconception. */
public final class SplitHeads {
  private SplitHeads() {}

  // cuts the numbers of all tokens into slices, one for each head, and stacks the slices in front
  // of T
  public static INDArray right(INDArray x, int heads) {
    long width = x.size(2) / heads;
    INDArray[] slices = new INDArray[heads];
    for (int h = 0; h < heads; h++) {
      slices[h] =
          x.get(
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(h * width, (h + 1) * width))
              .dup('c')
              .reshape(x.size(0), x.size(1), width);
    }
    return Nd4j.stack(1, slices);
  }

  // leaves the heads behind the tokens: [B, T, H, Dh]
  public static INDArray forgets_to_permute(INDArray x, int heads) {
    return x.dup('c').reshape('c', x.size(0), x.size(1), heads, x.size(2) / heads);
  }

  // reshape to [B, H, T, Dh] without permute: right shape, tokens mixed up
  public static INDArray reshapes_at_once(INDArray x, int heads) {
    return x.dup('c').reshape('c', x.size(0), heads, x.size(1), x.size(2) / heads);
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
}
