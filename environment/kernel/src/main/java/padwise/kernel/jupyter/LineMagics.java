package padwise.kernel.jupyter;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/** The lines that begin with a percent sign: what this kernel adds to Java. */
final class LineMagics {
  private record Magic(String help, Action action) {}

  @FunctionalInterface
  private interface Action {
    @Nullable Object run(List<String> words) throws Exception;
  }

  private final JavaKernel kernel;
  private final Map<String, Magic> magics = new TreeMap<>();

  LineMagics(JavaKernel kernel) {
    this.kernel = kernel;
    add("%help", "lists these lines", words -> help());
    add("%vars", "lists your variables with their types", words -> variables());
    add("%forget NAME", "empties a variable, to make room in memory", this::forget);
    add("%classpath JAR...", "adds jars or folders to the cells' class path", this::classpath);
  }

  private void add(String usage, String help, Action action) {
    magics.put(usage.split(" ", 2)[0], new Magic(usage + "  " + help, action));
  }

  /** JJava's extensions may have registered more. */
  @Nullable Object run(String line) throws Exception {
    List<String> words = Arrays.asList(line.strip().split("\\s+"));
    Magic magic = magics.get(words.get(0));
    List<String> rest = words.subList(1, words.size());
    if (magic != null) {
      return magic.action.run(rest);
    }
    String name = words.get(0).replaceFirst("^%%?", "");
    if (kernel.getMagicsRegistry().getLineMagicNames().contains(name)) {
      return kernel.getMagicsRegistry().evalLineMagic(kernel, name, rest);
    }
    throw new IllegalArgumentException(
        words.get(0) + " is not known; use " + String.join(", ", magics.keySet()));
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

  private @Nullable Object variables() {
    List<VarSnippet> all = kernel.repl().shell().variables().toList();
    String lines =
        all.stream().map(v -> v.typeName() + " " + v.name()).collect(Collectors.joining("\n"));
    System.out.println(all.isEmpty() ? "no variables" : lines);
    return null;
  }

  private @Nullable Object forget(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("which variable? Write its name behind it");
    }
    for (String name : names) {
      if (!kernel.repl().forget(name)) {
        throw new IllegalArgumentException(
            String.format("%s is no variable; %%vars lists them", name));
      }
    }
    return null;
  }

  private @Nullable Object classpath(List<String> places) {
    places.forEach(kernel.repl().shell()::addToClasspath);
    return null;
  }
}
