package padwise.lesson;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import padwise.train.Trainer.Step;
import padwise.view.MimeBundle;

/** One output that follows a training: a bar, the step, the loss. */
final class Progress implements Consumer<Step> {
  private static final long PAUSE = MILLISECONDS.toNanos(100);

  private final String title;
  private final Host host;
  private final String place = UUID.randomUUID().toString(); // Jupyter does not save it
  private CompletableFuture<Void> output = CompletableFuture.completedFuture(null);
  private boolean begun;
  private long latest;

  Progress(String title, Host host) {
    this.title = title;
    this.host = host;
  }

  @Override
  public void accept(Step step) {
    boolean last = step.number() == step.of() || Thread.currentThread().isInterrupted();
    boolean due = host.isLive() && (!begun || System.nanoTime() - latest >= PAUSE);
    if (last || due) {
      send(shown(step));
      latest = System.nanoTime();
    }
    if (last) {
      output.join(); // which no interrupt cuts short
    }
  }

  /** On another thread: an interrupt would be lost in the channel to the page, or close it. */
  private void send(MimeBundle bundle) {
    output =
        begun
            ? output.thenRunAsync(() -> host.update(bundle, place))
            : output.thenRunAsync(() -> host.send(bundle, place));
    begun = true;
  }

  private MimeBundle shown(Step step) {
    String loss = String.format(Locale.ROOT, "%.4f", step.loss());
    String words = title + ": step " + step.number() + " of " + step.of() + ", loss " + loss;
    return MimeBundle.progress(words, step.number(), step.of());
  }
}
