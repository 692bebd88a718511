package padwise.kernel.repl;

import java.util.Arrays;

/** Places in code, as a stack trace names them. */
final class Places {
  private Places() {}

  /** Whether code of a cell is among these calls. */
  static boolean inCell(StackTraceElement[] calls) {
    return Arrays.stream(calls).anyMatch(call -> call.getClassName().startsWith(ClassCode.PACKAGE));
  }

  /** What to say when a cell runs on although it was stopped. */
  static String cannotStop(StackTraceElement call) {
    return String.format(
        "Java cannot stop %s.%s, in which this cell is busy. The cell ends as soon as that returns. If it takes too"
            + " long, restart the kernel (menu Kernel, Restart Kernel); variables are lost then.%n",
        call.getClassName(), call.getMethodName());
  }
}
