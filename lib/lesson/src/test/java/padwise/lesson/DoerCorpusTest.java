package padwise.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import padwise.lesson.DoerCorpus.Doer;
import padwise.lesson.DoerCorpus.Sentence;
import padwise.text.Vocabulary;
import padwise.text.WordPieceTokenizer;

class DoerCorpusTest {

  private static final Set<String> PEOPLE =
      Set.of("girl", "boy", "woman", "man", "teacher", "farmer", "child", "baker");
  private static final DoerCorpus DEEDS = DoerCorpus.of(30, 1);

  @Test
  void there_are_thousands_of_sentences_of_many_lengths() {
    assertThat(DEEDS.training()).hasSizeGreaterThanOrEqualTo(4000);
    assertThat(DEEDS.heldOut()).hasSizeGreaterThanOrEqualTo(1000);
    assertThat(all().map(d -> d.text().split(" ").length).distinct()).hasSizeGreaterThan(8);
  }

  @Test
  void every_sentence_has_a_twin_of_the_same_words_and_the_other_class() {
    for (List<Sentence> deeds : List.of(DEEDS.training(), DEEDS.heldOut())) {
      for (int i = 0; i < deeds.size(); i += 2) {
        assertThat(bag(deeds.get(i))).isEqualTo(bag(deeds.get(i + 1)));
        assertThat(deeds.get(i).text()).isNotEqualTo(deeds.get(i + 1).text());
        assertThat(deeds.get(i).doer()).isEqualTo(Doer.PERSON);
        assertThat(deeds.get(i + 1).doer()).isEqualTo(Doer.ANIMAL);
      }
    }
  }

  @Test
  void the_doer_is_a_person_or_an_animal_as_the_class_says_and_does_it() {
    assertThat(all())
        .allSatisfy(
            deed -> {
              List<String> words = List.of(deed.text().split(" "));
              String noun = words.get(deed.doerWord());
              assertThat(PEOPLE.contains(noun)).isEqualTo(deed.doer() == Doer.PERSON);
              List<String> before = words.subList(0, deed.doerWord());
              boolean passive = words.contains("by");
              assertThat(before.contains("by")).isEqualTo(passive); // "by" names the doer
            });
  }

  @Test
  void no_held_out_sentence_is_built_as_a_training_sentence_is() {
    Set<String> learned = DEEDS.training().stream().map(this::plan).collect(Collectors.toSet());
    assertThat(learned).hasSize(80);
    assertThat(DEEDS.heldOut().stream().map(this::plan).distinct()).hasSize(20);
    assertThat(DEEDS.heldOut()).noneMatch(deed -> learned.contains(plan(deed)));
  }

  @Test
  void every_word_is_in_the_closed_vocabulary() {
    WordPieceTokenizer tokenizer = new WordPieceTokenizer(DoerCorpus.vocabulary());
    assertThat(all())
        .allSatisfy(
            deed ->
                assertThat(tokenizer.encode(deed.text()).tokens())
                    .doesNotContain(Vocabulary.UNK)
                    .hasSize(deed.text().split(" ").length + 2));
    assertThat(DoerCorpus.vocabulary().size()).isLessThan(64);
  }

  @Test
  void the_same_seed_gives_the_same_sentences_and_another_one_others() {
    assertThat(DoerCorpus.of(30, 1)).isEqualTo(DEEDS);
    assertThat(DoerCorpus.of(30, 2)).isNotEqualTo(DEEDS);
    refused(() -> DoerCorpus.of(0, 1), "pairs");
  }

  private Stream<Sentence> all() {
    return Stream.concat(DEEDS.training().stream(), DEEDS.heldOut().stream());
  }

  private static List<String> bag(Sentence deed) {
    return Stream.of(deed.text().split(" ")).sorted().toList();
  }

  /** The sentence with every noun, verb and adjective of the two parties left out. */
  private String plan(Sentence deed) {
    List<String> grammar =
        List.of(
            ("the was by it that today near river yesterday in"
                    + " garden again at market with joy behind house")
                .split(" "));
    String kept =
        Stream.of(deed.text().split(" "))
            .filter(grammar::contains)
            .collect(Collectors.joining(" "));
    // "that V the O" and "that the O V" keep the same words in another order around the verb.
    return kept + (deed.text().contains("that the") ? "!" : "");
  }
}
