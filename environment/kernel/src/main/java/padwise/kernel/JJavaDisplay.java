package padwise.kernel;

import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/** Sends bundles through JJava. Loaded only where JJava is on the classpath. */
record JJavaDisplay(BaseKernel kernel) implements Display {
  static final String KERNEL = "org.dflib.jjava.jupyter.kernel.BaseKernel";

  static @Nullable Display ofRunningKernel() {
    try {
      return new JJavaDisplay(BaseKernel.notebookKernel());
    } catch (NullPointerException noKernelRunning) { // JJava's way of saying so
      return null;
    }
  }

  @Override
  public void send(Bundle bundle) {
    var data = new DisplayData();
    bundle.content().forEach(data::putData);
    kernel.display(data);
  }
}
