package padwise.kernel.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"}) // classes to be read as bytes
class ClassCodeTest {
  @SuppressWarnings("EffectivelyPrivate")
  private abstract static class Sample {
    static final long LONG = 1L << 40; // takes two places among the constants
    static final double DOUBLE = 1e300;
    private final String hidden = "naïve 猫";
    int width;
    protected volatile int height;

    protected abstract int area();

    void open() {}

    private void closed() {}
  }

  private static ClassCode code(Class<?> type, String name) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return new ClassCode(name, in.readAllBytes(), new Origins());
    }
  }

  private static Class<?> opened(Class<?> type) throws IOException {
    byte[] bytes = code(type, type.getName()).renamed(Map.of());
    return new ClassLoader(type.getClassLoader()) {
      Class<?> define() {
        return defineClass(null, bytes, 0, bytes.length);
      }
    }.define();
  }

  @Test
  void all_but_private_members_become_public_and_keep_their_other_modifiers() throws Exception {
    Class<?> opened = opened(Sample.class);
    var found = new TreeMap<String, String>();
    for (var field : opened.getDeclaredFields()) {
      found.put(field.getName(), Modifier.toString(field.getModifiers()));
    }
    for (var method : opened.getDeclaredMethods()) {
      found.put(method.getName(), Modifier.toString(method.getModifiers()));
    }
    assertThat(found)
        .containsEntry("width", "public")
        .containsEntry("height", "public volatile")
        .containsEntry("area", "public abstract")
        .containsEntry("open", "public")
        .containsEntry("hidden", "private final")
        .containsEntry("closed", "private");
  }

  private static final class Statement {
    static void do_it$() {
      assert !Thread.interrupted();
    }
  }

  private static final class Variable {
    static int x;

    static void do_it$() {}
  }

  @Test
  void what_runs_and_declares_nothing_runs_once() throws IOException {
    assertThat(code(Statement.class, "REPL.$JShell$3").runsOnce()).isTrue();
    assertThat(code(Variable.class, "REPL.$JShell$4").runsOnce()).isFalse();
    assertThat(code(Sample.class, "REPL.$JShell$5").runsOnce()).isFalse();
  }

  @Test
  void a_nested_class_belongs_to_its_snippet() throws IOException {
    assertThat(code(Sample.class, "REPL.$JShell$12B$Point$1").snippet())
        .isEqualTo("REPL.$JShell$12B");
    assertThat(code(Sample.class, "REPL.$JShell$12_13").snippet()).isEqualTo("REPL.$JShell$12_13");
  }
}
