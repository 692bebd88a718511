import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import java.io.*;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.net.URL;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.Stream;

/**
 * Starts the workbook: {@code java environment/Workbook.java lab}.
 *
 * <p>Checks the JDK, finds a Python and hands over to the files in environment/workbook: first to
 * their set-up in .workbook, then to the verb. Written in Java 11, so that an old JDK answers with
 * a sentence.
 */
class Workbook {
  /** Python's exit code for: set-up wants the computer's Python, or is complete and has its own. */
  private static final int OTHER_PYTHON = 90;

  public static void main(String[] args) throws Exception {
    int exit = 1;
    try {
      Machine.requireJdk();
      exit = perform(new ArrayList<>(Arrays.asList(args)));
    } catch (Problem | IOException | UncheckedIOException problem) {
      System.err.println(Problem.of(problem).getMessage());
    }
    System.exit(exit);
  }

  private static int perform(List<String> args) throws IOException, InterruptedException {
    String verb = args.isEmpty() ? "help" : args.get(0);
    if (verb.equals("help") || verb.equals("--help")) {
      System.out.print(Files.readString(Place.ROOT.resolve("environment/workbook/help.txt")));
      return 0;
    }
    if (verb.equals("clean")) {
      if (args.size() > 1) {
        throw new Problem("clean takes no '%s'. Nothing is removed.", args.get(1));
      }
      return Place.clean();
    }
    boolean own = Files.exists(Place.PYTHON);
    for (int turn = 0; turn < 4; turn++) {
      int exit = new Child(own ? Place.PYTHON.toString() : Machine.python(), args).run();
      if (exit != OTHER_PYTHON) {
        return exit;
      }
      own = !own;
    }
    throw new Problem("Set-up comes to no end. Remove the folder .workbook and start again.");
  }
}

/** What stops the launcher: one sentence and its fix. */
class Problem extends RuntimeException {
  Problem(String sentence, Object... details) {
    super(String.format(sentence, details));
  }

  static Problem of(Exception cause) {
    String fix = "%s: close what uses it, check its permissions and the disk's free space, retry.";
    return cause instanceof Problem ? (Problem) cause : new Problem(fix, cause.getMessage());
  }
}

/** Where things are: the project, found from this file, and what set-up makes in it. */
class Place {
  static final Path ROOT = root();
  static final Path WORKBOOK = ROOT.resolve(".workbook");
  static final Path PROGRAMS = WORKBOOK.resolve(Machine.WINDOWS ? "venv/Scripts" : "venv/bin");
  static final Path PYTHON = PROGRAMS.resolve(Machine.WINDOWS ? "python.exe" : "python");

  private static Path root() {
    URL source = Workbook.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(source.toString())).getParent().getParent();
  }

  /** Removes what set-up and Maven made. */
  static int clean() throws IOException {
    delete(WORKBOOK);
    for (String module : List.of("", "lib/core", "lib/view", "lib/lesson", "environment/kernel")) {
      delete(ROOT.resolve(module).resolve("target"));
    }
    return 0;
  }

  private static void delete(Path place) throws IOException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      try (Stream<Path> inside = Files.walk(place)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).collect(toList())) {
          Files.delete(path);
        }
      }
    }
  }
}

/** What this computer brings along. */
class Machine {
  static final boolean WINDOWS = File.separatorChar == '\\';
  static final String JAVA_HOME = System.getProperty("java.home");

  static void requireJdk() {
    int version = Runtime.version().feature();
    if (version < 17) {
      throw new Problem(
          "Padwise needs JDK 17 or newer, this is %d. Get one at https://adoptium.net.", version);
    }
    if (ModuleFinder.ofSystem().find("jdk.jshell").isEmpty()) {
      throw new Problem("%s has no JShell. Get a full JDK at https://adoptium.net.", JAVA_HOME);
    }
  }

  /** The first Python on the PATH that is new enough and can make virtual environments. */
  static String python() throws IOException, InterruptedException {
    String why = "no Python is on the PATH";
    for (String name : List.of("python3", "python", "py", "python3.13", "python3.12")) {
      String python = onPath(name);
      if (python.isEmpty()) {
        continue;
      }
      String question = "import sys; print(sys.version_info >= (3, 10)); import ensurepip, venv";
      Process process = new ProcessBuilder(python, "-c", question).start();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!answer.startsWith("True")) {
        why = python + " is older";
      } else if (process.waitFor() != 0) {
        why = python + " has no venv module";
      } else {
        return python;
      }
    }
    throw new Problem(
        "Padwise needs Python 3.10 or newer with venv, but %s. Get it at https://www.python.org or,"
            + " on Debian and Ubuntu, with: sudo apt install python3-venv",
        why);
  }

  private static String onPath(String program) {
    String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    return Stream.of(folders)
        .filter(folder -> !new File(folder).equals(Place.PROGRAMS.toFile()))
        .map(folder -> new File(folder, WINDOWS ? program + ".exe" : program))
        .filter(file -> file.isFile() && file.canExecute())
        .map(File::getPath)
        .findFirst()
        .orElse("");
  }
}

/** Python at work for the launcher; when the launcher ends, it ends too. */
class Child {
  private static volatile Process current;
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Child::end));
  }

  private final ProcessBuilder builder;

  /** The Python package beside this file, with a verb and its arguments. */
  Child(String python, List<String> args) {
    List<String> words = new ArrayList<>(List.of(python, "-m", "workbook"));
    words.addAll(args);
    builder = new ProcessBuilder(words).inheritIO();
    Map<String, String> env = builder.environment();
    env.keySet().removeAll(Set.of("PYTHONHOME", "JUPYTER_PATH"));
    env.put("PYTHONPATH", Place.ROOT.resolve("environment").toString());
    env.put("PYTHONUTF8", "1");
    env.put("JUPYTER_CONFIG_DIR", Place.WORKBOOK.resolve("jupyter").toString());
    env.put("JUPYTER_DATA_DIR", Place.WORKBOOK.resolve("jupyter/data").toString());
    env.put("JAVA_HOME", Machine.JAVA_HOME);
    String path = Machine.WINDOWS ? "Path" : "PATH";
    env.merge(path, Place.PROGRAMS.toString(), (old, own) -> own + File.pathSeparator + old);
  }

  /** Runs in this terminal and returns the exit code. */
  int run() throws IOException, InterruptedException {
    current = builder.start();
    int exit = current.waitFor();
    if (ending) {
      new CountDownLatch(1).await();
    }
    return exit;
  }

  /** After Ctrl-C or a signal: servers and kernels go with the launcher. */
  private static void end() {
    ending = true;
    if (current == null || !current.isAlive()) {
      return;
    }
    List<ProcessHandle> family = current.descendants().collect(toList());
    current.destroy();
    try {
      current.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    current.destroyForcibly();
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
