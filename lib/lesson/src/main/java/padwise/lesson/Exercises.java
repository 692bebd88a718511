package padwise.lesson;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.lesson.check.Exercise;
import padwise.lesson.exercise.BatchExercises;
import padwise.lesson.exercise.BertExercises;
import padwise.lesson.exercise.HeadExercises;
import padwise.lesson.exercise.LabelExercises;
import padwise.lesson.exercise.LengthExercises;
import padwise.lesson.exercise.LossExercises;
import padwise.lesson.exercise.MaskExercises;
import padwise.lesson.exercise.MuseumExercises;
import padwise.lesson.exercise.PackingExercises;
import padwise.lesson.exercise.SentenceExercises;
import padwise.lesson.exercise.TableExercises;

/** The workbook's exercises, in reading order. */
public final class Exercises {

  /** The number of padded slots in the rectangle. */
  public static final Exercise<List<Integer>, Integer, Integer> PAD_COUNT =
      LengthExercises.padCount();

  /** The share of the rectangle that is padding, 0 to 1. */
  public static final Exercise<List<Integer>, Integer, Double> PADDED_SHARE =
      LengthExercises.paddedShare();

  /** 0 for [CLS], the first sentence and its [SEP]; 1 for the second and its [SEP]. */
  public static final Exercise<Integer, Integer, List<Integer>> TOKEN_TYPES =
      SentenceExercises.tokenTypes();

  /** The length of the longest sentence, rounded up to a multiple. */
  public static final Exercise<List<Integer>, Integer, Integer> PADDED_LENGTH =
      LengthExercises.paddedLength();

  /** 1 for a real token, 0 for padding on the right, {@code [B, T]}. */
  public static final Exercise<List<Integer>, Integer, List<List<Integer>>> PADDING_MASK =
      BatchExercises.paddingMask();

  /** Exactly so many ids: filled up with 0, or cut with the last one kept. */
  public static final Exercise<List<Integer>, Integer, List<Integer>> FIT = SentenceExercises.fit();

  /** Sentences filled up to the longest, {@code [B, T]}. */
  public static final Exercise<List<List<Integer>>, Integer, List<List<Integer>>> PAD_BATCH =
      BatchExercises.padBatch();

  /** One row of the table for each id, {@code [T, D]}. */
  public static final Exercise<INDArray, List<Integer>, INDArray> EMBED = TableExercises.embed();

  /** A table's gradient whose row of [PAD] is zeros, {@code [V, D]}. */
  public static final Exercise<INDArray, Integer, INDArray> GUARD = TableExercises.guard();

  /** The mask added to scores: 0 where the mask says 1, the given number where it says 0. */
  public static final Exercise<INDArray, Double, INDArray> ADDITIVE_MASK =
      MaskExercises.additiveMask();

  /** Shares of one row of scores, exactly 0 where the mask says 0, {@code [T]}. */
  public static final Exercise<INDArray, INDArray, INDArray> MASKED_SOFTMAX =
      MaskExercises.maskedSoftmax();

  /** From {@code [B, T, D]} to {@code [B, H, T, Dh]}. */
  public static final Exercise<INDArray, Integer, INDArray> SPLIT_HEADS =
      HeadExercises.splitHeads();

  /** From {@code [B, H, T, Dh]} to {@code [B, T, D]}, times the projection {@code [D, D]}. */
  public static final Exercise<INDArray, INDArray, INDArray> MERGE_HEADS =
      HeadExercises.mergeHeads();

  /** Only at real keys, and only where the causal mask allows it, {@code [T, T]}. */
  public static final Exercise<List<Integer>, List<List<Integer>>, List<List<Integer>>>
      COMBINED_MASK = MaskExercises.combinedMask();

  /** Only the last few real keys up to the query's own slot, {@code [T, T]}. */
  public static final Exercise<List<Integer>, Integer, List<List<Integer>>> WINDOW_MASK =
      MaskExercises.windowMask();

  /** The positions of sentences that share one row; padding behind them gets 0. */
  public static final Exercise<List<Integer>, Integer, List<Integer>> PACKED_POSITIONS =
      PackingExercises.packedPositions();

  /** The id of a real token, −100 for padding. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> LABELS =
      LabelExercises.labels();

  /** The mean of the losses whose label is not −100; 0 if there are none. */
  public static final Exercise<List<Double>, List<Integer>, Double> MASKED_MEAN =
      LossExercises.maskedMean();

  /** The parts that the micro-batches hand to backward; together they are the mean of one batch. */
  public static final Exercise<List<Double>, List<Integer>, List<Double>> MICRO_LOSSES =
      LossExercises.microLosses();

  /** The id that follows in the same sentence, −100 if there is none. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> SHIFT =
      LabelExercises.shift();

  /** Next-token labels that ask for the answer only: −100 where the next token is not type 1. */
  public static final Exercise<List<Integer>, List<Integer>, List<Integer>> ANSWERS_ONLY =
      LabelExercises.answersOnly();

  /** The positions of a prompt padded on the left, and of the tokens written behind it. */
  public static final Exercise<List<Integer>, Integer, List<Integer>> GROWN_POSITIONS =
      PackingExercises.grownPositions();

  /** The number of slots: sorted, cut, each batch padded to its own longest. */
  public static final Exercise<List<Integer>, Integer, Integer> BUCKET_SLOTS =
      PackingExercises.bucketSlots();

  /** The number of rows: each sentence goes into the first row that still has room. */
  public static final Exercise<List<Integer>, Integer, Integer> PACKED_ROWS =
      PackingExercises.packedRows();

  /** The share of right guesses among the slots with a label; 0 if there are none. */
  public static final Exercise<List<Integer>, List<Integer>, Double> ASKED_ACCURACY =
      LossExercises.askedAccuracy();

  /** The share of [CLS]'s attention that a slot gets, averaged over heads, {@code [H, T, T]}. */
  public static final Exercise<INDArray, Integer, Double> CLS_SHARE = BertExercises.clsShare();

  /** The mean over the real tokens of a sentence, {@code [D]}; padding holds anything at all. */
  public static final Exercise<INDArray, INDArray, INDArray> MEAN_VECTOR =
      BertExercises.meanVector();

  /** The bug of the museum that made these weights, {@code [T, T]}: 1, 2, 6, 7, or 0 for none. */
  public static final Exercise<INDArray, INDArray, Integer> WHICH_BUG = MuseumExercises.whichBug();

  /** The last real token of a sentence, padded on either side. */
  public static final Exercise<List<Integer>, List<Integer>, Integer> LAST_TOKEN =
      MuseumExercises.lastToken();

  private Exercises() {}
}
