package padwise.text;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * The oracle: Hugging Face's own tokenizer, through DJL, built from the same file as {@link
 * Vocabulary#bert()}. The file's preset truncation and padding to 128 are replaced by what a test
 * compares. DJL's Java front is left out, since it rounds max_length up to the multiple before it
 * truncates.
 */
public final class HuggingFace implements AutoCloseable {
  private static final TokenizersLibrary NATIVE = library();
  private static final Pattern TRUNCATION = Pattern.compile("(?s)(?<=\"truncation\": )\\{.*?\\}");
  private static final Pattern PADDING =
      Pattern.compile("(?s)(?<=\"padding\": )\\{.*?\"pad_token\".*?\\}");

  private final long tokenizer;

  /** Both settings as tokenizer.json writes them; {@code null} there means none. */
  public HuggingFace(String truncation, String padding) {
    String json = once(PADDING, padding, once(TRUNCATION, truncation, json()));
    tokenizer = NATIVE.createTokenizerFromString(json);
  }

  /** Neither truncation nor padding. */
  public static HuggingFace plain() {
    return new HuggingFace("null", "null");
  }

  public List<Encoding> encode(List<String> texts) {
    return encodings(NATIVE.batchEncode(tokenizer, texts.toArray(String[]::new), true));
  }

  public List<Encoding> encode(List<String> firsts, List<String> seconds) {
    return encodings(
        NATIVE.batchEncodePair(
            tokenizer, firsts.toArray(String[]::new), seconds.toArray(String[]::new), true));
  }

  @Override
  public void close() {
    NATIVE.deleteTokenizer(tokenizer);
  }

  private static List<Encoding> encodings(long[] handles) {
    return LongStream.of(handles).mapToObj(HuggingFace::encoding).toList();
  }

  private static Encoding encoding(long handle) {
    try {
      return new Encoding(
          List.of(NATIVE.getTokens(handle)),
          integers(NATIVE.getTokenIds(handle)),
          integers(NATIVE.getAttentionMask(handle)),
          integers(NATIVE.getTypeIds(handle)));
    } finally {
      NATIVE.deleteEncoding(handle);
    }
  }

  private static List<Integer> integers(long[] values) {
    return LongStream.of(values).mapToObj(Math::toIntExact).toList();
  }

  private static String once(Pattern pattern, String replacement, String json) {
    if (pattern.matcher(json).results().count() != 1) {
      throw new IllegalStateException(pattern + " is not there exactly once");
    }
    return pattern.matcher(json).replaceFirst(Matcher.quoteReplacement(replacement));
  }

  private static String json() {
    try (InputStream file = HuggingFace.class.getResourceAsStream("/" + BertArtifact.RESOURCE)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TokenizersLibrary library() {
    System.setProperty("ai.djl.offline", "true");
    LibUtils.checkStatus();
    return TokenizersLibrary.LIB;
  }
}
