package padwise.model;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import padwise.grad.Trainable;
import padwise.grad.Variable;
import padwise.math.Preconditions;

/** Vectors at mean 0, variance 1, stretched and shifted, {@code [D]} (Ba, Kiros, Hinton, 2016). */
public record LayerNorm(Variable gain, Variable bias) implements Trainable {

  public LayerNorm {
    Preconditions.given("gain, bias", gain, bias);
  }

  private static final double EPSILON = 1e-12; // BERT's

  /** A norm as training starts: gain 1, bias 0. */
  public static LayerNorm fresh(int width) {
    Preconditions.room("width", Double.BYTES, width);
    return new LayerNorm(
        Variable.parameter(Nd4j.ones(DataType.FLOAT, width)),
        Variable.parameter(Nd4j.zeros(DataType.FLOAT, width)));
  }

  /** Normalises the last axis: {@code [.., D]} to {@code [.., D]}. */
  public Variable forward(Variable x) {
    Preconditions.given("x", x);
    return x.layerNorm(gain, bias, EPSILON);
  }
}
