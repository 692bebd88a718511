package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryCallsTest {
  /** Calls, and the lines that they are folded into. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      textBlock =
          """
          padwise.math.Given.that padwise.batch.Padding$Side.apply java.util.ArrayList.forEach padwise.kernel.repl.Run.perform padwise.batch.Padding.apply @ at Given.that and 2 more calls in padwise; at ArrayList.forEach in the JDK
          org.nd4j.Nd4j.ones org.apache.Thing.go @ at Nd4j.ones in org.nd4j; at Thing.go in org.apache
          javax.swing.A.a jdk.B.b @ at A.a and 1 more call in the JDK
          REPL.$JShell$11.lambda$do_it$$0 @ in an earlier cell, whose text the kernel does not have
          """)
  void each_library_has_one_line_with_the_call_nearest_to_the_error(String calls, String lines) {
    var trace = Stream.of(calls.split(" ")).map(LibraryCallsTest::call).toList();
    assertThat(LibraryCalls.folded(trace).stream().map(Session::plain))
        .containsExactly(lines.split("; "));
  }

  private static StackTraceElement call(String name) {
    int dot = name.lastIndexOf('.');
    return new StackTraceElement(name.substring(0, dot), name.substring(dot + 1), "File.java", 7);
  }
}
