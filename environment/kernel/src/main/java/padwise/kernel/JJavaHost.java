package padwise.kernel;

import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;
import padwise.lesson.Host;
import padwise.view.MimeBundle;

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
