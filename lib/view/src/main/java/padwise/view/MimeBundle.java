package padwise.view;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.math.Preconditions;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

/**
 * One output of a notebook in several forms, of which a page draws the richest it can: the same
 * words and numbers in each, on every run. A picture is there once, inside its HTML, where it has
 * its alt text and its caption.
 *
 * @param content MIME type to content, richest first; {@code text/plain} is always there
 */
public record MimeBundle(Map<String, String> content) {

  public MimeBundle {
    Preconditions.given("content", content);
  }

  /** Of one plain value, those inside its elements among them; of longer ones the beginning. */
  private static final int ELEMENTS = 1000;

  /** The depth to which lists in lists are shown; a list that holds itself has no end. */
  private static final int DEPTH = 50;

  /**
   * The full name of a class, or Java's code for a type of array, with a hash. Sought from where a
   * name begins alone, or a number of a million digits would be read a million times.
   */
  private static final Pattern HASH =
      Pattern.compile(
          "((?<![\\w$]|[\\w$]\\.)(?:[\\w$]++\\.)++[A-Z$][\\w$/]*+"
              + "|(?<!\\[)\\[++(?:[ZBCSIJFD]|L[\\w$./]++;))@[0-9a-f]{1,8}(?!\\.?\\w)");

  private static final String HTML = "text/html";
  private static final String TEXT = "text/plain";
  private static final String PNG = "image/png";
  private static final String CHART = "application/vnd.vegalite.v5+json";

  /** Shows a figure, a chart, a head view, a table, an array, a batch, an encoding, any value. */
  public static MimeBundle of(@Nullable Object value) {
    if (value instanceof MimeBundle ready) {
      return ready;
    }
    if (value instanceof Chart chart) {
      return of(chart.figure());
    }
    if (value instanceof Figure figure) {
      return of(figure.html(), figure.alt());
    }
    if (value instanceof HeadView view) { // no HTML: pages prefer it to the chart
      return new MimeBundle(
          inOrder(CHART, view.chart(), PNG, view.picture().png(), TEXT, view.picture().alt()));
    }
    if (value instanceof Variable variable) {
      return of(variable.value());
    }
    if (value instanceof INDArray array && array.rank() > 0) {
      String tables =
          HtmlTable.of(array).stream().map(HtmlTable::html).collect(Collectors.joining("\n"));
      return of(tables, HtmlTable.sentence(array));
    }
    if (value instanceof Table table) {
      return of(HtmlTable.of(table));
    }
    if (value instanceof PaddedBatch batch) {
      return of(HtmlTable.of(batch));
    }
    return value instanceof Encoding encoding
        ? of(HtmlTable.of(encoding))
        : new MimeBundle(Map.of(TEXT, new PlainText().of(value)));
  }

  /** Any value as text that is the same on every run: no identity hashes. */
  private static final class PlainText {
    private int left = ELEMENTS;
    private int depth;

    String of(@Nullable Object value) {
      depth++;
      String text = depth > DEPTH ? "…" : text(value);
      depth--;
      return text;
    }

    private String text(@Nullable Object value) {
      if (value instanceof INDArray array) {
        return HtmlTable.sentence(array);
      }
      if (value instanceof Variable variable) {
        return of(variable.value());
      }
      if (value != null && value.getClass().isArray()) {
        int length = Array.getLength(value);
        return list(
            IntStream.range(0, length).mapToObj(i -> Array.get(value, i)).iterator(), length, "[]");
      }
      if (value instanceof Map.Entry<?, ?> entry) {
        return of(entry.getKey()) + "=" + of(entry.getValue());
      }
      if (value instanceof Optional<?> item) {
        return item.map(some -> "Optional[" + of(some) + "]").orElse("Optional.empty");
      }
      if (value instanceof Collection<?> items) {
        return list(items.iterator(), items.size(), "[]");
      }
      if (value instanceof Map<?, ?> map) {
        return list(map.entrySet().iterator(), map.size(), "{}");
      }
      return value == null ? "null" : named(value);
    }

    /** The elements, as far as there is room for them; then how many there are. */
    private String list(Iterator<?> items, int size, String brackets) {
      var words = new StringJoiner(", ", brackets.substring(0, 1), brackets.substring(1));
      while (items.hasNext() && left > 0) {
        left--;
        words.add(of(items.next()));
      }
      return (items.hasNext() ? words.add("… " + size + " elements") : words).toString();
    }

    /** A record by its components, unless it has words of its own; any other without its hash. */
    private String named(Object value) {
      String own = "" + value;
      String name = value.getClass().getSimpleName();
      if (own.startsWith(name + "[") && Records.isReadable(value)) {
        return Stream.of(value.getClass().getRecordComponents())
            .map(c -> c.getName() + "=" + of(Records.value(c, value)))
            .collect(Collectors.joining(", ", name + "[", "]"));
      }
      String hash = "@" + Integer.toHexString(System.identityHashCode(value));
      return own.endsWith(hash)
          ? (name.isEmpty() ? "an object" : name)
          : value instanceof CharSequence ? own : withoutHashes(own);
    }
  }

  /** A text of Java in which objects have the names of their classes alone. */
  public static String withoutHashes(String text) {
    return HASH.matcher(text).replaceAll("$1");
  }

  /** A table of texts, one for each column of the header; the first of each row names it. */
  public static MimeBundle table(String caption, List<String> header, List<List<String>> rows) {
    Preconditions.given("caption, header, rows", caption, header, rows);
    for (List<String> row : rows) {
      Preconditions.given("rows", row);
      Preconditions.require(
          row.size() == header.size(),
          "rows: expected a text for each of the columns %s but was %s",
          header,
          row);
    }
    return of(new HtmlTable(caption, header, rows, ""));
  }

  /** A bar for what takes a while, with words beside it. */
  public static MimeBundle progress(String words, int done, int of) {
    Preconditions.given("words", words);
    String bar = "<progress max=\"" + of + "\" value=\"" + done + "\"></progress> ";
    return of(bar + HtmlTable.escape(words), words);
  }

  /** One sentence for who sees no picture and no table, or the value itself. */
  public String text() {
    return content.getOrDefault(TEXT, "");
  }

  /** A figure with alt text or tables with headers, escaped; null for plain values. */
  public @Nullable String html() {
    return content.get(HTML);
  }

  private static MimeBundle of(HtmlTable table) {
    return of(table.html(), table.caption());
  }

  private static MimeBundle of(String html, String text) {
    return new MimeBundle(inOrder(HTML, html, TEXT, text));
  }

  private static Map<String, String> inOrder(String... typesAndContents) {
    Map<String, String> content = new LinkedHashMap<>();
    for (int i = 0; i < typesAndContents.length; i += 2) {
      content.put(typesAndContents[i], typesAndContents[i + 1]);
    }
    return Collections.unmodifiableMap(content);
  }
}
