package padwise;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Variable;

/** PyTorch's results; fixtures/make_fixtures.py writes the files and tells their format. */
public final class Fixtures {

  private Fixtures() {}

  /** One case: arrays by name, all FLOAT. */
  public record Case(String name, Map<String, INDArray> arrays) {
    /** An array as it was written. */
    public INDArray get(String array) {
      return Objects.requireNonNull(arrays.get(array), name + " has no " + array);
    }

    /** An array of whole numbers. */
    public INDArray whole(String array) {
      return get(array).castTo(DataType.INT32);
    }

    /** One number. */
    public double number(String array) {
      return get(array).getDouble(0);
    }

    /** An array as a variable that wants a gradient. */
    public Variable parameter(String array) {
      return Variable.parameter(get(array));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Reads all cases of a file whose names start with {@code prefix}. */
  public static List<Case> read(String file, String prefix) {
    try (InputStream packed = Fixtures.class.getResourceAsStream("/fixtures/" + file);
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Objects.requireNonNull(packed))))) {
      in.readUTF(); // who wrote it
      List<Case> cases = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        cases.add(readCase(in));
      }
      return cases.stream().filter(c -> c.name().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case readCase(DataInputStream in) throws IOException {
    String name = in.readUTF();
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      arrays.put(in.readUTF(), readArray(in));
    }
    return new Case(name, arrays);
  }

  private static INDArray readArray(DataInputStream in) throws IOException {
    long[] shape = new long[in.readByte()];
    long length = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = in.readInt();
      length *= shape[axis];
    }
    float[] values = new float[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }
}
