package padwise.kernel.repl;

/** Stands in for the ends of Java in code of cells: they would end the kernel. */
public final class NoExit {
  private NoExit() {}

  /** In the place of {@code System.exit}. */
  @SuppressWarnings("DoNotCallSuggester") // only woven code calls it
  public static void exit(int status) {
    throw new IllegalStateException(
        "Java would end here with status "
            + status
            + ", and the kernel with it: all variables would be lost. return ends a method, an"
            + " exception the cell, the menu Kernel the kernel.");
  }

  /** In the place of {@code Runtime.exit}. */
  public static void exit(Runtime java, int status) {
    exit(status);
  }

  /** In the place of {@code Runtime.halt}. */
  public static void halt(Runtime java, int status) {
    exit(status);
  }
}
