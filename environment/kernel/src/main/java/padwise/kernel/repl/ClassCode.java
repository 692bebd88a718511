package padwise.kernel.repl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One class of a cell, with all but its private members made public.
 *
 * <p>What cells declare is often open to its own package only, and Java takes classes of two
 * loaders for two packages. The layout is that of the Java Virtual Machine Specification, chapter
 * 4.
 */
final class ClassCode {
  /** How the names of all classes of cells begin. */
  static final String PACKAGE = "REPL.";

  /** How the variables begin in which JShell keeps the values of expressions. */
  static final String VALUE = "$value$";

  private static final String RUN = "do_it$"; // JShell's name for the method with a snippet's code
  private static final Pattern NESTED = Pattern.compile("(?<=^REPL\\.\\$JShell\\$\\w{1,99})\\$.*");

  private final String name;
  private final ByteBuffer file;
  private final Map<Integer, String> texts = new HashMap<>();
  private final Set<String> fields;
  private final Set<String> methods;

  ClassCode(String name, byte[] bytes) {
    this.name = name;
    file = ByteBuffer.wrap(bytes.clone());
    skip(8); // magic number, version
    readConstants();
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
    return file.array();
  }

  /** The class of the snippet; this one, or the one that this one is nested in. */
  String snippet() {
    return NESTED.matcher(name).replaceFirst("");
  }

  /** Whether it only runs: it declares nothing that other snippets can name. */
  boolean runsOnce() {
    return methods.contains(RUN)
        && fields.stream()
            .allMatch(field -> field.startsWith(VALUE) || field.equals("$assertionsDisabled"));
  }

  private void readConstants() {
    int count = unsigned();
    for (int i = 1; i < count; i++) {
      int tag = file.get();
      switch (tag) {
        case 1 -> texts.put(i, text());
        case 7, 8, 16, 19, 20 -> skip(2);
        case 15 -> skip(3);
        case 5, 6 -> { // a long or a double counts twice
          skip(8);
          i++;
        }
        default -> skip(4);
      }
    }
  }

  private String text() {
    var bytes = new byte[unsigned()];
    file.get(bytes);
    return new String(bytes, UTF_8);
  }

  private Set<String> openMembers() {
    var names = new HashSet<String>();
    int count = unsigned();
    for (int i = 0; i < count; i++) {
      open();
      names.add(texts.getOrDefault(unsigned(), ""));
      skip(2); // type
      int attributes = unsigned();
      for (int a = 0; a < attributes; a++) {
        skip(2); // name
        skip(file.getInt());
      }
    }
    return names;
  }

  /** At the access flags of the class or of a member. */
  private void open() {
    int flags = unsigned();
    if (!Modifier.isPrivate(flags)) {
      file.putShort(file.position() - 2, (short) ((flags | Modifier.PUBLIC) & ~Modifier.PROTECTED));
    }
  }

  private int unsigned() {
    return Short.toUnsignedInt(file.getShort());
  }

  private void skip(int bytes) {
    file.position(file.position() + bytes);
  }
}
