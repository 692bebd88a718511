package padwise.view;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

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
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that can speak for itself.
 *
 * @param image the picture
 * @param alt what it shows, for who cannot see it: what, axes, range, finding
 * @param caption one line below the picture
 */
public record Figure(BufferedImage image, String alt, String caption) {

  private static final int MOST_COLORS = 256;

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

  /** Of colours that look alike, the one most pixels have; it takes the place of the others. */
  private static Collection<Integer> palette(int[] pixels) {
    Map<Integer, Long> counts =
        IntStream.of(pixels).boxed().collect(groupingBy(Function.identity(), counting()));
    List<Integer> byCount =
        counts.keySet().stream()
            .sorted(Comparator.<Integer, Long>comparing(counts::get).reversed())
            .toList();
    Collection<Integer> palette = byCount;
    for (int step = 4; step == 4 || palette.size() > MOST_COLORS; step *= 2) {
      int alike = ~((step - 1) * 0x010101);
      palette =
          byCount.stream()
              .collect(toMap(c -> c & alike, Function.identity(), (most, other) -> most))
              .values();
    }
    return palette;
  }
}
