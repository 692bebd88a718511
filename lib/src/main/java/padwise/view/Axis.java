package padwise.view;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One side of a heatmap: a title, a label for each row or column, and which of them are padding.
 *
 * @param title the words beside the axis; empty to leave titles and labels out
 * @param labels ready to draw, one a row or column
 * @param pads the padded places
 */
record Axis(String title, List<String> labels, BitSet pads) {

  /** Stands before a padded token, and beside "padding" wherever words explain the hatching. */
  static final String PAD_MARK = Fonts.TICK.canDisplay('▨') ? "▨" : "×";

  private static final int LONGEST = 16;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, false);

  /**
   * An axis over tokens or names; every character that has no glyph here shows as its code point.
   */
  static Axis of(String title, List<String> labels, BitSet pads) {
    return new Axis(
        title,
        IntStream.range(0, labels.size()).mapToObj(i -> label(labels.get(i), pads.get(i))).toList(),
        pads);
  }

  int size() {
    return labels.size();
  }

  /** The same rows or columns without words. */
  Axis silent() {
    return new Axis("", labels, pads);
  }

  private static String label(String token, boolean pad) {
    StringBuilder drawn = new StringBuilder();
    token
        .codePoints()
        .forEach(c -> drawn.append(drawable(c) ? Character.toString(c) : "U+%X ".formatted(c)));
    String text = drawn.toString().strip();
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    String shown =
        text.isEmpty() ? "(empty)" : end < text.length() ? text.substring(0, end) + "…" : text;
    return pad ? PAD_MARK + shown : shown;
  }

  /** Charts draw outlines, and a colour emoji or a control character has none. */
  private static boolean drawable(int codePoint) {
    return codePoint == ' '
        || (codePoint > ' ' && codePoint < 127)
        || (Fonts.TICK.canDisplay(codePoint)
            && Character.getType(codePoint) != Character.FORMAT
            && Character.getType(codePoint) != Character.SURROGATE
            && !outline(codePoint, Fonts.TICK).isEmpty());
  }

  private static java.awt.geom.Rectangle2D outline(int codePoint, Font font) {
    return new TextLayout(Character.toString(codePoint), font, CONTEXT)
        .getOutline(null)
        .getBounds2D();
  }
}
