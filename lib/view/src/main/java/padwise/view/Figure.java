package padwise.view;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that can speak for itself.
 *
 * @param image the picture
 * @param alt what it shows, for who cannot see it: what, axes, range, finding
 * @param caption one line below the picture
 */
public record Figure(BufferedImage image, String alt, String caption) {

  /** The picture inside an HTML figure, with its alt text and its caption. */
  String html() {
    return "<figure style=\"margin: 4px 0\"><img alt=\"%s\" width=\"%s\" src=\"data:image/png;base64,%s\"><figcaption>%s</figcaption></figure>"
        .formatted(HtmlTable.escape(alt), "" + image.getWidth(), png(), HtmlTable.escape(caption));
  }

  /** The picture as a PNG of at most 256 colours, in base64. */
  String png() {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam smallest = writer.getDefaultWriteParam();
    smallest.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    smallest.setCompressionQuality(0); // PNG loses nothing: this is about a quarter smaller
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(Palette.indexed(image), null, null), smallest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
