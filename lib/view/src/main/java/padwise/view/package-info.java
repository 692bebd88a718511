/** What a reader looks at: heatmaps, head grids and tables, each with words beside it. */
@NullMarked
package padwise.view;

import org.jspecify.annotations.NullMarked;
