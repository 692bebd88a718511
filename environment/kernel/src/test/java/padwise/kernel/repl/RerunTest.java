package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jdk.jshell.VarSnippet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value changes only when its own declaration runs again. */
class RerunTest {
  private final Session session = new Session();

  @AfterEach
  void end() {
    session.close();
  }

  /** The cells before, the cell that runs again, an expression, its value; a bar ends a line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          String s = "one"; @ var t = s.length(); @ String s = "three"; @ t @ 3
          String s = "one"; @ int t = s.length(); @ int s = 4; @ t + s @ 7
          String s = "one"; @ var t = s.length(); var u = List.of(t); var v = u.get(0) + t; @ String s = ""; @ v @ 6
          String s = "one"; @ var t = new int[] {s.length()}; @ String s = ""; @ t[0] @ 3
          String s = "one"; @ var t = new ArrayList<>(List.of(s)); t.add("two"); @ String s = ""; @ t @ [one, two]
          int f(int n) { return n + 1; } @ var t = f(1); @ int f(int n) { return n + 2; } @ t @ 2
          int f(int n) { return n + 1; } @ var t = f(1); @ String f(int n) { return "n"; } @ t @ 2
          <T> List<T> f(T n) { return List.of(n); } @ var t = f(1); @ <T> List<T> f(T n) { return List.of(n, n); } @ t @ [1]
          int f() { return 1; } @ class C { int g() { return f(); } } var c = new C(); @ int f() { return 2; } @ c.g() @ 2
          int n = 1; @ class C { int m = n; } var c = new C(); @ int n = 2; @ c.m @ 1
          int n = 1; @ class C { int g() { return n; } } var c = new C(); @ int n = 2; @ c.g() @ 2
          int n = 1; @ Supplier<Integer> f = () -> n; @ int n = 2; @ f.get() @ 2
          long n = 1; @ Supplier<Long> f = () -> n; @ long n = 2; @ f.get() @ 2
          boolean n = false; @ Supplier<Boolean> f = () -> n; @ boolean n = true; @ f.get() @ true
          int n = 1; @ Supplier<Number> f = () -> n; @ double n = 2; @ f.get() @ 1
          int n = 1; @ Supplier<Number> f = () -> n; @ double n = 2; import java.util.stream.*; @ f.get() @ 1
          int n = 1; @ var all = List.of(n << 2); @ double n = 2; import java.util.stream.*; @ all @ [4]
          int[] n = {1}; @ Supplier<Integer> f = () -> n[0]; @ int[] n = {2}; @ f.get() @ 2
          int n = 1; @ Supplier<Supplier<Integer>> f = () -> () -> n; var g = f.get(); @ int n = 2; @ g.get() @ 2
          int n = 1; @ Runnable more = () -> n++; @ int n = 10; @ new Supplier<Integer>() { public Integer get() { more.run(); return n; } }.get() @ 11
          int f(int n) { return n; } @ UnaryOperator<Integer> g = n -> f(n); @ int f(int n) { return -n; } @ g.apply(1) @ -1
          int f(int n) { return n; } @ UnaryOperator<Integer> g = n -> f(n); @ long f(int n) { return -n; } @ g.apply(1) @ 1
          Supplier<String> f = () -> "old"; @ var kept = f; @ Supplier<String> f = () -> "new"; @ kept.get() + f.get() @ oldnew
          record P(int a) {} @ var p = new P(1); @ record P(int a) {} @ p @ P[a=1]
          record P(int a) {} @ var p = List.of(new P(1)); @ import java.util.*; @ p @ [P[a=1]]
          record P(int a) {} @ var p = new P(1); int x = 1; @ record P(int a) {} @ p @ P[a=1]
          record P(int a) { P {} } @ var p = new P(1); @ record P(int a) { P {} } @ p @ P[a=1]
          sealed interface S {} record A() implements S {} @ S s = new A(); @ sealed interface S {} record A() implements S {} @ s @ A[]
          enum E { A, B } @ var e = E.B; @ enum E { A, B } @ e == E.B @ true
          interface I { int f(); } @ I i = () -> 3; @ interface I { int f(); } @ i.f() @ 3
          import static java.lang.Math.*; @ var m = max(1, 2); @ import static java.lang.Math.*; @ m @ 2
          int a = 1; @ int b = a + 1; int c = b + 1; int d = c + 1; @ int a = 5; @ b + c + d @ 9
          int f() { return 1; } int g() { return f(); } @ var t = g(); @ int f() { return 2; } @ t + g() @ 3
          int f(int n) { return n < 2 ? 1 : n * f(n - 1); } @ var t = f(5); @ int f(int n) { return 0; } @ t @ 120
          long f(long a, double b, int c, Object d) { return a + c; } @ var t = 1; @ long f(long a, double b, int c, Object d) { return a - c; } @ f(5L, 1.0, 2, null) @ 3
          int f(int... n) { return n.length; } @ var t = f(1, 2); @ int f(int... n) { return -n.length; } @ t + f(1) @ 1
          int f() { class L { private int x = 2; } return new L().x; } @ var t = f(); @ int f() { class L { private int x = 3; } return new L().x; } @ 10 * t + f() @ 23
          var o = new Object() { int x = 1; }; @ o.x = 5; @ int other = 1; @ o.x @ 5
          int x = 5; @ x = 7; @ int y = 1; @ x @ 7
          int n = 5; @ int m = 1; @ int n = n + 1; @ n @ 6
          var t = new HashMap<String, Integer>(); @ t.put("a", 1); @ int y = 1; @ t @ {a=1}
          int n = 1; int twice() { return 2 * n; } @ var t = twice(); @ double n = 2; double twice() { return 2 * n; } @ t + twice() @ 6.0
          """)
  void values_survive(
      String before, String declared, String again, String expression, String value) {
    session.run("import java.util.*;\nimport java.util.function.*;", before, declared, "1 + 1");
    session.run(again);
    assertThat(session.notices()).isEmpty();
    assertThat(session.run(expression)).asString().isEqualTo(value);
  }

  @Test
  void a_class_declared_anew_takes_its_objects_along_and_says_which() {
    session.run("import java.util.*;", "record P(int a) {}", "var p = new P(1);\nP q = p;");
    session.run("List<P> all = List.of(p);", "int n = p.a();", "Object o = p;");
    session.run("record P(int a) { int twice() { return 2 * a; } }");
    assertThat(session.notices())
        .isEqualTo(
            """
            P was declared anew: all, p, q gone with what it was made of. Run cell [3], [4] again.
            P was declared anew: o still with objects of the former one. Run cell [6] again.""");
    assertThat(session.run("n")).isEqualTo(1);
    assertThat(session.fail("p.a()")).contains("Run cell [3] again");
    session.run("var p = new P(1);");
    assertThat(session.run("p.twice()")).isEqualTo(2);
  }

  @Test
  void a_cell_that_declares_a_class_anew_and_its_objects_too_loses_nothing() {
    session.run(
        "class A { int x = 1; }\nvar a = new A();", "class A { int x = 2; }\nvar a = new A();");
    assertThat(session.notices()).isEmpty();
    assertThat(session.run("a.x")).isEqualTo(2);
  }

  @Test
  void a_class_that_a_class_mentions_takes_its_objects_along_too() {
    session.run("class A { int x = 1; }", "class B { A a = new A(); }", "var b = new B();");
    session.run("class A { int x = 1; int y = 2; }");
    assertThat(session.notices()).contains("b gone").contains("Run cell [3] again");
  }

  @Test
  void a_method_declared_anew_is_called_by_all_that_was_compiled_before() {
    session.run("int f() { return 1; }", "int g() { return f() + f(); }", "int f() { return 5; }");
    assertThat(session.run("g()")).isEqualTo(10);
  }

  @Test
  void an_error_in_a_method_declared_anew_is_shown_with_its_line() {
    session.run("int f(int n) { return n; }", "int f(int n) {\n  return 10 / n;\n}");
    assertThat(session.fail("f(0)")).contains("→   2    return 10 / n;").doesNotContain("v2");
    session.run("int f(int n) {\n\n  return 10 / n;\n}");
    assertThat(session.fail("f(0)"))
        .contains("→   3    return 10 / n;")
        .doesNotContain("an earlier cell");
  }

  @Test
  void a_declaration_that_fails_leaves_the_value_that_was_there() {
    session.run("int b = 1;\nint same() { return b; }");
    for (String cell :
        List.of("int b = \"x\";", "double b = 1 / 0;", "String b = nope;", "int b = 1 / 0;")) {
      session.fail(cell);
      assertThat(session.run("b + same()")).as(cell).isEqualTo(2);
    }
    assertThat(session.run("double b = 3;\nb")).isEqualTo(3.0);
  }

  @Test
  void a_variable_whose_only_declaration_failed_is_not_there_instead_of_null() {
    session.fail("var words = java.util.List.of().iterator().next().toString();");
    assertThat(session.fail("words")).contains("did not come to an end. Run cell [1] again.");
    assertThat(session.fail("int a = 1, b = a / 0, c = 3;")).startsWith("ArithmeticException");
    assertThat(session.run("a")).isEqualTo(1);
    assertThat(session.fail("b") + session.fail("c")).contains("variable b", "variable c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class C { static int made = 4; int g() { return f(1); } }",
        "record C(int n) { static int made = 4; C() { this(f(1)); } int g() { return f(n); } }"
      })
  void objects_stay_where_a_method_has_another_of_its_name(String type) {
    session.run("int f(int n) { return n; }\n" + type + "\nvar c = new C();", "C.made = 7;");
    session.run("int f(String s) { return 3; }", "import java.util.*;");
    assertThat(session.notices()).isEmpty();
    assertThat(session.run("c.g() + C.made")).isEqualTo(8);
    session.run("int f(int n) { return 10 * n; }", "import java.io.*;");
    assertThat(session.run("c.g() + C.made")).isEqualTo(17);
    session.run("int f(String s) { return 4; }");
    assertThat(session.run("f(\"\") + f(2)")).isEqualTo(24);
  }

  @Test
  void a_class_and_an_import_of_one_name_follow_each_other() {
    session.run("import java.util.List;", "class List { int mine = 1; }\nnew List().mine");
    assertThat(session.run("import java.util.List;\nList.of(1)")).hasToString("[1]");
  }

  @Test
  void values_of_several_types_have_a_type_that_later_cells_can_use() {
    session.run("import java.util.*;\nvar row = List.of(1, \"a\", 2.5);");
    assertThat(session.run("row")).hasToString("[1, a, 2.5]");
    session.run("var scores = Map.of(\"mean\", 2.5, \"n\", 4);");
    assertThat(session.run("scores.get(\"n\").doubleValue()")).isEqualTo(4.0);
  }

  @Test
  void a_sealed_type_takes_in_another_class() {
    String types = "record A(int a) implements S {}\nrecord B() implements S {}\n";
    session.run("sealed interface S permits A, B {}\n" + types);
    session.run("int f(S s) { return s instanceof A a ? a.a() : 0; }");
    session.run("sealed interface S permits A, B, C {}\n" + types + "record C() implements S {}");
    assertThat(session.run("f(new C()) + f(new A(3))")).isEqualTo(3);
    session.run("sealed interface S permits A, B, C, D {}\nrecord D() implements S {}");
    assertThat(session.run("f(new D()) + f(new A(3))")).isEqualTo(3);
    session.run("sealed interface S {}\n" + types + "record E() implements S {}");
    assertThat(session.run("f(new E()) + f(new A(3))")).isEqualTo(3);
  }

  /** What the cells before declare, what is declared in vain, an expression, its value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          int f() { return 1; } @ int f() { return "x"; } @ f() @ 1
          int f() { return 1; } @ String f() { return 1 @ f() @ 1
          class A { int x = 1; } int f() { return new A().x; } @ class A { int x = "no"; } @ f() + new A().x @ 2
          class A { int x = 1; } int f() { return new A().x; } @ class A extends Nowhere {} @ f() + new A().x @ 2
          enum E { A, B } @ enum E { A, B, A } @ E.B @ B
          """)
  void a_class_or_method_that_does_not_compile_leaves_the_one_that_was_there(
      String before, String vain, String expression, String value) {
    session.run(before);
    assertThat(session.fail(vain)).startsWith("CompileError");
    assertThat(session.run(expression)).asString().isEqualTo(value);
  }

  @Test
  void objects_of_a_former_class_are_found_wherever_they_are() {
    session.run("import java.util.*; import java.util.function.*;", "record P(int a) {}");
    session.run(
        """
        Map<String, List<?>> deep = Map.of("k", List.of(new P(7)));
        var none = List.of(1);
        Optional<Object> some = Optional.of(new P(1));
        Object[][] grid = {{new P(1)}};
        class Holder { Object held; }
        var holder = new Holder();
        holder.held = new P(3);
        Supplier<Object> maker = () -> new P(9);
        Supplier<Object> other = () -> 1;
        """);
    session.run("record P(int a, int b) {}");
    assertThat(session.notices().lines().toList())
        .contains(
            "P was declared anew: deep, grid, holder, maker, some still with objects of the former one."
                + " Run cell [3] again.");
  }

  @Test
  void static_fields_that_begin_again_are_said() {
    session.run("class A {}", "class Settings { static int size = 5; A a; }", "Settings.size = 9;");
    session.run("class A { int x; }");
    assertThat(session.notices()).isEqualTo("Compiled anew, with new static fields: Settings.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      value = {
        "import static java.lang.Math.PI; @ double PI = 3; @ PI @ 3.0",
        "import static java.lang.Math.max; @ int max(int a, int b) { return 7; } @ max(1, 2) @ 7",
      })
  void a_variable_or_method_hides_an_import_of_its_name(
      String line, String declaration, String expression, String value) {
    session.run(line, declaration);
    assertThat(session.run(expression)).asString().isEqualTo(value);
    session.run(line);
    assertThat(session.run(expression)).asString().isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "map.put(\"a\", 1); q++;",
        "q += 2; // a word",
        "/* a word */ new int[] {1}.clone(); \"a\".length();",
        "(q > 1 ? map : map).size(); Map.<String, Integer>of(); all[0]++;",
      })
  void a_value_that_is_not_asked_for_is_not_kept(String cell) {
    session.run("import java.util.*;", "var map = new HashMap<String, Integer>();");
    session.run("int q = 1;\nint[] all = {1};", cell);
    assertThat(session.repl().shell().variables().map(VarSnippet::name))
        .containsOnly("map", "q", "all");
  }

  @Test
  void a_type_declared_anew_is_not_blamed_for_objects_of_another() {
    session.run(
        "record A(int v) {}\nrecord B(int v) {}\nObject a = new A(1);", "record A(int w) {}");
    assertThat(session.notices()).startsWith("A was declared anew: a still with objects");
    session.run("record B(int w) {}");
    assertThat(session.notices()).isEmpty();
  }
}
