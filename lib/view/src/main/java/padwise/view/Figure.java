package padwise.view;

import java.awt.image.BufferedImage;
import java.util.Base64;

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
        .formatted(HtmlTable.escape(alt), image.getWidth(), png(), HtmlTable.escape(caption));
  }

  /** The picture as a PNG of at most 256 colours, in base64. */
  String png() {
    return Base64.getEncoder().encodeToString(Png.of(image));
  }
}
