package padwise.view;

import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;

/**
 * One side of a picture: a title, a label for each row or column, and which of them are padding. An
 * empty title leaves the labels out too.
 */
record Axis(String title, List<String> labels, BitSet pads) {

  /** Stands before a padded token, and beside "padding" wherever words explain the hatching. */
  static final String PAD_MARK = Card.TICK.canDisplay('▨') ? "▨" : "×";

  private static final int LONGEST = 16;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, false);

  /** An axis over names; a character that has no glyph here shows as its code point. */
  static Axis of(String title, List<String> labels) {
    return new Axis(title, labels.stream().map(Axis::label).toList(), new BitSet());
  }

  /** An axis over the tokens of one sentence; its mask says what is padding. */
  static Axis of(String title, PaddedBatch batch, int sentence) {
    Preconditions.require(
        batch != null && sentence >= 0 && sentence < batch.size(),
        "sentence: expected a batch, and the number of one of its sentences from 0, but was %s of %s",
        sentence,
        batch == null ? null : batch.size());
    BitSet pads = new BitSet();
    IntStream.range(0, batch.length())
        .filter(slot -> batch.attentionMask().getInt(sentence, slot) == 0)
        .forEach(pads::set);
    List<String> labels = of("", batch.tokens().get(sentence)).labels();
    return new Axis(
        title,
        IntStream.range(0, batch.length())
            .mapToObj(slot -> (pads.get(slot) ? PAD_MARK : "") + labels.get(slot))
            .toList(),
        pads);
  }

  int size() {
    return labels.size();
  }

  /** The width of the longest label, in pixels. */
  int widest() {
    return (int)
        Math.ceil(
            labels.stream()
                .mapToDouble(label -> Card.TICK.getStringBounds(label, CONTEXT).getWidth())
                .max()
                .orElse(0));
  }

  /** The same rows or columns without words. */
  Axis silent() {
    return new Axis("", labels, pads);
  }

  private static String label(String token) {
    StringBuilder drawn = new StringBuilder();
    token
        .codePoints()
        .forEach(c -> drawn.append(drawable(c) ? Character.toString(c) : "U+%04X ".formatted(c)));
    String text = drawn.toString().strip();
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return text.isEmpty() ? "(empty)" : end < text.length() ? text.substring(0, end) + "…" : text;
  }

  /** Pictures draw outlines, and a colour emoji or a control character has none. */
  private static boolean drawable(int c) {
    return c == ' '
        || (Card.TICK.canDisplay(c)
            && Character.getType(c) != Character.FORMAT
            && Character.getType(c) != Character.SURROGATE
            && !new TextLayout(Character.toString(c), Card.TICK, CONTEXT)
                .getOutline(null)
                .getBounds2D()
                .isEmpty());
  }
}
