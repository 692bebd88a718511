/** The numeric kernels: matrix products and row operations, each pinned to a plain loop. */
@NullMarked
package padwise.math;

import org.jspecify.annotations.NullMarked;
