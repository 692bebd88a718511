package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The workbook's sentences, read as the notebooks read them. */
class SentencesTest {
  private static final Table TABLE = Table.read().csv("../../notebooks/data/sentences.csv");
  private static final List<String> TEXTS = TABLE.stringColumn("text").asList();

  @Test
  void every_row_is_read_and_names_its_language() {
    assertThat(TABLE.columnNames()).containsExactly("language", "text");
    assertThat(TEXTS).hasSizeGreaterThanOrEqualTo(60);
    assertThat(TABLE.stringColumn("language").asList()).doesNotContain("");
  }

  @Test
  void the_running_example_comes_first_with_8_and_5_tokens() {
    assertThat(TEXTS).startsWith("The cat sat on the mat", "Birds sing loudly");
    assertThat(lengths()).startsWith(8, 5);
  }

  @Test
  void exactly_one_sentence_is_empty_and_none_is_there_twice() {
    assertThat(TEXTS).containsOnlyOnce("").doesNotHaveDuplicates();
  }

  @Test
  void lengths_go_up_to_40_tokens_with_a_long_tail() {
    List<Integer> sorted = lengths().stream().sorted().toList();

    assertThat(sorted).startsWith(2, 3).endsWith(40);
    assertThat(sorted.get(sorted.size() / 2)).isLessThan(13);
    assertThat(sorted.stream().filter(n -> n > 30)).hasSizeBetween(2, 8);
  }

  @Test
  void many_scripts_and_an_emoji_are_there() {
    assertThat(
            TEXTS.stream()
                .flatMapToInt(String::codePoints)
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toSet()))
        .contains(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.HANGUL);
    assertThat(TEXTS).anyMatch(text -> text.contains("🎉"));
  }

  private static List<Integer> lengths() {
    WordPieceTokenizer bert = WordPieceTokenizer.bert();
    return TEXTS.stream().map(text -> bert.encode(text).length()).toList();
  }
}
