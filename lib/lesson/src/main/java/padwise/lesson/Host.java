package padwise.lesson;

import java.util.Optional;
import java.util.ServiceLoader;
import padwise.view.MimeBundle;

/**
 * The kernel that a lesson runs in, as far as a lesson needs one.
 *
 * <p>The library knows no kernel. Whoever brings one offers a {@link Finder} as a Java service;
 * where nobody does, outputs are printed.
 */
public interface Host {

  /** Sends an output to the page, below the running cell. */
  void send(MimeBundle bundle);

  /** Sends an output that {@link #update} can replace, to a place that no other output has. */
  void send(MimeBundle bundle, String place);

  /** Replaces what was sent to a place. */
  void update(MimeBundle bundle, String place);

  /** True if somebody watches while a cell runs. */
  default boolean isLive() {
    return true;
  }

  /**
   * Makes code of the reader's cells, on this thread, stop where an interrupt did not, and tells if
   * it has ended within so many milliseconds; only a kernel has the means.
   */
  default boolean stop(Thread thread, ClassLoader cells, long milliseconds) {
    return !thread.isAlive();
  }

  /** The method of a cell that this call is in; empty for a call in a library. */
  default Optional<String> cellMethod(StackTraceElement call) {
    return Optional.empty();
  }

  /** Looks for a running kernel. */
  interface Finder {
    Optional<Host> find();
  }

  /** The running kernel; where there is none, the standard output. */
  static Host current() {
    return ServiceLoader.load(Finder.class, Host.class.getClassLoader()).stream()
        .flatMap(finder -> finder.get().find().stream())
        .findFirst()
        .orElseGet(Printed::new);
  }

  /** Standard output, which takes nothing back. */
  record Printed() implements Host {
    @Override
    public void send(MimeBundle bundle) {
      System.out.println(bundle.text());
    }

    @Override
    public void send(MimeBundle bundle, String place) {
      send(bundle);
    }

    @Override
    public void update(MimeBundle bundle, String place) {
      send(bundle);
    }

    @Override
    public boolean isLive() {
      return false;
    }
  }
}
