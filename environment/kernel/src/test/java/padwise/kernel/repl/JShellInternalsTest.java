package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.Objects;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class JShellInternalsTest {
  @Test
  void this_jdk_has_all_that_the_kernel_looks_for() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      assertThat(new JShellInternals(shell).missing()).isEmpty();
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
