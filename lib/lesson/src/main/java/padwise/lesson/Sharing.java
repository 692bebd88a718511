package padwise.lesson;

import java.util.Arrays;
import java.util.List;

/** A way in which sentences put their own numbers together to one they share. */
public enum Sharing {
  /** Each token has the same weight. */
  MEAN_OF_TOKENS,
  /** Each sentence has the same weight. */
  MEAN_OF_SENTENCES,
  /** All are added. */
  SUM;

  /** The weight of one sentence among others. */
  private double weight(double tokens, double ofAll, int sentences) {
    return switch (this) {
      case MEAN_OF_TOKENS -> tokens / ofAll;
      case MEAN_OF_SENTENCES -> 1.0 / sentences;
      case SUM -> 1;
    };
  }

  /** The largest change of a number that sentences own, alone or together; NaN if one is NaN. */
  double difference(List<StageResult> alone, StageResult crowd, StageResult.Owner owner) {
    List<int[]> groups = crowd.groups(owner);
    double worst = 0;
    for (int index = 0; index < groups.size(); index++) {
      double[] wanted = together(alone, groups.get(index));
      double[] got = crowd.part(index, groups.size());
      for (int i = 0; i < wanted.length; i++) {
        worst = Math.max(worst, Math.abs(wanted[i] - got[i]) / Math.max(1, Math.abs(wanted[i])));
      }
    }
    return worst;
  }

  private double[] together(List<StageResult> alone, int[] group) {
    double tokens = Arrays.stream(group).map(index -> alone.get(index).tokens()).sum();
    double[] sum = new double[alone.get(group[0]).part(0, 1).length];
    for (int index : group) {
      double[] own = alone.get(index).part(0, 1);
      double weight = weight(alone.get(index).tokens(), tokens, group.length);
      Arrays.setAll(sum, i -> sum[i] + weight * own[i]);
    }
    return sum;
  }
}
