package padwise.grad;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import padwise.math.Arena;
import padwise.math.Preconditions;
import padwise.math.Products;
import padwise.math.Rows;

/**
 * An array that remembers how it was made, so that {@link #backward()} can hand gradients back to
 * where they came from.
 *
 * <p>Operations never change their arguments. What is made from {@linkplain #constant constants}
 * alone, or in {@link #inference}, remembers nothing.
 */
public final class Variable {

  private static final ThreadLocal<Boolean> RECORDING = ThreadLocal.withInitial(() -> true);

  private final INDArray value;
  private final List<Variable> parents;
  private final Consumer<INDArray> handBack;
  private final boolean wantsGradient;
  private @Nullable INDArray gradient;

  private Variable(
      INDArray value, List<Variable> parents, Consumer<INDArray> handBack, boolean wantsGradient) {
    Preconditions.floating("value", value);
    this.value = value;
    this.parents = parents;
    this.handBack = handBack;
    this.wantsGradient = wantsGradient;
  }

  /** A variable without gradient, such as an input or a mask. The numbers are FLOAT. */
  public static Variable constant(INDArray value) {
    return new Variable(value, List.of(), gradient -> {}, false);
  }

  /** A variable that collects a gradient, such as a weight. */
  public static Variable parameter(INDArray value) {
    return new Variable(value, List.of(), gradient -> {}, true);
  }

  /**
   * A variable computed from others.
   *
   * @param handBack receives the loss's gradient by {@code value} and gives each parent its part
   *     with {@link #add}
   */
  public static Variable computed(
      INDArray value, List<Variable> parents, Consumer<INDArray> handBack) {
    Preconditions.given("value, parents, handBack", value, parents, handBack);
    Arena.made(value);
    boolean wanted = RECORDING.get() && parents.stream().anyMatch(p -> p.wantsGradient);
    return wanted ? new Variable(value, List.copyOf(parents), handBack, true) : constant(value);
  }

  /**
   * Runs a model to read it, not to train it: nothing computed in {@code work}, on this thread,
   * wants a gradient or keeps what it was made from.
   */
  public static <T> T inference(Supplier<T> work) {
    Preconditions.given("work", work);
    boolean before = RECORDING.get();
    RECORDING.set(false);
    try {
      return work.get();
    } finally {
      RECORDING.set(before);
    }
  }

  /** The numbers. */
  public INDArray value() {
    return value;
  }

  /** The loss's gradient by this variable, of its shape: zeros before any {@link #backward()}. */
  public INDArray gradient() {
    return gradient == null ? Nd4j.zeros(DataType.FLOAT, value.shape()) : gradient;
  }

  /** True once a gradient came here, be it zeros. */
  public boolean hasGradient() {
    return gradient != null;
  }

  /** Adds a part to the gradient. */
  public void add(INDArray part) {
    Preconditions.floating("part", part);
    Preconditions.require(
        Arrays.equals(part.shape(), value.shape()),
        "part: expected the value's shape %s but was %s",
        value,
        part);
    if (wantsGradient) {
      gradient = gradient == null ? part : gradient.add(part);
    }
  }

  /** The same, and the part is computed only if it is wanted. */
  void give(Supplier<INDArray> part) {
    if (wantsGradient) {
      add(part.get());
    }
  }

  /** Forgets the gradient, before the next step. */
  public void clearGradient() {
    gradient = null;
  }

  /** Forgets the gradients of this and of everything it was computed from. */
  public void clearGradients() {
    history().forEach(Variable::clearGradient);
  }

  /**
   * Hands gradients from this scalar back to everything it was computed from. Parameters collect
   * over several calls, what was computed starts afresh.
   *
   * @throws IllegalStateException if this is not a single number
   */
  public void backward() {
    if (value.length() != 1) {
      throw new IllegalStateException(
          "backward: expected one number, the loss, but was "
              + Arrays.toString(value.shape())
              + "; call sum() first");
    }
    List<Variable> order = history();
    order.stream().filter(step -> !step.parents.isEmpty()).forEach(Variable::clearGradient);
    add(Nd4j.ones(DataType.FLOAT, value.shape()));
    for (int i = order.size() - 1; i >= 0; i--) {
      Variable step = order.get(i);
      step.handBack.accept(step.gradient());
    }
  }

