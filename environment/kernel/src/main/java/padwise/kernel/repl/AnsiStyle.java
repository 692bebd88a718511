package padwise.kernel.repl;

/** How a report stands out: bold and faint, legible on light and dark pages alike. */
final class AnsiStyle {
  /** The width of what stands before a line of code. */
  static final int MARGIN = 7;

  private AnsiStyle() {}

  static String bold(String text) {
    return "\u001b[1m" + text + "\u001b[0m";
  }

  static String faint(String text) {
    return "\u001b[2m" + text + "\u001b[0m";
  }

  static String numbered(int number, String code) {
    return String.format("%5d  %s", number, code);
  }

  static String numberedHere(int number, String code) {
    return bold(String.format("→%4d", number)) + "  " + code;
  }

  static String strip(String text) {
    return text.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
