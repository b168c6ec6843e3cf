/* The matrix: the picture that explains the whole. A's entries down, B's across, and for each pair
 * whether the two meet, and how they agree. */
#ifndef PS_VIZ_MATRIX_H
#define PS_VIZ_MATRIX_H

#include "explorer/verdicts.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* The matrix as an SVG document: a row and a column for each entry that some events lead to with
 * the options as they are, in the order of its profile, and a legend. Cells are groups with the id
 * cell-A-B (the numbers of the entries), the class never, in-flight, agrees or violated, and a
 * title that says everything. If symmetric, mirror images are merged (ps_mirror_applies). The same
 * bytes for the same verdicts. Free it. */
char *ps_matrix_svg(const PsVerdicts *verdicts, gboolean symmetric);

/* The same as a table of text. Free it. */
char *ps_matrix_table(const PsVerdicts *verdicts, gboolean symmetric, const PsStyle *style);

G_END_DECLS

#endif
