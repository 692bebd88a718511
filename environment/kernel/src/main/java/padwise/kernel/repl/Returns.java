package padwise.kernel.repl;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Finds a return in no method of the reader's: JShell would end the statement there, in silence.
 */
final class Returns {
  private static final String HEAD = "class Cell$ { { ";

  private static final Pattern STATEMENT =
      Pattern.compile(
          LastValue.BLANK
              + "(?:[\\w$\\p{L}]+\\s*:\\s*)*"
              + "(?:(?:return|for|if|while|do|try|switch|synchronized)\\b|\\{)");

  private static final Pattern RETURN = Pattern.compile("\\breturn\\b");

  private Returns() {}

  /** The place of the first one; −1 if there is none, or if the compiler has more to say. */
  static int in(String code) {
    if (!STATEMENT.matcher(code).lookingAt() || !RETURN.matcher(code).find()) {
      return -1;
    }
    var file =
        new SimpleJavaFileObject(URI.create("string:///Cell$.java"), Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return HEAD + code + "\n}}";
          }
        };
    var problems = new DiagnosticCollector<JavaFileObject>();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problems, null, null, List.of(file));
    SourcePositions places = Trees.instance(task).getSourcePositions();
    int[] first = {-1};
    try {
      for (var unit : task.parse()) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
          @Override
          public @Nullable Void visitReturn(ReturnTree found, @Nullable Void nothing) {
            if (first[0] < 0) {
              first[0] = (int) places.getStartPosition(unit, found) - HEAD.length();
            }
            return null;
          }

          @Override
          public @Nullable Void visitLambdaExpression(
              LambdaExpressionTree itself, @Nullable Void nothing) {
            return null;
          }

          @Override
          public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            return type.getSimpleName().contentEquals("Cell$")
                ? super.visitClass(type, null)
                : null;
          }
        }.scan(unit, null);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return problems.getDiagnostics().isEmpty() ? first[0] : -1;
  }
}
