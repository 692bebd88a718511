package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our tokenizer against Hugging Face's: the same tokens, ids, masks and token types. */
class HuggingFaceTokenizerTest {
  private static HuggingFace oracle;
  private static WordPieceTokenizer tokenizer;

  @BeforeAll
  static void open() {
    oracle = HuggingFace.plain();
    tokenizer = WordPieceTokenizer.bert();
  }

  @AfterAll
  static void close() {
    oracle.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void two_thousand_random_texts_are_encoded_alike(long seed) {
    RandomText random = new RandomText(seed);
    List<String> texts = Stream.generate(random::next).limit(2000).toList();

    List<Encoding> expected = oracle.encode(texts);

    for (int i = 0; i < texts.size(); i++) {
      assertThat(tokenizer.encode(texts.get(i))).as(shown(texts.get(i))).isEqualTo(expected.get(i));
    }
  }

  @Test
  void random_pairs_are_encoded_alike() {
    RandomText random = new RandomText(77);
    List<String> firsts = Stream.generate(random::next).limit(2000).toList();
    List<String> seconds = Stream.generate(random::next).limit(2000).toList();

    List<Encoding> expected = oracle.encode(firsts, seconds);

    for (int i = 0; i < firsts.size(); i++) {
      assertThat(tokenizer.encode(firsts.get(i), seconds.get(i)))
          .as(shown(firsts.get(i) + " | " + seconds.get(i)))
          .isEqualTo(expected.get(i));
    }
  }

  /** Planes 0 to 3 and 14; the rest is unassigned (4 to 13) or private use (15, 16). */
  @Test
  @EnabledForJreRange(
      max = JRE.JAVA_25,
      disabledReason = "a later JDK knows characters that newer-than-unicode-8.txt does not list")
  void every_character_is_treated_alike_unless_its_class_is_newer_than_unicode_8() {
    List<Integer> characters =
        IntStream.concat(IntStream.range(0, 0x40000), IntStream.range(0xE0000, 0xE0200))
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .boxed()
            .toList();
    Set<Integer> different = new TreeSet<>();
    for (int from = 0; from < characters.size(); from += 256) {
      addDifferent(characters.subList(from, Math.min(from + 256, characters.size())), different);
    }

    assertThat(different).isNotEmpty().isSubsetOf(RandomText.newerThanUnicode8());
  }

  /** Halves the range until single characters are found. */
  private static void addDifferent(List<Integer> characters, Set<Integer> different) {
    String text =
        characters.stream()
            .map(Character::toString)
            .map(c -> "a" + c + "b " + c + " ")
            .collect(Collectors.joining());
    if (oracle.encode(List.of(text)).equals(List.of(tokenizer.encode(text)))) {
      return;
    }
    if (characters.size() == 1) {
      different.addAll(characters);
      return;
    }
    int half = characters.size() / 2;
    addDifferent(characters.subList(0, half), different);
    addDifferent(characters.subList(half, characters.size()), different);
  }

  private static String shown(String text) {
    List<String> codes = new ArrayList<>();
    text.codePoints().forEach(c -> codes.add("%04X".formatted(c)));
    return text + " = " + String.join(" ", codes);
  }
}
