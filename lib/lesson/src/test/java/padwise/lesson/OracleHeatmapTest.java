package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class OracleHeatmapTest {

  private static final NeighbourOracle ORACLE =
      NeighbourOracle.over(
          List.of(
              Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 7}}),
              Nd4j.createFromArray(new float[][] {{-1, 3}})),
          4);

  @Test
  void a_stage_that_leaks_moves_in_all_seven_arrangements_and_one_that_does_not_in_none() {
    OracleHeatmap map =
        OracleHeatmap.of("Two stages", ORACLE)
            .with("mean over slots", a -> a.values().sub(a.values().mean(true, 1)))
            .with("twice", a -> a.input().times(2).value());
    assertThat(map.stages()).containsExactly("mean over slots", "twice");
    assertThat(map.findings().get(0)).hasSize(7).noneMatch(NeighbourOracle.Finding::holds);
    assertThat(map.findings().get(1)).hasSize(7).allMatch(NeighbourOracle.Finding::holds);
    assertThat(map.figure().alt()).contains("Two stages", "7 of 14");
  }

  @Test
  void a_picture_of_no_stage_is_refused() {
    refused(() -> OracleHeatmap.of("None", ORACLE).figure(), "with(");
  }
}
