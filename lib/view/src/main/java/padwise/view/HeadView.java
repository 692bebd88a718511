package padwise.view;

import java.util.Map;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.model.ForwardTrace;

/**
 * All heads of all layers, one token at a time: point at a token, and see where each head looks
 * from there. JupyterLab draws the chart by itself; what can't draw it shows the picture.
 *
 * @param picture every head of every layer at once
 * @param chart a Vega-Lite 5 chart as JSON's maps, lists, texts and numbers
 */
public record HeadView(Figure picture, Map<String, Object> chart) {

  private static final int MOST = 32;

  /**
   * Shows one sentence.
   *
   * @param trace what a BERT did with the batch
   * @param batch where the tokens come from, and what is padding; at most 32 slots
   * @param sentence which of its sentences, from 0
   * @throws IllegalArgumentException if there is no such sentence, or it has too many slots
   */
  public static HeadView of(String title, ForwardTrace trace, PaddedBatch batch, int sentence) {
    Axis tokens = Axis.of("tokens", batch, sentence);
    Preconditions.require(
        tokens.size() <= MOST,
        "batch: a head view holds at most %s slots but was %s; show a shorter batch",
        MOST,
        tokens.size());
    return new HeadView(
        HeadGrid.layers(title, trace, batch, sentence),
        new HeadChart(tokens, trace, sentence).titled(title));
  }
}
