package padwise;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.text.Encoding;

/** Ragged sentences for tests: seeded random vectors of random lengths, and bare encodings. */
public final class Ragged {

  private Ragged() {}

  /** A matrix of standard normal numbers. */
  public static INDArray normal(Random random, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    double[] numbers = random.doubles(length).map(ignored -> random.nextGaussian()).toArray();
    return Nd4j.createFromArray(numbers).castTo(DataType.FLOAT).reshape('c', shape);
  }

  /**
   * Between 2 and 5 sentences of 1 to 9 tokens, each {@code [length, width]}; the first has one
   * token.
   */
  public static List<INDArray> sentences(long seed, int width) {
    Random random = new Random(seed);
    return IntStream.range(0, 2 + random.nextInt(4))
        .mapToObj(i -> normal(random, i == 0 ? 1 : 1 + random.nextInt(9), width))
        .toList();
  }

  /** One sentence without padding, its tokens named after their ids. */
  public static Encoding encoding(List<Integer> ids) {
    return encoding(ids.stream().map(id -> "w" + id).toList(), ids);
  }

  /** One sentence without padding. */
  public static Encoding encoding(List<String> tokens, List<Integer> ids) {
    return new Encoding(
        tokens, ids, Collections.nCopies(ids.size(), 1), Collections.nCopies(ids.size(), 0));
  }
}
