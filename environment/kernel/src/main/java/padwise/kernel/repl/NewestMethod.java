package padwise.kernel.repl;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/** Binds a call in {@link MethodStubs} to the method declared last; public, since cells call it. */
public final class NewestMethod {
  static final String LINK = "link";
  static final MethodType LINK_TYPE =
      MethodType.methodType(CallSite.class, Lookup.class, String.class, MethodType.class);

  /** Knows the newest class of each snippet. */
  interface Versions {
    /** A call that follows the method into the class that declares it next. */
    CallSite call(String className, String method, MethodType type)
        throws ReflectiveOperationException;
  }

  private NewestMethod() {}

  /**
   * Answers the Java machine at the first call.
   *
   * @param stub of the class whose call it is
   */
  public static CallSite link(Lookup stub, String method, MethodType type)
      throws ReflectiveOperationException {
    var versions = (Versions) stub.lookupClass().getClassLoader();
    return versions.call(stub.lookupClass().getName(), method, type);
  }
}
