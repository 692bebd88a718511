package padwise.kernel.repl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * One class file of a cell, with all but its private members made public.
 *
 * <p>What cells declare is often open to its own package only, and Java takes classes of two
 * loaders for two packages.
 */
final class ClassCode {
  /** The prefix of all names of cells' classes. */
  static final String PACKAGE = "REPL.";

  /** JShell's name for the method with a snippet's code. */
  static final String RUN = "do_it$";

  private static final Set<String> ENDS =
      Set.of("java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt");

  private static final Pattern NESTED = Pattern.compile("(?<=^REPL\\.\\$JShell\\$\\w{1,99})\\$.*");

  private static final Pattern SNIPPET = Pattern.compile("REPL/\\$JShell\\$\\w+");

  /** JShell's names of classes, places and loaders, and what a reader knows instead. */
  private static final Map<Pattern, String> JSHELLS_NAMES =
      Map.of(
          Pattern.compile("REPL[./]\\$JShell\\$\\w+[.$](?:do_it\\$(?:Aux)?\\.?)?"),
          "",
          Pattern.compile("\\$JShell\\$anonymous\\$\\$\\d+"),
          "an object",
          Pattern.compile("\\((?:\\$JShell\\$\\w+\\.java|#\\d+):\\d+\\)"),
          "(a cell)",
          Pattern.compile(
              " \\([^()]* (?:of loader|in unnamed module)[^()]*(?:\\([^()]*\\)[^()]*)*\\)"),
          "");

  private final String name;
  private final ClassNode file = new ClassNode();
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> methods = new TreeMap<>();
  private boolean runs;

  /**
   * @param origins the reader's lines that JShell's stand for
   */
  ClassCode(String name, byte[] bytes, Origins origins) {
    this.name = name;
    new ClassReader(bytes).accept(file, 0);
    file.access = open(file.access);
    for (FieldNode field : file.fields) {
      field.access = open(field.access);
      if (isLearners(field.name, field.access)) {
        variables.put(field.name, field.desc);
      }
    }
    refuseStatics();
    for (MethodNode method : file.methods) {
      method.access = open(method.access);
      for (AbstractInsnNode each : method.instructions) {
        place(each, origins);
        refuseExit(each);
      }
      if (CellControl.WOVEN) {
        weave(method.instructions);
      }
      runs |= method.name.startsWith(RUN);
      if (isLearners(method.name, method.access)) {
        methods.put(method.name + method.desc, method.desc);
      }
    }
  }

  /**
   * Of a class that misses a name JShell leaves out what gives static fields their values: they
   * would be 0 or null. Here they fail as its constructor does.
   */
  private void refuseStatics() {
    boolean statics =
        file.fields.stream().anyMatch(f -> (f.access & Opcodes.ACC_STATIC) != 0 && f.value == null);
    if (statics && file.methods.stream().noneMatch(method -> method.name.equals("<clinit>"))) {
      var refusal = new MethodNode(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      file.methods.stream()
          .filter(method -> method.name.equals("<init>"))
          .flatMap(method -> Arrays.stream(method.instructions.toArray()))
          .filter(each -> each.getOpcode() >= 0)
          .dropWhile(
              each ->
                  !(each instanceof TypeInsnNode t && t.desc.equals(NotDeclaredException.JSHELLS)))
          .takeWhile(each -> refusal.instructions.size() < 5)
          .forEach(each -> refusal.instructions.add(each.clone(Map.of())));
      refusal.maxStack = 3;
      if (refusal.instructions.size() == 5) { // new, dup, a number, the constructor, throw
        file.methods.add(refusal);
      }
    }
  }

  /** Puts the reader's lines in the place of JShell's, and the snippet in that of the file. */
  private void place(AbstractInsnNode each, Origins origins) {
    if (each instanceof LineNumberNode node) {
      origins
          .line(name, node.line)
          .ifPresent(
              line -> {
                file.sourceFile = line.file();
                node.line = line.number();
              });
    }
  }

  /** Puts an error in the place of a call that ends Java. */
  private static void refuseExit(AbstractInsnNode each) {
    if (each instanceof MethodInsnNode call && ENDS.contains(call.owner + "." + call.name)) {
      String receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? "" : "L" + call.owner + ";";
      call.desc = call.desc.replace("(", "(" + receiver);
      call.owner = NoExit.class.getName().replace('.', '/');
      call.setOpcode(Opcodes.INVOKESTATIC);
    }
  }

  /** Puts the check that ends a stopped cell into a method and its loops. */
  private static void weave(InsnList code) {
    var above = new HashSet<AbstractInsnNode>();
    for (AbstractInsnNode each : code.toArray()) {
      if (above.isEmpty() || (each instanceof JumpInsnNode jump && above.contains(jump.label))) {
        code.insertBefore(
            each,
            new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                StopCheck.class.getName().replace('.', '/'),
                "check",
                "()V",
                false));
      }
      above.add(each);
    }
  }

