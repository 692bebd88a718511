package padwise.kernel.repl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** The compiler's files: the class path from set-up's list, the rest as ever. */
final class CellFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private Optional<ClassPath> classPath;

  /**
   * @param jdk does the rest
   * @param index the packages of each jar, as {@link ClassPath} wants them
   */
  CellFiles(StandardJavaFileManager jdk, Path index) {
    super(jdk);
    classPath = listed(index);
  }

  private Optional<ClassPath> listed(Path index) {
    try {
      return Optional.of(
          new ClassPath(fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH), index));
    } catch (IOException notOurs) {
      return Optional.empty();
    }
  }

  @Override
  public boolean handleOption(String option, Iterator<String> rest) {
    if (option.equals("-classpath")) { // longer now: not worth another list
      classPath = Optional.empty();
    }
    return super.handleOption(option, rest);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    boolean listed = location == StandardLocation.CLASS_PATH && !recurse;
    if (listed && kinds.contains(Kind.CLASS) && classPath.isPresent()) {
      return classPath.get().classesIn(packageName);
    }
    return super.list(location, packageName, kinds, recurse);
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassPath.ClassFile ours
        ? ours.className()
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return file instanceof ClassPath.ClassFile
        ? location == StandardLocation.CLASS_PATH
        : super.contains(location, file);
  }

  @Override
  public boolean isSameFile(FileObject one, FileObject other) {
    return (one instanceof ClassPath.ClassFile || other instanceof ClassPath.ClassFile)
        ? one.equals(other)
        : super.isSameFile(one, other);
  }

  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }
}
