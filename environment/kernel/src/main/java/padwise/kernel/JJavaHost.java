package padwise.kernel;

import java.util.Map;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;
import padwise.lesson.Host;

/** Sends bundles through JJava. Loaded only where JJava is on the classpath. */
record JJavaHost(BaseKernel kernel) implements JShellHost {
  static final String KERNEL = "org.dflib.jjava.jupyter.kernel.BaseKernel";

  static @Nullable Host ofRunningKernel() {
    try {
      return new JJavaHost(BaseKernel.notebookKernel());
    } catch (NullPointerException noKernelRunning) { // JJava's way of saying so
      return null;
    }
  }

  @Override
  public void show(Map<String, Object> content, @Nullable String place, boolean replaces) {
    var data = new DisplayData();
    content.forEach(data::putData);
    if (place != null) {
      // Not setDisplayId, which has another form in the newest JJava.
      data.putTransientData(DisplayData.DISPLAY_ID_KEY, place);
    }
    if (replaces) {
      kernel.getIO().display.updateDisplay(data);
    } else {
      kernel.display(data);
    }
  }
}
