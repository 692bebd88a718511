package padwise.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.grad.Variable;
import padwise.text.Encoding;
import tech.tablesaw.api.Table;

/**
 * One thing in every form a notebook can show: the same words and numbers each time.
 *
 * @param html a figure with alt text or tables with headers, escaped; null for plain values
 * @param png the picture of a {@link Figure}; null for anything else
 * @param text one sentence for who can see neither, or the value itself
 * @param chart a Vega-Lite chart that answers to the mouse, as JSON's maps, lists, texts and
 *     numbers; empty for anything but a {@link HeadView}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Shown(
    @Nullable String html, byte @Nullable [] png, String text, Map<String, Object> chart) {

  /** Without a chart that answers to the mouse. */
  public Shown(@Nullable String html, byte @Nullable [] png, String text) {
    this(html, png, text, Map.of());
  }

  /**
   * Shows a figure, bars, lines, a head view, a Tablesaw table, an array, a batch, an encoding, or
   * a plain value.
   */
  public static Shown of(@Nullable Object value) {
    if (value instanceof Shown ready) {
      return ready;
    }
    if (value instanceof Figure figure) {
      return figure(figure);
    }
    if (value instanceof Bars bars) {
      return figure(bars.figure());
    }
    if (value instanceof Lines lines) {
      return figure(lines.figure());
    }
    if (value instanceof HeadView view) { // no HTML: pages prefer it to the chart
      return new Shown(null, png(view.picture()), view.picture().alt(), view.chart());
    }
    if (value instanceof Variable variable) {
      return of(variable.value());
    }
    if (value instanceof INDArray array && array.rank() > 0) {
      List<String> tables = Tables.of(array).stream().map(HtmlTable::html).toList();
      return new Shown(String.join("\n", tables), null, Tables.sentence(array));
    }
    if (value instanceof Table table) {
      return table(Tables.of(table));
    }
    if (value instanceof PaddedBatch batch) {
      return table(Tables.of(batch));
    }
    if (value instanceof Encoding encoding) {
      return table(Tables.of(encoding));
    }
    return new Shown(null, null, Plain.text(value));
  }

  /**
   * A table of texts.
   *
   * @param rows one text for each column of the header; the first names the row
   */
  public static Shown table(String caption, List<String> header, List<List<String>> rows) {
    return table(new HtmlTable(caption, header, rows, ""));
  }

  /**
   * A bar for what takes a while, with words beside it.
   *
   * @param done how much of {@code of} is done
   */
  public static Shown progress(String words, int done, int of) {
    String bar = "<progress max=\"%d\" value=\"%d\"></progress> %s";
    return new Shown(bar.formatted(of, done, HtmlTable.escape(words)), null, words);
  }

  private static Shown figure(Figure figure) {
    byte[] png = png(figure);
    String html =
        "<figure style=\"margin: 4px 0\"><img alt=\"%s\" width=\"%d\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>"
            .formatted(
                HtmlTable.escape(figure.alt()),
                figure.image().getWidth(),
                Base64.getEncoder().encodeToString(png),
                HtmlTable.escape(figure.caption()));
    return new Shown(html, png, figure.alt());
  }

  private static Shown table(HtmlTable table) {
    return new Shown(table.html(), null, table.caption());
  }

  private static byte[] png(Figure figure) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0); // PNG loses nothing: this is about a quarter smaller
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(figure.image(), null, null), smallest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
