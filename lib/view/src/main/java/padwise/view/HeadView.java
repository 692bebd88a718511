package padwise.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.math.Rows;
import padwise.model.ForwardTrace;

/**
 * All heads of all layers, one token at a time: point at a token, or choose it with the keyboard
 * from the list below, and see where each head looks from there. JupyterLab draws the chart by
 * itself; what can't draw it shows the picture.
 *
 * <p>The chart is {@code head-view.vl.json}, which opens in Vega's editor, with the sentence's
 * tokens and weights put in.
 *
 * @param picture every head of every layer at once
 * @param chart a Vega-Lite 5 chart as JSON's maps, lists, texts and numbers
 */
public record HeadView(Figure picture, Map<String, Object> chart) {

  private static final int MOST = 32;
  private static final int ROOM = 700;
  private static final Pattern TOKEN =
      Pattern.compile("[\\[\\]{}]|\"(?:[^\"\\\\]|\\\\.)*\"|[-\\w.+]+");
  private static final MathContext TWO_DIGITS = new MathContext(2);

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
    Figure picture = HeadGrid.layers(title, trace, batch, sentence);
    return new HeadView(picture, chart(title, tokens, weights(trace, sentence, tokens.size())));
  }

  private static Map<String, Object> chart(String title, Axis tokens, String weights) {
    Map<String, Object> chart = resource();
    int size = tokens.size();
    boolean level = tokens.widest() * size < ROOM;
    int side = Math.max(16, Math.min(24, ROOM / 3 / size));
    String words = title + ": point at a token, or choose it below, to see where each head looks";
    put(chart, words, "title", "text");
    put(chart, tokens.words(), "params", 0, "value");
    put(chart, tokens.pads().stream().boxed().toList(), "params", 1, "value");
    put(chart, weights, "data", "values");
    put(chart, level ? 32 : 110, "vconcat", 0, "height");
    put(chart, level ? 0 : 270, "vconcat", 0, "layer", 1, "mark", "angle");
    put(chart, Math.min(1, size - 1), "vconcat", 0, "layer", 0, "params", 0, "value", 0, "query");
    Object choice = at(chart, "vconcat", 0, "layer", 0, "params", 0, "bind", "query");
    put(choice, IntStream.range(0, size).boxed().toList(), "options");
    put(choice, tokens.words(), "labels");
    put(chart, side, "vconcat", 1, "spec", "width", "step");
    put(chart, Math.max(1, Math.min(3, ROOM / (side * size - 10))), "vconcat", 1, "columns");
    return chart;
  }

  /** The chart as maps and lists that can be changed, which is what a kernel sends as JSON. */
  @SuppressWarnings("unchecked") // the resource is an object
  static Map<String, Object> resource() {
    try (InputStream in = HeadView.class.getResourceAsStream("head-view.vl.json")) {
      byte[] bytes = Objects.requireNonNull(in, "head-view.vl.json is missing").readAllBytes();
      Iterator<String> tokens =
          TOKEN.matcher(new String(bytes, UTF_8)).results().map(MatchResult::group).iterator();
      return (Map<String, Object>) value(tokens.next(), tokens);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON value that begins with a token; commas and colons are none. */
  private static Object value(String token, Iterator<String> rest) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Object> list = new ArrayList<>();
    return switch (token.charAt(0)) {
      case '{' -> {
        for (String name = rest.next(); !name.equals("}"); name = rest.next()) {
          map.put(text(name), value(rest.next(), rest));
        }
        yield map;
      }
      case '[' -> {
        for (String first = rest.next(); !first.equals("]"); first = rest.next()) {
          list.add(value(first, rest));
        }
        yield list;
      }
      case '"' -> text(token);
      default -> token.matches("true|false") ? Boolean.valueOf(token) : new BigDecimal(token);
    };
  }

  private static String text(String token) {
    return token.substring(1, token.length() - 1).translateEscapes();
  }

  /** Puts a value where the path of names and places leads. */
  @SuppressWarnings("unchecked") // as the resource is built
  private static void put(Object chart, Object value, Object... path) {
    Object[] way = Arrays.copyOf(path, path.length - 1);
    ((Map<String, Object>) at(chart, way)).put((String) path[way.length], value);
  }

  private static Object at(Object chart, Object... path) {
    Object part = chart;
    for (Object step : path) {
      part =
          step instanceof Integer place
              ? ((List<?>) part).get(place)
              : Objects.requireNonNull(((Map<?, ?>) part).get(step));
    }
    return part;
  }

  /** One line for each layer, head and query, with the weights of all keys; 0 is exactly 0. */
  private static String weights(ForwardTrace trace, int sentence, int size) {
    StringBuilder lines = new StringBuilder("layer,head,query,weight");
    for (int layer = 0; layer < trace.layers().size(); layer++) {
      double[] weights = Rows.read(trace.attention(layer).heads(sentence)); // [H, T, T]
      for (int row = 0; row < weights.length / size; row++) {
        lines.append("\n%s,%s,%s,".formatted(layer, row / size, row % size));
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
