package padwise.kernel.repl;

import java.util.HashMap;
import java.util.Map;

/** Loads classes that can go again; they see the declarations. */
final class OnceLoader extends ClassLoader {
  private final Map<String, byte[]> files; // not loaded yet

  OnceLoader(ClassLoader declarations, Map<String, byte[]> files) {
    super(declarations);
    this.files = new HashMap<>(files);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      byte[] file = files.remove(name);
      if (file != null) {
        return defineClass(name, file, 0, file.length);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : super.loadClass(name, resolve);
    }
  }
}
