/* A matrix as a table of text. */
#include "viz/caption.h"
#include "viz/columns.h"
#include "viz/matrix-private.h"
#include "viz/text.h"

/* What stands for a cell: letters of properties, or a mark. Free it. */
static char *
mark_of(const Matrix *matrix, const PsPair *pair)
{
    static const char *const marks[PS_N_PAIR_KINDS] = {
        [PS_PAIR_NEVER] = ".", [PS_PAIR_IN_FLIGHT] = "~", [PS_PAIR_AGREES] = "ok"};
    PsPairKind kind = ps_pair_kind(pair);
    if (kind != PS_PAIR_VIOLATED)
        return g_strdup(marks[kind]);
    GString *letters = g_string_new(NULL);
    for (guint i = 0; pair->violated >> i != 0; i++) {
        g_autofree char *word = matrix_word(matrix, i);
        g_string_append(letters, pair->violated >> i & 1 ? word : "");
    }
    return g_string_free(letters, FALSE);
}

static const char *
name_of(const MatrixSide *side, guint i)
{
    return ps_profile_state_name(side->profile, side->states[i]);
}

/* A line for each of the first side's entries, a column for each of the other one's, which are
 * numbered. */
static void
append_cells(const Matrix *matrix, GString *out, const PsStyle *style)
{
    g_autoptr(PsColumns) columns = ps_columns_new();
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup_printf("%s \\ %s", ps_world_name(matrix->world, 0),
                                            ps_world_name(matrix->world, 1)));
    for (guint column = 0; column < matrix->sides[1].n; column++)
        ps_columns_add(columns, g_strdup_printf("%u", column + 1));
    for (guint row = 0; row < matrix->sides[0].n; row++) {
        ps_columns_line(columns);
        ps_columns_add(columns, g_strdup(name_of(&matrix->sides[0], row)));
        for (guint column = 0; column < matrix->sides[1].n; column++)
            ps_columns_add(columns, matrix_has(matrix, row, column)
                                        ? mark_of(matrix, matrix_pair(matrix, row, column))
                                        : g_strdup(""));
    }
    ps_columns_append(columns, out, style);
}

static void
append_columns(const Matrix *matrix, GString *out)
{
    g_string_append_printf(out, "\n%s:", ps_world_name(matrix->world, 1));
    for (guint column = 0; column < matrix->sides[1].n; column++)
        g_string_append_printf(out, "%s %u %s", column > 0 ? "," : "", column + 1,
                               name_of(&matrix->sides[1], column));
    g_string_append_c(out, '\n');
}

/* What the marks mean that are there. */
static void
append_marks(const Matrix *matrix, GString *out)
{
    static const char *const marks[] = {".", "~", "ok"};
    for (guint kind = G_N_ELEMENTS(marks); kind-- > 0;)
        if (matrix->cells[kind] > 0)
            g_string_append_printf(out, "%s %s: %u\n", marks[kind],
                                   matrix_meaning(matrix, (PsPairKind)kind), matrix->cells[kind]);
    for (guint i = 0; i < ps_verdicts_n(matrix->verdicts); i++) {
        const PsProperty *property = ps_verdicts_get(matrix->verdicts, i)->property;
        g_autofree char *word = matrix_word(matrix, i);
        if (matrix->violated[i] > 0)
            g_string_append_printf(out, "%s %s is violated, %s: %u\n", word,
                                   ps_property_name(property), ps_property_meaning(property),
                                   matrix->violated[i]);
    }
}

char *
ps_matrix_table(const PsVerdicts *verdicts, gboolean symmetric, const PsStyle *style)
{
    Matrix matrix;
    GString *out = g_string_new(NULL);
    matrix_init(&matrix, verdicts, symmetric);
    matrix.letters = TRUE;
    g_autofree char *caption = ps_caption(matrix.search);
    g_string_append_printf(out, "%s%s\n\n", caption, symmetric ? "\nmirror images merged" : "");
    append_cells(&matrix, out, style);
    append_columns(&matrix, out);
    append_marks(&matrix, out);
    matrix_clear(&matrix);
    return g_string_free(out, FALSE);
}
