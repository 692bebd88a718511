package padwise.kernel.repl;

import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Classes in whose place methods of cells are called: each of their methods passes its arguments on
 * to the one declared last under its name.
 *
 * <p>So what was compiled before, such as a class that has objects, calls a method as it is now,
 * and need not be compiled anew when the method changes. The calls are dynamic ones, which cost
 * nothing once they are compiled. Public, since cells call {@link #link}.
 */
public final class MethodStubs {
  private static final MethodType LINK_TYPE =
      MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class);
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          Type.getInternalName(MethodStubs.class),
          "link",
          LINK_TYPE.toMethodDescriptorString(),
          false);

  private MethodStubs() {}

  /**
   * The class file of a class of stubs.
   *
   * @param name of the class, with dots
   * @param methods their names and signatures, with their signatures
   */
  static byte[] of(String name, Map<String, String> methods) {
    var file = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    file.visit(
        Opcodes.V11, ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", new String[0]);
    methods.forEach(
        (method, signature) -> {
          String called = method.substring(0, method.length() - signature.length());
          var code =
              new GeneratorAdapter(
                  ACC_PUBLIC | ACC_STATIC, new Method(called, signature), null, null, file);
          code.loadArgs();
          code.invokeDynamic(called, signature, LINK);
          code.returnValue();
          code.endMethod();
        });
    return file.toByteArray();
  }

  /**
   * Binds a stub's call to the method declared last; the Java machine asks at the first call.
   *
   * @param stub of the class whose call it is
   */
  public static CallSite link(Lookup stub, String method, MethodType type)
      throws ReflectiveOperationException {
    return Declarations.of(stub.lookupClass()).call(method, type);
  }
}
