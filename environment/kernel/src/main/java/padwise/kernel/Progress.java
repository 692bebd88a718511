package padwise.kernel;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import padwise.train.Trainer.Step;
import padwise.view.Shown;

/** One output that follows a training: a bar, the step, the loss. */
final class Progress implements Consumer<Step> {
  private static final long PAUSE = MILLISECONDS.toNanos(100);

  private final String title;
  private final Display display;
  private final String place = UUID.randomUUID().toString(); // Jupyter does not save it
  private boolean begun;
  private long latest;

  Progress(String title, Display display) {
    this.title = title;
    this.display = display;
  }

  /** An interrupt waits until the output is out: it would close the channel to the page. */
  @Override
  public void accept(Step step) {
    boolean stopped = Thread.interrupted();
    boolean last = stopped || step.number() == step.of();
    boolean due = display.isLive() && (!begun || System.nanoTime() - latest >= PAUSE);
    if (last || due) {
      Bundle bundle = Bundle.of(shown(step));
      if (begun) {
        display.update(bundle, place);
      } else {
        display.send(bundle, place);
      }
      begun = true;
      latest = System.nanoTime();
    }
    if (stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Shown shown(Step step) {
    String words = "%s: step %d of %d, loss %.4f";
    return Shown.progress(
        String.format(Locale.ROOT, words, title, step.number(), step.of(), step.loss()),
        step.number(),
        step.of());
  }
}
