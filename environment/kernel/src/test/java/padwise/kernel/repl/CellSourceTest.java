package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.jshell.JShell;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
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

  @Test
  void a_cell_falls_into_its_snippets_in_order() {
    assertThat(parts("int x = 1;\nint twice(int n) {\n  return 2 * n;\n}\ntwice(x)"))
        .containsExactly("int x = 1;", "int twice(int n) {\n  return 2 * n;\n}", "twice(x)");
  }

  @Test
  void each_part_knows_where_in_the_cell_it_begins() {
    String text = "\n  int x = 1; int y = 2\n\nx + y";
    for (CellPart part : cell(text).parts()) {
      assertThat(text.substring(part.offset())).startsWith(part.code().replaceFirst(";?$", ""));
    }
  }

  @Test
  void a_percent_line_is_a_part_and_two_percent_signs_take_the_rest() {
    assertThat(parts("int x = 1;\n%help\nx")).containsExactly("int x = 1;", "%help", "x");
    assertThat(parts("%%all\nint x = 1;\nx")).containsExactly("%%all\nint x = 1;\nx");
  }

  @Test
  void a_percent_sign_inside_a_text_block_or_an_expression_is_java() {
    String block = "var s = \"\"\"\n%help\n\"\"\";";
    assertThat(parts(block)).containsExactly(block);
    assertThat(parts("7\n% 2")).hasSize(1);
  }

  @Test
  void comments_and_blank_lines_alone_are_no_part() {
    assertThat(parts("")).isEmpty();
    assertThat(parts("\n  \n")).isEmpty();
    assertThat(parts("// nothing yet")).isEmpty();
  }

  @Test
  void what_does_not_end_is_one_incomplete_part() {
    List<CellPart> parts = cell("int x = 1;\nint twice(int n) {").parts();
    assertThat(parts).extracting(CellPart::isIncomplete).containsExactly(false, true);
  }

  @Test
  void lines_are_counted_from_one() {
    CellSource cell = cell("a\nb\nc");
    assertThat(List.of(cell.lineAt(0), cell.lineAt(1), cell.lineAt(2), cell.lineAt(5)))
        .containsExactly(1, 1, 2, 3);
  }
}
