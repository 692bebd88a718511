package padwise.view;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import padwise.math.Preconditions;

/** A picture with an alt text (what, axes, range, finding) for who can't see it, and a caption. */
public record Figure(BufferedImage image, String alt, String caption) {

  public Figure {
    Preconditions.given("image, alt, caption", image, alt, caption);
  }

  /** The lines at the top that belong to the title. */
  static final int TITLE_ROOM = 44;

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  static final Font TICK = new Font(Font.MONOSPACED, Font.PLAIN, 16);
  static final Font CELL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  private static final int MARGIN = 16;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, false);
  private static final int MOST_COLORS = 256;
  private static final int MOST_PIXELS = 10_000_000;
  private static final int LONGEST = 1000; // more words than any picture has room for

  /** The picture inside an HTML figure, with its alt text and its caption. */
  String html() {
    return "<figure style=\"margin: 4px 0\"><img alt=\"%s\" width=\"%s\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>"
        .formatted(HtmlTable.escape(alt), image.getWidth(), png(), HtmlTable.escape(caption));
  }

  /** The picture as a PNG of at most 256 colours, in base64. */
  String png() {
    var bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam small = writer.getDefaultWriteParam();
    small.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    small.setCompressionQuality(0);
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(indexed(), null, null), small);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is none in memory
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private BufferedImage indexed() {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    int[] palette = palette(pixels).stream().mapToInt(color -> color).toArray();
    var colors =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    var indexed = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, colors);
    indexed.setRGB(0, 0, width, height, pixels, 0, width);
    return indexed;
  }

  /**
   * The most frequent half as they are, cells among them; of others that look alike, one for all.
   */
  private static Collection<Integer> palette(int[] pixels) {
    Map<Integer, Long> counts =
        IntStream.of(pixels).boxed().collect(groupingBy(Function.identity(), counting()));
    List<Integer> byCount =
        counts.keySet().stream()
            .sorted(Comparator.<Integer, Long>comparing(counts::get).reversed())
            .toList();
    Set<Integer> frequent =
        Set.copyOf(byCount.subList(0, Math.min(byCount.size(), MOST_COLORS / 2)));
    Collection<Integer> palette = byCount;
    for (int step = 4; step == 4 || palette.size() > MOST_COLORS; step *= 2) {
      int alike = ~((step - 1) * 0x010101);
      palette =
          byCount.stream()
              .collect(
                  toMap(
                      c -> frequent.contains(c) ? c : c & alike,
                      Function.identity(),
                      (most, other) -> most))
              .values();
    }
    return palette;
  }

  /** White paper with a title, the same on a light and on a dark page, and a drawing below it. */
  static BufferedImage titled(String title, int width, int height, Consumer<Graphics2D> body) {
    Preconditions.given("title", title);
    Preconditions.require(
        (double) width * height <= MOST_PIXELS,
        "title: a picture holds at most %s pixels, but \"%s\" takes %s × %s; show a part",
        MOST_PIXELS,
        title,
        width,
        height);
    var image = new BufferedImage(width, TITLE_ROOM + height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, TITLE_ROOM + height);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    String words = drawable(title);
    int room = width - 2 * MARGIN;
    Font font = width(TITLE, words) > room ? TITLE.deriveFont(16f) : TITLE;
    g.setColor(Color.BLACK);
    g.setFont(font);
    g.drawString(fitted(font, words, room), MARGIN, TITLE_ROOM - 14);
    g.translate(0, TITLE_ROOM);
    body.accept(g);
    g.dispose();
    return image;
  }

  /** These words, cut short if they take more room. */
  static String fitted(Font font, String words, int room) {
    int most = Math.min(room, words.codePointCount(0, words.length())); // a pixel for each
    String shown = words.substring(0, words.offsetByCodePoints(0, most));
    while (width(font, shown) > room && shown.codePointCount(0, shown.length()) > 2) {
      int end = shown.offsetByCodePoints(shown.length(), -2);
      shown = shown.substring(0, end).stripTrailing() + "…";
    }
    return shown;
  }

  /** Writes words around {@code middle}. */
  static void centred(Graphics2D g, String words, int middle, int baseline) {
    g.drawString(words, middle - g.getFontMetrics().stringWidth(words) / 2, baseline);
  }

  /** Turns the pen at a place, so that words run upwards from there. */
  static void upwards(Graphics2D g, int x, int y, Consumer<Graphics2D> words) {
    AffineTransform before = g.getTransform();
    g.translate(x, y);
    g.rotate(-Math.PI / 2);
    words.accept(g);
    g.setTransform(before);
  }

  /** The width of words, in pixels. */
  static int width(Font font, String words) {
    return (int) Math.ceil(font.getStringBounds(words, CONTEXT).getWidth());
  }

  /** The same words; a character that has no glyph here shows as its code point. */
  static String drawable(String words) {
    return words
        .codePoints()
        .limit(LONGEST)
        .mapToObj(c -> hasGlyph(c) ? Character.toString(c) : "U+%04X ".formatted(c))
        .collect(Collectors.joining())
        .strip();
  }

  /** Pictures draw outlines, and a colour emoji or a control character has none. */
  private static boolean hasGlyph(int c) {
    return c == ' '
        || (TICK.canDisplay(c)
            && Character.getType(c) != Character.FORMAT
            && Character.getType(c) != Character.SURROGATE
            && !new TextLayout(Character.toString(c), TICK, CONTEXT)
                .getOutline(null)
                .getBounds2D()
                .isEmpty());
  }
}
