package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of a cell: its last line's, if that is an expression without a semicolon. */
class ShownTest {
  private final Session session = new Session();

  @AfterEach
  void end() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q += 2;",
        "q = 5;",
        "q;",
        "q++;",
        "int p = 3;",
        "Math.max(1, 2);",
        "System.out.printf(\"\")",
        "1 + 1; ",
        "q;  // a word",
        "",
        "// only words"
      })
  void nothing_is_shown_of(String cell) {
    session.run("int q = 1;");
    assertThat(session.run(cell)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"q, 1", "q += 2, 3", "q = 5, 5", "q++; q, 2", "1 + 1, 2"})
  void a_last_line_without_a_semicolon_is_shown(String cell, String value) {
    session.run("int q = 1;");
    assertThat(session.run(cell)).asString().isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          new int[] {1, 2} @ [1, 2]
          new double[][] {{1}, {2.5}} @ [[1.0], [2.5]]
          java.util.List.of(new int[] {1}) @ [[1]]
          java.util.Map.of("a", new String[] {"b"}) @ {a=[b]}
          new Object() @ Object
          new C() @ C
          var e = new Exception(); e.getStackTrace()[0] @ (a cell)
          C.class @ class C
          var o = new Object() { int x; }; o @ an object
          (Runnable) () -> {} @ a lambda
          new java.util.concurrent.FutureTask<>(() -> 1) @ java.util.concurrent.FutureTask[Not completed, task = a lambda]
          new java.util.concurrent.atomic.AtomicReference<>(new C()) @ C
          new Object() { public String toString() { return "with " + new int[0] + new C[0]; } } @ with [I[LC;
          java.util.List.of(java.util.stream.Collectors.counting()) @ [CollectorImpl
          new Object() { public String toString() { return null; } } @ null
          new int[2000].clone() @ [0, 0
          """)
  void values_have_no_identity_hashes(String cell, String text) {
    session.run("class C {}");
    String shown = ValueText.of(session.run(cell));
    assertThat(shown).startsWith(text).doesNotContain("@", "REPL");
  }

  @Test
  void a_text_is_shown_as_it_is() {
    assertThat(ValueText.of("java.lang.Object@1f")).isEqualTo("java.lang.Object@1f");
    assertThat(session.fail("throw new RuntimeException(\"no \" + new Object());"))
        .startsWith("RuntimeException: no java.lang.Object\n");
  }

  @Test
  void long_values_are_cut_wherever_they_are() {
    var longs = new ArrayList<Object>(Collections.nCopies(2000, 0));
    for (Object value : List.of(new int[2000], longs)) {
      assertThat(ValueText.of(value)).endsWith("0, … 2000 elements]").hasSizeLessThan(4000);
    }
    for (Object value :
        List.of(
            new int[1500][1500],
            List.of(new int[2000], 1),
            Map.of("a", new double[2000]),
            Collections.nCopies(1100, Map.of("a", List.of(1))),
            Optional.of(longs))) {
      assertThat(ValueText.of(value)).contains("elements").hasSizeLessThan(9000);
    }
    longs.set(0, longs);
    assertThat(ValueText.of(longs)).contains("elements").hasSizeLessThan(30_000);
    assertThat(ValueText.of(List.of(1, 2))).isEqualTo("[1, 2]");
  }

  @Test
  void an_exception_in_a_thread_of_a_cell_is_shown() {
    session.run(
        "var t = new Thread(() -> { throw new IllegalStateException(\"lost\"); });\nt.start();\nt.join();");
    assertThat(session.notices())
        .startsWith("In the thread Thread-")
        .contains("IllegalStateException: lost\nLine 1 of this cell:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CompletableFuture.supplyAsync(() -> Integer.parseInt(word)).join()",
        "CompletableFuture.supplyAsync(() -> Integer.parseInt(word)).get()",
        "try { Integer.parseInt(word); } catch (Exception e) { throw new Error(\"b\", e); }"
      })
  void an_error_has_its_line_where_another_one_wraps_it(String cell) {
    session.run("import java.util.concurrent.*;\nString word = \"x\";");
    assertThat(session.fail("int a = 1;\n" + cell))
        .contains("→   2  " + cell, "Cause: NumberFormatException");
  }

  @Test
  void errors_are_told_however_odd_they_are() {
    session.run(
        "var a = new RuntimeException(\"a\"); var b = new Error(\"b\", a); a.initCause(b);",
        "class Odd extends RuntimeException { public String getMessage() { throw this; } }");
    assertThat(session.fail("throw a;"))
        .startsWith("RuntimeException: a")
        .containsOnlyOnce("Cause: Error: b");
    assertThat(session.fail("java.util.List.of(1).add(2)")).contains("new ArrayList<>(list) can");
    assertThat(session.fail("throw new Odd();")).startsWith("Odd: its message can't be had");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(3);",
        "Runtime.getRuntime().halt(3)",
        "void end() { Runtime.getRuntime().exit(3); }\nend()",
        "Runnable end = () -> System.exit(3); end.run();"
      })
  void java_does_not_end(String cell) {
    assertThat(session.fail(cell)).contains("Java would end here with status 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return x;",
        "{ return 3; }",
        "/* so */ return x;",
        "größe: a: while (true) { return; }",
        "if (x > 0) { return; }",
        "out: while (true) { if (++x > 3) return x; }",
        "switch (x) { case 1: return 7; default: }"
      })
  void a_return_outside_of_methods_is_an_error(String statement) {
    assertThat(session.fail("int x = 1;\n" + statement))
        .contains("return ends a method", "→   2  " + statement);
  }

  @ParameterizedTest
  @CsvSource({
    "{ return 3 }, ';' expected",
    "if (true) { Runnable r = () - > { return; }; }, -> expected",
    "{ int h() { return 3; } }, ';' expected"
  })
  void where_the_compiler_knows_better_a_return_is_no_error(String statement, String words) {
    assertThat(session.fail(statement)).startsWith("CompileError: " + words);
  }

  @Test
  void a_return_of_a_method_within_a_statement_is_none() {
    String ownMethods =
        "class C { int f() { return 3; } } Supplier<Integer> g = () -> { return new C().f(); };";
    session.run("import java.util.function.*;\nint returned = 2;");
    session.run("if (true) { " + ownMethods + " returned += g.get(); }");
    assertThat(session.run("returned")).isEqualTo(5);
  }

  @Test
  void code_of_an_earlier_cell_has_its_line_however_late_it_fails() {
    session.run(
        "var later = new java.util.ArrayList<Runnable>();\nint[] one = new int[1];",
        "later.add(() -> {\n  one[1]++;\n});",
        "int f(int a) { return 1 / 0; }\nint f(String a) { return 2 / 0; }\nint größe() { return f(\"\"); }",
        "import java.io.*;");
    Object trace =
        session.run(
            """
            var w = new StringWriter();
            try { größe(); } catch (Exception e) { e.printStackTrace(new PrintWriter(w)); }
            w.toString()""");
    assertThat(session.repl().readable("" + trace))
        .contains(
            "\tat f(cell [3], line 2)\n\tat größe(cell [3], line 3)\n\tat (cell [5], line 2)");
    assertThat(session.fail("later.get(0).run()")).contains("Line 2 of cell [2]:", "  one[1]++;");
    assertThat(session.fail("f(\"\")")).contains("Line 2 of cell [3]:", "→   2  int f(String a)");
  }

  @Test
  void code_that_came_again_as_it_was_has_its_newest_line() {
    session.run("int m() { return 1 / 0; }\nclass C { int f() { return 1 / 0; } }");
    assertThat(session.fail("// moved\nint m() { return 1 / 0; }\nm()"))
        .contains("→   2  int m()", "→   3  m()");
    session.run("import java.util.*;");
    for (String words : List.of("one", "two")) {
      String cell = "\n\nclass C { int f() { return 1 / 0; } } // " + words + "\nnew C().f()";
      assertThat(session.fail(cell)).contains("Line 3 of this cell:", "// " + words);
    }
  }

  @Test
  void code_that_uses_what_comes_later_has_its_own_line() {
    String cell = "class A extends B {\n  int f() { return 1 / 0; }\n}\nclass B {}\nnew A().f()";
    assertThat(session.fail(cell)).contains("→   2    int f()", "→   5  new A()");
  }

  @Test
  void words_that_fail_are_an_error_of_the_cell() {
    session.run(
        "class Bad { public String toString() { throw new RuntimeException(\"no words\"); } }");
    assertThat(session.run("var bad = new Bad();")).isNull();
    assertThat(session.fail("bad", String::valueOf))
        .contains("no words", "Line 1 of cell [1]", "showing its value failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record Node(Node next) {}\nNode list = null;\n"
            + "for (int i = 0; i < 100_000; i++) { list = new Node(list); }\nlist",
        "int down(int n) { return down(n + 1) + 1; }\ndown(0)",
        "class Self { public String toString() { return \"I am \" + this; } }\nnew Self()",
        "class Self { public String toString() { return \"I am \" + this; } }\nnew Self() + \"\""
      })
  void calls_without_end_are_a_sentence_and_the_session_goes_on(String cell) {
    assertThat(session.fail(cell, String::valueOf))
        .startsWith("StackOverflowError: calls are nested too");
    assertThat(session.run("1 + 1")).isEqualTo(2);
  }

  @Test
  void what_the_compiler_has_no_room_for_is_a_sentence_and_the_session_goes_on() {
    assertThat(session.fail("int sum = " + "1 + ".repeat(20_000) + "1;"))
        .startsWith("CompileError: this is too long");
    assertThat(session.run("1 + 1")).isEqualTo(2);
  }
}
