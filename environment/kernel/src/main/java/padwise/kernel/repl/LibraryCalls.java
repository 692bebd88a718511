package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The calls inside libraries: one line for each library, the call nearest to the error. Without
 * lines of files: readers have no such file open, and a saved output goes on being true.
 */
final class LibraryCalls {
  private static final String EARLIER = "an earlier cell";

  private LibraryCalls() {}

  /** The lines for calls outside the cells; none for the kernel's own. */
  static List<String> folded(List<StackTraceElement> calls) {
    var libraries = new LinkedHashMap<String, List<StackTraceElement>>();
    for (StackTraceElement call : calls) {
      if (!call.getClassName().startsWith("padwise.kernel.")) {
        libraries.computeIfAbsent(libraryOf(call.getClassName()), n -> new ArrayList<>()).add(call);
      }
    }
    return libraries.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
  }

  private static String libraryOf(String className) {
    if (className.startsWith(ClassCode.PACKAGE)) {
      return EARLIER;
    }
    String[] names = className.split("\\.", -1);
    boolean jdk = names[0].startsWith("java") || names[0].equals("jdk") || names[0].equals("sun");
    if (jdk) {
      return "the JDK";
    }
    return names[0].equals("org") && names.length > 2 ? names[0] + "." + names[1] : names[0];
  }

  private static String line(String library, List<StackTraceElement> calls) {
    if (library.equals(EARLIER)) {
      return Excerpt.faint("in an earlier cell, whose text the kernel does not have");
    }
    StackTraceElement nearest = calls.get(0);
    String className = nearest.getClassName();
    String name = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    int others = calls.size() - 1;
    String more =
        others == 0 ? "" : " and " + others + (others == 1 ? " more call" : " more calls");
    return Excerpt.faint("at " + name + "." + nearest.getMethodName() + more + " in " + library);
  }
}
