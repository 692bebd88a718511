package padwise.kernel;

import java.lang.reflect.Field;
import java.util.Optional;
import padwise.lesson.Host;

/** A host in all three kernels: their cells are JShell's. */
interface JShellHost extends Host {

  /** From JDK 20 on, JShell weaves a check of one field into every loop of a cell. */
  @Override
  default boolean stop(Thread thread, ClassLoader cells, long milliseconds) {
    try {
      Field stop = Class.forName("REPL.$Cancel$", false, cells).getField("allStop");
      stop.set(null, true);
      thread.join(milliseconds);
      stop.set(null, false);
    } catch (ReflectiveOperationException nothingWoven) {
      return !thread.isAlive();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /**
   * JShell puts what a cell declares into a package named REPL, behind lines of its own, so that
   * line numbers are not the reader's.
   */
  @Override
  default Optional<String> cellMethod(StackTraceElement call) {
    boolean ofCell =
        call.getClassName().startsWith("REPL.") && !call.getMethodName().contains("do_it$");
    return ofCell
        ? Optional.of(call.getMethodName().replaceAll("^lambda\\$(.*)\\$\\d+$", "$1"))
        : Optional.empty();
  }

  /** JSON as the tree of the kernel's own Gson, which stock JJava has under a name of its own. */
  static Object content(String type, String text) {
    if (!type.endsWith("+json")) {
      return text;
    }
    try {
      return tree("com.google.gson.", text);
    } catch (ReflectiveOperationException shaded) {
      try {
        return tree("org.dflib.jjava.shaded.com.google.gson.", text);
      } catch (ReflectiveOperationException none) {
        throw new IllegalStateException("this kernel has no Gson, which writes its messages", none);
      }
    }
  }

  private static Object tree(String gson, String json) throws ReflectiveOperationException {
    Class<?> reader = Class.forName(gson + "Gson");
    return reader
        .getMethod("fromJson", String.class, Class.class)
        .invoke(reader.getConstructor().newInstance(), json, Class.forName(gson + "JsonElement"));
  }
}
