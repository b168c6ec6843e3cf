/* A matrix: places and cells. */
#include "viz/matrix-private.h"

#include "viz/svg.h"
#include "viz/text.h"

#include <string.h>

/* The entries of more than so many rows and columns get smaller cells. */
#define MANY 12

#define GROUP_GAP 5 /* between entries with different subscriptions */
#define MIN_WIDTH 680
#define ROW_COLUMNS 24 /* of text, before the name of a row is broken */

const char *
matrix_class(PsPairKind kind)
{
    static const char *const classes[PS_N_PAIR_KINDS] = {"never", "in-flight", "agrees",
                                                         "violated"};
    return classes[kind];
}

/* ---- Words for properties ---- */

/* What is left of a property's name without "no-". */
static const char *
word_of(const Matrix *matrix, guint verdict)
{
    const char *name = ps_property_name(ps_verdicts_get(matrix->verdicts, verdict)->property);
    return g_str_has_prefix(name, "no-") ? name + 3 : name;
}

/* The letter of a property: the first one of its word that no property before it has. */
static char
letter_of(const Matrix *matrix, guint verdict)
{
    char taken[64] = "";
    for (guint i = 0; i <= verdict; i++) {
        const char *c = word_of(matrix, i);
        while (*c != '\0' && strchr(taken, g_ascii_toupper(*c)) != NULL)
            c++;
        taken[i] = *c != '\0' ? g_ascii_toupper(*c) : '*';
    }
    return taken[verdict];
}

char *
matrix_word(const Matrix *matrix, guint verdict)
{
    return matrix->letters ? g_strdup_printf("%c", letter_of(matrix, verdict))
                           : g_strdup(word_of(matrix, verdict));
}

/* The lines of text in a cell that violates these properties. */
static GPtrArray *
cell_words(const Matrix *matrix, guint violated)
{
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; violated >> i != 0; i++)
        if (violated >> i & 1)
            g_ptr_array_add(words, matrix_word(matrix, i));
    if (!matrix->letters || words->len == 0)
        return words;
    g_autofree char *letters = ps_text_join(words, "");
    g_ptr_array_unref(words);
    return ps_text_wrap(letters, ps_svg_columns(matrix->cell_width, MATRIX_SMALL));
}

/* ---- Places ---- */

const PsPair *
matrix_pair(const Matrix *matrix, guint row, guint column)
{
    return ps_pairs_get(matrix->pairs, matrix->sides[0].states[row],
                        matrix->sides[1].states[column]);
}

gboolean
matrix_has(const Matrix *matrix, guint row, guint column)
{
    return !matrix->symmetric || matrix->sides[0].states[row] <= matrix->sides[1].states[column];
}

static gboolean
is_initial(const Matrix *matrix, guint row, guint column)
{
    PsState initial = ps_world_initial(matrix->world);
    return matrix->sides[0].states[row] == initial.entry[0] &&
           matrix->sides[1].states[column] == initial.entry[1];
}

static void
list_states(MatrixSide *side, const PsProfile *profile)
{
    guint64 reachable = ps_profile_reachable(profile);
    side->profile = profile;
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (reachable >> state & 1)
            side->states[side->n++] = state;
}

static const char *
state_name(const MatrixSide *side, guint i)
{
    return ps_profile_state_name(side->profile, side->states[i]);
}

static void
count_cells(Matrix *matrix)
{
    for (guint row = 0; row < matrix->sides[0].n; row++)
        for (guint column = 0; column < matrix->sides[1].n; column++) {
            const PsPair *pair = matrix_pair(matrix, row, column);
            if (!matrix_has(matrix, row, column))
                continue;
            matrix->cells[ps_pair_kind(pair)]++;
            for (guint i = 0; i < ps_verdicts_n(matrix->verdicts); i++)
                matrix->violated[i] += pair->violated >> i & 1;
        }
}

/* The most lines and the widest one that a cell would have. */
static void
measure_cells(const Matrix *matrix, guint *lines, guint *width)
{
    *lines = *width = 0;
    for (guint row = 0; row < matrix->sides[0].n; row++)
        for (guint column = 0; column < matrix->sides[1].n; column++) {
            const PsPair *pair = matrix_pair(matrix, row, column);
            g_autoptr(GPtrArray) words = cell_words(matrix, pair->violated);
            *lines = MAX(*lines, words->len + (is_initial(matrix, row, column) ? 1 : 0));
            for (guint i = 0; i < words->len; i++)
                *width =
                    MAX(*width, ps_svg_text_width(g_ptr_array_index(words, i), MATRIX_SMALL) + 8);
        }
}

