package padwise.view;

import java.awt.image.BufferedImage;

/**
 * A picture that can speak for itself.
 *
 * @param image the picture
 * @param alt what it shows, for who cannot see it: what, axes, range, finding
 * @param caption one line below the picture
 */
public record Figure(BufferedImage image, String alt, String caption) {}
