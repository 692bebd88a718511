package padwise.kernel.repl;

import static java.util.stream.Collectors.toCollection;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;

/**
 * The cells' variables and their values, each of which changes only when its own declaration runs
 * again.
 *
 * <p>A value can't stay if a class in the variable's type was declared anew: Java takes the former
 * class and the new one for two. Then the variable goes, and {@link #losses} says so.
 */
final class Variables {
  private static final Pattern NAME = Pattern.compile("[\\w$\\p{L}]+");
  private static final String GONE = "gone with what it was made of";
  private static final int LOOKED_AT = 1000;

  /**
   * @param place the field with the value
   * @param cell number of the cell that declared it, 0 if it had none
   */
  private record Binding(VarSnippet snippet, Field place, int cell) {}

  private final JShell shell;
  private final JShellInternals internals;
  private final Declarations declarations;
  private final Map<String, Binding> variables = new TreeMap<>();
  private final Map<String, String> lost = new TreeMap<>(); // what to run, until declared again
  private final List<Binding> ofThisCell = new ArrayList<>();
  private final Map<String, Integer> lostNow = new TreeMap<>(); // the cells that declared them
  private final Map<String, Integer> outdated =
      new TreeMap<>(); // they hold objects of former classes
  private final Set<String> declaredAnew = new TreeSet<>();
  private final Set<String> begunAgain = new TreeSet<>(); // classes whose static fields are new
  private int cell;

  Variables(JShell shell, JShellInternals internals, Declarations declarations) {
    this.shell = shell;
    this.internals = internals;
    this.declarations = declarations;
  }

  /**
   * @param number of the cell that begins
   */
  void beginCell(int number) {
    cell = number;
    ofThisCell.clear();
    lostNow.clear();
    outdated.clear();
    declaredAnew.clear();
    begunAgain.clear();
  }

  /**
   * Takes in what an evaluation has changed.
   *
   * @param failure of its code; null if it came to its end
   */
  void note(List<SnippetEvent> events, @Nullable Throwable failure) {
    for (SnippetEvent event : events) {
      if (event.causeSnippet() == null && event.snippet() instanceof VarSnippet variable) {
        boolean failed = event.exception() != null || CellControl.isStop(failure);
        declared(variable, event.status() == Status.VALID, failed);
      }
    }
    events.forEach(this::noteStatics);
    if (events.stream().anyMatch(e -> e.isSignatureChange() && e.previousStatus().isDefined())) {
      Set<String> types = typesDeclaredAnew(events);
      declaredAnew.addAll(types);
      List.copyOf(variables.values()).forEach(variable -> check(variable, types));
    }
  }

  /** A class compiled anew for another one's sake begins with new static fields. */
  private void noteStatics(SnippetEvent event) {
    if (event.snippet() instanceof TypeDeclSnippet type
        && event.causeSnippet() != null
        && event.status() == Status.VALID
        && event.previousStatus() == Status.VALID
        && event.isSignatureChange()
        && declarations.hasState(internals.classOf(type) + "$" + type.name())) {
      begunAgain.add(type.name());
    }
  }

  private void declared(VarSnippet snippet, boolean compiles, boolean failed) {
    Binding former = variables.get(snippet.name());
    if (compiles && snippet.name().isEmpty()) { // of Java's own wish: int _ = 3;
      shell.drop(snippet);
    } else if (compiles
        && snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) { // its name is JShell's
      empty(placeOf(snippet));
      shell.drop(snippet);
    } else if (compiles && (!failed || (former != null && former.place.equals(placeOf(snippet))))) {
      ofThisCell.add(bind(snippet, cell));
    } else if (former != null) {
      restore(former);
    } else if (compiles) {
      shell.drop(snippet);
      lost.put(
          snippet.name(),
          "Its declaration did not come to an end. Run " + cells(Set.of(cell)) + " again.");
    }
  }

  private Binding bind(VarSnippet snippet, int declaredBy) {
    String name = snippet.name();
    var variable = new Binding(snippet, placeOf(snippet), declaredBy);
    variables.put(name, variable);
    internals.dependsOnlyOn(snippet, namesIn(snippet.typeName()));
    internals.simplifyType(snippet);
    lost.remove(name);
    lostNow.remove(name);
    outdated.remove(name);
    return variable;
  }

  private Field placeOf(VarSnippet snippet) {
    return declarations.placeOf(snippet.name(), internals.classOf(snippet));
  }

  /**
   * Keeps the value of a variable whose declaration does not compile, or whose code fails.
   *
   * @return false if the variable's type is another one now: then it is not there
   */
  private boolean restore(Binding former) {
    Object value = valueOf(former.place);
    String declaration = former.snippet.typeName() + " " + former.snippet.name() + ";";
    SnippetEvent event = shell.eval(declaration).get(0);
    if (event.status() == Status.VALID) {
      var snippet = (VarSnippet) event.snippet();
      Class<?> type = placeOf(snippet).getType();
      if (value == null || type.isPrimitive() || type.isInstance(value)) {
        set(bind(snippet, former.cell).place, value);
        return true;
      }
    }
    if (shell.status(event.snippet()).isActive()) {
      shell.drop(event.snippet());
    }
    return false;
  }

