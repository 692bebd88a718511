package padwise.lesson;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.lesson.Exercise.Case;
import padwise.loss.Labels;
import padwise.math.Rows;

/** The workbook's exercises, in reading order. */
public final class Exercises {

  private Exercises() {}

  private static final List<Case<List<Integer>, Integer>> LENGTHS =
      List.of(
          new Case<>(List.of(2), 3),
          new Case<>(List.of(8, 5), 8),
          new Case<>(List.of(8, 5, 1, 0), 8),
          new Case<>(List.of(4, 4, 4), 4));

  /** How many slots of the rectangle are padding. */
  public static final Exercise<List<Integer>, Integer, Integer> PAD_COUNT =
      new Exercise<>(
          "padCount",
          List.of("lengths", "paddedLength"),
          LENGTHS,
          (lengths, padded) -> lengths.size() * padded - sum(lengths));

  /** The share of the rectangle that is padding, 0 to 1. */
  public static final Exercise<List<Integer>, Integer, Double> PADDED_SHARE =
      new Exercise<>(
          "paddedShare",
          List.of("lengths", "paddedLength"),
          LENGTHS,
          (lengths, padded) -> 1 - sum(lengths) / (double) (lengths.size() * padded));

  /**
   * Token types of a pair: 0 for [CLS], the first sentence and its [SEP], 1 for the second and its
   * [SEP].
   */
  public static final Exercise<Integer, Integer, List<Integer>> TOKEN_TYPES =
      new Exercise<>(
          "tokenTypes",
          List.of("first", "second"),
          List.of(new Case<>(1, 1), new Case<>(3, 2), new Case<>(0, 4)),
          (first, second) -> {
            List<Integer> types = new ArrayList<>(Collections.nCopies(first + 2, 0));
            types.addAll(Collections.nCopies(second + 1, 1));
            return types;
          });

  /** The length of the longest sentence, rounded up to a multiple. */
  public static final Exercise<List<Integer>, Integer, Integer> PADDED_LENGTH =
      new Exercise<>(
          "paddedLength",
          List.of("lengths", "multiple"),
          List.of(
              new Case<>(List.of(8), 4),
              new Case<>(List.of(8, 5), 8),
              new Case<>(List.of(3, 9, 1), 8)),
          (lengths, multiple) -> (Collections.max(lengths) + multiple - 1) / multiple * multiple);

  /** The attention mask of right-padded sentences, {@code [B, T]}. */
  public static final Exercise<List<Integer>, Integer, List<List<Integer>>> PADDING_MASK =
      new Exercise<>(
          "paddingMask",
          List.of("lengths", "paddedLength"),
          LENGTHS,
          (lengths, padded) ->
              lengths.stream()
                  .map(
                      n ->
                          IntStream.range(0, padded).map(slot -> slot < n ? 1 : 0).boxed().toList())
                  .toList());

  /** Ids of exactly the wanted length: padded with 0, or cut with the last id ([SEP]) kept. */
  public static final Exercise<List<Integer>, Integer, List<Integer>> FIT =
      new Exercise<>(
          "fit",
          List.of("ids", "length"),
          List.of(
              new Case<>(List.of(101, 102), 3),
              new Case<>(List.of(101, 5055, 6170, 9928, 102), 5),
              new Case<>(List.of(101, 5055, 6170, 9928, 102), 4)),
          (ids, length) -> {
            int kept = Math.min(ids.size(), length) - 1;
            List<Integer> fitted = new ArrayList<>(ids.subList(0, kept));
            fitted.add(ids.get(ids.size() - 1));
            fitted.addAll(Collections.nCopies(length - fitted.size(), 0));
            return fitted;
          });

  /** One row of the table for each id, {@code [T, D]}. */
  public static final Exercise<INDArray, List<Integer>, INDArray> EMBED =
      new Exercise<>(
          "embed",
          List.of("table", "ids"),
          List.of(
              new Case<>(numbers(3, 2), List.of(2)),
              new Case<>(numbers(4, 3), List.of(1, 3, 0, 0))),
          (table, ids) -> Nd4j.pullRows(table, 1, ids.stream().mapToInt(i -> i).toArray()));

