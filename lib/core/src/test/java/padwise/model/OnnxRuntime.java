package padwise.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.batch.PaddedBatch;

/** The same file, run by ONNX Runtime: an oracle that shares no line with the library. */
final class OnnxRuntime implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRuntime() throws OrtException, IOException {
    try (InputStream file = file();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(file.readAllBytes(), options);
    }
  }

  static InputStream file() {
    return Objects.requireNonNull(
        OnnxRuntime.class.getResourceAsStream("/all-minilm-l6-v2.onnx"), "the artifact");
  }

  /** The last hidden states, {@code [B, T, D]}. */
  INDArray hidden(PaddedBatch batch) throws OrtException {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    inputs.put("input_ids", tensor(batch.inputIds()));
    inputs.put("attention_mask", tensor(batch.attentionMask()));
    inputs.put("token_type_ids", tensor(batch.tokenTypeIds()));
    try (OrtSession.Result result = session.run(inputs)) {
      return Nd4j.create((float[][][]) result.get(0).getValue());
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(INDArray ids) throws OrtException {
    long[][] rows =
        Arrays.stream(ids.toIntMatrix())
            .map(row -> Arrays.stream(row).asLongStream().toArray())
            .toArray(long[][]::new);
    return OnnxTensor.createTensor(environment, rows);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
