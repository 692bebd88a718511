package padwise.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import padwise.kernel.repl.StopCheck;
import padwise.lesson.Host;
import padwise.view.MimeBundle;

/** A host in all three kernels: their cells are JShell's. */
interface JShellHost extends Host {
  /**
   * Shows an output.
   *
   * @param content by type
   * @param place where another may replace it; null if none will
   * @param replaces whether this one replaces what is there
   */
  void show(Map<String, Object> content, @Nullable String place, boolean replaces);

  @Override
  default void send(MimeBundle bundle) {
    show(content(bundle), null, false);
  }

  @Override
  default void send(MimeBundle bundle, String place) {
    show(content(bundle), place, false);
  }

  @Override
  default void update(MimeBundle bundle, String place) {
    show(content(bundle), place, true);
  }

  private static Map<String, Object> content(MimeBundle bundle) {
    var content = new LinkedHashMap<String, Object>(bundle.content());
    content.replaceAll((type, text) -> content(type, (String) text));
    return content;
  }

  /**
   * From JDK 20 on, there is a check in every loop of a cell: this kernel's own, or in the other
   * two JShell's, which ends all that cells do.
   */
  @Override
  default boolean stop(Thread thread, ClassLoader cells, long milliseconds) {
    StopCheck.stopFor(thread);
    setJShellsCheck(cells, true);
    try {
      thread.join(milliseconds);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    setJShellsCheck(cells, false);
    return !thread.isAlive();
  }

  private static void setJShellsCheck(ClassLoader cells, boolean stops) {
    try {
      Class.forName("REPL.$Cancel$", false, cells).getField("allStop").set(null, stops);
    } catch (ReflectiveOperationException ownKernel) {
      // has no such class
    }
  }

  /**
   * JShell puts what a cell declares into a package named REPL, behind lines of its own: only this
   * kernel's line numbers, in files such as #12, are the reader's.
   */
  @Override
  default Optional<String> cellMethod(StackTraceElement call) {
    boolean ofCell =
        call.getClassName().startsWith("REPL.") && !call.getMethodName().contains("do_it$");
    boolean isLineOurs = String.valueOf(call.getFileName()).startsWith("#");
    String line = isLineOurs ? ", line " + call.getLineNumber() : "";
    return ofCell
        ? Optional.of(call.getMethodName().replaceAll("^lambda\\$(.*)\\$\\d+$", "$1") + line)
        : Optional.empty();
  }

  /** JSON as the tree of the kernel's own Gson, which stock JJava has under a name of its own. */
  private static Object content(String type, String text) {
    if (!type.endsWith("+json")) {
      return text;
    }
    String gson = "com.google.gson.";
    try {
      String prefix = HostFinder.isPresent(gson + "Gson") ? gson : "org.dflib.jjava.shaded." + gson;
      Class<?> reader = Class.forName(prefix + "Gson");
      return reader
          .getMethod("fromJson", String.class, Class.class)
          .invoke(
              reader.getConstructor().newInstance(), text, Class.forName(prefix + "JsonElement"));
    } catch (ReflectiveOperationException none) {
      throw new IllegalStateException("this kernel has no Gson, which writes its messages", none);
    }
  }
}
