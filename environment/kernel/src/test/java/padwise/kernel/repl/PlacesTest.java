package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
  private static StackTraceElement call(String className) {
    return new StackTraceElement(className, "accept", null, 1);
  }

  @Test
  void calls_are_in_a_cell_if_one_of_them_is() {
    StackTraceElement library = call("java.net.ServerSocket");
    assertThat(Places.inCell(new StackTraceElement[] {library, call("REPL.$JShell$7")})).isTrue();
    assertThat(Places.inCell(new StackTraceElement[] {library, call("REPLICA")})).isFalse();
  }

  @Test
  void what_cannot_be_stopped_is_named_with_the_way_out() {
    assertThat(Places.cannotStop(call("java.net.ServerSocket")))
        .startsWith("Java cannot stop java.net.ServerSocket.accept")
        .contains("restart the kernel");
  }
}
