package padwise.view;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How one line of several looks, so that nobody needs the colours to tell them apart.
 *
 * @param color dark enough on white for words too
 * @param marker at each point, where points are few
 * @param stroke solid, or dashed in its own way
 */
record Ink(Color color, Marker marker, BasicStroke stroke) {

  /** One for each line that a chart may have. */
  static final List<Ink> ALL =
      List.of(
          new Ink(new Color(0x0b5198), SeriesMarkers.CIRCLE, stroke(1)),
          new Ink(new Color(0xb0480c), SeriesMarkers.SQUARE, stroke(14, 6)),
          new Ink(new Color(0x00735c), SeriesMarkers.DIAMOND, stroke(14, 5, 3, 5)),
          new Ink(new Color(0x8a3b8f), SeriesMarkers.TRIANGLE_UP, stroke(6, 4)),
          new Ink(new Color(0x262626), SeriesMarkers.TRIANGLE_DOWN, stroke(24, 8)),
          new Ink(new Color(0x7a6200), SeriesMarkers.CROSS, stroke(14, 4, 3, 4, 3, 4)));

  /** The same as a dotted line. */
  Ink dotted() {
    return new Ink(color, marker, stroke(2.5f, 5));
  }

  private static BasicStroke stroke(float... dashes) {
    return new BasicStroke(
        2.5f,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        1,
        dashes.length == 1 ? null : dashes,
        0);
  }
}
