package padwise.kernel;

/** Where a bundle goes: the running kernel, or standard output where there is none. */
interface Display {
  void send(Bundle bundle);

  /**
   * Sends a bundle that {@link #update} can replace.
   *
   * @param place any name that no other output has
   */
  void send(Bundle bundle, String place);

  /** Replaces what was sent to a place. */
  void update(Bundle bundle, String place);

  /** Whether somebody watches while a cell runs. */
  default boolean isLive() {
    return true;
  }

  static Display current() {
    Display display = isPresent(JJavaDisplay.KERNEL) ? JJavaDisplay.ofRunningKernel() : null;
    if (display == null && isPresent(IJavaDisplay.KERNEL)) {
      display = IJavaDisplay.ofRunningKernel();
    }
    return display != null ? display : new Printed();
  }

  private static boolean isPresent(String kernel) {
    try {
      Class.forName(kernel, false, Display.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** Standard output, which takes nothing back. */
  record Printed() implements Display {
    @Override
    public void send(Bundle bundle) {
      System.out.println(bundle.text());
    }

    @Override
    public void send(Bundle bundle, String place) {
      send(bundle);
    }

    @Override
    public void update(Bundle bundle, String place) {
      send(bundle);
    }

    @Override
    public boolean isLive() {
      return false;
    }
  }
}
