package padwise.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.ExtensionRegistryLite;
import org.nd4j.shade.protobuf.WireFormat;
import padwise.math.Rows;

/**
 * Reads the weights of an ONNX file, one tensor at a time, so that none is in memory twice for
 * longer than it takes to copy it.
 *
 * <p>Biases, tables and norms have names in the file, matrices do not: {@code onnx::MatMul_787}.
 * What a matrix is for says the graph: its product goes into an addition with a named bias.
 */
final class OnnxWeights {

  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

  private final Map<String, INDArray> arrays = new HashMap<>();
  private final List<NodeProto> nodes = new ArrayList<>();

  private OnnxWeights() {}

  /**
   * All float32 weights by name, matrices by that of their bias: {@code output.dense.weight}.
   *
   * @throws IOException if the file is cut short or is no ONNX file
   */
  static Map<String, INDArray> read(InputStream file) throws IOException {
    OnnxWeights weights = new OnnxWeights();
    weights.model(CodedInputStream.newInstance(file));
    weights.nameMatrices();
    return weights.arrays;
  }

  private void model(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == ModelProto.GRAPH_FIELD_NUMBER) {
        int outside = in.pushLimit(in.readRawVarint32());
        graph(in);
        in.popLimit(outside);
      } else {
        in.skipField(tag);
      }
    }
  }

  private void graph(CodedInputStream in) throws IOException {
    ExtensionRegistryLite none = ExtensionRegistryLite.getEmptyRegistry();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GraphProto.NODE_FIELD_NUMBER -> nodes.add(in.readMessage(NodeProto.parser(), none));
        case GraphProto.INITIALIZER_FIELD_NUMBER ->
            keep(in.readMessage(TensorProto.parser(), none));
        default -> in.skipField(tag);
      }
    }
  }

  private void keep(TensorProto tensor) throws IOException {
    if (tensor.getDataType() != TensorProto.DataType.FLOAT_VALUE) {
      return; // numbers of positions
    }
    var numbers =
        tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    long[] shape = tensor.getDimsList().stream().mapToLong(size -> size).toArray();
    arrays.put(tensor.getName(), Rows.of(numbers, shape));
  }

  private void nameMatrices() {
    Map<String, String> matrixOf = new HashMap<>(); // by the product it goes into
    for (NodeProto node : nodes) {
      if (node.getOpType().equals("MatMul") && arrays.containsKey(node.getInput(1))) {
        matrixOf.put(node.getOutput(0), node.getInput(1));
      } else if (node.getOpType().equals("Add") && node.getInput(0).endsWith(BIAS)) {
        String matrix = matrixOf.get(node.getInput(1));
        if (matrix != null) {
          arrays.put(node.getInput(0).replace(BIAS, WEIGHT), arrays.remove(matrix));
        }
      }
    }
  }
}
