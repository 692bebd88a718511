import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toList;

import java.io.*;
import java.lang.module.ModuleFinder;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.*;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;
import java.util.stream.Stream;

/**
 * Starts the workbook: {@code java environment/Workbook.java lab}.
 *
 * <p>Sets up once, in .workbook, what the notebooks need; then hands over to the Python files here.
 * Written in Java 11, so that an old JDK answers with a sentence.
 */
class Workbook {
  private static final String HELP =
      String.join(
          System.lineSeparator(),
          "Padwise, notebooks on padding and masking: java environment/Workbook.java VERB",
          "  lab [--port N] [--no-browser]  open the notebooks in JupyterLab; Ctrl-C ends it",
          "  run [NOTEBOOK...]              execute copies of these notebooks, or of all",
          "      --kernel java|ijava        with this kernel; java, if you name none",
          "      --write                    save the outputs into the notebooks",
          "  slides [NOTEBOOK...] [--to DIR]  make slides of them that need no network",
          "  book [--to DIR]                make a site of all pages that needs no network",
          "  hub [--class DIR] [--port N]   the workbook for a room; hub --help tells more",
          "  bundle [--for PLATFORM,...] [--to DIR]  all of it on a stick, for no network",
          "  reset NOTEBOOK...              bring them back as shipped; yours is kept beside",
          "  test [--all] [PART|NOTEBOOK...]  run the tests, with the long ones, or some",
          "  doctor                         check this computer and say how to mend it",
          "  jupyter ARGS...                the workbook's own jupyter command",
          "  break [CLAIM...]               break the library on purpose: who notices?",
          "  budget, version                lines of each part; the version",
          "  clean                          remove what set-up made, nothing of yours",
          "",
          "The first start sets everything up in .workbook. Later starts need no network.");

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
    String verb = args.isEmpty() ? "help" : args.remove(0);
    switch (verb) {
      case "lab":
      case "run":
      case "slides":
      case "reset":
      case "test":
      case "break":
      case "budget":
      case "version":
      case "book":
      case "hub":
      case "bundle":
        return setUpAnd(Command.verb(verb).with(args));
      case "jupyter":
        return setUpAnd(Command.of(Place.PYTHON, "-m", "jupyter").with(args));
      case "doctor":
        return doctor();
      case "clean":
        return SetUp.remove();
      case "help":
      case "--help":
        System.out.println(HELP);
        return 0;
      default:
        throw new Problem(
            "There is no verb '%s'. Use lab, run, slides, book, hub, bundle, reset, test, doctor or clean.", verb);
    }
  }

  private static int setUpAnd(Command command) throws IOException, InterruptedException {
    SetUp.complete();
    return command.run();
  }

  /** Sets up as far as that goes, so that there is something to examine. */
  private static int doctor() throws IOException, InterruptedException {
    String trouble = "";
    try {
      SetUp.complete();
    } catch (Problem | IOException problem) {
      trouble = Problem.of(problem).getMessage();
    }
    Object python = Files.exists(Place.PYTHON) ? Place.PYTHON : Machine.python();
    return Command.of(python, "-m", "workbook", "doctor", "--trouble", trouble).run();
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
  static final Path VENV = WORKBOOK.resolve("venv");
  static final Path PROGRAMS = VENV.resolve(Machine.WINDOWS ? "Scripts" : "bin");
  static final Path PYTHON = PROGRAMS.resolve(Machine.WINDOWS ? "python.exe" : "python");
  static final Path KERNELS = VENV.resolve("share/jupyter/kernels/ijava");
  static final Path JARS = WORKBOOK.resolve("jars");
  static final Path NATIVES = WORKBOOK.resolve("javacpp");
  static final List<String> MODULES =
      List.of("lib/core", "lib/view", "lib/lesson", "environment/kernel");
  /** In a bundle: what set-up fetches elsewhere, and the sums of all files. */
  static final Path OFFLINE = ROOT.resolve("offline");

  static final Path LOG = WORKBOOK.resolve("setup.log");

  private static Path root() {
    URL source = Workbook.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(source.toString())).getParent().getParent();
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
        .map(folder -> new File(folder, WINDOWS ? program + ".exe" : program))
        .filter(file -> file.isFile() && file.canExecute())
        .map(File::getPath)
        .findFirst()
        .orElse("");
  }
}

