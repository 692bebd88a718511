package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibraryCallsTest {
  private static List<String> folded(StackTraceElement... calls) {
    var folding = new LibraryCalls();
    Stream.of(calls).forEach(folding::add);
    return folding.lines().stream().map(Excerpt::plain).toList();
  }

  private static StackTraceElement call(String className, String method) {
    return new StackTraceElement(className, method, "File.java", 7);
  }

  @Test
  void each_library_has_one_line_with_the_call_nearest_to_the_error_and_how_many_more() {
    assertThat(
            folded(
                call("padwise.math.Given", "that"),
                call("padwise.batch.Padding$Side", "apply"),
                call("java.util.ArrayList", "forEach"),
                call("padwise.kernel.repl.Run", "perform"),
                call("padwise.batch.Padding", "apply")))
        .containsExactly(
            "at Given.that (File.java:7) and 2 more calls in padwise",
            "at ArrayList.forEach (File.java:7) in the JDK");
  }

  @Test
  void the_parts_of_one_organisation_count_as_libraries_of_their_own() {
    assertThat(folded(call("org.nd4j.Nd4j", "ones"), call("org.apache.Thing", "go")))
        .containsExactly(
            "at Nd4j.ones (File.java:7) in org.nd4j", "at Thing.go (File.java:7) in org.apache");
  }

  @Test
  void javax_jdk_and_sun_are_the_jdk() {
    assertThat(folded(call("javax.swing.A", "a"), call("jdk.B", "b"), call("sun.C", "c")))
        .containsExactly("at A.a (File.java:7) and 2 more calls in the JDK");
  }

  @Test
  void code_of_a_cell_that_is_forgotten_is_not_named_by_its_class() {
    assertThat(folded(call("REPL.$JShell$11", "lambda$do_it$$0")))
        .containsExactly("in a lambda of an earlier cell, whose text the kernel no longer has");
  }
}
