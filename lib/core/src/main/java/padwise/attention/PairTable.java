package padwise.attention;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;
import padwise.math.Rows;

/** A predicate's answers for every pair, and the blocks among them that nobody needs. */
final class PairTable {

  private PairTable() {}

  /**
   * Asks for every pair.
   *
   * @param shape sentences, heads, queries, keys
   * @return 1 for yes, 0 for no, INT32 of this shape
   */
  static INDArray of(MaskPredicate rule, int... shape) {
    long[] axes = IntStream.of(shape).asLongStream().toArray();
    Preconditions.room("length", Integer.BYTES, axes);
    int[] answers = new int[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    Arrays.setAll(answers, pair -> answer(rule, pair, shape));
    return Nd4j.createFromArray(answers).reshape('c', axes);
  }

  private static int answer(MaskPredicate rule, int pair, int[] shape) {
    int key = pair % shape[3];
    int query = pair / shape[3] % shape[2];
    int head = pair / shape[3] / shape[2] % shape[1];
    int sentence = pair / shape[3] / shape[2] / shape[1];
    try {
      return rule.allows(sentence, head, query, key) ? 1 : 0;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "rule: threw %s for sentence %d, head %d, query %d, key %d of a mask %s, counted from 0"
              .formatted(e, sentence, head, query, key, Arrays.toString(shape)),
          e);
    }
  }

  /**
   * The share of blocks of {@code size} by {@code size} pairs without a 1, those at the edges
   * included.
   */
  static double emptyBlocks(INDArray allowed, int size) {
    double[] pairs = Rows.read(allowed);
    int keys = (int) allowed.size(3);
    int queries = (int) allowed.size(2);
    int across = (keys - 1) / size + 1;
    int down = (queries - 1) / size + 1;
    boolean[] needed = new boolean[pairs.length / (queries * keys) * down * across];
    for (int i = 0; i < pairs.length; i++) {
      int query = i / keys % queries;
      int row = i / (queries * keys) * down + query / size;
      needed[row * across + i % keys / size] |= pairs[i] == 1;
    }
    long empty = IntStream.range(0, needed.length).filter(block -> !needed[block]).count();
    return empty / (double) needed.length;
  }
}
