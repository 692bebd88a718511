package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;

class JShellInternalsTest {
  @Test
  void this_jdk_has_all_that_the_kernel_looks_for() {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      assertThat(new JShellInternals(shell).missing()).isEmpty();
    }
  }
}
