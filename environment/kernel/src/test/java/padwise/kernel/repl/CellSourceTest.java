package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import padwise.kernel.repl.CellSource.CellPart;

class CellSourceTest {
  private static final JShell SHELL = JShell.builder().executionEngine("local").build();

  @AfterAll
  static void close() {
    SHELL.close();
  }

  private static CellSource cell(String text) {
    return CellSource.of(text, SHELL.sourceCodeAnalysis());
  }

  private static List<String> parts(String text) {
    return cell(text).parts().stream().map(CellPart::code).map(String::strip).toList();
  }

  /** A cell, and its parts behind bars; a stroke stands for a line's end. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          int x = 1;/int twice(int n) {/  return 2 * n;/}/twice(x) @ int x = 1;|int twice(int n) {/  return 2 * n;/}|twice(x)
          int x = 1;/%help/x @ int x = 1;|%help|x
          %%all/int x = 1;/x @ %%all/int x = 1;/x
          var s = \"""/%help/\"""; @ var s = \"""/%help/\""";
          7/% 2 @ 7/% 2
          """)
  void a_cell_falls_into_its_snippets_and_percent_lines_in_order(String text, String parts) {
    assertThat(String.join("|", parts(text.replace('/', '\n'))))
        .isEqualTo(parts.replace('/', '\n'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n  \n", "// nothing yet"})
  void comments_and_blank_lines_alone_are_no_part(String text) {
    assertThat(parts(text)).isEmpty();
  }

  @Test
  void each_part_knows_where_in_the_cell_it_begins() {
    String text = "\n  int x = 1; int y = 2\n\nx + y";
    for (CellPart part : cell(text).parts()) {
      assertThat(text.substring(part.offset())).startsWith(part.code().replaceFirst(";?$", ""));
    }
  }

  @Test
  void what_does_not_end_is_one_incomplete_part() {
    List<CellPart> parts = cell("int x = 1;\nint twice(int n) {").parts();
    assertThat(parts).extracting(CellPart::isIncomplete).containsExactly(false, true);
  }

  @Test
  void a_star_in_the_path_of_a_percent_line_begins_no_comment() {
    assertThat(cell("%classpath my lib/*.jar\nint x = 1;").openComment()).isNegative();
    assertThat(cell("%classpath lib/*.jar\n/* no end").openComment()).isEqualTo(21);
  }

  @Test
  void lines_are_counted_from_one() {
    CellSource cell = cell("a\nb\nc");
    assertThat(List.of(cell.lineAt(0), cell.lineAt(1), cell.lineAt(2), cell.lineAt(5)))
        .containsExactly(1, 1, 2, 3);
  }
}
