package padwise.kernel;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;
import padwise.lesson.Host;
import padwise.view.MimeBundle;

/** Sends bundles through IJava. Loaded only where IJava is on the classpath. */
record IJavaHost(BaseKernel kernel) implements JShellHost {
  static final String KERNEL = "io.github.spencerpark.ijava.IJava";

  static @Nullable Host ofRunningKernel() {
    BaseKernel kernel = IJava.getKernelInstance();
    return kernel == null ? null : new IJavaHost(kernel);
  }

  @Override
  public void send(MimeBundle bundle) {
    kernel.display(data(bundle));
  }

  @Override
  public void send(MimeBundle bundle, String place) {
    DisplayData data = data(bundle);
    data.putTransientData("display_id", place);
    kernel.display(data);
  }

  @Override
  public void update(MimeBundle bundle, String place) {
    kernel.getIO().display.updateDisplay(place, data(bundle));
  }

  private static DisplayData data(MimeBundle bundle) {
    var data = new DisplayData();
    bundle.content().forEach((type, text) -> data.putData(type, JShellHost.content(type, text)));
    return data;
  }
}
