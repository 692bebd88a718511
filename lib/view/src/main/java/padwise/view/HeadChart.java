package padwise.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import padwise.math.Rows;
import padwise.model.ForwardTrace;

/** A {@link HeadView} in the words of Vega-Lite: a row of tokens, and below it a panel a layer. */
record HeadChart(Axis tokens, ForwardTrace trace, int sentence) {

  private static final int ROOM = 700;
  private static final MathContext TWO_DIGITS = new MathContext(2);
  private static final List<String> BLUES =
      Scale.from0to1(1).ramp().stream().map(c -> "#%06x".formatted(c.getRGB() & 0xffffff)).toList();

  private static final Map<String, Object> HEADER =
      Map.of("labelFontSize", 14, "labelColor", "black");
  private static final Map<String, Object> CSV =
      Map.of(
          "type", "csv", "parse", Map.of("layer", "number", "head", "number", "query", "number"));

  Map<String, Object> titled(String title) {
    String words = title + ": point at a token to see where each head looks from there";
    return Map.of(
        "$schema", "https://vega.github.io/schema/vega-lite/v5.json", // a name, nothing is loaded
        "usermeta", Map.of("embedOptions", Map.of("actions", false)),
        "title", Map.of("text", words, "anchor", "start", "offset", 12),
        "params",
            List.of(
                Map.of("name", "tokens", "value", tokens.labels()),
                Map.of("name", "pads", "value", tokens.pads().stream().boxed().toList())),
        "vconcat", List.of(queries(), layers()),
        "config", onWhite());
  }

  /** All tokens in one row; the one that was pointed at last is the query. */
  private Map<String, Object> queries() {
    Map<String, Object> last =
        Map.of("type", "point", "fields", List.of("query"), "on", "mouseover", "clear", false);
    Map<String, Object> start = Map.of("query", Math.min(1, tokens.size() - 1));
    boolean level = tokens.widest() * tokens.size() < ROOM;
    Map<String, Object> box =
        Map.of(
            "params", List.of(Map.of("name", "from", "select", last, "value", List.of(start))),
            "mark", Map.of("type", "rect", "stroke", "#777777", "cursor", "pointer"),
            "encoding", Map.of("color", ifChosen("#0b5198", "#f2f2f2")));
    Map<String, Object> token =
        Map.of(
            "mark", Map.of("type", "text", "fontSize", 14, "angle", level ? 0 : 270),
            "encoding",
                Map.of("text", Map.of("field", "token"), "color", ifChosen("#ffffff", "#000000")));
    return Map.of(
        "data", Map.of("values", rows("query", tokens.size())),
        "transform", List.of(look("query", "token")),
        "width", ROOM,
        "height", level ? 32 : 110,
        "encoding", Map.of("x", slot("query", Map.of("labels", false))),
        "layer", List.of(box, token));
  }

  /** A panel a layer: a row for each head, a column for each key, padding hatched. */
  private Map<String, Object> layers() {
    int side = Math.max(16, Math.min(24, ROOM / 3 / tokens.size()));
    Map<String, Object> names = Map.of("labelExpr", "tokens[datum.value]", "labelAngle", 270);
    Map<String, Object> places =
        Map.of(
            "x", slot("key", names),
            "y", Map.of("field", "head", "type", "ordinal"),
            "tooltip",
                Stream.of("layer", "head", "from", "to", "weight").map(HeadChart::field).toList());
    Map<String, Object> hatching =
        Map.of(
            "transform", List.of(Map.of("filter", "indexof(pads, datum.key) >= 0")),
            "mark", Map.of("type", "text", "text", "╱", "color", "#777777"));
    return Map.of(
        "data", Map.of("values", weights(), "format", CSV),
        "transform",
            List.of(
                Map.of("filter", Map.of("param", "from", "empty", false)),
                Map.of("calculate", "split(toString(datum.weight), ' ')", "as", "weight"),
                Map.of("calculate", "sequence(length(datum.weight))", "as", "key"),
                Map.of("flatten", List.of("weight", "key")),
                Map.of("calculate", "toNumber(datum.weight)", "as", "weight"),
                look("query", "from"),
                look("key", "to"),
                Map.of("calculate", "'layer ' + datum.layer", "as", "panel")),
        "facet", Map.of("field", "panel", "type", "ordinal", "title", "", "header", HEADER),
        "columns", Math.max(1, Math.min(3, ROOM / (side * tokens.size() - 10))),
        "spec",
            Map.of(
                "width", Map.of("step", side),
                "height", Map.of("step", 16),
                "encoding", places,
                "layer", List.of(cells(), hatching)));
  }

  private static Map<String, Object> cells() {
    Map<String, Object> scale = Map.of("domain", List.of(0, 1), "range", BLUES);
    return Map.of(
        "mark", Map.of("type", "rect", "stroke", "#d0d0d0"),
        "encoding",
            Map.of("color", Map.of("field", "weight", "type", "quantitative", "scale", scale)));
  }

  /** One line for each layer, head and query, with the weights of all keys; 0 is exactly 0. */
  private String weights() {
    StringBuilder lines = new StringBuilder("layer,head,query,weight");
    int size = tokens.size();
    for (int layer = 0; layer < trace.layers().size(); layer++) {
      double[] weights = Rows.read(trace.attention(layer).heads(sentence)); // [H, T, T]
      for (int row = 0; row < weights.length / size; row++) {
        lines.append("\n%d,%d,%d,".formatted(layer, row / size, row % size));
        lines.append(
            Arrays.stream(weights, row * size, (row + 1) * size)
                .mapToObj(HeadChart::number)
                .collect(Collectors.joining(" ")));
      }
    }
    return lines.toString();
  }

  private static String number(double weight) {
    return new BigDecimal(weight).round(TWO_DIGITS).stripTrailingZeros().toString();
  }

  private static List<Map<String, Integer>> rows(String field, int count) {
    return IntStream.range(0, count).mapToObj(i -> Map.of(field, i)).toList();
  }

  private static Map<String, Object> look(String slot, String name) {
    return Map.of("calculate", "tokens[datum." + slot + "]", "as", name);
  }

  private static Map<String, Object> slot(String field, Map<String, Object> axis) {
    return Map.of("field", field, "type", "ordinal", "axis", axis, "scale", Map.of("padding", 0));
  }

  private static Map<String, Object> field(String name) {
    return Map.of("field", name, "type", "nominal");
  }

  private static Map<String, Object> ifChosen(String yes, String no) {
    return Map.of("condition", Map.of("param", "from", "empty", false, "value", yes), "value", no);
  }

  /** Black on white in a dark page, too. */
  private static Map<String, Object> onWhite() {
    return Map.of(
        "background", "white",
        "padding", 12,
        "title", Map.of("color", "black", "fontSize", 16),
        "axis", black("ticks", false),
        "legend", black("orient", "bottom"),
        "view", Map.of("fill", "white"));
  }

  private static Map<String, Object> black(String name, Object value) {
    return Map.of(
        "labelColor",
        "black",
        "titleColor",
        "black",
        "labelFontSize",
        13,
        "titleFontSize",
        14,
        name,
        value);
  }
}
