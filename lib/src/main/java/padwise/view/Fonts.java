package padwise.view;

import java.awt.Font;

/** The four sizes of type on a chart, for the last row of a classroom. */
final class Fonts {

  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 20);
  static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  static final Font TICK = new Font(Font.MONOSPACED, Font.PLAIN, 16);
  static final Font CELL = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

  private Fonts() {}
}
