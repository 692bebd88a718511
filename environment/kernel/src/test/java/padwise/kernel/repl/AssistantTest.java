package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistantTest {
  private static final Repl REPL = new Repl(line -> {}, notice -> {});
  private static final Assistant ASSISTANT = REPL.assistant();

  @BeforeAll
  static void open() {
    ASSISTANT.open(List.of());
  }

  @AfterAll
  static void close() {
    REPL.close();
  }

  /** The candidates at the end of a cell. */
  private static List<String> at(String cell) {
    return ASSISTANT.complete(cell, cell.length()).texts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var names = java.util.List.of(1);\nnames.subL",
        "import java.util.List;\nvar names = List.of(1);\nnames.subL",
        "import java.util.*;\nList<Integer> names = null;\nint n = 3;\nnames.subL",
        "int f(java.util.List<String> names) {\n  names.subL",
        "import java.util.List;\nint f(int n, List<String> names) {\n  if (n > 0) {\n    return names.subL",
        "int n = 3;\n/** Doc. */\nstatic int f(java.util.List<String> names) {\n  names.subL",
        "java.util.List<Integer> f(int n) { return null; }\nf(3).subL",
        "java.util.List<Integer> f(int n) { return null; }\nint g(int m) {\n  return f(m).subL",
        "public record Box(java.util.List<String> names) {}\nnew Box(null).names().subL",
        "%help\nenum Side { LEFT }\nvar names = java.util.List.of(Side.LEFT);\nnames.subL",
        "class Shop {\n  java.util.List<String> names;\n  int f() {\n    return names.subL",
        "var names = java.util.List.of(1);\nif (true && !names.subL",
        "var names = java.util.List.of(1);\nwhile (3 < Math.abs(2) + names.subL",
        "var names = java.util.List.of(1);\nfor (int i = 0; i < 3; i++) {\n  if (i < 2) {\n    while (names.subL",
        "var names = java.util.List.of(1);\nif (names.size() > 1) names.subL",
        "for (var names = new java.util.ArrayList<String>(); names.subL",
        "var größen = java.util.List.of(1);\ngrößen.subL",
        "var names = java.util.List.of(1);\nfor (var n : names.subL",
        "for (var all : new int[0][]) for (var names = java.util.List.of(1); names.subL",
        "int f(java.util.List<String> names) {\n  for (var n : names.subL",
        "for (var names : new java.util.ArrayList<java.util.List<String>>()) {\n  names.subL",
      })
  void what_a_cell_declares_and_imports_is_known_before_it_runs(String cell) {
    assertThat(at(cell)).containsExactly("subList(");
    assertThat(ASSISTANT.complete(cell, cell.length()).start()).isEqualTo(cell.length() - 4);
  }

  @Test
  void names_of_the_cell_are_completed_themselves() {
    assertThat(at("import java.util.concurrent.CountDownLatch;\nCountDown"))
        .contains("CountDownLatch");
    assertThat(at("int f(int paddedLength) {\n  return paddedL")).containsExactly("paddedLength");
    assertThat(at("int paddedLength = 3;\nint twice = 2 * paddedL"))
        .containsExactly("paddedLength");
    assertThat(at("int paddedLength(int n) { return n; }\npaddedL"))
        .containsExactly("paddedLength(");
    assertThat(at("import java.util.*;\nimport java.util.ArrayL")).contains("ArrayList");
    assertThat(at("int paddedLength = 3;\npaddedL")).containsExactly("paddedLength");
    assertThat(at("int f() {\n  int paddedLength = 3;\n  paddedL")).containsExactly("paddedLength");
    assertThat(at("class C {\n  static int f() {\n    int paddedLength = 3;\n    return paddedL"))
        .containsExactly("paddedLength");
  }

  @Test
  void a_loops_own_variable_is_completed_in_its_head() {
    assertThat(at("for (int counter = 0; cou")).containsExactly("counter");
    assertThat(at("int f(int n) {\n  for (int counter = 0; counter < n; cou"))
        .containsExactly("counter");
    assertThat(at("int größe = 3;\ngrö")).containsExactly("größe");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Side s = Side.LEFT;\nswitch (s) { case LE",
        "int f(Side s, int n) {\n  return switch (s) {\n    case RIGHT -> { switch (n) { case 1: break; } yield 1; }\n    case LE",
        "record Turn(Side side) {}\nint f(Turn t) {\n  switch (t.side()) { case RIGHT, LE",
        "for (var s : Side.values()) {\n  System.out.println(switch (s) { case LE",
      })
  void constants_are_completed_in_a_switch(String cell) {
    assertThat(at("enum Side { LEFT, RIGHT }\n" + cell)).containsExactly("LEFT");
  }

  @Test
  void other_labels_of_a_switch_are_names_too() {
    assertThat(at("switch (3) { case Inte")).contains("Integer");
    assertThat(at("enum Side { LEFT, RIGHT }\nSide s = null;\nswitch (s) { case "))
        .containsExactly("LEFT", "RIGHT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// Stri",
        "/* Stri",
        "\"Stri",
        "'S",
        "\"\"\"\nStri",
        "int x; // Stri",
        "// switch (Thread.State.NEW) { case NE"
      })
  void nothing_is_completed_in_texts_and_comments(String cell) {
    assertThat(at(cell)).isEmpty();
  }

  @Test
  void names_that_no_reader_wrote_are_not_offered() {
    assertThat(at("")).contains("String").noneMatch(text -> text.contains("$"));
  }

  @Test
  void packages_are_completed_at_the_first_question() {
    try (var repl = new Repl(line -> {}, notice -> {})) {
      String cell = "import java.util.functi";
      repl.assistant().open(List.of());
      assertThat(repl.assistant().complete(cell, cell.length()).texts())
          .containsExactly("function.");
    }
  }

  @Test
  void imports_that_were_only_foreseen_are_not_there_afterwards() throws CellException {
    assertThat(at("import java.util.zip.*;\nnew CRC")).contains("CRC32()");
    assertThat(REPL.shell().imports()).isEmpty();
    assertThat(at("new CRC")).doesNotContain("CRC32()");
  }

  @Test
  void a_name_and_a_method_are_explained_with_this_cells_declarations() {
    String cell = "import java.util.List;\nint f(List<String> names) {\n  return names.size();\n}";
    assertThat(ASSISTANT.explain(cell, cell.indexOf("size") + 2)).contains("List<E>.size()");
    assertThat(ASSISTANT.explain(cell, cell.indexOf("names.") + 2)).isEqualTo("List<String> names");
    assertThat(ASSISTANT.explain("int f(int n) { return n; }\nf(1)", 28)).isEqualTo("int f(int n)");
  }
}
