package padwise.lesson.museum;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.TensorAssert.assertThatTensor;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import padwise.math.Rows;
import padwise.text.Encoding;

class BugMuseumTest {

  static final List<Bug> EVERY_BUG = BugMuseum.ALL;

  @Test
  void bugs_stand_in_order_and_each_has_one_test_of_its_effect() {
    List<String> tested =
        Stream.of(BugEffectsTest.class.getDeclaredMethods()).flatMap(BugMuseumTest::tags).toList();
    List<String> wanted = IntStream.rangeClosed(1, 20).mapToObj(n -> "bug-" + n).toList();
    assertThat(tested).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(BugMuseum.ALL).extracting(bug -> "bug-" + bug.placard().number()).isEqualTo(wanted);
  }

  private static Stream<String> tags(Method test) {
    return Stream.of(test.getAnnotationsByType(Tag.class)).map(Tag::value);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void no_two_mistakes_have_the_same_result(long seed) {
    List<INDArray> results =
        BugMuseum.ALL.stream().map(bug -> bug.faulty().apply(Specimens.of(seed))).toList();
    for (int a = 0; a < results.size(); a++) {
      for (int b = 0; b < a; b++) {
        assertThat(equal(results.get(a), results.get(b))).as("bugs %d, %d", b + 1, a + 1).isFalse();
      }
    }
  }

  private static boolean equal(INDArray a, INDArray b) {
    return a.equalShapes(b) && Arrays.equals(Rows.read(a), Rows.read(b)); // NaN equals NaN here
  }

  @ParameterizedTest
  @FieldSource("EVERY_BUG")
  void both_results_have_one_shape_and_differ_and_the_right_one_has_no_nan(Bug bug) {
    Specimen s = Specimens.of(5);
    INDArray right = bug.right().apply(s);
    assertThatTensor(bug.faulty().apply(s)).hasShape(right.shape());
    assertThatTensor(bug.right().apply(s)).isCloseTo(right, 0).everywhere(); // and no NaN
    assertThat(bug.on(s).changed()).isPositive();
    assertThat(bug.on(s).ofAll()).isEqualTo((int) right.length());
    assertThat(bug.on(s)).isEqualTo(bug.on(s));
  }

  @ParameterizedTest
  @FieldSource("EVERY_BUG")
  void a_placard_says_all_it_has_to_say_and_names_threads_with_what_they_are(Bug bug) {
    Placard card = bug.placard();
    assertThat(List.of(card.name(), card.symptom(), card.cause(), card.cure()))
        .doesNotHaveDuplicates()
        .allMatch(words -> words.length() > 10);
    assertThat(List.of(card.symptom(), card.cause(), card.cure())).allMatch(w -> w.endsWith("."));
    String what = "\\((asked|reported|(change|fix|note) (proposed|merged))\\)";
    assertThat(card.seenIn())
        .isNotEmpty()
        .allMatch(t -> t.matches("[\\w.-]+/[\\w.-]+#\\d+ " + what));
  }

  @Test
  void a_report_has_one_line_a_bug() {
    assertThat(BugMuseum.report(Specimens.of(1)).rowCount()).isEqualTo(20);
  }

  @Test
  void what_is_not_there_is_refused_with_a_sentence() {
    refused(() -> BugMuseum.bug(21), "number", "1 to 20", "21");
    refused(() -> BugMuseum.bug(0), "number", "1 to 20", "0");
    var sentences = Specimens.of(1).sentences();
    refused(() -> Specimen.of(sentences.subList(0, 1), 11, 1), "sentences", "at least two", "[8]");
    var turned = List.of(sentences.get(1), sentences.get(0));
    refused(() -> Specimen.of(turned, 11, 1), "longer than the second", "[5, 8]");
    var mixed = List.of(sentences.get(0), sentences.get(1), unended());
    refused(() -> Specimen.of(mixed, 11, 1), "one id at the end", "[10, 3]");
  }

  private static Encoding unended() {
    return new Encoding(List.of("w3"), List.of(3), List.of(1), List.of(0));
  }
}
