package padwise.view;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** All heads side by side on one scale: which of them look at what. */
public final class HeadGrid {

  private static final int ROOM = 720;
  private static final int MOST_ACROSS = 4;

  private HeadGrid() {}

  /**
   * Draws one small heatmap a head; tokens named {@code [PAD]} are padding.
   *
   * @param weights {@code [H, T, T]}, each in 0..1 or NaN
   * @param tokens T tokens, at most 128
   * @throws IllegalArgumentException if a shape does not fit or a weight is out of range
   */
  public static Figure of(INDArray weights, List<String> tokens) {
    return of("Attention by head", weights, tokens);
  }

  /** Draws one small heatmap a head, under a title of your own. */
  public static Figure of(String title, INDArray weights, List<String> tokens) {
    return draw(title, weights, tokens, Weights.padsIn(tokens));
  }

  /**
   * Draws one small heatmap a head; the mask, {@code [T]}, says what is padding: 1 real, 0 padding.
   */
  public static Figure of(String title, INDArray weights, List<String> tokens, INDArray mask) {
    Weights.padsIn(tokens);
    return draw(title, weights, tokens, Matrix.pads(mask, tokens.size()));
  }

  private static Figure draw(String title, INDArray array, List<String> tokens, BitSet pads) {
    Matrix.require(
        array != null && array.rank() == 3 && array.size(0) > 0,
        "weights: expected [heads, tokens, tokens] but was " + Matrix.shape(array));
    int heads = (int) array.size(0);
    List<Weights> weights =
        IntStream.range(0, heads)
            .mapToObj(h -> Weights.of(array.slice(h), pads, tokens.size()))
            .toList();
    int across = Math.min(heads, Math.max(1, Math.min(MOST_ACROSS, ROOM / (18 * tokens.size()))));
    int side = Math.max(18, Math.min(40, ROOM / (across * tokens.size())));
    Axis queries = Axis.of("queries", tokens, pads);
    Axis keys = Axis.of("keys", tokens, pads);
    List<Panel> panels =
        IntStream.range(0, heads)
            .mapToObj(
                h ->
                    new Panel(
                        "head " + h,
                        weights.get(h).values(),
                        h % across == 0 ? queries : queries.silent(),
                        h + across >= heads ? keys : keys.silent(),
                        side,
                        side))
            .toList();
    String finding = pads.isEmpty() ? "No token is padding." : finding(weights, pads.cardinality());
    String alt =
        "%s: one heatmap for each head, %d in all; %d queries from top to bottom, as many keys from left to right, colour from 0 to 1. %s"
            .formatted(title, heads, tokens.size(), finding);
    return new Figure(
        Card.of(title, panels, across, Scale.from0to1(4)),
        alt,
        title + ". " + finding + panels.get(0).legend());
  }

  private static String finding(List<Weights> heads, int pads) {
    String shares =
        heads.stream().map(w -> Numbers.percent(w.padShare())).collect(Collectors.joining(", "));
    return "Padding: %d of %d tokens; share of the real queries' attention on it, head by head: %s."
        .formatted(pads, heads.get(0).values().length, shares);
  }
}
