package padwise.lesson.museum;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import padwise.view.Records;
import tech.tablesaw.api.Table;

/**
 * Card beside an exhibit.
 *
 * @param cause the line that does it
 * @param cure the line that should stand there
 * @param seenIn public threads, each with what it is, such as asked, reported or merged
 */
public record Placard(
    int number, String name, String symptom, String cause, String cure, List<String> seenIn) {

  private record Part(String what, String words) {}

  /** All of them, from the file beside this class. */
  static List<Placard> all() {
    try (InputStream file =
        Objects.requireNonNull(Placard.class.getResourceAsStream("placards.txt"))) {
      return new String(file.readAllBytes(), UTF_8).lines().skip(1).map(Placard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Placard read(String line) {
    String[] part = line.split(" \\| ", -1);
    return new Placard(
        Integer.parseInt(part[0]),
        part[1],
        part[2],
        part[3],
        part[4],
        Arrays.asList(part[5].split(", ")));
  }

  /** The card as a table to show. */
  public Table table() {
    return Records.of(
        "Bug " + number + ": " + name,
        List.of(
            new Part("symptom", symptom),
            new Part("cause", cause),
            new Part("cure", cure),
            new Part("seen in", String.join(", ", seenIn))));
  }
}
