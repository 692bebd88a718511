package padwise.batch;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
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

  /** Lays sentences, {@code [len, D]} each, where the mask {@code [B, T]} has ones. */
  static PaddedVectors of(List<INDArray> sentences, INDArray attentionMask) {
    long width = sentences.get(0).size(1);
    INDArray values =
        Nd4j.zeros(DataType.FLOAT, attentionMask.size(0), attentionMask.size(1), width);
    INDArray[] rows =
        sentences.stream()
            .filter(sentence -> !sentence.isEmpty())
            .map(sentence -> sentence.castTo(DataType.FLOAT).dup('c'))
            .toArray(INDArray[]::new);
    if (rows.length > 0) {
      RealTokens.of(attentionMask).scatter(Nd4j.concat(0, rows), values);
    }
    return new PaddedVectors(values, attentionMask);
  }
}
