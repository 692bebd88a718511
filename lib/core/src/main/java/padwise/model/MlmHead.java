package padwise.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Linear;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/**
 * Turns each slot's vector into one score a word, as BERT's masked language model does.
 *
 * @param transform {@code [D, D]}
 * @param norm after it and a GELU
 * @param words one row a word, {@code [V, D]}; the token table itself in a tied head
 * @param bias {@code [V]}
 */
public record MlmHead(Linear transform, LayerNorm norm, Variable words, Variable bias)
    implements Trainable {

  public MlmHead {
    Preconditions.given("transform, norm, words, bias", transform, norm, words, bias);
  }

  /**
   * A head that shares its word vectors with the token table, as BERT's does. It saves a large
   * matrix, and it gives [PAD]'s row a gradient: the softmax includes [PAD]'s logit.
   */
  public static MlmHead tied(Embeddings embeddings, long seed) {
    Preconditions.given("embeddings", embeddings);
    Variable words = embeddings.token(); // [V, D]
    int width = (int) words.value().size(1);
    return new MlmHead(
        Linear.random(width, width, seed),
        LayerNorm.fresh(width),
        words,
        Variable.parameter(Nd4j.zeros(DataType.FLOAT, words.value().size(0))));
  }

  /** Scores every word in every slot: {@code [B, T, D]} to logits {@code [B, T, V]}. */
  public Variable forward(Variable hidden) {
    Preconditions.given("hidden", hidden);
    Variable x = norm.forward(transform.forward(hidden).gelu()); // [B, T, D]
    return x.affine(words.transposed(), bias); // [B, T, V]
  }
}
