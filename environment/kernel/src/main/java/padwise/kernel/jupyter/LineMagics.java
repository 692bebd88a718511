package padwise.kernel.jupyter;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.Repl;

/** The lines that begin with a percent sign: what this kernel adds to Java. */
final class LineMagics {
  private record Magic(String help, Action action) {}

  @FunctionalInterface
  private interface Action {
    @Nullable Object run(String rest) throws Exception;
  }

  private final JavaKernel kernel;
  private final Map<String, Magic> magics = new TreeMap<>();

  LineMagics(JavaKernel kernel) {
    this.kernel = kernel;
    add("%help", "lists these lines", rest -> help());
    add(
        "%classpath JAR...",
        "adds jars or folders, as in lib/*.jar \"my jar.jar\"", this::classpath);
    add("%preview", "says how to use a JDK's preview features", rest -> preview());
  }

  private void add(String usage, String help, Action action) {
    magics.put(usage.split(" ", 2)[0], new Magic(usage + "  " + help, action));
  }

  /** JJava's extensions may have registered more. */
  @Nullable Object run(String line) throws Exception {
    String[] words = line.strip().split("\\s+", 2);
    Magic magic = magics.get(words[0]);
    String rest = words.length > 1 ? words[1].strip() : "";
    if (magic != null) {
      return magic.action.run(rest);
    }
    String name = words[0].replaceFirst("^%%?", "");
    if (kernel.getMagicsRegistry().getLineMagicNames().contains(name)) {
      return kernel
          .getMagicsRegistry()
          .evalLineMagic(kernel, name, List.of(rest.split("\\s+", -1)));
    }
    throw new IllegalArgumentException(
        IPythonLines.insteadOf(words[0])
            .orElse(words[0] + " is not known; use " + String.join(", ", magics.keySet())));
  }

  List<String> startingWith(String prefix) {
    return magics.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
  }

  private @Nullable Object help() {
    magics.values().forEach(magic -> System.out.println(magic.help));
    System.out.println(
        """

        Tab completes, Shift-Tab explains. Run All stops at the first error.
        The stop button asks your code first (Thread.interrupted() is true); after a second it is stopped.""");
    return null;
  }

  private @Nullable Object classpath(String names) throws IOException {
    JarNames.resolve(names).forEach(jar -> kernel.repl().shell().addToClasspath(jar.toString()));
    return null;
  }

  private static @Nullable Object preview() {
    System.out.println(
        Repl.PREVIEW
            ? "The preview features of JDK " + Runtime.version().feature() + " are on."
            : "Off. End Jupyter, set the environment variable JDK_JAVA_OPTIONS to --enable-preview,"
                + " and start it again.");
    return null;
  }
}
