package padwise.kernel.repl;

import static java.lang.reflect.Modifier.isStatic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The imports that would bring a class that a cell names without one. */
final class ImportHints {
  private static final String VERBS = "padwise.lesson.Notebook";
  private static final int SHOWN = 3;
  private static final List<String> LIBRARIES =
      List.of("padwise", "nd4j-api", "tablesaw", "xchart");

  private final Path index;
  private final ClassLoader classes;
  private final List<String> packages = new ArrayList<>(); // found when first asked for

  /**
   * @param index lines with the name of a jar and its folders, as {@link ClassPath} wants them
   * @param classes loads classes of libraries
   */
  ImportHints(Path index, ClassLoader classes) {
    this.index = index;
    this.classes = classes;
  }

  /**
   * A sentence with the imports; empty if no library's public class has this name.
   *
   * @param name a class's name without its package
   */
  String of(String name) {
    if (name.isEmpty() || !Character.isUpperCase(name.charAt(0))) {
      return "";
    }
    String imports =
        packages().stream()
            .map(each -> each + "." + name)
            .filter(this::isPublic)
            .sorted(Comparator.comparing(ImportHints::distance).thenComparing(each -> each))
            .limit(SHOWN)
            .map(each -> "import " + each + ";")
            .collect(Collectors.joining(" or "));
    return imports.isEmpty() ? "" : "What may be missing: " + imports;
  }

  /** A sentence with the import of the notebooks' verbs; empty if the method is none of them. */
  String ofVerb(String method) {
    try {
      boolean isVerb =
          Stream.of(Class.forName(VERBS, false, classes).getMethods())
              .anyMatch(each -> each.getName().equals(method) && isStatic(each.getModifiers()));
      return isVerb ? "What may be missing: import static " + VERBS + ".*;" : "";
    } catch (ClassNotFoundException | LinkageError none) {
      return "";
    }
  }

  /** The workbook's own first, then what Java's beginners use. */
  private static int distance(String className) {
    return className.startsWith("padwise.") ? 0 : className.startsWith("java.") ? 1 : 2;
  }

  private boolean isPublic(String className) {
    try {
      return Modifier.isPublic(Class.forName(className, false, classes).getModifiers());
    } catch (ClassNotFoundException | LinkageError none) {
      return false;
    }
  }

  private synchronized List<String> packages() {
    if (packages.isEmpty()) {
      ModuleLayer.boot().modules().stream()
          .map(Module::getDescriptor)
          .filter(module -> module.name().startsWith("java."))
          .flatMap(module -> module.exports().stream())
          .filter(exported -> !exported.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .forEach(packages::add);
      packages.addAll(ofLibraries());
    }
    return packages;
  }

  private List<String> ofLibraries() {
    if (!Files.isRegularFile(index)) {
      return List.of();
    }
    try (Stream<String> jars = Files.lines(index)) {
      return jars.filter(jar -> LIBRARIES.stream().anyMatch(jar::startsWith))
          .flatMap(jar -> Stream.of(jar.split(" ")).skip(1))
          .map(folder -> folder.replace('/', '.'))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
