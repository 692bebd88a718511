package padwise.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.model.ForwardTrace;

/**
 * All heads of all layers, one token at a time: point at a token, or choose it from the list below,
 * and see where each head looks from there. What can't draw the chart shows the picture.
 *
 * <p>The chart is {@code head-view.vl.json}, a Vega-Lite 5 chart, which opens in Vega's editor,
 * with the sentence's tokens and weights put in.
 */
public record HeadView(Figure picture, String chart) {

  public HeadView {
    Preconditions.given("picture, chart", picture, chart);
  }

  private static final int MOST = 32;
  private static final int ROOM = 700;
  private static final MathContext TWO_DIGITS = new MathContext(2);

  /** Shows what a BERT did with one sentence, counted from 0, of a batch of at most 32 slots. */
  public static HeadView of(String title, ForwardTrace trace, PaddedBatch batch, int sentence) {
    Preconditions.given("title, trace", title, trace);
    Axis tokens = Axis.of("tokens", batch, sentence);
    Preconditions.require(
        tokens.size() <= MOST,
        "batch: a head view holds at most %s slots but was %s; show a shorter batch",
        MOST,
        tokens.size());
    Figure picture = HeadGrid.layers(title, trace, batch, sentence);
    return new HeadView(picture, chart(title, tokens, weights(trace, sentence, tokens.size())));
  }

  /** The resource with its sample values, each of which stands there once or twice, replaced. */
  private static String chart(String title, Axis tokens, String weights) {
    int size = tokens.size();
    boolean level = tokens.widest() * size < ROOM;
    int side = Math.max(16, Math.min(24, ROOM / 3 / size));
    int across = Math.max(1, Math.min(3, ROOM / (side * size - 10)));
    return resource()
        .replace("\"height\": 32", "\"height\": " + (level ? 32 : 110))
        .replace("\"angle\": 0", "\"angle\": " + (level ? 0 : 270))
        .replace("\"query\": 1", "\"query\": " + Math.min(1, size - 1))
        .replace("[0, 1, 2]", IntStream.range(0, size).boxed().toList().toString())
        .replace("\"step\": 24", "\"step\": " + side)
        .replace("\"columns\": 3", "\"columns\": " + across)
        .replace("[2]", tokens.pads().stream().boxed().toList().toString())
        .replaceFirst("layer,head,[^\"]*", Matcher.quoteReplacement(weights))
        .replace("\"Small:", quoted(List.of(title + ":")).replaceFirst("\"$", ""))
        .replace("\"[CLS]\", \"cat\", \"▨[PAD]\"", quoted(tokens.words())); // with any signs
  }

  private static String resource() {
    try (InputStream in = HeadView.class.getResourceAsStream("head-view.vl.json")) {
      return new String(Objects.requireNonNull(in, "no head-view.vl.json").readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> word.replaceAll("\\p{Cntrl}", " "))
        .map(word -> '"' + word.replaceAll("[\"\\\\]", "\\\\$0") + '"')
        .collect(Collectors.joining(", "));
  }

  /** One line for each layer, head and query, with the weights of all keys; 0 is exactly 0. */
  private static String weights(ForwardTrace trace, int sentence, int size) {
    StringBuilder lines = new StringBuilder("layer,head,query,weight");
    for (int layer = 0; layer < trace.layers().size(); layer++) {
      double[] weights = Rows.read(trace.attention(layer).heads(sentence)); // [H, T, T]
      for (int row = 0; row < weights.length / size; row++) {
        lines.append("\\n%s,%s,%s,".formatted(layer, row / size, row % size));
        lines.append(
            Arrays.stream(weights, row * size, (row + 1) * size)
                .mapToObj(HeadView::number)
                .collect(Collectors.joining(" ")));
      }
    }
    return lines.toString();
  }

  private static String number(double weight) {
    return Double.isNaN(weight)
        ? "NaN"
        : new BigDecimal(weight).round(TWO_DIGITS).stripTrailingZeros().toString();
  }
}