  /** A table's gradient without [PAD]'s part: the row with that number is all zeros. */
  public static final Exercise<INDArray, Integer, INDArray> GUARD =
      new Exercise<>(
          "guard",
          List.of("gradient", "padId"),
          List.of(new Case<>(numbers(2, 2), 0), new Case<>(numbers(4, 3), 2)),
          (gradient, padId) -> {
            gradient.putRow(padId, Nd4j.zeros(DataType.FLOAT, gradient.size(1)));
            return gradient;
          });

  /** What is added to the scores: 0 where the mask says 1, the given number where it says 0. */
  public static final Exercise<INDArray, Double, INDArray> ADDITIVE_MASK =
      new Exercise<>(
          "additiveMask",
          List.of("mask", "hidden"),
          List.of(
              new Case<>(row(1, 0), -5.0),
              new Case<>(row(1, 1, 1, 1, 1, 0, 0, 0), Double.NEGATIVE_INFINITY),
              new Case<>(row(1, 1), Double.NEGATIVE_INFINITY)),
          (mask, hidden) -> {
            double[] bias = Rows.read(mask);
            for (int i = 0; i < bias.length; i++) {
              bias[i] = bias[i] == 1 ? 0 : hidden;
            }
            return Rows.write(bias, mask);
          });

  /** Shares of one row of scores, exactly 0 where the mask says 0. */
  public static final Exercise<INDArray, INDArray, INDArray> MASKED_SOFTMAX =
      new Exercise<>(
          "maskedSoftmax",
          List.of("scores", "mask"),
          List.of(
              new Case<>(row(0.5, 2), row(1, 0)),
              new Case<>(row(1, 3, -2, 0.5), row(1, 1, 0, 0)),
              new Case<>(row(1, 2, 3), row(1, 1, 1))),
          (scores, mask) ->
              Rows.softmax(
                  scores.add(ADDITIVE_MASK.solution().apply(mask, Double.NEGATIVE_INFINITY))));

  /** Who may look at whom: only at real keys, and only where the causal mask allows it. */
  public static final Exercise<List<Integer>, List<List<Integer>>, List<List<Integer>>>
      COMBINED_MASK =
          new Exercise<>(
              "combinedMask",
              List.of("mask", "causal"),
              List.of(
                  new Case<>(List.of(1, 0), lowerTriangle(2)),
                  new Case<>(List.of(0, 1, 1), lowerTriangle(3)),
                  new Case<>(List.of(1, 1, 1, 0, 0), lowerTriangle(5))),
              (mask, causal) ->
                  causal.stream()
                      .map(
                          row ->
                              IntStream.range(0, row.size())
                                  .mapToObj(key -> row.get(key) * mask.get(key))
                                  .toList())
                      .toList());

  /** The positions of sentences that share one row; padding behind them gets 0. */
  public static final Exercise<List<Integer>, Integer, List<Integer>> PACKED_POSITIONS =
      new Exercise<>(
          "packedPositions",
          List.of("lengths", "rowLength"),
          List.of(
              new Case<>(List.of(2), 3),
              new Case<>(List.of(3, 2), 7),
              new Case<>(List.of(1, 4, 3), 8)),
          (lengths, rowLength) -> {
            List<Integer> positions = new ArrayList<>();
            lengths.forEach(n -> IntStream.range(0, n).forEach(positions::add));
            positions.addAll(Collections.nCopies(rowLength - positions.size(), 0));
            return positions;
          });

  /** Labels from ids: the id of a real token, −100 for padding. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> LABELS =
      new Exercise<>(
          "labels",
          List.of("ids", "mask"),
          List.of(
              new Case<>(List.of(7, 0), List.of(1, 0)),
              new Case<>(List.of(101, 5055, 102, 0, 0), List.of(1, 1, 1, 0, 0)),
              new Case<>(List.of(50, 0, 50, 50), List.of(1, 1, 1, 0))),
          (ids, mask) ->
              IntStream.range(0, ids.size())
                  .mapToObj(i -> mask.get(i) == 1 ? ids.get(i) : Labels.IGNORE)
                  .toList());

  /** The mean of the losses whose label is not −100; 0 if there are none. */
  public static final Exercise<List<Double>, List<Integer>, Double> MASKED_MEAN =
      new Exercise<>(
          "maskedMean",
          List.of("losses", "labels"),
          List.of(
              new Case<>(List.of(2.0, 9.0), List.of(4, -100)),
              new Case<>(List.of(1.0, 3.0, 5.0, 50.0), List.of(0, 8, 2, -100)),
              new Case<>(List.of(1.0, 2.0), List.of(-100, -100))),
          (losses, labels) ->
              IntStream.range(0, losses.size())
                  .filter(i -> labels.get(i) != Labels.IGNORE)
                  .mapToDouble(losses::get)
                  .average()
                  .orElse(0));