  private static int open(int access) {
    boolean hidden = (access & Opcodes.ACC_PRIVATE) != 0;
    return hidden ? access : (access | Opcodes.ACC_PUBLIC) & ~Opcodes.ACC_PROTECTED;
  }

  /** True of what a cell's code can name. */
  private static boolean isLearners(String member, int access) {
    return (access & Opcodes.ACC_PUBLIC) != 0 && !isJShells(member);
  }

  String name() {
    return name;
  }

  /** What stands for the snippet in the place of its file. */
  String file() {
    return file.sourceFile;
  }

  /** The class of the snippet; this one, or the one that this one is nested in. */
  String snippet() {
    return NESTED.matcher(name).replaceFirst("");
  }

  /** A message of Java without the names that JShell gives to classes, packages and loaders. */
  static String inLearnersWords(String message) {
    String text = message;
    for (var each : JSHELLS_NAMES.entrySet()) {
      text = each.getKey().matcher(text).replaceAll(each.getValue());
    }
    return text;
  }

  /** True if it only runs: it declares nothing that other snippets can name. */
  boolean runsOnce() {
    return runs && variables.isEmpty();
  }

  /** True if all that differs is where JShell keeps the methods of cells that are called. */
  boolean doesTheSame(ClassCode other) {
    return Arrays.equals(withoutOwners(), other.withoutOwners());
  }

  private byte[] withoutOwners() {
    var copy = new ClassNode();
    file.accept(copy);
    copy.sourceFile = null;
    for (MethodNode method : copy.methods) {
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof MethodInsnNode call && SNIPPET.matcher(call.owner).matches()) {
          call.owner = "";
        }
      }
    }
    var writer = new ClassWriter(0);
    copy.accept(writer);
    return writer.toByteArray();
  }

  /** The learner's variables that it holds, with their types as the Java machine writes them. */
  Map<String, String> variables() {
    return variables;
  }

  /** The learner's methods that it holds, by name and signature, with their signatures. */
  Map<String, String> methods() {
    return methods;
  }

  private static boolean isJShells(String member) {
    return member.startsWith(RUN) || member.startsWith("<") || member.equals("$assertionsDisabled");
  }

  /**
   * The same class under another name, with its variables where they are under the old one.
   *
   * @param newNames of this class and of those nested in it that get one, with dots
   */
  byte[] renamed(Map<String, String> newNames) {
    var writer = new ClassWriter(0);
    file.accept(new Renaming(writer, newNames));
    return writer.toByteArray();
  }

  /** Also puts the kernel's own error for a missing name in the place of JShell's. */
  private final class Renaming extends ClassRemapper {
    Renaming(ClassWriter writer, Map<String, String> newNames) {
      super(
          Opcodes.ASM9,
          writer,
          new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String type) {
              return type.equals(NotDeclaredException.JSHELLS)
                  ? NotDeclaredException.class.getName().replace('.', '/')
                  : newNames.getOrDefault(type.replace('/', '.'), type).replace('.', '/');
            }
          });
    }

    @Override
    protected MethodVisitor createMethodRemapper(MethodVisitor next) {
      return new MethodRemapper(Opcodes.ASM9, next, remapper) {
        @Override
        public void visitFieldInsn(int instruction, String owner, String field, String type) {
          boolean isVariable = owner.equals(snippet().replace('.', '/')) && !isJShells(field);
          if (isVariable) {
            mv.visitFieldInsn(instruction, owner, field, remapper.mapDesc(type));
          } else {
            super.visitFieldInsn(instruction, owner, field, type);
          }
        }
      };
    }
  }
}
