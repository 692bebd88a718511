package padwise.lesson;

import java.util.List;
import java.util.stream.Stream;
import padwise.math.Preconditions;
import padwise.view.Chart;
import padwise.view.Figure;
import padwise.view.MatrixHeatmap;

/**
 * Findings of the neighbour oracle about several stages, one row each, as colour.
 *
 * <p>{@code OracleHeatmap.of("Two masks", oracle).with("no mask", a -> …).with("padding", a -> …)}
 */
public record OracleHeatmap(
    String title,
    NeighbourOracle oracle,
    List<String> stages,
    List<List<NeighbourOracle.Finding>> findings)
    implements Chart {

  /** No stage yet. */
  public static OracleHeatmap of(String title, NeighbourOracle oracle) {
    Preconditions.given("title, oracle", title, oracle);
    return new OracleHeatmap(title, oracle, List.of(), List.of());
  }

  /** The same with another stage below, which runs now. */
  public OracleHeatmap with(String name, NeighbourOracle.Stage stage) {
    Preconditions.given("name", name);
    List<NeighbourOracle.Finding> found = oracle.check(stage);
    return new OracleHeatmap(
        title,
        oracle,
        Stream.concat(stages.stream(), Stream.of(name)).toList(),
        Stream.concat(findings.stream(), Stream.of(found)).toList());
  }

  /** The picture; its words say how many changes are more than rounding. */
  @Override
  public Figure figure() {
    Preconditions.require(
        !stages.isEmpty(), "stages: expected at least one; add it with with(\"a name\", a -> …)");
    double[][] changes =
        findings.stream()
            .map(row -> row.stream().mapToDouble(NeighbourOracle.Finding::largestChange).toArray())
            .toArray(double[][]::new);
    List<String> arrangements =
        findings.get(0).stream().map(NeighbourOracle.Finding::arrangement).toList();
    return MatrixHeatmap.changes(title, stages, arrangements, changes, NeighbourOracle.TOLERANCE);
  }
}
