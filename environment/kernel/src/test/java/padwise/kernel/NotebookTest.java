package padwise.kernel;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static padwise.kernel.Notebook.show;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import padwise.view.Shown;

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
  void a_figure_goes_out_as_one_bundle_richest_form_first() {
    var bundle = Bundle.of(new Shown("<p>cat</p>", new byte[] {1, 2, 3}, "a cat"));

    assertThat(bundle.content())
        .containsExactly(
            entry("text/html", "<p>cat</p>"),
            entry("image/png", "AQID"),
            entry("text/plain", "a cat"));
  }

  @Test
  void a_plain_value_has_only_its_words() {
    assertThat(Bundle.of(new Shown(null, null, "7")).content()).containsOnlyKeys("text/plain");
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
