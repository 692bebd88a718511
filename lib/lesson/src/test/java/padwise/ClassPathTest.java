package padwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests run on the libraries that the kernels run on. */
class ClassPathTest {

  private static final Path KERNELS = Path.of("../../.workbook/jars");
  private static final List<String> NEVER_LOADED = List.of("commons-net", "oshi-core", "jackson");

  @Test
  void what_tests_and_kernels_share_has_one_version() throws IOException {
    assumeThat(KERNELS).as("made by set-up").isDirectory();
    Map<String, Set<String>> ofTests = jars(classPath());
    try (Stream<Path> files = Files.list(KERNELS)) {
      Map<String, Set<String>> ofKernels = jars(files.map(file -> file.getFileName().toString()));
      ofKernels.keySet().retainAll(ofTests.keySet());
      assertThat(ofKernels).containsKeys("openblas", "javacpp", "nd4j-api", "commons-io");
      assertThat(ofTests).containsAllEntriesOf(ofKernels);
    }
  }

  @Test
  void what_nd4j_brings_and_nobody_needs_is_not_there() {
    assertThat(jars(classPath())).doesNotContainKeys(NEVER_LOADED.toArray(String[]::new));
  }

  private static Stream<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).getFileName().toString());
  }

  /** Names by artifact: {@code openblas-0.3.31-1.5.13.jar} and its natives under openblas. */
  private static Map<String, Set<String>> jars(Stream<String> names) {
    return names
        .filter(name -> name.matches(".+?-\\d.*\\.jar") && !name.startsWith("padwise"))
        .collect(
            Collectors.groupingBy(
                name -> name.replaceFirst("-\\d.*", ""), TreeMap::new, Collectors.toSet()));
  }
}
