package padwise.view;

import java.util.Collections;
import padwise.view.Lines.Line;

/**
 * What a chart of lines says in words.
 *
 * @param xDecimals of every x
 * @param yDecimals of every y
 */
record LineWords(int xDecimals, int yDecimals) {

  static LineWords of(Lines chart) {
    return new LineWords(
        Numbers.decimals(chart.all(Line::xs).toArray()),
        Numbers.decimals(chart.all(Line::ys).toArray()));
  }

  String alt(Line line) {
    int last = line.ys().size() - 1;
    return line.isLevel()
        ? caption(line)
        : "%s: %d points, first %s, lowest %s, highest %s, last %s"
            .formatted(
                line.name(),
                line.ys().size(),
                point(line, 0),
                point(line, line.ys().indexOf(Collections.min(line.ys()))),
                point(line, line.ys().indexOf(Collections.max(line.ys()))),
                point(line, last));
  }

  String caption(Line line) {
    int last = line.ys().size() - 1;
    return line.isLevel()
        ? "%s: level at %s".formatted(line.name(), y(line, 0))
        : "%s: from %s to %s".formatted(line.name(), y(line, 0), y(line, last));
  }

  private String point(Line line, int i) {
    return y(line, i) + " at " + Numbers.fixed(line.xs().get(i), xDecimals);
  }

  private String y(Line line, int i) {
    return Numbers.fixed(line.ys().get(i), yDecimals);
  }
}
