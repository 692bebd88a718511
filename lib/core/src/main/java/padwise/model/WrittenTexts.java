package padwise.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.text.Vocabulary;

/**
 * A batch of texts that grows by a slot at a time; a text that has ended grows by padding.
 *
 * @param batch prompts, and what was written after them
 * @param prompt slots of the prompts
 * @param end id of the token that ends a text
 * @param vocabulary names the ids
 */
record WrittenTexts(PaddedBatch batch, int prompt, int end, Vocabulary vocabulary) {

  /** True once this text has ended. */
  boolean ended(int row) {
    Preconditions.inRange("row", row, 0, batch.size() - 1L);
    int[] ids = Preconditions.int32("inputIds", batch.inputIds());
    return written(row).anyMatch(slot -> ids[slot] == end);
  }

  boolean allEnded() {
    return IntStream.range(0, batch.size()).allMatch(this::ended);
  }

  /** The tokens after each prompt, the end included, padding not. */
  List<List<String>> tokens() {
    int[] mask = Preconditions.int32("attentionMask", batch.attentionMask());
    return IntStream.range(0, batch.size())
        .mapToObj(
            row ->
                written(row)
                    .filter(slot -> mask[slot] == 1)
                    .mapToObj(slot -> batch.tokens().get(row).get(slot % batch.length()))
                    .toList())
        .toList();
  }

  /** One word more for each text, or a pad if it has ended. */
  WrittenTexts with(int[] words) {
    List<List<String>> tokens = new ArrayList<>();
    int[] ids = words.clone();
    int[] real = new int[ids.length];
    for (int row = 0; row < ids.length; row++) {
      real[row] = ended(row) ? 0 : 1;
      ids[row] = real[row] == 1 ? ids[row] : vocabulary.id(Vocabulary.PAD);
      tokens.add(new ArrayList<>(batch.tokens().get(row)));
      tokens.get(row).add(vocabulary.token(ids[row]));
    }
    PaddedBatch longer =
        new PaddedBatch(
            tokens,
            joined(batch.inputIds(), ids),
            joined(batch.attentionMask(), real),
            joined(batch.tokenTypeIds(), new int[ids.length]));
    return new WrittenTexts(longer, prompt, end, vocabulary);
  }

  private IntStream written(int row) {
    return IntStream.range(row * batch.length() + prompt, (row + 1) * batch.length());
  }

  private static INDArray joined(INDArray numbers, int[] column) { // [B, T] to [B, T + 1]
    return Nd4j.concat(1, numbers, Nd4j.createFromArray(column).reshape('c', column.length, 1));
  }
}
