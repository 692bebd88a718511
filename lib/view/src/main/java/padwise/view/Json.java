package padwise.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the JSON of a chart's own resource: maps, lists, texts without {@code \\u}, numbers. */
final class Json {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*([\\[\\]{},:]|\"(?:[^\"\\\\]|\\\\.)*\"|[-\\w.+]+)");

  private final Matcher tokens;

  private Json(String json) {
    tokens = TOKEN.matcher(json);
  }

  /** The value, made of maps and lists that can be changed. */
  static Object read(String json) {
    Json reader = new Json(json);
    return reader.value(reader.next());
  }

  private String next() {
    if (!tokens.find()) {
      throw new IllegalArgumentException("json: ends too early");
    }
    return tokens.group(1);
  }

  private Object value(String token) {
    return switch (token.charAt(0)) {
      case '{' -> map();
      case '[' -> list();
      case '"' -> text(token);
      case 't', 'f' -> Boolean.valueOf(token);
      default -> number(token);
    };
  }

  private Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String token = next(); !token.equals("}"); token = next()) {
      if (token.charAt(0) == '"') {
        next(); // the colon
        map.put(text(token), value(next()));
      }
    }
    return map;
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    for (String token = next(); !token.equals("]"); token = next()) {
      if (!token.equals(",")) {
        list.add(value(token));
      }
    }
    return list;
  }

  private static String text(String token) {
    return token.substring(1, token.length() - 1).translateEscapes();
  }

  private static Number number(String token) {
    double value = Double.parseDouble(token);
    return value == (int) value ? (Number) (int) value : (Number) value;
  }
}
