/**
 * Runs Java cells on JShell, in this process: one thread for all cells, which can be stopped.
 *
 * <p>It knows nothing of Jupyter.
 */
@NullMarked
package padwise.kernel.repl;

import org.jspecify.annotations.NullMarked;
