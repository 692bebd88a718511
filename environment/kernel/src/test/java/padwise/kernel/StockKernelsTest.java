package padwise.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each notebook's cells in plain JShell with IJava's imports: compiled in order, not run. */
@Tag("all") // minutes, and much memory
class StockKernelsTest {

  private static final Path NOTEBOOKS = Path.of("../../notebooks");

  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  static List<String> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ipynb"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void every_cell_compiles_without_what_this_kernel_adds(String name) throws IOException {
    assertThat(complaints(cells(NOTEBOOKS.resolve(name)))).isEmpty();
  }

  @Test
  void what_does_not_compile_is_found() throws IOException {
    assertThat(complaints(List.of("int x = 1;\nint y = x;", "x + nowhere", "int z = (", "%help")))
        .hasSize(3)
        .allMatch(complaint -> complaint.matches("(?s)cell [234]: .*"));
  }

  private static List<String> complaints(List<String> cells) throws IOException {
    List<String> found = new ArrayList<>();
    try (JShell shell = shell()) {
      imports().forEach(shell::eval);
      for (int i = 0; i < cells.size(); i++) {
        String where = "cell " + (i + 1) + ": ";
        complaints(shell, cells.get(i)).map(where::concat).forEach(found::add);
      }
    }
    return found;
  }

  /** An option, as {@link JShell#addToClasspath} keeps the shell in a queue for its index. */
  private static JShell shell() {
    String libraries =
        Stream.of(CLASS_PATH.split(File.pathSeparator, -1))
            .filter(entry -> !entry.replace('\\', '/').contains("environment/kernel/target"))
            .collect(joining(File.pathSeparator));
    return JShell.builder()
        .executionEngine(new NothingRuns(), Map.of())
        .compilerOptions("-classpath", libraries)
        .build();
  }

  private static Stream<String> complaints(JShell shell, String cell) {
    Stream.Builder<String> found = Stream.builder();
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.source() == null || !next.completeness().isComplete()) {
        return found.add("is no whole Java: " + rest).build();
      }
      shell.eval(next.source()).stream()
          .filter(event -> event.causeSnippet() == null && event.status() != Snippet.Status.VALID)
          .map(SnippetEvent::snippet)
          .forEach(snippet -> found.add(snippet.source() + diagnoses(shell, snippet)));
      rest = next.remaining();
    }
    return found.build();
  }

  private static List<String> diagnoses(JShell shell, Snippet snippet) {
    return shell.diagnostics(snippet).map(each -> " " + each.getMessage(Locale.ROOT)).toList();
  }

  /** The imports that IJava begins with; JJava's are more. */
  private static List<String> imports() throws IOException {
    try (InputStream file =
        StockKernelsTest.class.getResourceAsStream("/ijava-jshell-init.jshell")) {
      return new String(requireNonNull(file).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> line.matches("import java.*"))
          .toList();
    }
  }

  private static List<String> cells(Path notebook) throws IOException {
    JsonObject content = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
    return StreamSupport.stream(content.getAsJsonArray("cells").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
        .map(StockKernelsTest::source)
        .toList();
  }

  private static String source(JsonObject cell) {
    StringBuilder source = new StringBuilder();
    cell.getAsJsonArray("source").forEach(line -> source.append(line.getAsString()));
    return source.toString();
  }

  /** Takes the classes that JShell compiles and leaves them alone. */
  private static final class NothingRuns extends DirectExecutionControl
      implements ExecutionControlProvider {

    @Override
    public String name() {
      return "nothing runs";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return this;
    }

    @Override
    public void load(ClassBytecodes[] classes) {}

    @Override
    public void redefine(ClassBytecodes[] classes) {}

    @Override
    public String invoke(String className, String methodName) {
      return "";
    }

    @Override
    public String varValue(String className, String varName) {
      return "";
    }
  }
}