  private List<Variable> history() { // parents before children
    Set<Variable> done = new LinkedHashSet<>();
    List<Variable> open = new ArrayList<>(List.of(this));
    while (!open.isEmpty()) {
      Variable top = open.get(open.size() - 1);
      List<Variable> missing =
          top.parents.stream().filter(p -> p.wantsGradient && !done.contains(p)).toList();
      open.addAll(missing);
      if (missing.isEmpty()) {
        done.add(open.remove(open.size() - 1));
      }
    }
    return new ArrayList<>(done);
  }

  /** Products of the last two axes: {@code [.., M, K]} and {@code [.., K, N]} or {@code [K, N]}. */
  public Variable matmul(Variable other) {
    return matmul(other, 1);
  }

  /** The same, and each number times {@code scale}: cheaper than {@link #times} afterwards. */
  public Variable matmul(Variable other, double scale) {
    Preconditions.given("other", other);
    return computed(
        Products.matmul(value, other.value, scale),
        List.of(this, other),
        gradient -> {
          INDArray dy = scale == 1 ? gradient : gradient.mul(Nd4j.scalar((float) scale));
          give(() -> Products.matmul(dy, Shapes.swapLast(other.value)));
          boolean one = other.value.rank() == 2; // matrix for all
          other.give(
              () ->
                  one ? Products.columns(value, dy) : Products.matmul(Shapes.swapLast(value), dy));
        });
  }

  /** {@code [.., K]} times {@code [K, N]}, plus a row {@code [N]}: a linear layer at once. */
  public Variable affine(Variable weight, Variable bias) {
    Preconditions.given("weight, bias", weight, bias);
    return computed(
        Products.affine(value, weight.value, bias.value),
        List.of(this, weight, bias),
        dy -> {
          give(() -> Products.matmul(dy, Shapes.swapLast(weight.value)));
          weight.give(() -> Products.columns(value, dy));
          bias.give(() -> Rows.sum(dy));
        });
  }

  /** Adds an array of the same shape, or one broadcast over axes of size 1 or missing in front. */
  public Variable plus(Variable other) {
    Preconditions.given("other", other);
    return computed(
        Shapes.broadcast(value, other.value, INDArray::add),
        List.of(this, other),
        dy -> {
          give(() -> Shapes.sumTo(dy, value.shape()));
          other.give(() -> Shapes.sumTo(dy, other.value.shape()));
        });
  }

  /** Multiplies element by element, broadcasting as {@link #plus}. */
  public Variable times(Variable other) {
    Preconditions.given("other", other);
    return computed(
        Shapes.broadcast(value, other.value, INDArray::mul),
        List.of(this, other),
        dy -> {
          give(() -> Shapes.sumTo(Shapes.broadcast(dy, other.value, INDArray::mul), value.shape()));
          other.give(
              () -> Shapes.sumTo(Shapes.broadcast(dy, value, INDArray::mul), other.value.shape()));
        });
  }

  /** Multiplies every element by one number. */
  public Variable times(double factor) {
    INDArray number = Nd4j.scalar((float) factor); // mul(double) would turn NaN into 1e-5
    return computed(value.mul(number), List.of(this), dy -> add(dy.mul(number)));
  }

  /** The sum of all elements, one number. */
  public Variable sum() {
    return computed(
        Nd4j.scalar((float) Arrays.stream(Rows.read(value)).sum()),
        List.of(this),
        dy -> add(Nd4j.valueArrayOf(value.shape(), dy.getDouble(0), DataType.FLOAT)));
  }

  /** Shares that sum to 1 in each row, see {@link Rows#softmax}. */
  public Variable softmax() {
    INDArray shares = Rows.softmax(value);
    return computed(shares, List.of(this), dy -> add(Rows.softmaxGradient(shares, dy)));
  }

  /** Rows at mean 0, variance 1, stretched and shifted, {@code [N]}, see {@link Rows#layerNorm}. */
  public Variable layerNorm(Variable gain, Variable bias, double epsilon) {
    Preconditions.given("gain, bias", gain, bias);
    return computed(
        Rows.layerNorm(value, gain.value, bias.value, epsilon),
        List.of(this, gain, bias),
        dy -> {
          Rows.LayerNormGradient back = Rows.layerNormGradient(value, gain.value, dy, epsilon);
          add(back.x());
          gain.add(back.gain());
          bias.add(back.bias());
        });
  }

