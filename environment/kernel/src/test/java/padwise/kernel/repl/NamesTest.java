package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that are missing, names that come later, and names that are JShell's alone. */
class NamesTest {
  private final Session session = new Session();

  @AfterEach
  void end() {
    session.close();
  }

  @Test
  void a_name_that_a_method_lacks_is_named_when_its_cell_runs_and_when_it_is_called() {
    session.run("int f(int n) {\n  return lenght + n;\n}");
    assertThat(session.notices().lines())
        .containsExactly(
            "Warning: f uses names that nothing declares: variable lenght.",
            "Line 2 of this cell:",
            "    1  int f(int n) {",
            "→   2    return lenght + n;",
            "                ^");
    assertThat(session.fail("f(1)"))
        .contains("f uses names that nothing declares: variable lenght");
    session.run("int lenght = 2;");
    assertThat(session.run("f(1)")).isEqualTo(3);
  }

  @Test
  void a_method_that_misses_a_name_says_so_to_whoever_calls_it() {
    session.run("int f(int n) { return nowhere(n); }");
    session.run(
        "String words;\ntry { f(1); } catch (RuntimeException e) { words = e.getMessage(); }");
    assertThat(session.run("words"))
        .isEqualTo(
            "f uses names that nothing declares: method nowhere(int). Line 1: int f(int n) { return nowhere(n); }");
    session.run("class C {\n  int g() { return nowhere(1); }\n}");
    assertThat(session.notices())
        .contains("C uses names that nothing declares: method nowhere(int)");
    assertThat(session.fail("new C().g()")).contains("method nowhere(int)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"class K {", "record K(int n) {"})
  void static_fields_of_a_class_that_misses_a_name_are_not_0(String kind) {
    session.run(kind + " static int size = 4; int g() { return nowhere(); } }");
    assertThat(session.fail("K.size"))
        .contains("K uses names that nothing declares: method nowhere()");
    session.run("int nowhere() { return 1; }");
    assertThat(session.run("K.size")).isEqualTo(4);
  }

  @Test
  void a_missing_import_is_offered() {
    session.run("int f() throws Exception { return Files.readAllLines(Path.of(\"a\")).size(); }");
    assertThat(session.notices())
        .contains("import java.nio.file.Files;")
        .contains("import java.nio.file.Path;");
    session.run("import java.nio.file.*;");
    assertThat(session.fail("f()")).startsWith("NoSuchFileException");
  }

  @Test
  void a_missing_import_is_offered_where_a_line_can_not_run() {
    assertThat(session.fail("Function<Integer, Integer> f = null;"))
        .contains("import java.util.function.Function;");
    assertThat(session.fail("var s = Stream.of(1);")).contains("import java.util.stream.Stream;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          shwo(1) @ show
          width + hieght @ height
          "abc".lenght() @ length
          java.util.List.off(1) @ of
          Strng s = null; @ String
          int f(String text) { return text.lenght(); } @ length
          class C { Strng s; } @ String
          Sytem.out.println(1); @ System
          String.Format("a") @ format
          """)
  void a_slip_of_the_finger_is_told_the_name_that_is_near(String cell, String name) {
    session.run("int height = 1, width = 2;\nint show(int x) { return x; }");
    assertThat(session.fail(cell)).endsWith("\nNearly the same: " + name);
    assertThat(session.fail("nowhere(1)")).doesNotContain("Nearly");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"abc\".length", "List.of(1).length()", "new int[1].size()"})
  void a_length_that_is_called_otherwise_is_told(String cell) {
    session.run("import java.util.List;");
    assertThat(session.fail(cell)).endsWith("array.length, text.length(), list.size()");
  }

  @Test
  void another_languages_word_is_told() {
    assertThat(session.fail("let x = 1;")).endsWith("In Java: var");
  }

  @Test
  void a_warning_names_what_is_near() {
    session.run("int height = 1;");
    session.run("class C { int twice() { return 2 * hieght; } }");
    assertThat(session.notices()).endsWith("^\nNearly the same: height");
  }

  @Test
  void what_compiles_no_longer_is_named_when_that_happens_and_when_it_is_called() {
    session.run("enum E { A }\nint number(E e) {\n  return switch (e) { case A -> 1; };\n}");
    session.run("enum E { A, B }");
    String words =
        "number compiles no longer: the switch expression does not cover all possible input values."
            + " Line 2: return switch (e) { case A -> 1; };";
    assertThat(session.notices()).isEqualTo("Warning: " + words);
    assertThat(session.fail("number(E.A)")).contains(words);
    session.run("int number(E e) { return 2; }");
    assertThat(session.run("number(E.B)")).isEqualTo(2);
  }

  @Test
  void a_method_that_lacks_a_type_is_told_beside_another_of_its_name() {
    String one = "<T> int count(List<T> l) { return count(l, 2); }\n";
    String other = "<T> int count(List<T> l, int n) { return n; }\n";
    for (String cell : List.of(one, other, one, one + other)) {
      assertThat(session.fail(cell)).startsWith("CompileError: declare first: class List");
    }
    session.run("import java.util.*;");
    assertThat(session.run(one + other + "count(List.of())")).isEqualTo(2);
  }

  @Test
  void what_a_later_part_of_the_cell_declares_is_not_missing() {
    session.run("int f() { return g() + k; }\nint g() { return 1; }\nint k = 2;\nint sum = f();");
    assertThat(session.notices()).isEmpty();
    assertThat(session.run("sum")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { B b; }\nclass B { A a; }\nreturnsNull(new A().b)",
        "sealed interface S permits X, Y {}\nrecord X(int a) implements S {}\n"
            + "record Y(S left, S right) implements S {}\nreturnsNull(new Y(new X(1), null).right())",
        "sealed interface S {}\nrecord X(int a) implements S {}\nrecord Y(S left) implements S {}\n"
            + "returnsNull(new Y(new X(1)).left() instanceof X ? null : 1)",
        "sealed interface F {}\nsealed interface E<T> extends F {}\nenum G implements E<String> { A }\n"
            + "record H() implements F {}\nF f = G.A;\nreturnsNull(f == G.A ? null : 1)",
        "sealed abstract class S { abstract int n(); }\nfinal class A extends S { int n() { return 1; } }\n"
            + "final class B extends S { int n() { return 2; } }\nreturnsNull(new B().n() == 2 ? null : 1)",
        "interface I { J other(); }\ninterface J { I other(); }\nI i = () -> null;\nreturnsNull(i.other())",
        "abstract class Tree { abstract Leaf leaf(); }\nclass Leaf extends Tree { Leaf leaf() { return null; } }\n"
            + "returnsNull(new Leaf().leaf())",
        "class D extends E {}\nclass E implements F {}\ninterface F {}\nF f = new D();\nreturnsNull(null)",
        "record P(int a) {\n  P {\n    if (a < 0) throw new IllegalArgumentException();\n  }\n}\n"
            + "returnsNull(new P(1) == null ? 1 : null)",
        "record P(int a) {\n  P(int a) { this.a = a; }\n}\nreturnsNull(new P(1) == null ? 1 : null)",
        "record P(int a) { P { a = 2 * a; } P(String s) { this(s.length()); } }\n"
            + "returnsNull(new P(\"ab\").a() == 4 ? null : 1)",
      })
  void classes_of_one_cell_know_each_other(String cell) {
    session.run("Object returnsNull(Object o) { return o == null ? \"null\" : o; }");
    assertThat(session.run(cell)).isEqualTo("null");
    assertThat(session.notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object o = null; try { throw new Wrong(); } catch (Wrong e) { o = 1; } catch (Exception e) { }\no",
        "Shape s = Math.random() < 2 ? new Round() : new Square();\ns.n()",
        "int f(int n) {\n  Shape s;\n  if (n > 0) { s = new Round(); } else { s = new Square(); }\n"
            + "  while (n > 5) { n--; }\n  return s.n();\n}\nf(7)",
        "int n = 0;\ntry (var a = new Round(); var b = new Square()) { n++; }\nn",
      })
  void code_that_joins_several_types_of_cells_runs(String cell) {
    session.run("class Wrong extends RuntimeException {}");
    session.run(
        "abstract class Shape implements AutoCloseable {\n  abstract int n();\n  public void close() {}\n}");
    session.run("class Round extends Shape { int n() { return 1; } }");
    session.run("class Square extends Shape { int n() { return 4; } }");
    assertThat(session.run(cell)).isEqualTo(1);
  }

  @Test
  void a_class_that_the_cell_never_declares_is_an_error_with_its_place() {
    String report = session.fail("class C extends Nowhere {}\nint after = 1;");
    assertThat(report).startsWith("CompileError: declare first: class Nowhere");
    assertThat(report).contains("→   1  class C extends Nowhere {}\n                       ^");
    assertThat(session.fail("record Q(Zzz z) {}\nnew Q(null)")).contains("class Zzz");
    assertThat(
            session.fail(
                "sealed interface S {}\nclass A implements S {}\nrecord B() implements S {}"))
        .startsWith("CompileError: sealed, non-sealed or final modifiers expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/* no end\nint x = 3;", "int y = 1; /* no end", "int y = 1;\n/** no * end"})
  void a_comment_without_an_end_is_an_error(String cell) {
    assertThat(session.fail(cell)).contains("a comment begins here and has no end");
  }

  @Test
  void what_only_looks_like_a_comment_is_text() {
    assertThat(session.run("// nor /* this\nString s = \"/* text\"; char c = '\"'; /* fine */ s"))
        .isEqualTo("/* text");
    assertThat(session.run("\"\"\"\n  /* \" text\"\"\"")).isEqualTo("/* \" text");
  }

  @Test
  void code_that_is_never_reached_is_named_once() {
    assertThat(session.fail("while (false) {}"))
        .contains("unreachable statement")
        .doesNotContain("return");
    assertThat(session.fail("int f() { while (false) {} }"))
        .contains("unreachable statement", "missing return statement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"private", "public", "else", "return", "case", "class", "final", "int", "@", "'"})
  void a_lone_word_is_an_error_with_its_place(String cell) {
    assertThat(session.fail(cell)).startsWith("CompileError: ").contains("→   1  " + cell);
  }

  @Test
  void a_constructor_is_shown_as_it_was_written() {
    String record = "record P(int a) {\n  P {\n    if (a < 0) throw new RuntimeException();\n  }\n";
    session.run(record + "}");
    assertThat(session.fail("new P(-1)")).contains("    2    P {").doesNotContain("public");
    assertThat(session.fail(record + "  int f() { return true; }\n}"))
        .contains("  int f() { return true; }\n" + " ".repeat(26) + "^");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "z.length()",
        "for (int i = 0; i < 3; i++) { int x = i; String x = z; }",
        "int clone() { return 3; }",
        "int hashCode() { return 3; }",
        "int own() { return 1; }\nown(2)",
        "A a = (A) b;",
        "new W().n()",
        "A a = b;",
        "B a = new A();",
        "Object[] all = new String[1]; all[0] = new B();",
        "List.of(1).forEach(x -> { throw new Wrong(\"lambda \" + x); });",
        "new A() { int n() { throw new Wrong(\"inside\"); } }.n()",
        "throw new RuntimeException(new Wrong(\"cause\"));",
      })
  void messages_have_the_readers_names_only(String cell) {
    session.run(
        "import java.util.*;\nString z = null;\nclass A {}\nclass B {}\nObject b = new B();");
    session.run("class W { String s; int n() { return s.length(); } }");
    session.run("class Wrong extends RuntimeException { Wrong(String words) { super(words); } }");
    assertThat(session.fail(cell))
        .doesNotContain("REPL", "JShell", "do_it", "loader", " in  ", "class  ");
  }
}
