/** The numeric kernels, each pinned to a plain loop, and what they may expect of arrays. */
@NullMarked
package padwise.math;

import org.jspecify.annotations.NullMarked;
