package padwise.kernel.repl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Matcher.quoteReplacement;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One class file of a cell, with all but its private members made public.
 *
 * <p>What cells declare is often open to its own package only, and Java takes classes of two
 * loaders for two packages. The layout is that of the Java Virtual Machine Specification, chapter
 * 4.
 */
final class ClassCode {
  /** The prefix of all names of cells' classes. */
  static final String PACKAGE = "REPL.";

  /** The prefix of variables in which JShell keeps the values of expressions. */
  static final String VALUE = "$value$";

  private static final String RUN = "do_it$"; // JShell's name for the method with a snippet's code
  private static final Pattern NESTED = Pattern.compile("(?<=^REPL\\.\\$JShell\\$\\w{1,99})\\$.*");
  private static final Pattern JSHELLS_NAMES =
      Pattern.compile("REPL[./]\\$JShell\\$\\w+[.$](?:do_it\\$\\.?)?");
  private static final Pattern LOADERS =
      Pattern.compile(" \\([^()]* (?:of loader|in unnamed module)[^()]*(?:\\([^()]*\\)[^()]*)*\\)");
  private static final int TEXT = 1;
  private static final int CLASS = 7;
  private static final int FIELD = 9;
  private static final int HEAD = 8; // magic number, version

  private final String name;
  private final ByteBuffer file;
  private final boolean hasMissingNames;
  private final Map<Integer, Integer> constants = new TreeMap<>(); // where each begins, by number
  private final int constantsEnd;
  private final Map<String, String> fields; // those that are not private; their descriptors
  private final Map<String, String> methods; // by name and descriptor

  ClassCode(String name, byte[] bytes) {
    this.name = name;
    file = ByteBuffer.wrap(bytes.clone());
    skip(HEAD);
    readConstants();
    constantsEnd = file.position();
    hasMissingNames = constants.values().stream().anyMatch(this::isOfMissingNames);
    open();
    skip(4); // this class, its superclass
    skip(2 * unsigned()); // interfaces
    fields = openMembers();
    methods = openMembers();
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return hasMissingNames ? renamed(Map.of()) : file.array();
  }

  /** The class of the snippet; this one, or the one that this one is nested in. */
  String snippet() {
    return NESTED.matcher(name).replaceFirst("");
  }

  /** A message of Java without the names that JShell gives to classes, packages and loaders. */
  static String inLearnersWords(String message) {
    return LOADERS.matcher(JSHELLS_NAMES.matcher(message).replaceAll("")).replaceAll("");
  }

  /** The part after a class's name in that of a class inside it, or in its own; else null. */
  static @Nullable String nestedIn(String outer, String name) {
    boolean inside = name.equals(outer) || name.startsWith(outer + "$");
    return inside ? name.substring(outer.length()) : null;
  }

  /** True if it only runs: it declares nothing that other snippets can name. */
  boolean runsOnce() {
    return methods.keySet().stream().anyMatch(each -> each.startsWith(RUN))
        && variables().isEmpty();
  }

  /** The learner's variables that it holds, with their types as the Java machine writes them. */
  Map<String, String> variables() {
    return learners(fields);
  }

  /** The learner's methods that it holds, by name and signature, with their signatures. */
  Map<String, String> methods() {
    return learners(methods);
  }

  private static Map<String, String> learners(Map<String, String> members) {
    var learners = new TreeMap<>(members);
    learners.keySet().removeIf(ClassCode::isJShells);
    return learners;
  }

  private static boolean isJShells(String member) {
    return member.startsWith(RUN)
        || member.startsWith(VALUE)
        || member.startsWith("<")
        || member.equals("$assertionsDisabled");
  }

  private void readConstants() {
    int count = unsigned();
    for (int i = 1; i < count; i++) {
      int position = file.position();
      constants.put(i, position);
      int tag = file.get(position);
      i += tag == 5 || tag == 6 ? 1 : 0; // a long or a double counts twice
      skip(sizeOf(position));
    }
  }

