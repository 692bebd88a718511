package padwise.kernel.repl;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class in whose place methods of cells are called: each of its methods passes its arguments on
 * to the one declared last under its name.
 *
 * <p>So what was compiled before, such as a class that has objects, calls a method as it is now,
 * and need not be compiled anew when the method changes. Its calls are dynamic ones, which cost
 * nothing once they are compiled. The layout is that of the Java Virtual Machine Specification.
 */
final class MethodStubs {
  private static final Pattern ARGUMENT = Pattern.compile("\\[*(?:L[^;]+;|[BCDFIJSZ])");
  private static final String TYPES = "IJFDA"; // int, long, float, double, object: the order of
  private static final int LOAD = 21; // the instructions that begin here
  private static final int RETURN = 172;
  private static final int RETURN_NOTHING = 177;
  private static final int CALL = 186;
  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_11 = 55;
  private static final int PUBLIC = 1;
  private static final int STATIC = 8;

  private final ByteArrayOutputStream constantBytes = new ByteArrayOutputStream();
  private final DataOutputStream constants = new DataOutputStream(constantBytes);
  private int count = 1;

  private MethodStubs() {}

  /**
   * @param name of the class, with dots
   * @param methods their names and signatures, with their signatures
   */
  static byte[] of(String name, Map<String, String> methods) {
    try {
      return new MethodStubs().file(name.replace('.', '/'), methods);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private byte[] file(String name, Map<String, String> methods) throws IOException {
    int self = constant(7, text(name));
    int object = constant(7, text("java/lang/Object"));
    int code = text("Code");
    var body = new ByteArrayOutputStream();
    var out = new DataOutputStream(body);
    shorts(out, PUBLIC, self, object, 0, 0, methods.size());
    for (Map.Entry<String, String> method : methods.entrySet()) {
      String signature = method.getValue();
      String methodName = method.getKey().replace(signature, "");
      shorts(out, PUBLIC | STATIC, text(methodName), text(signature), 1, code);
      writeCode(out, signature, constant(18, 0, constant(12, text(methodName), text(signature))));
    }
    shorts(out, 1, text("BootstrapMethods"));
    out.writeInt(6);
    shorts(out, 1, handle(), 0);
    return file(body.toByteArray());
  }

  private byte[] file(byte[] body) throws IOException {
    var file = new ByteArrayOutputStream();
    var out = new DataOutputStream(file);
    out.writeInt(MAGIC);
    shorts(out, 0, JAVA_11, count);
    constantBytes.writeTo(out);
    out.write(body);
    return file.toByteArray();
  }

  /** Loads the arguments, calls, returns. */
  private static void writeCode(DataOutputStream out, String signature, int call)
      throws IOException {
    var code = new ByteArrayOutputStream();
    int slot = 0;
    Matcher argument = ARGUMENT.matcher(signature.substring(0, signature.indexOf(')')));
    while (argument.find()) {
      int type = typeOf(argument.group());
      code.write(LOAD + type);
      code.write(slot);
      slot += sizeOf(type);
    }
    code.writeBytes(new byte[] {(byte) CALL, (byte) (call >> 8), (byte) call, 0, 0});
    String result = signature.substring(signature.indexOf(')') + 1);
    code.write(result.equals("V") ? RETURN_NOTHING : RETURN + typeOf(result));
    out.writeInt(12 + code.size());
    shorts(out, Math.max(2, slot), slot); // of the stack, and for arguments
    out.writeInt(code.size());
    code.writeTo(out);
    shorts(out, 0, 0); // exceptions, attributes
  }

  private static int typeOf(String descriptor) {
    int type = TYPES.indexOf(descriptor.charAt(0));
    return type >= 0 ? type : "BCSZ".contains(descriptor) ? 0 : TYPES.indexOf('A');
  }

  private static int sizeOf(int type) {
    return "JD".indexOf(TYPES.charAt(type)) < 0 ? 1 : 2;
  }

  private int handle() throws IOException {
    String type = NewestMethod.LINK_TYPE.toMethodDescriptorString();
    int owner = constant(7, text(NewestMethod.class.getName().replace('.', '/')));
    int link = constant(10, owner, constant(12, text(NewestMethod.LINK), text(type)));
    constants.writeByte(15);
    constants.writeByte(6); // a static method's
    constants.writeShort(link);
    return count++;
  }

  private int text(String text) throws IOException {
    constants.writeByte(1);
    constants.writeUTF(text);
    return count++;
  }

  private int constant(int tag, int... parts) throws IOException {
    constants.writeByte(tag);
    shorts(constants, parts);
    return count++;
  }

  private static void shorts(DataOutputStream out, int... numbers) throws IOException {
    for (int number : numbers) {
      out.writeShort(number);
    }
  }
}
