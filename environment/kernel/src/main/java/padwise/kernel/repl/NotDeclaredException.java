package padwise.kernel.repl;

/**
 * A method was called that uses a name which nothing declares; stands in for JShell's own error.
 */
public final class NotDeclaredException extends RuntimeException {
  /** JShell's own error in such a method. */
  static final String JSHELLS = "jdk/jshell/spi/SPIResolutionException";

  private static final long serialVersionUID = 1;

  /**
   * Stands in for the method's work.
   *
   * @param snippet number of the method's or class's snippet
   */
  public NotDeclaredException(int snippet) {
    super(words(snippet));
  }

  private static String words(int snippet) {
    Class<?> cells =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(calls -> calls.skip(2).findFirst().orElseThrow())
            .getDeclaringClass();
    return Declarations.of(cells).missingNames(snippet);
  }
}
