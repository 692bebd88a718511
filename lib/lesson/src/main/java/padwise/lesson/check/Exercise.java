package padwise.lesson.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import padwise.math.Preconditions;
import padwise.view.Records;
import tech.tablesaw.api.Table;

/**
 * A method for the reader to write, what it must return, and the mistakes that are known.
 *
 * @param inputs the names of its two arguments
 * @param cases arguments to try, the smallest first
 * @param stub what stands in the notebook's cell before anything is written
 * @param mistakes wrong answers; on the cases, no two forms of them do the same
 */
public record Exercise<A, B, R>(
    String name,
    List<String> inputs,
    List<Case<A, B>> cases,
    BiFunction<A, B, R> solution,
    Mistake<A, B, R> stub,
    List<Mistake<A, B, R>> mistakes) {

  public Exercise {
    Preconditions.given("name, inputs, cases", name, inputs, cases);
    Preconditions.given("solution, stub", solution, stub);
    Preconditions.require(inputs.size() == 2, "inputs: expected two names but was %s", inputs);
  }

  /** A pair of arguments. */
  public record Case<A, B>(A first, B second) {}

  /** Wrong answers of one thought, and what a teacher says to it: what happened, where to look. */
  public record Mistake<A, B, R>(
      String says, List<BiFunction<A, B, ? extends @Nullable R>> forms) {}

  /** A check's answer to an attempt, with the smallest case that differs, if there is one. */
  public record Verdict(Grade grade, String says, @Nullable Table evidence) {}

  /** Grade of an attempt: untouched, wrong or right. */
  public enum Grade {
    NOT_YET,
    NOT_QUITE,
    PASSED
  }

  /**
   * An exercise whose stub returns null; it knows no mistake yet.
   *
   * @param form the method's name and its arguments', such as {@code padCount(lengths, padded)}
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // they are copied, never written
  public static <A, B, R> Exercise<A, B, R> of(
      String form, BiFunction<A, B, R> solution, Case<A, B>... cases) {
    List<String> names = List.of(form.split("\\W+", 0));
    String untouched = "returns null. Write it in the cell above, then run both cells.";
    Mistake<A, B, R> stub = new Mistake<>(untouched, List.of((a, b) -> null));
    return new Exercise<>(
        names.get(0), names.subList(1, names.size()), List.of(cases), solution, stub, List.of());
  }

  /** The same exercise with another stub. */
  public Exercise<A, B, R> startingFrom(String says, BiFunction<A, B, R> stub) {
    return new Exercise<>(
        name, inputs, cases, solution, new Mistake<>(says, List.of(stub)), mistakes);
  }

  /** The same exercise, which knows one more mistake: a wrong answer, or several of one thought. */
  @SafeVarargs
  @SuppressWarnings("varargs") // they are copied, never written
  public final Exercise<A, B, R> mistake(
      String says, BiFunction<A, B, ? extends @Nullable R>... forms) {
    Preconditions.given("says, forms", says, forms == null ? null : Arrays.asList(forms));
    Mistake<A, B, R> added = new Mistake<>(says, List.of(forms));
    List<Mistake<A, B, R>> all = Stream.concat(mistakes.stream(), Stream.of(added)).toList();
    return new Exercise<>(name, inputs, cases, solution, stub, all);
  }

  /** Tries the reader's method on every case; after two seconds it is stopped. */
  public Verdict check(BiFunction<A, B, ? extends @Nullable R> attempt) {
    Preconditions.given("attempt", attempt);
    List<Outcome> expected = outcomes(solution);
    List<Outcome> yours = Trial.outcomes(runs(attempt), attempt.getClass().getClassLoader());
    if (Outcome.alike(yours, outcomes(stub.forms().get(0)))) {
      return new Verdict(Grade.NOT_YET, "Not yet: " + name + " " + stub.says(), null);
    }
    for (int i = 0; i < yours.size(); i++) {
      String problem = Difference.of(expected.get(i), yours.get(i));
      if (problem != null) {
        String says =
            "Not quite. " + diagnosis(yours).map(known -> known + damage(yours)).orElse(problem);
        return new Verdict(Grade.NOT_QUITE, says, evidence(i, expected.get(i), yours.get(i)));
      }
    }
    return new Verdict(
        Grade.PASSED, "Passed: %s is right on all %s cases.".formatted(name, cases.size()), null);
  }

  private Optional<String> diagnosis(List<Outcome> yours) {
    return mistakes.stream()
        .filter(
            mistake -> mistake.forms().stream().anyMatch(f -> Outcome.alike(yours, outcomes(f))))
        .map(Mistake::says)
        .findFirst();
  }

  private static String damage(List<Outcome> yours) {
    return yours.stream()
        .filter(outcome -> !outcome.changed().isEmpty())
        .findFirst()
        .map(outcome -> " " + Difference.damage("It also", outcome.changed()))
        .orElse("");
  }

  private record Evidence(String what, String value) {}

  private Table evidence(int failing, Outcome expected, Outcome yours) {
    Case<A, B> each = cases.get(failing);
    return Records.of(
        "%s: the smallest case that differs, %s of %s".formatted(name, failing + 1, cases.size()),
        List.of(
            new Evidence(inputs.get(0), Values.text(Values.plain(each.first))),
            new Evidence(inputs.get(1), Values.text(Values.plain(each.second))),
            new Evidence("expected", expected.text()),
            new Evidence("yours", yours.text())));
  }

  private List<Outcome> outcomes(BiFunction<A, B, ? extends @Nullable R> method) {
    return runs(method).stream().map(Supplier::get).toList();
  }

  private List<Supplier<Outcome>> runs(BiFunction<A, B, ? extends @Nullable R> method) {
    return cases.stream()
        .<Supplier<Outcome>>map(each -> () -> Outcome.of(method, inputs, each))
        .toList();
  }
}