/* Makes cells as small as the names of the columns allow, and decides what they say. */
static void
size_cells(Matrix *matrix)
{
    const MatrixSide *columns = &matrix->sides[1];
    gboolean many = MAX(matrix->sides[0].n, columns->n) > MANY;
    guint longest = 0;
    guint lines = 0;
    guint width = 0;
    for (guint i = 0; i < columns->n; i++)
        longest = MAX(longest, ps_text_longest_word(state_name(columns, i)));
    matrix->cell_width = MAX(many ? 52 : 76, MIN(longest, 14) * MATRIX_SMALL * 60 / 100 + 8);
    measure_cells(matrix, &lines, &width);
    matrix->letters = width > matrix->cell_width || lines > 3;
    if (matrix->letters)
        measure_cells(matrix, &lines, &width);
    matrix->cell_height = MAX(many ? 46 : 56, 24 + lines * MATRIX_SMALL_LINE);
}

/* Breaks the names of the entries into lines. Returns the width, in columns, and the height, in
 * lines, of the largest. */
static void
break_names(MatrixSide *side, guint columns, guint *width, guint *height)
{
    *width = *height = 0;
    for (guint i = 0; i < side->n; i++) {
        side->names[i] = ps_text_balance(state_name(side, i), columns);
        *height = MAX(*height, side->names[i]->len);
        for (guint line = 0; line < side->names[i]->len; line++)
            *width = MAX(*width,
                         ps_svg_text_width(g_ptr_array_index(side->names[i], line), MATRIX_SMALL));
    }
}

/* Places the entries of a side from a point on, each `size` further; returns where they end. */
static int
place_side(MatrixSide *side, int at, guint size)
{
    for (guint i = 0; i < side->n; i++) {
        PsAttributes here = ps_profile_attributes(side->profile, side->states[i]) & PS_BOTH;
        if (i > 0 && here != (ps_profile_attributes(side->profile, side->states[i - 1]) & PS_BOTH))
            at += GROUP_GAP;
        side->at[i] = at;
        at += (int)size;
    }
    return at;
}

static void
place(Matrix *matrix)
{
    guint row_width = 0;
    guint lines = 0;
    guint ignored = 0;
    size_cells(matrix);
    break_names(&matrix->sides[0], ROW_COLUMNS, &row_width, &ignored);
    break_names(&matrix->sides[1], ps_svg_columns(matrix->cell_width - 2, MATRIX_SMALL), &ignored,
                &lines);
    guint axis_width = ps_svg_text_width(ps_world_name(matrix->world, 0), MATRIX_TEXT) + 70;
    matrix->left = MATRIX_MARGIN + (int)MAX(row_width, MIN(axis_width, 240)) + 10;
    matrix->names = lines * MATRIX_SMALL_LINE + 8;
    int right = place_side(&matrix->sides[1], matrix->left, matrix->cell_width);
    matrix->width = MAX(MIN_WIDTH, (guint)right + MATRIX_MARGIN);
    matrix->top = matrix_append_title(matrix, NULL);
}

/* ---- Cells ---- */

const char *
matrix_meaning(const Matrix *matrix, PsPairKind kind)
{
    switch (kind) {
    case PS_PAIR_NEVER:
        return ps_search_stopped(matrix->search) != NULL ? "not met so far" : "never met";
    case PS_PAIR_IN_FLIGHT:
        return "met only while something is in flight";
    case PS_PAIR_AGREES:
        return "settled, and both records agree";
    default:
        return "in violation";
    }
}

/* What a cell is, for those who point at it and for those who hear it. */
static char *
cell_title(const Matrix *matrix, guint row, guint column)
{
    const PsPair *pair = matrix_pair(matrix, row, column);
    g_autofree char *states = ps_text_count(pair->states, "state");
    g_autofree char *why = ps_pairs_explain(matrix->pairs, matrix->sides[0].states[row],
                                            matrix->sides[1].states[column]);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s: %s\n%s: %s\n%s", ps_world_name(matrix->world, 0),
                    state_name(&matrix->sides[0], row), ps_world_name(matrix->world, 1),
                    state_name(&matrix->sides[1], column),
                    matrix_meaning(matrix, ps_pair_kind(pair)));
    if (pair->states > 0)
        g_string_append_printf(text, "\n%s, %" G_GUINT64_FORMAT " of them settled", states,
                               pair->settled);
    if (why[0] != '\0')
        g_string_append_printf(text, "\n%s", why);
    return g_string_free(text, FALSE);
}

void
matrix_append_sample(GString *svg, PsPairKind kind, gboolean initial, int x, int y, guint width,
                     guint height)
{
    ps_svg_rect(svg, "back", x + 1, y + 1, width - 2, height - 2);
    if (kind == PS_PAIR_IN_FLIGHT)
        ps_svg_rect(svg, "hatch", x + 1, y + 1, width - 2, height - 2);
    if (initial)
        ps_svg_rect(svg, "start", x + 4, y + 4, width - 8, height - 8);
}

