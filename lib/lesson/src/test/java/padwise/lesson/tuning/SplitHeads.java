package padwise.lesson.tuning;

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

  // permutes one axis too many: [B, H, Dh, T]
  public static INDArray tokens_last(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(0), x.size(1), heads, x.size(2) / heads)
        .permute(0, 2, 3, 1);
  }

  // one axis for sentence and head: [B * H, T, Dh]
  public static INDArray heads_join_the_batch(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(0), x.size(1), heads, x.size(2) / heads)
        .permute(0, 2, 1, 3)
        .dup('c')
        .reshape('c', x.size(0) * heads, x.size(1), x.size(2) / heads);
  }

  // head 0 gets the last numbers
  public static INDArray last_head_first(INDArray x, int heads) {
    long width = x.size(2) / heads;
    INDArray[] slices = new INDArray[heads];
    for (int h = 0; h < heads; h++) {
      slices[heads - 1 - h] =
          x.get(
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.interval(h * width, (h + 1) * width))
              .dup('c')
              .reshape(x.size(0), x.size(1), width);
    }
    return Nd4j.stack(1, slices);
  }

  // reads [B, T, D] as [T, B, D]: right shape, tokens in the wrong sentences
  public static INDArray sentences_and_tokens_swapped(INDArray x, int heads) {
    return x.dup('c')
        .reshape('c', x.size(1), x.size(0), heads, x.size(2) / heads)
        .permute(1, 2, 0, 3);
  }

  // forgets the batch and splits the first sentence only: [H, T, Dh]
  public static INDArray first_sentence_only(INDArray x, int heads) {
    return x.slice(0).dup('c').reshape('c', x.size(1), heads, x.size(2) / heads).permute(1, 0, 2);
  }
}