  /** Labels for the next token: the id that follows in the same sentence, −100 if there is none. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> SHIFT =
      new Exercise<>(
          "shift",
          List.of("ids", "sentences"),
          List.of(
              new Case<>(List.of(7, 8), List.of(1, 1)),
              new Case<>(List.of(0, 7, 8, 3), List.of(0, 1, 1, 1)),
              new Case<>(List.of(2, 5, 3, 3), List.of(1, 1, 1, 0)),
              new Case<>(List.of(2, 5, 3, 2, 6, 3, 0, 0), List.of(1, 1, 1, 2, 2, 2, 0, 0))),
          (ids, sentences) ->
              IntStream.range(0, ids.size())
                  .mapToObj(i -> hasNext(sentences, i) ? ids.get(i + 1) : Labels.IGNORE)
                  .toList());

  /** Next-token labels that ask for the answer only: −100 where the next token is not type 1. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> ANSWERS_ONLY =
      new Exercise<>(
          "answersOnly",
          List.of("labels", "types"),
          List.of(
              new Case<>(List.of(5, 3, -100), List.of(0, 1, 1)),
              new Case<>(List.of(5, 6, 3, 7, 3, -100), List.of(0, 0, 0, 0, 1, 1)),
              new Case<>(List.of(5, 3, 7, 3, -100, -100), List.of(0, 0, 0, 1, 1, 0))),
          (labels, types) ->
              IntStream.range(0, labels.size())
                  .mapToObj(i -> hasNext(types, i, 1) ? labels.get(i) : Labels.IGNORE)
                  .toList());

  /** How many slots batches of similar length have: sorted, cut, each padded to its own longest. */
  public static final Exercise<List<Integer>, Integer, Integer> BUCKET_SLOTS =
      new Exercise<>(
          "bucketSlots",
          List.of("lengths", "batchSize"),
          List.of(
              new Case<>(List.of(5), 2),
              new Case<>(List.of(8, 2, 7, 3), 2),
              new Case<>(List.of(1, 9, 2, 8, 3), 2)),
          (lengths, batchSize) -> {
            List<Integer> sorted = lengths.stream().sorted().toList();
            int slots = 0;
            for (int from = 0; from < sorted.size(); from += batchSize) {
              int to = Math.min(from + batchSize, sorted.size());
              slots += (to - from) * sorted.get(to - 1);
            }
            return slots;
          });

  /** How many rows sentences fill if each goes into the first row that still has room. */
  public static final Exercise<List<Integer>, Integer, Integer> PACKED_ROWS =
      new Exercise<>(
          "packedRows",
          List.of("lengths", "rowLength"),
          List.of(
              new Case<>(List.of(2), 3),
              new Case<>(List.of(4, 5, 2, 1), 6),
              new Case<>(List.of(4, 4, 4), 6)),
          (lengths, rowLength) -> {
            List<Integer> room = new ArrayList<>();
            for (int length : lengths) {
              int row = 0;
              while (row < room.size() && room.get(row) < length) {
                row++;
              }
              if (row == room.size()) {
                room.add(rowLength);
              }
              room.set(row, room.get(row) - length);
            }
            return room.size();
          });

  /** The share of right guesses among the slots with a label; 0 if there are none. */
  public static final Exercise<List<Integer>, List<Integer>, Double> ASKED_ACCURACY =
      new Exercise<>(
          "askedAccuracy",
          List.of("guesses", "labels"),
          List.of(
              new Case<>(List.of(4, 0), List.of(4, -100)),
              new Case<>(List.of(7, 9, 5, 0, 0), List.of(7, 8, -100, -100, -100)),
              new Case<>(List.of(3, 0), List.of(-100, -100))),
          (guesses, labels) ->
              IntStream.range(0, labels.size())
                  .filter(i -> labels.get(i) != Labels.IGNORE)
                  .mapToDouble(i -> guesses.get(i).equals(labels.get(i)) ? 1 : 0)
                  .average()
                  .orElse(0));

