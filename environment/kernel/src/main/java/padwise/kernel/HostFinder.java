package padwise.kernel;

import java.util.Optional;
import padwise.lesson.Host;

/** Tells a lesson which of the three kernels it runs in. */
public final class HostFinder implements Host.Finder {
  @Override
  public Optional<Host> find() {
    if (isPresent(JJavaHost.KERNEL)) {
      return Optional.ofNullable(JJavaHost.ofRunningKernel());
    }
    return Optional.ofNullable(isPresent(IJavaHost.KERNEL) ? IJavaHost.ofRunningKernel() : null);
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
