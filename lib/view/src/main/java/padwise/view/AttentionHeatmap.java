package padwise.view;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;

/**
 * Who looks at whom: one row a query, one column a key, colour from 0 to 1.
 *
 * <p>Padded tokens are hatched, on both sides, whether or not they get attention. A NaN is drawn as
 * NaN; a row that does not sum to 1 is reported at the axis.
 */
public final class AttentionHeatmap {

  private AttentionHeatmap() {}

  /**
   * Draws the weights of one head.
   *
   * @param weights {@code [T, T]}, each in 0..1 or NaN, T at most 128
   * @param batch where the tokens come from, and what is padding
   * @param sentence which of its sentences, from 0
   * @throws IllegalArgumentException if a shape does not fit or a weight is out of range
   */
  public static Figure of(String title, INDArray weights, PaddedBatch batch, int sentence) {
    Axis keys = Axis.of("keys (attended to)", batch, sentence);
    Weights read = Weights.of(weights, keys.pads(), keys.size());
    Axis queries = Axis.of(read.queryTitle(), batch, sentence);
    int side = Panel.side(keys.size(), Panel.TALL);
    Panel panel = new Panel("", read.values(), queries, keys, side, side);
    String what =
        "heatmap, %d queries from top to bottom, as many keys from left to right"
            .formatted(keys.size());
    return Heatmap.of(title, what, read.finding(), List.of(panel), 1, Scale.from0to1(4));
  }
}
