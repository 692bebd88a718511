package padwise.view;

import java.util.BitSet;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Who looks at whom: one row a query, one column a key, colour from 0 to 1.
 *
 * <p>Padded tokens are hatched, on both sides, whether or not they get attention. A NaN is drawn as
 * NaN; a row that does not sum to 1 is reported at the axis.
 */
public final class AttentionHeatmap {

  private AttentionHeatmap() {}

  /**
   * Draws the weights; tokens named {@code [PAD]} are padding.
   *
   * @param weights {@code [T, T]}, each in 0..1 or NaN
   * @param tokens T tokens, at most 128
   * @throws IllegalArgumentException if a shape does not fit or a weight is out of range
   */
  public static Figure of(INDArray weights, List<String> tokens) {
    return of("Attention", weights, tokens);
  }

  /** Draws the weights under a title of your own; tokens named {@code [PAD]} are padding. */
  public static Figure of(String title, INDArray weights, List<String> tokens) {
    return draw(title, weights, tokens, Weights.padsIn(tokens));
  }

  /**
   * Draws the weights; the mask says what is padding.
   *
   * @param mask 1 for a real token, 0 for padding, {@code [T]}
   */
  public static Figure of(INDArray weights, List<String> tokens, INDArray mask) {
    return of("Attention", weights, tokens, mask);
  }

  /** Draws the weights under a title of your own; the mask says what is padding. */
  public static Figure of(String title, INDArray weights, List<String> tokens, INDArray mask) {
    Weights.padsIn(tokens);
    return draw(title, weights, tokens, Matrix.pads(mask, tokens.size()));
  }

  private static Figure draw(String title, INDArray array, List<String> tokens, BitSet pads) {
    Weights weights = Weights.of(array, pads, tokens.size());
    int side = Panel.side(tokens.size());
    Panel panel =
        new Panel(
            "",
            weights.values(),
            Axis.of(weights.queryTitle(), tokens, pads),
            Axis.of("keys (attended to)", tokens, pads),
            side,
            side);
    String alt =
        "%s: heatmap, %d queries from top to bottom, as many keys from left to right, colour from 0 to 1. %s"
            .formatted(title, tokens.size(), weights.finding());
    return new Figure(
        Card.of(title, List.of(panel), 1, Scale.from0to1(4)),
        alt,
        title + ". " + weights.finding() + panel.legend());
  }
}
