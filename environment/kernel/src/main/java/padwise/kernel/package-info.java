/** The library's part inside a Jupyter kernel: one way to show things, on JJava and on IJava. */
@NullMarked
package padwise.kernel;

import org.jspecify.annotations.NullMarked;
