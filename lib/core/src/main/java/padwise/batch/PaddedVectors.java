package padwise.batch;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import padwise.math.Preconditions;

/** Embedded sentences, FLOAT {@code [B, T, D]}, zeros where their mask, {@code [B, T]}, is 0. */
public record PaddedVectors(INDArray values, INDArray attentionMask) {

  public PaddedVectors {
    Preconditions.shapes(
        "values FLOAT [B, T, D], attentionMask INT32 [B, T]; take both from one batch",
        values,
        attentionMask);
    Preconditions.binary("attentionMask", attentionMask, "1 (real) and 0 (padding)");
  }

  /** The lengths of the sentences, which must be matrices of one width D. */
  static List<Integer> lengths(List<INDArray> sentences) {
    List<String> shapes = sentences.stream().map(s -> Arrays.toString(s.shape())).toList();
    Preconditions.require(
        sentences.stream().allMatch(s -> s.rank() == 2)
            && sentences.stream().map(s -> s.size(1)).distinct().count() == 1,
        "sentences: expected matrices [len, D] of one width D but was %s",
        shapes);
    return sentences.stream().map(s -> (int) s.size(0)).toList();
  }

  /** Lays each sentence, {@code [len, D]}, where its mask row has ones. */
  static PaddedVectors of(List<INDArray> sentences, List<List<Integer>> mask) {
    int length = mask.get(0).size(); // T
    INDArray values =
        Nd4j.zeros(DataType.FLOAT, sentences.size(), length, sentences.get(0).size(1));
    for (int b = 0; b < sentences.size(); b++) {
      INDArray sentence = sentences.get(b);
      int start = mask.get(b).indexOf(1);
      if (start >= 0) {
        var slots = NDArrayIndex.interval(start, start + sentence.size(0));
        values.put(
            new INDArrayIndex[] {NDArrayIndex.point(b), slots, NDArrayIndex.all()}, sentence);
      }
    }
    return new PaddedVectors(values, PaddedBatch.slots(mask));
  }
}
