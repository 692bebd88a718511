package padwise.train;

import java.util.List;
import java.util.stream.IntStream;
import padwise.math.Preconditions;

/**
 * A training's course: the mean loss of each step's batch, before the step; 0 if nothing counted.
 */
public record TrainingTrace(List<Double> losses) {

  public TrainingTrace {
    Preconditions.given("losses", losses);
    losses = List.copyOf(losses);
  }

  /** The mean loss of the last steps, or of all if there are fewer: steadier than one alone. */
  public double recentLoss(int steps) {
    Preconditions.atLeast(1, "steps", steps);
    int from = Math.max(0, losses.size() - steps);
    return losses.subList(from, losses.size()).stream().mapToDouble(n -> n).average().orElse(0);
  }

  /** The mean loss of each so many steps, a line to look at; a rest at the end is left out. */
  public List<Double> means(int steps) {
    Preconditions.atLeast(1, "steps", steps);
    return IntStream.rangeClosed(1, losses.size() / steps)
        .mapToObj(n -> new TrainingTrace(losses.subList(0, n * steps)).recentLoss(steps))
        .toList();
  }
}
