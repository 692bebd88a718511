/**
 * The Java kernel that the notebooks start with: JJava's protocol and extensions around {@link
 * padwise.kernel.repl.Repl}.
 *
 * <p>What it adds to JJava: Run All stops at the first error, Interrupt interrupts, nothing shown
 * is kept in memory, errors name the learner's own line, and no process stays behind.
 */
@NullMarked
package padwise.kernel.jupyter;

import org.jspecify.annotations.NullMarked;
