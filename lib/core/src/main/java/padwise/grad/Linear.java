package padwise.grad;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import padwise.math.Preconditions;

/** One matrix {@code [K, N]} for every slot, and a row {@code [N]}: {@code x · weight + bias}. */
public record Linear(Variable weight, Variable bias) implements Trainable {

  public Linear {
    Preconditions.given("weight, bias", weight, bias);
    Preconditions.shapes(
        "weight [K, N], bias [N]; Linear.random(K, N, seed)", weight.value(), bias.value());
  }

  /**
   * Weights {@code [K, N]} drawn evenly between ±√(6 / (K + N)), as Glorot and Bengio (2010)
   * propose, and a bias {@code [N]} of zeros; the same seed gives the same weights.
   */
  public static Linear random(int in, int out, long seed) {
    Preconditions.room("in, out", Double.BYTES, in, out);
    double limit = Math.sqrt(6.0 / (in + out));
    double[] even = new Random(seed).doubles((long) in * out, -limit, limit).toArray();
    INDArray weight = Nd4j.createFromArray(even).castTo(DataType.FLOAT).reshape('c', in, out);
    return new Linear(
        Variable.parameter(weight), Variable.parameter(Nd4j.zeros(DataType.FLOAT, out)));
  }

  /** Multiplies every slot by the weight and adds the bias: {@code [.., K]} to {@code [.., N]}. */
  public Variable forward(Variable x) {
    Preconditions.given("x", x);
    return x.affine(weight, bias);
  }
}
