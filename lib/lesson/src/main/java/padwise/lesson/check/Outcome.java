package padwise.lesson.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import padwise.lesson.check.Exercise.Case;

/** A method's result, see {@link Values#plain}, or exception, and the arguments it wrote into. */
record Outcome(@Nullable Object value, @Nullable Throwable thrown, List<String> changed) {

  /** The exception that a method which does not end throws, as it were. */
  static final class NoEnd extends RuntimeException {
    private static final long serialVersionUID = 1;

    private NoEnd(String remark) {
      super(remark);
    }
  }

  /** Calls the method on copies of the arguments. */
  static <A, B> Outcome of(
      BiFunction<A, B, ? extends @Nullable Object> method, List<String> names, Case<A, B> each) {
    A first = Values.copy(each.first());
    B second = Values.copy(each.second());
    Object value = null;
    Throwable thrown = null;
    try {
      value = Values.plain(method.apply(first, second));
    } catch (Throwable whatever) { // a reader's method may run out of stack or memory, too
      thrown = whatever;
    }
    List<String> changed = new ArrayList<>();
    if (!Values.same(Values.plain(each.first()), Values.plain(first))) {
      changed.add(names.get(0));
    }
    if (!Values.same(Values.plain(each.second()), Values.plain(second))) {
      changed.add(names.get(1));
    }
    return new Outcome(value, thrown, List.copyOf(changed));
  }

  /** Of a method that was still busy when its time was over; the remark may be empty. */
  static Outcome unfinished(String remark) {
    return new Outcome(null, new NoEnd(remark), List.of());
  }

  /** True if two methods did the same on all cases; one exception is as good as another. */
  static boolean alike(List<Outcome> some, List<Outcome> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> some.get(i).alike(others.get(i)));
  }

  private boolean alike(Outcome other) {
    boolean bothThrew = thrown != null && other.thrown != null;
    boolean bothReturned = thrown == null && other.thrown == null;
    return bothThrew || (bothReturned && Values.same(value, other.value));
  }

  String text() {
    if (thrown instanceof NoEnd) {
      return "no end";
    }
    return thrown == null ? Values.text(value) : thrown.getClass().getSimpleName();
  }
}