  /** The share of [CLS]'s attention that a slot gets, averaged over heads, {@code [H, T, T]}. */
  public static final Exercise<INDArray, Integer, Double> CLS_SHARE =
      new Exercise<>(
          "clsShare",
          List.of("weights", "slot"),
          List.of(
              new Case<>(Rows.softmax(numbers(2, 2)).reshape('c', 1, 2, 2), 1),
              new Case<>(
                  Rows.softmax(numbers(12, 4).mul(numbers(12, 4))).reshape('c', 3, 4, 4), 2)),
          (weights, slot) ->
              IntStream.range(0, (int) weights.size(0))
                  .mapToDouble(head -> weights.getDouble(head, 0, slot))
                  .average()
                  .orElse(0));

  /**
   * Which bug of the museum made these weights, {@code [T, T]}, padded on the right: 1, 2, 6 or 7,
   * and 0 if nothing is wrong.
   */
  public static final Exercise<INDArray, INDArray, Integer> WHICH_BUG =
      new Exercise<>(
          "whichBug",
          List.of("weights", "mask"),
          List.of(
              new Case<>(rows(0.6, 0.4, 0, 0.3, 0.7, 0, 0.5, 0.5, 0), row(1, 1, 0)),
              new Case<>(rows(0, 0, 1, 0, 0, 1, 0, 0, 1), row(1, 1, 0)),
              new Case<>(rows(0.5, 0.3, 0.2, 0.2, 0.7, 0.1, 0.3, 0.3, 0.4), row(1, 1, 0)),
              new Case<>(rows(0.5, 0.3, 0, 0.2, 0.7, 0, 0.3, 0.3, 0), row(1, 1, 0)),
              new Case<>(rows(0.6, 0.4, 0, 0.3, 0.7, 0, 0.333, 0.333, 0.334), row(1, 1, 0)),
              new Case<>(rows(1, 0, 1, 0), row(1, 0))),
          (weights, mask) -> {
            double onReal = weights.getRow(0).mul(mask).sumNumber().doubleValue();
            double onPads = weights.getRow(0).sumNumber().doubleValue() - onReal;
            if (onReal < 0.01) {
              return 7;
            }
            if (onPads > 0.01) {
              return 2;
            }
            int last = (int) weights.size(0) - 1;
            return onReal < 0.99 ? 6 : weights.getDouble(last, last) > 0.01 ? 1 : 0;
          });

  /** The last real token of a sentence, padded on either side. */
  public static final Exercise<List<Integer>, List<Integer>, Integer> LAST_TOKEN =
      new Exercise<>(
          "lastToken",
          List.of("ids", "mask"),
          List.of(
              new Case<>(List.of(7, 0), List.of(1, 0)),
              new Case<>(List.of(0, 7, 9), List.of(0, 1, 1)),
              new Case<>(List.of(5, 0, 0, 0), List.of(1, 1, 0, 0))),
          (ids, mask) -> ids.get(mask.lastIndexOf(1)));

  private static boolean hasNext(List<Integer> sentences, int slot) {
    return sentences.get(slot) != 0 && hasNext(sentences, slot, sentences.get(slot));
  }

  private static boolean hasNext(List<Integer> numbers, int slot, int wanted) {
    return slot + 1 < numbers.size() && numbers.get(slot + 1) == wanted;
  }

  private static int sum(List<Integer> lengths) {
    return lengths.stream().mapToInt(n -> n).sum();
  }

  private static List<List<Integer>> lowerTriangle(int slots) {
    return IntStream.range(0, slots)
        .mapToObj(query -> IntStream.range(0, slots).mapToObj(key -> key <= query ? 1 : 0).toList())
        .toList();
  }

  private static INDArray numbers(int rows, int columns) {
    INDArray count = Nd4j.linspace(DataType.FLOAT, 1, 0.7, (long) rows * columns);
    return count.reshape('c', rows, columns);
  }

  private static INDArray rows(double... values) {
    long side = Math.round(Math.sqrt(values.length));
    return row(values).reshape('c', side, side);
  }

  private static INDArray row(double... values) {
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT);
  }
}
