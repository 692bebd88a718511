package padwise.loss;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;
import padwise.math.Preconditions;
import padwise.text.Vocabulary;

/**
 * A batch with some words hidden, and what they were: the task of a masked language model (MLM).
 *
 * @param batch what the model reads
 * @param labels the asked words' ids, {@link Labels#IGNORE} everywhere else, INT32 {@code [B, T]}
 */
public record MaskedWords(PaddedBatch batch, INDArray labels) {

  public MaskedWords {
    Preconditions.given("batch", batch);
    Preconditions.shapes(
        "inputIds [B, T], labels INT32 [B, T]; MaskedWords.of", batch.inputIds(), labels);
  }

  private static final double ASKED = 0.15;
  private static final double HIDDEN = 0.8; // of the asked words
  private static final double REPLACED = 0.9; // and a tenth more

  /**
   * Draws the words to ask for, as BERT does (Devlin et al., 2018): each real word with a chance of
   * 15 %, never padding, [CLS] or [SEP]. Of the asked ones, 80 % show [MASK], 10 % another word and
   * 10 % themselves. The same seed asks for the same words.
   *
   * @param vocabulary the batch's, with [MASK] among its entries
   */
  public static MaskedWords of(PaddedBatch batch, Vocabulary vocabulary, long seed) {
    Preconditions.given("batch, vocabulary", batch, vocabulary);
    int hidden = vocabulary.id(Vocabulary.MASK);
    SplittableRandom random = new SplittableRandom(seed); // Random starts alike for small seeds
    List<String> words =
        IntStream.range(0, vocabulary.size())
            .mapToObj(vocabulary::token)
            .filter(word -> !Vocabulary.SPECIAL.contains(word))
            .toList();
    int[] ids = Preconditions.int32("inputIds", batch.inputIds());
    int[] mask = Preconditions.int32("attentionMask", batch.attentionMask());
    int[] labels = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      boolean word = mask[i] == 1 && !Vocabulary.SPECIAL.contains(vocabulary.token(ids[i]));
      labels[i] = word && random.nextDouble() < ASKED ? ids[i] : Labels.IGNORE;
      if (labels[i] != Labels.IGNORE) {
        double draw = random.nextDouble();
        String other = words.get(random.nextInt(words.size()));
        ids[i] = draw < HIDDEN ? hidden : draw < REPLACED ? vocabulary.id(other) : ids[i];
      }
    }
    long[] shape = batch.inputIds().shape();
    return new MaskedWords(
        reading(batch, ids, vocabulary), Nd4j.createFromArray(labels).reshape('c', shape));
  }

  private static PaddedBatch reading(PaddedBatch batch, int[] ids, Vocabulary vocabulary) {
    INDArray inputIds = Nd4j.createFromArray(ids).reshape('c', batch.inputIds().shape());
    List<List<String>> tokens =
        IntStream.range(0, batch.size())
            .map(row -> row * batch.length())
            .mapToObj(at -> Arrays.stream(ids, at, at + batch.length()))
            .map(row -> row.mapToObj(vocabulary::token).toList())
            .toList();
    return new PaddedBatch(tokens, inputIds, batch.attentionMask(), batch.tokenTypeIds());
  }
}