  /** The bytes that a constant takes. */
  private int sizeOf(int position) {
    return switch (file.get(position)) {
      case TEXT -> 3 + Short.toUnsignedInt(file.getShort(position + 1));
      case CLASS, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      case 5, 6 -> 9;
      default -> 5;
    };
  }

  private Map<String, String> openMembers() {
    var members = new TreeMap<String, String>();
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      boolean hidden = open();
      String member = textAt(file.position());
      String descriptor = textAt(file.position() + 2);
      if (!hidden) {
        members.put(descriptor.startsWith("(") ? member + descriptor : member, descriptor);
      }
      skip(4);
      int attributes = unsigned();
      for (int a = 0; a < attributes; a++) {
        skip(2); // name
        skip(file.getInt());
      }
    }
    return members;
  }

  /** At the access flags of the class or of a member; whether it is private. */
  private boolean open() {
    int flags = unsigned();
    if (!Modifier.isPrivate(flags)) {
      file.putShort(file.position() - 2, (short) ((flags | Modifier.PUBLIC) & ~Modifier.PROTECTED));
    }
    return Modifier.isPrivate(flags);
  }

  /**
   * The same class under another name, with its variables where they are under the old one.
   *
   * @param newNames of this class and of those nested in it that get one, with dots
   */
  byte[] renamed(Map<String, String> newNames) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      int count = Short.toUnsignedInt(file.getShort(HEAD));
      out.write(file.array(), 0, HEAD);
      out.writeShort(count + 2);
      for (int each : constants.values()) {
        writeConstant(out, each, newNames, count + 1);
      }
      out.writeByte(TEXT); // the place of the variables
      out.writeUTF(snippet().replace('.', '/'));
      out.writeByte(CLASS);
      out.writeShort(count);
      out.write(file.array(), constantsEnd, file.capacity() - constantsEnd);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private void writeConstant(
      DataOutputStream out, int position, Map<String, String> newNames, int place)
      throws IOException {
    int tag = file.get(position);
    if (isOfMissingNames(position)) {
      out.writeByte(TEXT);
      out.writeUTF(NotDeclaredException.class.getName().replace('.', '/'));
    } else if (tag == TEXT && text(position).contains(snippet().replace('.', '/'))) {
      String text = text(position);
      for (Map.Entry<String, String> name : newNames.entrySet()) {
        Pattern whole =
            Pattern.compile(Pattern.quote(name.getKey().replace('.', '/')) + "(?![\\w$])");
        text = whole.matcher(text).replaceAll(quoteReplacement(name.getValue().replace('.', '/')));
      }
      out.writeByte(TEXT);
      out.writeUTF(text);
    } else if (tag == FIELD && isVariable(position)) {
      out.writeByte(FIELD);
      out.writeShort(place);
      out.writeShort(file.getShort(position + 3));
    } else {
      out.write(file.array(), position, sizeOf(position));
    }
  }

  private boolean isOfMissingNames(int position) {
    return file.get(position) == TEXT && text(position).equals(NotDeclaredException.JSHELLS);
  }

  /** True if the field that a constant refers to is a variable of the same snippet. */
  private boolean isVariable(int position) {
    String owner = textAt(at(position + 1) + 1);
    String field = textAt(at(position + 3) + 1);
    return owner.equals(snippet().replace('.', '/')) && !isJShells(field);
  }

  /** The place of the constant whose number stands at a position. */
  private int at(int position) {
    return constants.getOrDefault(Short.toUnsignedInt(file.getShort(position)), 0);
  }

  /** The text whose number stands at a position. */
  private String textAt(int position) {
    return text(at(position));
  }

  private String text(int position) {
    int length = Short.toUnsignedInt(file.getShort(position + 1));
    return new String(file.array(), position + 3, length, UTF_8);
  }

  private int unsigned() {
    return Short.toUnsignedInt(file.getShort());
  }

  private void skip(int bytes) {
    file.position(file.position() + bytes);
  }
}
