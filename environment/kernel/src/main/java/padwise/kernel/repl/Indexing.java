package padwise.kernel.repl;

import java.lang.reflect.Field;
import jdk.jshell.SourceCodeAnalysis;

/**
 * JShell's list of all classes on the class path, put off until something is to be completed.
 *
 * <p>JShell makes it in the background as soon as it starts, which costs the first cells a second.
 * The switch for a pause is private there; where it can't be had, nothing is put off.
 */
final class Indexing {
  private Indexing() {}

  static void pause(SourceCodeAnalysis analysis) {
    change(analysis, 1);
  }

  static void resume(SourceCodeAnalysis analysis) {
    change(analysis, -1);
  }

  private static void change(SourceCodeAnalysis analysis, int by) {
    try {
      Object lock = Hidden.get(analysis, "suspendLock");
      synchronized (lock) {
        Field pauses = Hidden.field(analysis, "suspend");
        pauses.setInt(analysis, pauses.getInt(analysis) + by);
        lock.notifyAll();
      }
    } catch (ReflectiveOperationException | RuntimeException otherJShell) {
      // Then it is made at once, as JShell does it.
    }
  }
}
