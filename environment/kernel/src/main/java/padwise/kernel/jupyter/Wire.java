package padwise.kernel.jupyter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.KernelTimestamp;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.adapters.HeaderAdapter;
import org.dflib.jjava.jupyter.messages.adapters.HistoryEntryAdapter;
import org.dflib.jjava.jupyter.messages.adapters.HistoryRequestAdapter;
import org.dflib.jjava.jupyter.messages.adapters.KernelTimestampAdapter;
import org.dflib.jjava.jupyter.messages.adapters.MessageTypeAdapter;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.zeromq.ZMQ;

/**
 * Reads messages whole.
 *
 * <p>JJava reads part by part until it has what it expects, so that a message without a delimiter,
 * or one cut short, takes the next message's parts with it.
 */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);
  private static final int SIGNATURE = 1; // behind the delimiter, as are the next
  private static final int HEADER = 2;
  private static final int PARENT = 3;
  private static final int METADATA = 4;
  private static final int CONTENT = 5;

  static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(KernelTimestamp.class, KernelTimestampAdapter.INSTANCE)
          .registerTypeAdapter(Header.class, HeaderAdapter.INSTANCE)
          .registerTypeAdapter(MessageType.class, MessageTypeAdapter.INSTANCE)
          .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
          .registerTypeAdapter(HistoryEntry.class, HistoryEntryAdapter.INSTANCE)
          .create();

  /** A field that a request can't do without, the form of its value in JSON, and that in words. */
  private record Needed(String field, String form, String words) {}

  private static final Needed CODE = new Needed("code", "(?s)\".*\"", "a text");
  private static final Needed CURSOR = new Needed("cursor_pos", "-?\\d{1,9}", "a whole number");
  private static final Needed ACCESS =
      new Needed("hist_access_type", "\"(range|tail|search)\"", "range, tail or search");

  private Wire() {}

  /**
   * Takes one message from a socket that has one. In the place of content that can't be read stands
   * an {@link IllegalArgumentException} that names the field.
   *
   * @throws IllegalArgumentException if it is no Jupyter message, or not signed with this kernel's
   *     key; the message is gone from the socket
   */
  static Message<?> read(ZMQ.Socket socket, HMACGenerator key) {
    var parts = new ArrayList<byte[]>();
    do {
      parts.add(socket.recv());
    } while (socket.hasReceiveMore());
    int start = 0;
    while (start < parts.size() && !MessageDigest.isEqual(DELIMITER, parts.get(start))) {
      start++;
    }
    if (parts.size() <= start + CONTENT) {
      throw new IllegalArgumentException("no Jupyter message: " + parts.size() + " parts");
    }
    return message(parts.subList(0, start), parts.subList(start, parts.size()), key);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the header's type says what the content is
  private static Message<?> message(
      List<byte[]> identities, List<byte[]> parts, HMACGenerator key) {
    byte[][] signed = parts.subList(HEADER, CONTENT + 1).toArray(byte[][]::new);
    byte[] signature = key.calculateSignature(signed).getBytes(US_ASCII);
    if (signature.length > 0 && !MessageDigest.isEqual(signature, parts.get(SIGNATURE))) {
      throw new IllegalArgumentException("a message with a wrong signature");
    }
    var header = (Header<?>) json(parts.get(HEADER), Header.class);
    String parent = new String(parts.get(PARENT), UTF_8).strip();
    return new Message(
        List.copyOf(identities),
        header,
        parent.equals("{}") ? null : json(parts.get(PARENT), Header.class),
        (Map<String, Object>) json(parts.get(METADATA), Map.class),
        content(parts.get(CONTENT), header.getType()),
        List.copyOf(parts.subList(CONTENT + 1, parts.size())));
  }

  private static Object content(byte[] text, MessageType<?> type) {
    try {
      JsonObject content = json(text, JsonObject.class);
      for (Needed each : needed(type)) {
        String value = String.valueOf(content.get(each.field));
        if (!value.matches(each.form)) {
          return new IllegalArgumentException(each.field + ": " + value + ", not " + each.words);
        }
      }
      return GSON.fromJson(content, type.getContentType());
    } catch (RuntimeException problem) {
      String words = "content: " + new String(text, UTF_8) + ": " + problem.getMessage();
      return new IllegalArgumentException(words, problem);
    }
  }

  private static List<Needed> needed(MessageType<?> request) {
    return switch (request.getName()) {
      case "execute_request", "is_complete_request" -> List.of(CODE);
      case "complete_request", "inspect_request" -> List.of(CODE, CURSOR);
      case "history_request" -> List.of(ACCESS);
      default -> List.of();
    };
  }

  private static <T> T json(byte[] text, Class<T> type) {
    return GSON.fromJson(new String(text, UTF_8), type);
  }
}
