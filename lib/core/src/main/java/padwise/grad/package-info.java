/** A small tape: variables that remember how they were made, and hand gradients back. */
@NullMarked
package padwise.grad;

import org.jspecify.annotations.NullMarked;
