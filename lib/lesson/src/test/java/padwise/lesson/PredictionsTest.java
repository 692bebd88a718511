package padwise.lesson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.nothing;
import static padwise.Refused.refused;
import static padwise.lesson.GuessKind.grid;
import static padwise.lesson.GuessKind.number;
import static padwise.lesson.GuessKind.oneOf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PredictionsTest {

  private static final String HEADER = "key,kind,value,state\n";
  private static final INDArray MASK = Nd4j.createFromArray(new int[][] {{1, 1, 1}, {1, 0, 0}});

  @TempDir private Path folder;
  private Path notebook;
  private Path kept;
  private Predictions predictions;

  @BeforeEach
  void aNotebook() throws IOException {
    notebook = Files.createFile(folder.resolve("02 naïve.ipynb"));
    kept = folder.resolve(".predictions").resolve("02 naïve.csv");
    predictions = predictions(notebook.toString());
  }

  private String ask(@Nullable Object guess) {
    return predictions.ask("pads", "How many?", number(), guess).text();
  }

  private String askFor(GuessKind kind, @Nullable Object guess) {
    return predictions.ask("it", "Which is it?", kind, guess).text();
  }

  private String reveal(Object found) {
    return predictions.reveal("pads", found).text();
  }

  private void restart() {
    predictions = predictions(notebook.toString());
  }

  private static Predictions predictions(@Nullable String page) {
    return new Predictions(GuessFile.beside(page));
  }

  private void keeps(String... lines) {
    assertThat(kept).content().isEqualTo(HEADER + String.join("\n", lines) + "\n");
  }

  @Test
  void a_guess_is_kept_when_it_is_made_and_locked_when_the_finding_is_shown() {
    assertThat(ask(null)).isEqualTo("How many?");
    keeps("pads,number,,asked");
    ask(4);
    keeps("pads,number,4,open");
    ask(null);
    keeps("pads,number,,asked");
    assertThat(ask(6)).contains("Your guess: 6.");
    assertThat(reveal(3)).isEqualTo("You said 6. It is 3.");
    keeps("pads,number,6,locked");
    ask(3);
    keeps("pads,number,6,locked");
  }

  @Test
  void choices_and_masks_are_kept_with_their_kind_whatever_signs_are_in_them() {
    String odd = "it \"fits\", or not";
    predictions.ask("fits", "Does it fit?", oneOf("yes", odd), odd);
    predictions.ask("mask", "Which are real?", grid(2, 3), "111 100");
    keeps("fits,choice,\"it \"\"fits\"\", or not\",open", "mask,grid,111 100,open");
    predictions.reveal("fits", "yes");
    restart();
    assertThat(predictions.ask("fits", "Does it fit?", oneOf("yes", odd), "yes").text())
        .contains("Locked: you said " + odd);
  }

  @Test
  void a_check_that_failed_can_pass_and_one_that_passed_stays_so() throws IOException {
    GuessFile file = GuessFile.beside(notebook.toString());
    ask(4);
    file.check("pads", false); // named as the prediction is
    keeps("pads,number,4,open", "pads,check,,failed");
    file.check("pads", true);
    file.check("pads", false);
    keeps("pads,number,4,open", "pads,check,,passed");
    predictions.reset();
    keeps("pads,check,,passed");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // where a file that is read can't be replaced
  void the_file_is_replaced_as_a_whole_so_nobody_reads_half_of_it() throws IOException {
    ask(4);
    String before = Files.readString(kept);
    try (InputStream reading = Files.newInputStream(kept)) {
      ask(5);
      assertThat(new String(reading.readAllBytes(), UTF_8)).isEqualTo(before);
    }
    try (Stream<Path> files = Files.list(kept.getParent())) {
      assertThat(files).containsExactly(kept);
    }
  }

  @Test
  void a_guess_after_the_finding_was_shown_does_not_count() {
    ask(null);
    reveal(3);
    assertThat(ask(3)).contains("shown before this guess");
    assertThat(reveal(3)).isEqualTo("It is 3.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "three"})
  void cells_that_run_again_say_the_same_even_after_a_restart(String guess) {
    Object given = guess.isEmpty() ? null : guess;
    List<String> first = List.of(ask(given), reveal(3));
    assertThat(List.of(ask(given), reveal(3))).isEqualTo(first);
    restart();
    assertThat(List.of(ask(given), reveal(3))).isEqualTo(first);
  }

  @Test
  void a_restart_keeps_what_is_locked_and_nothing_else() {
    ask(4);
    restart();
    assertThat(ask(5)).contains("Your guess: 5.");
    reveal(3);
    restart();
    assertThat(ask(3)).contains("Locked: you said 5");
    assertThat(kept).exists();
  }

  @Test
  void a_notebook_without_a_file_keeps_its_guesses_in_memory() {
    for (String nowhere : new String[] {null, "console-1", folder.resolve("no.ipynb").toString()}) {
      Predictions memory = predictions(nowhere);
      memory.ask("pads", "How many?", number(), 4);
      memory.reveal("pads", 3);
      assertThat(memory.ask("pads", "How many?", number(), 3).text()).contains("Locked");
    }
    assertThat(folder.resolve(".predictions")).doesNotExist();
  }

  @Test
  void two_kernels_on_one_notebook_keep_the_guesses_of_both() {
    Predictions other = predictions(notebook.toString());
    ask(4);
    other.ask("share", "Which share?", number(), 0.5);
    reveal(3);
    other.reveal("share", 0.3);
    restart();
    assertThat(ask(9)).contains("Locked: you said 4");
    assertThat(predictions.ask("share", "Which share?", number(), 1).text())
        .contains("Locked: you said 0.5");
  }

  @Test
  void a_damaged_line_costs_no_other_guess_and_is_left_alone() throws IOException {
    ask(4);
    reveal(3);
    Files.writeString(kept, Files.readString(kept) + "half a li");
    predictions.ask("share", "Which share?", number(), 0.5);
    keeps("pads,number,4,locked", "half a li", "share,number,0.5,open");
  }

  @Test
  void a_kept_guess_that_is_no_answer_counts_as_none() throws IOException {
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, "pads,number,many,locked\n");
    assertThat(ask(4)).contains("Your guess: 4.");
    keeps("pads,number,4,open");
  }

  @Test
  void a_file_that_cannot_be_read_is_named_left_alone_and_not_needed() throws IOException {
    Files.createDirectories(kept.getParent());
    byte[] noText = {(byte) 0xff, (byte) 0xfe, 0, 'x'};
    Files.write(kept, noText);
    assertThat(ask(4)).contains("Your guesses last until the kernel ends").contains("02 naïve.csv");
    assertThat(reveal(3)).isEqualTo("You said 4. It is 3.");
    assertThat(ask(3)).contains("Locked: you said 4");
    assertThat(kept).hasBinaryContent(noText);
  }

  @Test
  void a_folder_that_cannot_be_written_is_named_and_not_needed() throws IOException {
    Files.createFile(folder.resolve(".predictions"));
    ask(4);
    assertThat(reveal(3)).isEqualTo("You said 4. It is 3.");
    assertThat(predictions.score().text()).contains("cannot be written");
    assertThat(ask(3)).contains("Locked: you said 4");
  }

  @Test
  void a_reset_forgets_and_puts_the_file_aside() throws IOException {
    ask(4);
    reveal(3);
    String before = Files.readString(kept);
    predictions.reset();
    assertThat(ask(3)).contains("Your guess: 3.");
    restart();
    assertThat(ask(5)).contains("Your guess: 5.");
    assertThat(kept.resolveSibling("02 naïve.csv.old")).hasContent(before);
  }

  @Test
  void a_number_is_right_within_five_percent() {
    ask(0.3);
    assertThat(reveal(0.29)).isEqualTo("You said 0.3, and it is 0.2900.");
    assertThat(reveal(0.2)).isEqualTo("You said 0.3. It is 0.2000.");
    assertThat(reveal(-0.3)).isEqualTo("You said 0.3. It is -0.3000.");
    assertThat(reveal(0.0)).isEqualTo("You said 0.3. It is 0.");
    assertThat(reveal(Double.NaN)).isEqualTo("You said 0.3. It is NaN.");
    assertThat(reveal(Double.POSITIVE_INFINITY)).isEqualTo("You said 0.3. It is Infinity.");
    for (Object found : new Object[] {"0.3", Nd4j.ones(2), true}) {
      refused(() -> reveal(found), "found", "a number");
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "3.0, 3", "-0.0, 0", "' 0.25', 0.25", "1e-3, 0.001"})
  void a_number_has_one_form_however_it_is_written(String guess, String form) {
    assertThat(ask(guess)).contains("Your guess: " + form + ".");
    assertThat(ask(Double.valueOf(guess))).contains("Your guess: " + form + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"three", "0,3", "", "NaN", "Infinity", "1e300"})
  void what_is_no_number_is_not_taken(String guess) {
    assertThat(ask(guess)).contains("Not taken: \"" + guess + "\" is no number. Write a number,");
    assertThat(reveal(3)).isEqualTo("It is 3.");
  }

  @Test
  void a_choice_is_one_of_those_offered() {
    GuessKind kind = oneOf("yes", "No");
    assertThat(askFor(kind, "maybe"))
        .contains("Not taken: \"maybe\" is none of the choices. Write \"yes\" or \"No\"");
    assertThat(askFor(kind, " no")).contains("Your guess: No.");
    assertThat(predictions.reveal("it", "No").text()).isEqualTo("You said No, and it is No.");
    refused(() -> predictions.reveal("it", "perhaps"), "perhaps");
    for (String second : List.of("YES", "two\nlines", " no", "")) { // none could be chosen, or kept
      refused(() -> oneOf("yes", second), "options", "one line", second);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"101 110", "1 0 1\n1 1 0", "\n  101\n  110\n"})
  void a_grid_shows_which_cells_differ(String guess) {
    askFor(grid(2, 3), guess);
    var shown = predictions.reveal("it", MASK);
    assertThat(shown.text()).startsWith("Your mask is right in 4 of 6 cells");
    assertThat(cells(shown.html())).containsExactly("1", "✗ 1", "1", "1", "✗ 0", "0");
  }

  @Test
  void a_grid_without_a_guess_or_with_the_right_one_marks_nothing() {
    askFor(grid(2, 3), null);
    var shown = predictions.reveal("it", MASK);
    assertThat(shown.text()).isEqualTo("This is the mask");
    assertThat(cells(shown.html())).containsExactly("1", "1", "1", "1", "0", "0");
    predictions.reset();
    askFor(grid(2, 3), "111 100");
    assertThat(predictions.reveal("it", MASK).text()).endsWith("mask is right in 6 of 6 cells");
  }

  @ParameterizedTest
  @CsvSource({
    "111, '1 instead of 2 rows'",
    "111 10, 'row 1 is \"10\" and not 3 times 1 or 0'",
    "11x 100, 'row 0 is \"11x\" and not 3 times 1 or 0'",
    "7, '1 instead of 2 rows'"
  })
  void a_grid_of_another_size_is_told_what_is_wrong(String guess, String wrong) {
    assertThat(askFor(grid(2, 3), guess))
        .contains("Not taken: " + wrong + ". Write 2 rows of 3, such as \"101 …\",");
  }

  @Test
  void a_grid_is_compared_with_a_finding_of_its_shape_only() {
    askFor(grid(2, 3), "111 100");
    refused(() -> predictions.reveal("it", Nd4j.ones(3, 2)), "found", "[2, 3]", "[3, 2]");
    refused(() -> predictions.reveal("it", "111 100"), "found", "[2, 3]", "111 100");
    assertThat(predictions.reveal("it", Nd4j.ones(1, 1, 2, 3)).text()).contains("4 of 6");
    refused(() -> grid(0, 3), "rows", "1 to 128", "0");
    refused(() -> oneOf("yes", nothing()), "options", "null");
  }

  @Test
  void one_row_may_have_spaces() {
    assertThat(askFor(grid(1, 4), "1 1 0 0")).contains("Your guess: 1100.");
  }

  @Test
  void the_score_counts_what_was_guessed_and_what_was_right() {
    assertThat(predictions.score().text()).startsWith("Nothing was asked yet.");
    ask(null);
    assertThat(predictions.score().text()).isEqualTo("Predictions asked for on this page: 1.");
    assertThat(cells(predictions.score().html())).containsExactly("not shown yet");
    ask(3);
    reveal(3);
    predictions.ask("fits", "Does it fit?", oneOf("yes", "no"), "yes");
    predictions.reveal("fits", "no");
    predictions.ask("mask", "Which are real?", grid(2, 3), null);
    predictions.ask("last", "And now?", number(), 1);
    var score = predictions.score();
    assertThat(score.text()).startsWith("3 of 4 predicted, 1 right.");
    assertThat(String.join(" | ", cells(score.html())))
        .isEqualTo("3 | 3 | yes | yes | no | no | – | not shown yet | – | 1 | not shown yet | –");
  }

  @Test
  void revealing_before_predicting_names_the_cell_to_run() {
    refused(() -> reveal(3), "run the cell with predict(\"pads\", …) first");
  }

  @Test
  void a_key_that_could_break_the_file_is_refused() {
    refused(() -> predictions.ask("a = b\n", "How many?", number(), 4), "key: expected one word");
  }

  /** The cells of a table's body, without the one that names the row. */
  private static List<String> cells(@Nullable String html) {
    String page = Objects.requireNonNull(html);
    String body = page.substring(page.indexOf("<tbody>"));
    return java.util.regex.Pattern.compile("<td[^>]*><bdi>(.*?)</bdi>")
        .matcher(body)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
