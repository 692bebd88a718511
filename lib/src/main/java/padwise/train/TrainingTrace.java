package padwise.train;

import java.util.List;

/**
 * How a training went.
 *
 * @param losses the mean loss of each step's batch, before the step; 0 where nothing counted
 * @param stopped whether it was interrupted before its last step
 */
public record TrainingTrace(List<Double> losses, boolean stopped) {

  /**
   * The mean loss of the last steps: steadier than the last one alone.
   *
   * @param steps how many, from 1; if there are fewer, all of them
   */
  public double recentLoss(int steps) {
    int from = Math.max(0, losses.size() - steps);
    return losses.subList(from, losses.size()).stream().mapToDouble(n -> n).average().orElse(0);
  }
}
