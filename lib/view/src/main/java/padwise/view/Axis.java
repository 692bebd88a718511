package padwise.view;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * One side of a picture. An empty title leaves the labels out too.
 *
 * @param labels one for each row or column
 * @param pads which of them are padding
 * @param borders the places where a sentence of a packed row has ended
 */
record Axis(String title, List<String> labels, BitSet pads, List<Integer> borders) {

  /** Stands before a padded token in words; pictures draw a hatched square in its place. */
  static final String PAD_MARK = "▨";

  /** The side of the square that marks a padded label, in pixels. */
  static final int SQUARE = 11;

  private static final int LONGEST = 16;

  /** An axis over names; a character that has no glyph here shows as its code point. */
  static Axis of(String title, List<String> labels) {
    Preconditions.require(
        labels != null && labels.stream().noneMatch(Objects::isNull),
        "labels: expected no null but was %s",
        labels);
    return new Axis(title, labels.stream().map(Axis::label).toList(), new BitSet(), List.of());
  }

  /** An axis over slots without tokens: their numbers, from 0. */
  static Axis numbered(String title, int size) {
    return of(title, IntStream.range(0, size).mapToObj(String::valueOf).toList());
  }

  /** An axis over the tokens of one sentence; its mask says what is padding. */
  static Axis of(String title, PaddedBatch batch, int sentence) {
    Preconditions.given("batch", batch);
    Preconditions.inRange("sentence", sentence, 0, batch.size() - 1);
    BitSet pads = new BitSet();
    IntStream.range(0, batch.length())
        .filter(slot -> batch.attentionMask().getInt(sentence, slot) == 0)
        .forEach(pads::set);
    return new Axis(title, of("", batch.tokens().get(sentence)).labels(), pads, List.of());
  }

  /** The token in a slot, with a mark in front if it is padding. */
  static String token(PaddedBatch batch, int sentence, int slot) {
    String mark = batch.attentionMask().getInt(sentence, slot) == 0 ? PAD_MARK + " " : "";
    return mark + batch.tokens().get(sentence).get(slot);
  }

  int size() {
    return labels.size();
  }

  /** The width of the longest label, in pixels, with the square that marks a pad. */
  int widest() {
    return IntStream.range(0, size()).map(this::width).max().orElse(0);
  }

  /** The width of one label, in pixels, with the square that marks a pad. */
  int width(int place) {
    return Figure.width(Figure.TICK, labels.get(place)) + (pads.get(place) ? SQUARE + 3 : 0);
  }

  /** The labels as words, padding marked. */
  List<String> words() {
    return IntStream.range(0, size())
        .mapToObj(i -> (pads.get(i) ? PAD_MARK : "") + labels.get(i))
        .toList();
  }

  /** The same rows or columns under another title; an empty one hides them. */
  Axis titled(String words) {
    return new Axis(words, labels, pads, borders);
  }

  /** The same slots with a line wherever a sentence, told by its number in each slot, has ended. */
  Axis between(INDArray sentences) {
    Preconditions.require(
        sentences != null && sentences.length() == size(),
        "sentences: expected one number for each of the %s slots but was %s",
        size(),
        sentences);
    double[] numbers = Rows.read(sentences);
    IntStream ends = IntStream.range(1, size()).filter(i -> numbers[i] != numbers[i - 1]);
    return new Axis(title, labels, pads, ends.boxed().toList());
  }

  /** The lines in words; nothing where there are none. */
  String lines() {
    String slots = borders.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return borders.isEmpty() ? "" : " Lines: a sentence ends before slots %s.".formatted(slots);
  }

  private static String label(String token) {
    String text = named(token);
    int end = text.offsetByCodePoints(0, Math.min(LONGEST, text.codePointCount(0, text.length())));
    return end < text.length() ? text.substring(0, end) + "…" : text;
  }

  /** Words as they can be drawn, and seen. */
  static String named(String words) {
    String text = Figure.drawable(words);
    return text.isEmpty() ? "(empty)" : text;
  }
}
