package padwise.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import padwise.grad.Variable;
import padwise.loss.MaskedLoss;
import padwise.math.AdamMoments;
import padwise.math.Arena;
import padwise.math.Preconditions;
import padwise.math.Rows;

/**
 * The training loop: compute the loss, hand gradients back, move the weights, forget the rest.
 *
 * <p>The learning rate rises in a straight line through the first sixth of the steps and falls in
 * one to almost 0 at the end, as BERT's does: the first steps, taken by random weights, are small.
 *
 * <p>Each step's arrays live in a workspace that the next step uses again, so memory stays flat.
 * What {@code loss} makes is gone after its step: keep a number, or make a batch beforehand.
 */
public final class Trainer {

  private final double rate;
  private final Map<Variable, AdamMoments> moments = new LinkedHashMap<>();
  private int moves;

  /** A report after a step, counted from 1, of so many, and the mean loss of its batch. */
  public record Step(int number, int of, double loss) {}

  /**
   * A trainer for these weights, with Adam (Kingma and Ba, 2015).
   *
   * @param weights what training changes, in place; a weight named twice moves once
   * @param learningRate about how far each weight moves in a step at most, above 0 and below 1
   */
  public Trainer(List<Variable> weights, double learningRate) {
    Preconditions.given("weights", weights);
    Preconditions.require(
        learningRate > 0 && learningRate < 1,
        "learningRate: expected a number between 0 and 1 but was %s; start with 0.001",
        learningRate);
    this.rate = learningRate;
    for (Variable weight : weights) {
      Preconditions.require(
          Rows.finite(weight.value()),
          "weights: one of shape %s holds NaN or ∞ before training; make the model anew, or load it again",
          weight.value());
      Preconditions.require(
          Rows.inOrder(weight.value()) == weight.value(),
          "weights: the rows of one of shape %s don't follow each other in memory, so no step could"
              + " move it; use dup('c')",
          weight.value());
      moments.putIfAbsent(weight, AdamMoments.of(weight.value()));
    }
  }

  /** Trains without anybody watching, see {@link #run(int, IntFunction, Consumer)}. */
  public TrainingTrace run(int steps, IntFunction<MaskedLoss> loss) {
    return run(steps, loss, step -> {});
  }

  /**
   * Takes so many steps. An interrupt ends the loop after the step under way, with the weights as
   * they are. A step in which nothing counts changes nothing.
   *
   * @param steps how many, from 1
   * @param loss the loss of a step's batch; steps count from 0
   * @param watch told after each step, on this thread
   * @throws IllegalStateException if a loss or a gradient is not finite, or the loss depends on
   *     none of the weights; these stay as they were before that step
   */
  public TrainingTrace run(int steps, IntFunction<MaskedLoss> loss, Consumer<Step> watch) {
    Preconditions.atLeast(1, "steps", steps);
    Preconditions.given("loss, watch", loss, watch);
    List<Double> losses = new ArrayList<>();
    do {
      int number = losses.size();
      double share = share(number, steps);
      losses.add(Arena.in("training step", () -> step(number, share, loss)));
      watch.accept(new Step(losses.size(), steps, losses.get(losses.size() - 1)));
    } while (!Thread.interrupted() && losses.size() < steps);
    return new TrainingTrace(losses);
  }

  /** A step's share of the learning rate; steps count from 0. */
  private static double share(int number, int of) {
    int rising = Math.max(1, of / 6);
    return number < rising ? (number + 1.0) / rising : (of - number) / (double) (of - rising);
  }

  private double step(int number, double share, IntFunction<MaskedLoss> loss) {
    MaskedLoss found = loss.apply(number);
    Preconditions.given("loss", found);
    Variable mean = found.mean();
    double value = mean.value().getDouble(0);
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(
          "loss: step %s of training gave %s; lower the learning rate, and look for NaN in the batch"
              .formatted(number + 1, value));
    }
    if (found.counted() > 0) {
      learn(mean, number, share);
    }
    return value;
  }

  private void learn(Variable mean, int number, double share) {
    mean.clearGradients(); // what somebody else left there is not this step's
    try {
      mean.backward();
      if (moments.keySet().stream().noneMatch(Variable::hasGradient)) {
        throw new IllegalStateException(
            "loss: step %s of training depends on none of the weights; compute it with the model"
                    .formatted(number + 1)
                + " whose parameters() these are, and outside of Variable.inference");
      }
      requireFiniteGradients(number);
      move(share);
    } finally {
      mean.clearGradients(); // their memory is the next step's, also of weights that stay
    }
  }

  /** Moves every weight against its gradient. */
  private void move(double share) {
    moves++;
    moments.forEach(
        (weight, moment) -> moment.move(weight.value(), weight.gradient(), share * rate, moves));
  }

  private void requireFiniteGradients(int number) {
    List<Variable> weights = List.copyOf(moments.keySet());
    for (Variable weight : weights) {
      if (!Rows.finite(weight.gradient())) {
        throw new IllegalStateException(
            ("gradient: step %s of training, though its loss is finite, gave NaN or ∞ for weight %s"
                    + " of %s, %s; look for NaN in slots that the loss ignores, and blank them"
                    + " (Variable.where)")
                .formatted(
                    number + 1,
                    weights.indexOf(weight) + 1,
                    weights.size(),
                    Arrays.toString(weight.value().shape())));
      }
    }
  }
}
