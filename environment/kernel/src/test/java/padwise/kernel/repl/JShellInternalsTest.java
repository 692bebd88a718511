package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;

class JShellInternalsTest {
  @Test
  void this_jdk_has_all_that_the_kernel_looks_for() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      assertThat(new JShellInternals(shell).missing()).isEmpty();
    }
  }

  @Test
  void imports_of_a_first_cell_are_taken_in_together_or_not_at_all() {
    try (var session = new Session()) {
      JShellInternals internals = session.repl().internals();
      List<String> right = List.of("import java.util.Map;", "import static java.lang.Math.*;");
      assertThat(internals.importAll(right)).isTrue();
      for (String wrong : List.of("import java.utl.Map;", "import static java.lang.Math.no;")) {
        assertThat(internals.importAll(List.of("import java.util.Set;", wrong))).isFalse();
        assertThat(session.repl().shell().imports().map(Snippet::source))
            .containsExactlyElementsOf(right);
      }
      assertThat(session.run("Map.of(1, max(1, 2))")).isEqualTo(Map.of(1, 2));
    }
    try (var session = new Session()) {
      assertThat(session.fail("import java.util.List;\nimport java.utl.Set;"))
          .contains("package java.utl does not exist", "→   2");
      assertThat(session.run("List.of(1)")).isEqualTo(List.of(1));
    }
  }

  @Test
  void a_closed_session_is_let_go() throws InterruptedException {
    var closed = new WeakReference<>(new Repl(line -> {}, notice -> {}));
    Objects.requireNonNull(closed.get()).close();
    Thread.setDefaultUncaughtExceptionHandler(null);
    for (int i = 0; i < 300 && closed.get() != null; i++) {
      System.gc();
      Thread.sleep(100);
    }
    assertThat(closed.get()).isNull();
  }
}
