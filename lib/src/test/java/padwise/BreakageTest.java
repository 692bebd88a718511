package padwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.Table;

/**
 * Each row of breakage.csv still fits: its line stands once in its file, and its test exists.
 * Whether the test really fails without the line, {@code environment/break_claims.py} tells.
 */
class BreakageTest {

  record Breakage(String file, String line, String test) {}

  static Stream<Breakage> rows() {
    return Table.read().csv("src/test/breakage.csv").stream()
        .map(
            row ->
                new Breakage(row.getString("file"), row.getString("line"), row.getString("test")));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_line_stands_once_in_its_file_and_its_test_exists(Breakage row) throws IOException {
    Path file = Path.of("src/main/java/padwise", row.file());
    String[] test = row.test().split("#", -1);
    assertThat(Files.readAllLines(file)).filteredOn(l -> l.contains(row.line())).hasSize(1);
    try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      assertThat(sources.filter(p -> p.endsWith(test[0] + ".java")).map(BreakageTest::text))
          .anyMatch(text -> text.contains(" " + test[1] + "("));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