  private static Set<String> namesIn(String type) {
    return NAME.matcher(type).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static Set<String> typesDeclaredAnew(List<SnippetEvent> events) {
    return events.stream()
        .filter(event -> event.isSignatureChange() && event.previousStatus().isDefined())
        .map(SnippetEvent::snippet)
        .filter(TypeDeclSnippet.class::isInstance)
        .map(type -> ((TypeDeclSnippet) type).name())
        .collect(toCollection(TreeSet::new));
  }

  /** Checks if a variable is still what it was, now these types are new. */
  private void check(Binding variable, Set<String> types) {
    String name = variable.snippet.name();
    boolean typeIsNew = !Collections.disjoint(types, namesIn(variable.snippet.typeName()));
    boolean compiles = shell.status(variable.snippet).isDefined(); // what it was made of, too
    boolean kept =
        compiles
            ? variable.place.equals(placeOf(variable.snippet))
            : !typeIsNew && restore(variable);
    if (typeIsNew || !kept) {
      variables.remove(name);
      lostNow.put(name, variable.cell);
      lost.put(name, sentence(types, GONE, Map.of(name, variable.cell)));
      empty(variable.place);
      if (shell.status(variable.snippet).isActive()) {
        shell.drop(variable.snippet);
      }
    } else if (!types.isEmpty()
        && (makesFormer(variable, types) || holdsFormer(valueOf(variable.place), types))) {
      outdated.put(name, variable.cell);
    }
  }

  /** True if its value is code, such as a lambda, that mentions one of these types. */
  private static boolean makesFormer(Binding variable, Set<String> types) {
    Object value = valueOf(variable.place);
    return value != null
        && (value.getClass().isHidden() || value.getClass().isAnonymousClass())
        && !Collections.disjoint(types, namesIn(variable.snippet.source()));
  }

  /** Says what is new, its effect on variables, and the cells to run. */
  private static String sentence(Set<String> types, String words, Map<String, Integer> affected) {
    String what = types.isEmpty() ? "A type" : String.join(", ", types);
    return String.format(
        "%s %s declared anew: %s %s. Run %s again.",
        what,
        types.size() > 1 ? "were" : "was",
        String.join(", ", affected.keySet()),
        words,
        cells(affected.values()));
  }

  private static String cells(Collection<Integer> numbers) {
    String cells =
        numbers.stream()
            .filter(number -> number > 0)
            .distinct()
            .sorted()
            .map(number -> "[" + number + "]")
            .collect(Collectors.joining(", "));
    return cells.isEmpty() ? "what declares it" : "cell " + cells;
  }

  /** Objects of these types as they were before, in a value or in what it holds. */
  private boolean holdsFormer(@Nullable Object value, Set<String> types) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var next = new ArrayDeque<Stream<?>>();
    next.add(Stream.ofNullable(value));
    while (!next.isEmpty() && seen.size() < LOOKED_AT) {
      for (Object each : next.remove().limit(LOOKED_AT).filter(Objects::nonNull).toList()) {
        List<String> names = List.of(each.getClass().getName().split("\\$"));
        if (declarations.isFormer(each.getClass()) && !Collections.disjoint(types, names)) {
          return true;
        }
        if (seen.add(each)) {
          next.add(held(each));
        }
      }
    }
    return false;
  }

  /** The elements of what Java has for them, and the values of fields of a cell's object. */
  private static Stream<?> held(Object value) {
    Class<?> type = value.getClass();
    if (value instanceof Object[] array) {
      return Arrays.stream(array);
    }
    if (type.getName().startsWith(ClassCode.PACKAGE)) {
      return Arrays.stream(type.getDeclaredFields())
          .filter(field -> !field.getType().isPrimitive() && field.trySetAccessible())
          .map(field -> valueOf(field, value));
    }
    if (!type.getName().startsWith("java.")) {
      return Stream.empty(); // its code may do anything
    }
    return value instanceof Map<?, ?> map
        ? Stream.concat(map.keySet().stream(), map.values().stream())
        : value instanceof Collection<?> all
            ? all.stream()
            : value instanceof Optional<?> item ? item.stream() : Stream.empty();
  }

  private static void empty(Field field) {
    if (!field.getType().isPrimitive()) {
      set(field, null);
    }
  }

  private static void set(Field field, @Nullable Object value) {
    try {
      field.set(null, value);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable Object valueOf(Field field) {
    return valueOf(field, null);
  }

  private static @Nullable Object valueOf(Field field, @Nullable Object owner) {
    try {
      return field.get(owner);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Other cells' losses through this one, a sentence a line; empty if none. */
  List<String> losses() {
    var sentences = new ArrayList<String>();
    if (!lostNow.isEmpty()) {
      sentences.add(sentence(declaredAnew, GONE, lostNow));
    }
    if (!outdated.isEmpty()) {
      sentences.add(sentence(declaredAnew, "still with objects of the former one", outdated));
    }
    if (!begunAgain.isEmpty()) {
      sentences.add(
          "Compiled anew, with new static fields: " + String.join(", ", begunAgain) + ".");
    }
    return sentences;
  }

  /** Why a variable is no longer there, and what brings it back; empty if it is none that went. */
  Optional<String> whyLost(String name) {
    return Optional.ofNullable(lost.get(name));
  }

  /** The value of a variable; null if there is none of this name, or nothing in it. */
  @Nullable Object valueOf(String name) {
    Binding variable = variables.get(name);
    return variable == null ? null : valueOf(variable.place);
  }

  /**
   * Empties the variables that the cell at work has declared, with no memory to do so; their names.
   */
  Set<String> forgetThisCell() {
    for (int i = 0; i < ofThisCell.size(); i++) {
      empty(ofThisCell.get(i).place);
    }
    return ofThisCell.stream()
        .map(variable -> variable.snippet.name())
        .collect(toCollection(LinkedHashSet::new));
  }
}
