package padwise;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may use whom: each package knows the ones before it, and each third party has one door. */
class ArchitectureTest {

  private static final String ARRAYS = "org.nd4j"; // with the protobuf it carries

  private static final String WEIGHTS = "onnx"; // ND4J's, too

  /** The whole map; a package that is not here may not exist. */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "text", List.of(),
          "batch", List.of("text", "math", ARRAYS),
          "math", List.of(ARRAYS, "org.bytedeco"),
          "grad", List.of("math", ARRAYS),
          "attention", List.of("batch", "grad", "math", ARRAYS),
          "model", List.of("text", "batch", "math", "grad", "attention", ARRAYS, WEIGHTS),
          "loss", List.of("text", "batch", "math", "grad", ARRAYS),
          "train", List.of("text", "batch", "math", "grad", "attention", "model", "loss", ARRAYS),
          "view", allAnd(ARRAYS, "org.knowm.xchart", "tech.tablesaw"),
          "lesson", allAnd("view", ARRAYS, "tech.tablesaw.api"));

  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("padwise");

  static Stream<String> rooms() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rooms")
  void a_package_knows_only_those_before_it(String room) {
    String[] known =
        Stream.concat(
                Stream.of("java..", "javax..", "org.jspecify..", "padwise." + room + ".."),
                MAY_USE.getOrDefault(room, List.of()).stream().map(ArchitectureTest::pattern))
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("padwise." + room + "..")
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(describe("arrays", c -> c.isArray())))
        .allowEmptyShould(true) // model and train come later
        .check(LIBRARY);
  }

  @Test
  void every_class_lives_in_a_package_of_the_map() {
    assertThat(LIBRARY)
        .isNotEmpty()
        .allSatisfy(c -> assertThat(MAY_USE).containsKey(room(c.getPackageName())));
  }

  @Test
  void the_library_knows_no_kernel_not_even_by_name() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      assertThat(files.filter(file -> file.toString().matches(".*src.main.*\\.java")))
          .hasSizeGreaterThan(100)
          .allSatisfy(
              file ->
                  assertThat(Files.readString(file))
                      .doesNotContain("REPL.", "do_it$", "jjava", "ijava", "padwise.kernel"));
    }
  }

  @Test
  void lessons_hand_tables_on_and_never_open_them() {
    noClasses()
        .that()
        .resideInAPackage("padwise.lesson..")
        .should()
        .accessClassesThat()
        .resideInAPackage("tech.tablesaw..")
        .check(LIBRARY);
  }

  @Test
  void every_package_says_what_it_is_and_is_null_marked() {
    List<JavaPackage> packages =
        LIBRARY.stream().map(c -> LIBRARY.getPackage(c.getPackageName())).distinct().toList();
    assertThat(packages)
        .hasSizeGreaterThan(6)
        .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue());
  }

  private static String room(String packageName) { // padwise.math.x is in math
    return packageName.replaceFirst("^padwise\\.(\\w+).*", "$1");
  }

  private static String pattern(String known) {
    boolean thirdParty = known.contains(".") || known.equals(WEIGHTS);
    return (thirdParty ? known : "padwise." + known) + "..";
  }

  private static List<String> allAnd(String... more) {
    return Stream.concat(
            Stream.of("text", "batch", "math", "grad", "attention", "model", "loss", "train"),
            Stream.of(more))
        .toList();
  }
}
