package padwise.lesson.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import padwise.lesson.Host;

/** Sentence about what is wrong with one result, for a mistake that nobody foresaw. */
final class Difference {

  private static final int LONGEST = 400; // room for a missing name, its line and its import

  private Difference() {}

  /** Null if nothing is wrong. */
  static @Nullable String of(Outcome expected, Outcome yours) {
    if (yours.thrown() != null) {
      return thrown(yours.thrown());
    }
    if (yours.value() == null) {
      return "Your method returns null in the case below.";
    }
    String form = form(expected.value(), yours.value());
    if (form != null) {
      return form;
    }
    String place = difference(expected.value(), yours.value(), new ArrayList<>());
    if (place != null) {
      return place;
    }
    return yours.changed().isEmpty()
        ? null
        : damage("The result is right, but your method", yours.changed());
  }

  static String damage(String who, List<String> arguments) {
    return "%s wrote into %s, which belongs to the caller: work on a copy."
        .formatted(who, String.join(" and ", arguments));
  }

  private static String thrown(Throwable thrown) {
    if (thrown instanceof Outcome.NoEnd) {
      String remark = Objects.toString(thrown.getMessage(), "");
      return "Your method did not come to an end"
          + (remark.isEmpty() ? " and was stopped." : ".")
          + " Look at its loops: does each step bring them closer to their end?"
          + remark;
    }
    if (thrown instanceof StackOverflowError) {
      return "Your method calls itself without end%s.".formatted(place(thrown));
    }
    String message = Objects.toString(thrown.getMessage(), "").lines().findFirst().orElse("");
    String shown = message.length() > LONGEST ? message.substring(0, LONGEST) + " …" : message;
    String name = thrown.getClass().getSimpleName();
    return "Your method threw %s%s%s."
        .formatted(name, shown.isEmpty() ? "" : " (" + shown + ")", place(thrown));
  }

  /** The reader's own method, if it got there. */
  private static String place(Throwable thrown) {
    Host host = Host.current();
    return Arrays.stream(thrown.getStackTrace())
        .flatMap(call -> host.cellMethod(call).stream())
        .findFirst()
        .map(method -> " in " + method)
        .orElse("");
  }

  private static @Nullable String form(@Nullable Object expected, Object yours) {
    String wanted = Values.shape(expected);
    String got = Values.shape(yours);
    return wanted.equals(got)
        ? null
        : "The result should %s, and yours %s."
            .formatted(wanted.isEmpty() ? "be one value" : "have the shape " + wanted, has(got));
  }

  private static String has(String shape) {
    return shape.isEmpty() ? "is one value" : "has " + shape;
  }

  /** The first difference of two plain values of one shape. */
  private static @Nullable String difference(
      @Nullable Object expected, @Nullable Object yours, List<Integer> place) {
    if (expected instanceof List<?> wanted && yours instanceof List<?> got) {
      for (int i = 0; i < wanted.size(); i++) {
        List<Integer> inner = new ArrayList<>(place);
        inner.add(i);
        String found = difference(wanted.get(i), got.get(i), inner);
        if (found != null) {
          return found;
        }
      }
      return null;
    }
    return Values.same(expected, yours) ? null : words(expected, yours, place);
  }

  private static String words(
      @Nullable Object expected, @Nullable Object yours, List<Integer> place) {
    String where = place.isEmpty() ? "The result" : "The number at " + place;
    if (yours instanceof Double number && number.isNaN()) {
      return "%s is NaN, not a number. That comes of 0 ÷ 0, 0 · ∞ or ∞ − ∞: choose, don't multiply."
          .formatted(where);
    }
    if (yours != null && expected != null && yours.getClass() != expected.getClass()) {
      return "%s should be of the type %s, and yours is of the type %s."
          .formatted(where, expected.getClass().getSimpleName(), yours.getClass().getSimpleName());
    }
    boolean alike = Values.text(expected).equals(Values.text(yours)); // in four decimals
    return "%s should be %s, and yours is %s."
        .formatted(
            where, alike ? expected : Values.text(expected), alike ? yours : Values.text(yours));
  }
}