/** A program at work for the launcher; when the launcher ends, it ends too. */
class Command {
  private static volatile Process current;
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Command::end));
  }

  private final List<String> words;

  private Command(List<String> words) {
    this.words = words;
  }

  static Command of(Object... words) {
    return new Command(Stream.of(words).map(Object::toString).collect(toList()));
  }

  /** A verb of the Python package beside this file, in the workbook's own Python. */
  static Command verb(String name) {
    return of(Place.PYTHON, "-m", "workbook", name);
  }

  Command with(List<String> more) {
    return new Command(Stream.concat(words.stream(), more.stream()).collect(toList()));
  }

  /** Runs in this terminal and returns the exit code. */
  int run() throws IOException, InterruptedException {
    current = process().inheritIO().start();
    return finish();
  }

  /** Runs with its words in a file and a dot every second on the screen. */
  int run(Path log) throws IOException, InterruptedException {
    ProcessBuilder.Redirect file = ProcessBuilder.Redirect.appendTo(log.toFile());
    current = process().redirectErrorStream(true).redirectOutput(file).start();
    current.getOutputStream().close();
    while (!current.waitFor(1, TimeUnit.SECONDS)) {
      System.out.print(".");
    }
    return finish();
  }

  private ProcessBuilder process() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> env = builder.environment();
    env.keySet().removeAll(Set.of("PYTHONHOME", "JUPYTER_PATH"));
    env.put("PYTHONPATH", Place.ROOT.resolve("environment").toString());
    env.put("PYTHONUTF8", "1");
    env.put("JUPYTER_CONFIG_DIR", Place.WORKBOOK.resolve("jupyter").toString());
    env.put("JUPYTER_DATA_DIR", Place.WORKBOOK.resolve("jupyter/data").toString());
    env.put("JAVA_HOME", Machine.JAVA_HOME);
    if (Files.exists(Place.OFFLINE)) {
      env.put("PIP_NO_INDEX", "1");
      env.put("PIP_FIND_LINKS", Place.OFFLINE.resolve("wheels").toUri().toString());
    }
    String path = Machine.WINDOWS ? "Path" : "PATH";
    env.merge(path, Place.PROGRAMS.toString(), (old, own) -> own + File.pathSeparator + old);
    return builder;
  }

  private static int finish() throws InterruptedException {
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

/** Fills .workbook step by step; a step whose inputs are those in its stamp is done. */
class SetUp {
  private interface Work {
    void perform() throws IOException, InterruptedException;
  }

  private static final String NO_NETWORK =
      "from versions: none|name resolution|nknown host|unreachable|timed out|refused";

  /** Does what is missing; one set-up at a time, even if two launchers start together. */
  static void complete() throws IOException, InterruptedException {
    if (Files.exists(Place.NATIVES) && !Files.isWritable(Place.WORKBOOK)) {
      return; // complete, and shared with others
    }
    if (Files.exists(Place.OFFLINE) && !Files.exists(Place.JARS)) {
      checkBundle();
    }
    Files.createDirectories(Place.WORKBOOK);
    File lock = Place.WORKBOOK.resolve("lock").toFile();
    try (RandomAccessFile file = new RandomAccessFile(lock, "rw")) {
      if (file.getChannel().tryLock() == null) {
        System.out.println("Another set-up is at work here. Waiting for it.");
        file.getChannel().lock();
      }
      announce();
      String jupyter = Place.ROOT + "\n" + prints("environment/requirements.txt");
      String jdk = Machine.JAVA_HOME + Runtime.version();
      String kernels = jupyter + jdk + prints("environment/workbook/kernelspecs.py", "environment/workbook/padwise_provisioner.py");
      String library = prints("pom.xml") + sources();
      String start = library + kernels + prints("environment/workbook/first_run.py");
      step("Jupyter", Place.PYTHON, jupyter, SetUp::installJupyter);
      step("Library", Place.JARS, library, () -> run(Command.verb("library")));
      step("Kernels", Place.KERNELS, kernels, () -> run(Command.verb("kernelspecs")));
      step("First run", Place.NATIVES, start, () -> run(Command.verb("first-run")));
    }
  }

  /** Nothing is written before every file that set-up takes from a bundle is whole. */
  private static void checkBundle() throws IOException {
    for (String line : Files.readAllLines(Place.OFFLINE.resolve("SHA256SUMS"))) {
      String[] sumAndName = line.split("  ", 2);
      Path file = Place.ROOT.resolve(sumAndName[1]);
      boolean taken = file.startsWith(Place.OFFLINE);
      if (taken && !(Files.exists(file) && sumAndName[0].equals(sha256(file)))) {
        throw new Problem("%s is missing or damaged. Copy the bundle once more.", file);
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return String.format("%064x", new BigInteger(1, digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  private static void announce() throws IOException {
    if (Files.exists(Place.NATIVES)) {
      return;
    }
    String source = Files.exists(Place.OFFLINE) ? "needs no network" : "downloads 0.4 GB";
    System.out.printf(
        "The first start %s and takes 1.3 GB of disk; %.1f GB are free.%n", source, free());
    if (free() < 2) {
      throw new Problem("The disk is nearly full. Free 2 GB and run the same command again.");
    }
  }

  private static double free() throws IOException {
    return Files.getFileStore(Place.ROOT).getUsableSpace() / 1e9;
  }

  private static void step(String title, Path product, String inputs, Work work)
      throws IOException, InterruptedException {
    Path stamp = Place.WORKBOOK.resolve(title + ".stamp");
    String print = UUID.nameUUIDFromBytes(inputs.getBytes(UTF_8)).toString();
    if (Files.exists(product) && Files.exists(stamp) && print.equals(Files.readString(stamp))) {
      return;
    }
    long start = System.nanoTime();
    Files.deleteIfExists(stamp);
    Files.deleteIfExists(Place.LOG);
    System.out.print(title + " ");
    work.perform();
    Files.writeString(stamp, print);
    System.out.printf(" %d s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
  }

  private static void installJupyter() throws IOException, InterruptedException {
    run(Command.of(Machine.python(), "-m", "venv", "--clear", Place.VENV));
    run(
        Command.of(Place.PYTHON, "-m", "pip", "install", "--no-user", "--no-input")
            .with(List.of("--require-hashes", "--only-binary=:all:"))
            .with(List.of("-r", Place.ROOT.resolve("environment/requirements.txt").toString())));
    run(Command.verb("npm"));
  }

  private static void run(Command command) throws IOException, InterruptedException {
    if (command.run(Place.LOG) == 0) {
      return;
    }
    System.out.println();
    String log = new String(Files.readAllBytes(Place.LOG), UTF_8);
    Matcher error = Pattern.compile("(?i).*(error|FAIL).*").matcher(log);
    String fix = (error.find() ? error.group() : "Set-up stopped") + ": mend this";
    if (free() < 0.1) {
      fix = "The disk is full. Free 2 GB";
    } else if (Files.exists(Place.OFFLINE) && log.contains("from versions: none")) {
      fix = "This bundle has nothing for such a computer or Python. Bring one made for it";
    } else if (Pattern.compile(NO_NETWORK).matcher(log).find()) {
      fix = "The network does not answer. Connect, or tell pip and Maven your proxy";
    }
    throw new Problem("%s, and run the same command again; the log is %s.", fix, Place.LOG);
  }

  private static String sources() throws IOException {
    StringBuilder prints = new StringBuilder();
    for (String module : Place.MODULES) {
      prints.append(prints(module + "/pom.xml", module + "/src/main"));
    }
    return prints.toString();
  }

  /** Removes what set-up and Maven made. */
  static int remove() throws IOException {
    delete(Place.WORKBOOK);
    delete(Place.ROOT.resolve("target"));
    for (String module : Place.MODULES) {
      delete(Place.ROOT.resolve(module).resolve("target"));
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

  /** Differs as soon as a file in these places does. */
  private static String prints(String... places) throws IOException {
    StringBuilder prints = new StringBuilder();
    for (String place : places) {
      try (Stream<Path> inside = Files.walk(Place.ROOT.resolve(place))) {
        for (Path file : inside.filter(Files::isRegularFile).sorted().collect(toList())) {
          prints
              .append(Place.ROOT.relativize(file))
              .append(UUID.nameUUIDFromBytes(Files.readAllBytes(file)));
        }
      }
    }
    return prints.toString();
  }
}
