package padwise.kernel;

import java.util.Optional;
import padwise.lesson.Host;

/** Tells a lesson which of the three kernels it runs in. */
public final class HostFinder implements Host.Finder {
  @Override
  public Optional<Host> find() {
    Host host = isPresent(JJavaHost.KERNEL) ? JJavaHost.ofRunningKernel() : null;
    if (host == null && isPresent(IJavaHost.KERNEL)) {
      host = IJavaHost.ofRunningKernel();
    }
    return Optional.ofNullable(host);
  }

  static boolean isPresent(String type) {
    try {
      Class.forName(type, false, HostFinder.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