/* The glyph of a cell, and the words below it. */
static void
append_content(Matrix *matrix, const PsPair *pair, gboolean initial, int x, int y)
{
    int centre = x + (int)matrix->cell_width / 2;
    g_autoptr(GPtrArray) words = cell_words(matrix, pair->violated);
    if (initial)
        g_ptr_array_add(words, g_strdup("start"));
    int height = 14 + (int)words->len * MATRIX_SMALL_LINE;
    int top = y + ((int)matrix->cell_height - height) / 2;
    if (ps_pair_kind(pair) == PS_PAIR_VIOLATED)
        ps_svg_cross(matrix->svg, centre, top + 6);
    else if (ps_pair_kind(pair) == PS_PAIR_AGREES)
        ps_svg_tick(matrix->svg, centre, top + 7);
    ps_svg_lines(matrix->svg, "word", centre, top + 25, MATRIX_SMALL_LINE, words);
}

static void
append_cell(Matrix *matrix, guint row, guint column)
{
    const PsPair *pair = matrix_pair(matrix, row, column);
    gboolean initial = is_initial(matrix, row, column);
    int x = matrix->sides[1].at[column];
    int y = matrix->sides[0].at[row];
    g_autofree char *title = cell_title(matrix, row, column);
    g_string_append_printf(matrix->svg, "<g id=\"cell-%u-%u\" class=\"cell %s%s\">\n",
                           matrix->sides[0].states[row], matrix->sides[1].states[column],
                           matrix_class(ps_pair_kind(pair)), initial ? " initial" : "");
    ps_svg_element(matrix->svg, "title", title);
    matrix_append_sample(matrix->svg, ps_pair_kind(pair), initial, x, y, matrix->cell_width,
                         matrix->cell_height);
    append_content(matrix, pair, initial, x, y);
    g_string_append(matrix->svg, "</g>\n");
}

static void
append_names(Matrix *matrix, int first_row)
{
    const MatrixSide *rows = &matrix->sides[0];
    const MatrixSide *columns = &matrix->sides[1];
    for (guint i = 0; i < columns->n; i++)
        ps_svg_lines(matrix->svg, "column", columns->at[i] + (int)matrix->cell_width / 2,
                     first_row - 9 - (int)(columns->names[i]->len - 1) * MATRIX_SMALL_LINE,
                     MATRIX_SMALL_LINE, columns->names[i]);
    for (guint i = 0; i < rows->n; i++)
        ps_svg_lines(matrix->svg, "row", matrix->left - 8,
                     rows->at[i] + (int)matrix->cell_height / 2 + 4 -
                         (int)(rows->names[i]->len - 1) * MATRIX_SMALL_LINE / 2,
                     MATRIX_SMALL_LINE, rows->names[i]);
}

static void
draw(Matrix *matrix)
{
    int first_row = matrix->top + (int)matrix->names;
    int bottom = place_side(&matrix->sides[0], first_row, matrix->cell_height);
    int height = matrix_append_legend(matrix, NULL, bottom + 14) + MATRIX_MARGIN;
    matrix_append_head(matrix, (guint)height);
    matrix_append_title(matrix, matrix->svg);
    append_names(matrix, first_row);
    for (guint row = 0; row < matrix->sides[0].n; row++)
        for (guint column = 0; column < matrix->sides[1].n; column++)
            if (matrix_has(matrix, row, column))
                append_cell(matrix, row, column);
    matrix_append_legend(matrix, matrix->svg, bottom + 14);
    g_string_append(matrix->svg, "</svg>\n");
}

void
matrix_init(Matrix *matrix, const PsVerdicts *verdicts, gboolean symmetric)
{
    *matrix = (Matrix){.verdicts = verdicts,
                       .search = ps_verdicts_search(verdicts),
                       .pairs = ps_pairs_new(verdicts, symmetric),
                       .symmetric = symmetric};
    matrix->world = ps_search_world(matrix->search);
    for (guint side = 0; side < 2; side++)
        list_states(&matrix->sides[side], ps_world_profile(matrix->world, side));
    count_cells(matrix);
}

void
matrix_clear(Matrix *matrix)
{
    for (guint side = 0; side < 2; side++)
        for (guint i = 0; i < matrix->sides[side].n; i++)
            g_clear_pointer(&matrix->sides[side].names[i], g_ptr_array_unref);
    ps_pairs_free(matrix->pairs);
}

char *
ps_matrix_svg(const PsVerdicts *verdicts, gboolean symmetric)
{
    Matrix matrix;
    matrix_init(&matrix, verdicts, symmetric);
    matrix.svg = g_string_new(NULL);
    place(&matrix);
    draw(&matrix);
    matrix_clear(&matrix);
    return g_string_free(matrix.svg, FALSE);
}
