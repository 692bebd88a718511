package padwise.kernel.jupyter;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.Repl;

/** The lines that begin with a percent sign: what this kernel adds to Java. */
final class LineMagics {
  private static final List<String> NAMES = List.of("%classpath", "%help", "%preview");
  private static final String HELP =
      """
      %classpath JAR...  adds jars or folders, as in lib/*.jar "my jar.jar"
      %help  lists these lines
      %preview  says how to use a JDK's preview features

      Tab completes, Shift-Tab explains. Run All stops at the first error.
      The stop button asks your code first (Thread.interrupted() is true); after a second it is stopped.""";

  private final JavaKernel kernel;

  LineMagics(JavaKernel kernel) {
    this.kernel = kernel;
  }

  @Nullable Object run(String line) throws Exception {
    String[] words = line.strip().split("\\s+", 2);
    String rest = words.length > 1 ? words[1].strip() : "";
    switch (words[0]) {
      case "%classpath" -> addJars(rest);
      case "%help" -> System.out.println(HELP);
      case "%preview" -> System.out.println(preview());
      default -> {
        return runRegistered(words[0], rest);
      }
    }
    return null;
  }

  /** JJava's extensions may have registered more. */
  private @Nullable Object runRegistered(String magic, String rest) throws Exception {
    String name = magic.replaceFirst("^%%?", "");
    if (kernel.getMagicsRegistry().getLineMagicNames().contains(name)) {
      return kernel
          .getMagicsRegistry()
          .evalLineMagic(kernel, name, List.of(rest.split("\\s+", -1)));
    }
    throw new IllegalArgumentException(
        IPythonLines.insteadOf(magic)
            .orElse(magic + " is not known; use " + String.join(", ", NAMES)));
  }

  List<String> startingWith(String prefix) {
    return NAMES.stream().filter(name -> name.startsWith(prefix)).toList();
  }

  private void addJars(String names) throws IOException {
    JarNames.resolve(names).forEach(jar -> kernel.repl().shell().addToClasspath(jar.toString()));
  }

  private static String preview() {
    return Repl.PREVIEW
        ? "The preview features of JDK " + Runtime.version().feature() + " are on."
        : "Off. End Jupyter, set the environment variable JDK_JAVA_OPTIONS to --enable-preview,"
            + " and start it again.";
  }
}