  /** Small where negative, itself where large, smooth between, see {@link Rows#gelu}. */
  public Variable gelu() {
    return computed(Rows.gelu(value), List.of(this), dy -> add(Rows.geluGradient(value, dy)));
  }

  /**
   * Keeps a row of {@code [B, T, D]} where {@code keep}, {@code [B, T]}, is 1; zeros where it is 0.
   * This selects, it does not multiply: a NaN or ∞ that is not kept is gone, its gradient too.
   */
  public Variable where(INDArray keep) {
    return computed(Shapes.select(value, keep), List.of(this), dy -> add(Shapes.select(dy, keep)));
  }

  /** Looks up rows of this table {@code [N, D]} by INT32 {@code [..]}: {@code [.., D]}. */
  public Variable lookup(INDArray ids) {
    return lookup(ids, -1);
  }

  /** The same, and one row, or none (−1), learns nothing, as PyTorch's {@code padding_idx} does. */
  public Variable lookup(INDArray ids, int untaught) {
    Preconditions.shapes("table FLOAT [N, D]; reshape(-1, D) makes one", value);
    Preconditions.inRange("untaught", untaught, -1, value.size(0) - 1);
    int[] rows = Preconditions.int32("ids", ids);
    Preconditions.require(rows.length > 0, "ids: expected at least one but was %s", ids);
    Preconditions.rows("ids", rows, value);
    return computed(
        Shapes.gather(value, rows, ids.shape()),
        List.of(this),
        dy -> add(Shapes.scatter(dy, rows, untaught, value)));
  }

  /** The same values in the same row-major order under another shape. */
  public Variable reshape(long... shape) {
    Preconditions.given("shape", shape);
    Preconditions.require(
        shape.length > 0
            && Arrays.stream(shape).allMatch(size -> size > 0)
            && Arrays.stream(shape).asDoubleStream().reduce(1, (a, b) -> a * b) == value.length(),
        "shape: expected sizes that multiply to those of %s but was %s",
        value,
        Arrays.toString(shape));
    return computed(
        Shapes.reshaped(value, shape),
        List.of(this),
        dy -> add(Shapes.reshaped(dy, value.shape())));
  }

  /** Axes in another order: axis {@code i} of the result is axis {@code axes[i]} of this. */
  public Variable permute(int... axes) {
    Preconditions.given("axes", axes);
    Preconditions.require(
        Arrays.equals(
            Arrays.stream(axes).sorted().toArray(), IntStream.range(0, value.rank()).toArray()),
        "axes: expected each axis of %s once, from 0, but was %s",
        value,
        Arrays.toString(axes));
    int[] back = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      back[axes[i]] = i;
    }
    return computed(value.permute(axes), List.of(this), dy -> add(dy.permute(back)));
  }

  /** The last two axes swapped: {@code [.., M, N]} becomes {@code [.., N, M]}. */
  public Variable transposed() {
    Preconditions.require(
        value.rank() > 1, "transposed: expected at least two axes but was %s", value);
    return computed(Shapes.swapLast(value), List.of(this), dy -> add(Shapes.swapLast(dy)));
  }

  /** The last axis cut into equal parts: {@code [.., N]} becomes {@code [.., N / parts]} each. */
  public List<Variable> chunk(int parts) {
    Preconditions.require(
        value.rank() > 0 && parts > 0 && value.size(-1) % parts == 0,
        "parts: expected a number that divides the last axis of %s but was %s",
        value,
        parts);
    long width = value.size(-1) / parts;
    Variable whole = computed(value, List.of(this), this::add);
    List<Variable> chunks = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      INDArrayIndex[] place = Shapes.lastAxis(value.rank(), part * width, (part + 1) * width);
      chunks.add(computed(value.get(place), List.of(whole), dy -> whole.put(place, dy)));
    }
    return chunks;
  }

  private void put(INDArrayIndex[] place, INDArray part) { // each place once
    gradient = gradient();
    gradient.get(place).assign(part);
  }

  /** The shape and the values. */
  @Override
  public String toString() {
    return Arrays.toString(value.shape()) + "\n" + value;
  }
}
