package padwise.kernel.repl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Facts an ND4J error leaves out: the arrays' shapes, and what was expected. */
final class ShapeHints {
  private static final Pattern NAME = Pattern.compile("(?<![.\\w])[A-Za-z_]\\w*\\b(?!\\s*\\()");

  /** Parts of ND4J's messages, and the rule that was broken. */
  private static final Map<Pattern, String> RULES =
      Map.of(
          Pattern.compile("matrix multiplication|\\bmatmul\\b"),
          "A product wants as many columns on the left as rows on the right: [.., n, k] and [.., k, m].",
          Pattern.compile("Rank is \\d+ \\w+\\(\\) call"),
          "mmul multiplies matrices. For a batch, [B, T, D], use Nd4j.matmul or reshape it to [B*T, D] first.",
          Pattern.compile("roadcastable|Shapes do not match|Mismatched shapes"),
          "Element by element, two lengths must be equal, or one of them 1, counted from the right.",
          Pattern.compile("New shape length"),
          "A new shape must hold as many numbers as the old one. To stack arrays, pad them to one shape first.",
          Pattern.compile("\\b(concat|stack)\\b"),
          "Arrays can be put together only if their other lengths are equal; pad them first.",
          Pattern.compile("Axis array|dimensions can't be swapped"),
          "Dimensions are counted from 0: an array [B, T] has 0 and 1.");

  private ShapeHints() {}

  /** Lines for a failure inside ND4J on this line of a cell; none for any other. */
  static List<String> of(
      Throwable failure, String line, Function<String, @Nullable Object> variables) {
    StackTraceElement[] calls = failure.getStackTrace();
    if (calls.length == 0 || !calls[0].getClassName().matches("org\\.(nd4j|bytedeco)\\..*")) {
      return List.of();
    }
    var hints = new ArrayList<String>();
    var shapes = shapesIn(line, variables);
    if (!shapes.isEmpty()) {
      hints.add("Shapes: " + String.join(", ", shapes) + ".");
    }
    String message = String.valueOf(failure.getMessage());
    RULES.forEach(
        (pattern, rule) -> {
          if (pattern.matcher(message).find()) {
            hints.add(rule);
          }
        });
    return hints;
  }

  private static Set<String> shapesIn(String line, Function<String, @Nullable Object> variables) {
    var shapes = new LinkedHashSet<String>();
    Matcher names = NAME.matcher(line);
    while (names.find()) {
      if (variables.apply(names.group()) instanceof INDArray array) {
        shapes.add(names.group() + " " + Arrays.toString(array.shape()));
      }
    }
    return shapes;
  }
}
