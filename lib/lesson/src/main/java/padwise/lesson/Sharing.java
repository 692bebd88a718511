package padwise.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A way in which sentences put their own numbers together to one they share. */
public enum Sharing {
  /** Each token has the same weight. */
  MEAN_OF_TOKENS,
  /** Each sentence has the same weight. */
  MEAN_OF_SENTENCES,
  /** All are added. */
  SUM;

  private double[] weights(double[] lengths) {
    double all = Arrays.stream(lengths).sum();
    return Arrays.stream(lengths)
        .map(
            length ->
                switch (this) {
                  case MEAN_OF_TOKENS -> length / all;
                  case MEAN_OF_SENTENCES -> 1.0 / lengths.length;
                  case SUM -> 1;
                })
        .toArray();
  }

  /** The largest change of a number that sentences own, alone or together; NaN if one is NaN. */
  double difference(List<StageResult> alone, StageResult crowd, StageResult.Owner owner) {
    List<int[]> groups = crowd.groups(owner);
    double worst = 0;
    for (int index = 0; index < groups.size(); index++) {
      double[] wanted = together(alone, groups.get(index));
      double[] got = crowd.ofGroup(index, groups.size());
      for (int i = 0; i < wanted.length; i++) {
        worst = Math.max(worst, Math.abs(wanted[i] - got[i]) / Math.max(1, Math.abs(wanted[i])));
      }
    }
    return worst;
  }

  private double[] together(List<StageResult> alone, int[] group) {
    List<StageResult> own = Arrays.stream(group).mapToObj(alone::get).toList();
    double[] weights = weights(own.stream().mapToDouble(StageResult::tokens).toArray());
    List<double[]> numbers = own.stream().map(result -> result.ofGroup(0, 1)).toList();
    return IntStream.range(0, numbers.get(0).length)
        .mapToDouble(
            i ->
                IntStream.range(0, group.length)
                    .mapToDouble(s -> weights[s] * numbers.get(s)[i])
                    .sum())
        .toArray();
  }
}
