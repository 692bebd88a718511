package padwise.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import java.lang.reflect.Field;
import java.util.Optional;
import padwise.lesson.Host;

/** What all three kernels share: their cells are JShell's. */
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

  /** The content of a bundle as the kernels' Gson writes it: JSON is no text. */
  static Object content(String type, String text) {
    return type.endsWith("+json") ? new Gson().fromJson(text, JsonElement.class) : text;
  }
}
