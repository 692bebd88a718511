package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.lesson.Notebook.progress;
import static padwise.lesson.Notebook.show;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import padwise.train.Trainer.Step;
import padwise.view.MimeBundle;

class NotebookTest {
  @Test
  void without_a_kernel_the_words_are_printed() {
    assertThat(printed(() -> show("naïve 猫 🐈"))).isEqualTo("naïve 猫 🐈" + System.lineSeparator());
  }

  @Test
  void null_can_be_shown() {
    assertThat(printed(() -> show(null))).contains("null");
  }

  @Test
  void without_a_kernel_a_training_prints_its_last_step_and_no_other() {
    Consumer<Step> watch = progress("Words");
    String printed = printed(() -> List.of(1, 2, 3).forEach(n -> watch.accept(step(n, 3))));
    assertThat(printed).isEqualTo("Words: step 3 of 3, loss 1.5000" + System.lineSeparator());
  }

  @Test
  void a_training_has_one_output_that_changes_at_most_ten_times_a_second_and_ends_up_to_date() {
    var page = new Page();
    var watch = new Progress("Words", page);
    for (int n = 1; n <= 5000; n++) {
      watch.accept(step(n, 5000));
    }
    assertThat(page.sent).containsExactly("Words: step 1 of 5000, loss 1.5000");
    assertThat(page.updates).last().isEqualTo("Words: step 5000 of 5000, loss 1.5000");
    assertThat(page.updates).hasSizeLessThan(50);
    assertThat(page.places.stream().distinct()).hasSize(1);
  }

  @Test
  void an_interrupt_shows_the_step_it_came_in_and_is_not_lost() {
    var page = new Page();
    var watch = new Progress("Words", page);
    watch.accept(step(1, 9));
    Thread.currentThread().interrupt();
    watch.accept(step(2, 9));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(page.updates).containsExactly("Words: step 2 of 9, loss 1.5000");
    assertThat(page.interrupted).isFalse();
  }

  private static Step step(int number, int of) {
    return new Step(number, of, 1.5);
  }

  /** A page that remembers. */
  private static final class Page implements Host {
    final List<String> sent = new ArrayList<>();
    final List<String> updates = new ArrayList<>();
    final List<String> places = new ArrayList<>();
    boolean interrupted;

    @Override
    public void send(MimeBundle bundle) {
      sent.add(bundle.text());
    }

    @Override
    public void send(MimeBundle bundle, String place) {
      send(bundle);
      places.add(place);
    }

    @Override
    public void update(MimeBundle bundle, String place) {
      updates.add(bundle.text());
      places.add(place);
      interrupted |= Thread.currentThread().isInterrupted();
    }
  }

  private static String printed(Runnable cell) {
    PrintStream before = System.out;
    var out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      cell.run();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
