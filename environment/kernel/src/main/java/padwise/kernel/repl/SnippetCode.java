package padwise.kernel.repl;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;

/**
 * The classes that one snippet became.
 *
 * @param name of its own class, whose static members are what the snippet declares
 * @param classes this class and those nested in it, by name
 */
record SnippetCode(String name, Map<String, ClassCode> classes) {
  /**
   * Anonymous classes and those inside a method have a number; all others have the learner's name.
   */
  private static final Pattern NUMBERED = Pattern.compile("\\$\\d+\\w*(\\$.*)?");

  static Collection<SnippetCode> of(ClassBytecodes[] codes, Origins origins) {
    var snippets = new LinkedHashMap<String, SnippetCode>();
    for (ClassBytecodes code : codes) {
      var each = new ClassCode(code.name(), code.bytecodes(), origins);
      snippets
          .computeIfAbsent(each.snippet(), name -> new SnippetCode(name, new LinkedHashMap<>()))
          .classes
          .put(each.name(), each);
    }
    return snippets.values();
  }

  private ClassCode own() {
    return Objects.requireNonNull(classes.get(name), name);
  }

  /** What stands for it in the place of its file. */
  String file() {
    return classes.values().iterator().next().file();
  }

  /** True if it is only a part, compiled anew, of what is known already. */
  boolean isPart() {
    return !classes.containsKey(name);
  }

  /** True if it declares nothing that other snippets can name. */
  boolean runsOnce() {
    return !isPart() && own().runsOnce();
  }

  /** The methods it declares, with their signatures. */
  Map<String, String> methods() {
    return own().methods();
  }

  /** The same, with newer classes in the place of those with their names. */
  SnippetCode with(SnippetCode newer) {
    var all = new LinkedHashMap<>(classes);
    all.putAll(newer.classes);
    return new SnippetCode(name, all);
  }

  /** True if newer code can use the variables, methods and objects of this one. */
  boolean fits(SnippetCode newer) {
    if (keepsTypes(newer)) {
      return true;
    }
    if (newer.isPart()) {
      return Collections.disjoint(classes.keySet(), newer.classes.keySet());
    }
    return own().variables().equals(newer.own().variables())
        && methods().equals(newer.methods())
        && newer.classes.keySet().stream().noneMatch(this::isType);
  }

  /** True if newer code is of a type that it leaves as it is: then its objects stay. */
  boolean keepsTypes(SnippetCode newer) {
    return newer.classes.keySet().stream().anyMatch(this::isType)
        && newer.classes.values().stream().allMatch(this::has);
  }

  private boolean isType(String nested) {
    return !nested.equals(name) && !NUMBERED.matcher(nested.substring(name.length())).matches();
  }

  private boolean has(ClassCode newer) {
    ClassCode mine = classes.get(newer.name());
    return mine != null && mine.doesTheSame(newer);
  }

  /** The classes' files, by name. */
  Map<String, byte[]> files() {
    return as(name);
  }

  /** The classes' files under the names of a version of their own. */
  Map<String, byte[]> as(String version) {
    var names = new HashMap<String, String>();
    classes.keySet().forEach(each -> names.put(each, version + each.substring(name.length())));
    var files = new HashMap<String, byte[]>();
    classes.forEach((each, code) -> files.put(names.get(each), code.renamed(names)));
    return files;
  }
}
