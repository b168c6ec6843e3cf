/* A matrix: title, legend, style. */
#include "viz/caption.h"
#include "viz/matrix-private.h"
#include "viz/palette.h"
#include "viz/svg.h"
#include "viz/text.h"

/* The style is for one document, and for many in one page: all of it is below one class. In the
 * dark on a screen, and never on paper, dark and light change places. */
static const char style[] =
    "<style>\n"
    ".presub-matrix { font: 12px Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    ".presub-matrix .paper { fill: #ffffff; }\n"
    ".presub-matrix text { fill: #111111; }\n"
    ".presub-matrix .title { font-size: 17px; font-weight: bold; }\n"
    ".presub-matrix .axis { font-weight: bold; }\n"
    ".presub-matrix .row, .presub-matrix .column, .presub-matrix .word { font-size: 11px; }\n"
    ".presub-matrix .row, .presub-matrix .down { text-anchor: end; }\n"
    ".presub-matrix .column, .presub-matrix .word { text-anchor: middle; }\n"
    ".presub-matrix .back { fill: #ffffff; stroke: #b8b8b8; }\n"
    ".presub-matrix .never .back { stroke-dasharray: 2 3; }\n"
    ".presub-matrix .in-flight .back { fill: #f4f4f4; }\n"
    ".presub-matrix .hatch { fill: url(#presub-hatch); }\n"
    ".presub-matrix .hatching { fill: none; stroke: #a8a8a8; }\n"
    ".presub-matrix .agrees .back { fill: " PS_SKY_TINT "; stroke: " PS_BLUE "; }\n"
    ".presub-matrix .violated .back { fill: " PS_ORANGE "; stroke: #6b3000; stroke-width: 2; }\n"
    ".presub-matrix .violated text { fill: #000000; font-weight: bold; }\n"
    ".presub-matrix .start { fill: none; stroke: #111111; }\n"
    ".presub-matrix .tick, .presub-matrix .cross { fill: none; stroke-width: 2.5; }\n"
    ".presub-matrix .tick { stroke: #003f63; }\n"
    ".presub-matrix .cross { stroke: #000000; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".presub-matrix .paper { fill: " PS_DARK_PAPER "; }\n"
    ".presub-matrix text { fill: " PS_DARK_INK "; }\n"
    ".presub-matrix .back { fill: " PS_DARK_PAPER "; stroke: " PS_DARK_LINE "; }\n"
    ".presub-matrix .in-flight .back { fill: " PS_DARK_SHEET "; }\n"
    ".presub-matrix .hatching { stroke: #68727e; }\n"
    ".presub-matrix .agrees .back { fill: " PS_DARK_SKY_TINT "; stroke: " PS_DARK_BLUE "; }\n"
    ".presub-matrix .violated .back { stroke: #ffdf9e; }\n"
    ".presub-matrix .start { stroke: " PS_DARK_INK "; }\n"
    ".presub-matrix .tick { stroke: " PS_SKY_TINT "; }\n"
    "}\n"
    "</style>\n"
    "<defs><pattern id=\"presub-hatch\" width=\"8\" height=\"8\" "
    "patternUnits=\"userSpaceOnUse\">"
    "<path class=\"hatching\" d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\"/></pattern></defs>\n";

static char *
title_text(const Matrix *matrix)
{
    return g_strdup_printf("What the servers of %s and %s can hold about each other",
                           ps_world_name(matrix->world, 0), ps_world_name(matrix->world, 1));
}

/* All that the picture says, for those who do not see it. */
static char *
description(const Matrix *matrix)
{
    g_autofree char *caption = ps_caption(matrix->search);
    GString *text = g_string_new(caption);
    g_string_append(text, matrix->symmetric ? "\nMirror images are merged." : "");
    g_string_append_printf(text,
                           "\nRows: the entry of %s. Columns: the entry of %s. Pairs of "
                           "entries:",
                           ps_world_name(matrix->world, 0), ps_world_name(matrix->world, 1));
    for (guint kind = PS_N_PAIR_KINDS; kind-- > 0;)
        g_string_append_printf(text, " %u %s%s", matrix->cells[kind],
                               matrix_meaning(matrix, (PsPairKind)kind), kind > 0 ? ";" : ".");
    return g_string_free(text, FALSE);
}

void
matrix_append_head(Matrix *matrix, guint height)
{
    g_autofree char *title = title_text(matrix);
    g_autofree char *desc = description(matrix);
    g_autofree char *safe_title = ps_text_xml(title);
    g_autofree char *safe_desc = ps_text_xml(desc);
    g_string_append_printf(
        matrix->svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-matrix\" role=\"img\" "
        "aria-labelledby=\"presub-matrix-title presub-matrix-desc\" width=\"%u\" height=\"%u\" "
        "viewBox=\"0 0 %u %u\">\n"
        "<title id=\"presub-matrix-title\">%s</title>\n"
        "<desc id=\"presub-matrix-desc\">%s</desc>\n%s",
        matrix->width, height, matrix->width, height, safe_title, safe_desc, style);
    ps_svg_rect(matrix->svg, "paper", 0, 0, matrix->width, height);
}

/* ---- Lines of text ---- */

/* Appends text in as many lines as it needs from x to the right margin; only measures if svg is
 * NULL. y is its first base line; returns that of what follows. */
static int
append_text(const Matrix *matrix, GString *svg, const char *class, int x, int y, guint font_size,
            guint line_height, const char *text)
{
    guint columns = ps_svg_columns(matrix->width - MATRIX_MARGIN - (guint)x, font_size);
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, columns);
    if (svg != NULL)
        ps_svg_lines(svg, class, x, y, line_height, lines);
    return y + (int)(lines->len * line_height);
}

static int
append_line(const Matrix *matrix, GString *svg, int x, int y, const char *text)
{
    return append_text(matrix, svg, "text", x, y, MATRIX_TEXT, MATRIX_LINE, text);
}

int
matrix_append_title(Matrix *matrix, GString *svg)
{
    g_autofree char *title = title_text(matrix);
    g_autofree char *caption = ps_caption(matrix->search);
    g_autofree char *across = g_strdup_printf("%s’s entry →", ps_world_name(matrix->world, 1));
    g_autofree char *down = g_strdup_printf("%s’s entry ↓", ps_world_name(matrix->world, 0));
    int y = append_text(matrix, svg, "title", MATRIX_MARGIN, MATRIX_MARGIN + 14, MATRIX_TITLE, 22,
                        title);
    y = append_line(matrix, svg, MATRIX_MARGIN, y, caption) + 10;
    if (matrix->symmetric)
        y = append_line(matrix, svg, MATRIX_MARGIN, y - 10, "mirror images merged") + 10;
    g_autoptr(GPtrArray) lines =
        ps_text_wrap(down, ps_svg_columns((guint)matrix->left - MATRIX_MARGIN - 8, MATRIX_TEXT));
    int down_top = y + (int)matrix->names - 8 - (int)(lines->len - 1) * MATRIX_LINE;
    if (svg != NULL)
        ps_svg_lines(svg, "axis down", matrix->left - 8, down_top, MATRIX_LINE, lines);
    return append_text(matrix, svg, "axis", matrix->left, y, MATRIX_TEXT, MATRIX_LINE, across) - 8;
}

/* ---- The legend ---- */

/* Appends a sample of a kind of cell and what it means. */
static int
append_kind(const Matrix *matrix, GString *svg, PsPairKind kind, int y)
{
    g_autofree char *pairs = ps_text_count(matrix->cells[kind], "pair");
    g_autofree char *text =
        g_strdup_printf("%s: %s of entries", matrix_meaning(matrix, kind), pairs);
    if (svg != NULL) {
        int middle = MATRIX_MARGIN + MATRIX_SWATCH / 2;
        g_string_append_printf(svg, "<g class=\"sample %s\">\n", matrix_class(kind));
        matrix_append_sample(svg, kind, FALSE, MATRIX_MARGIN, y - 14, MATRIX_SWATCH, 20);
        if (kind == PS_PAIR_AGREES)
            ps_svg_tick(svg, middle, y - 4);
        else if (kind == PS_PAIR_VIOLATED)
            ps_svg_cross(svg, middle, y - 4);
        g_string_append(svg, "</g>\n");
    }
    return append_line(matrix, svg, MATRIX_MARGIN + MATRIX_SWATCH + 10, y, text) + 8;
}

/* Appends what is violated in some cell, one line or more for each. */
static int
append_violations(const Matrix *matrix, GString *svg, int y)
{
    for (guint i = 0; i < ps_verdicts_n(matrix->verdicts); i++) {
        if (matrix->violated[i] == 0)
            continue;
        const PsProperty *property = ps_verdicts_get(matrix->verdicts, i)->property;
        g_autofree char *word = matrix_word(matrix, i);
        g_autofree char *pairs = ps_text_count(matrix->violated[i], "pair");
        g_autofree char *text =
            g_strdup_printf("%s: %s is violated, %s (%s)", word, ps_property_name(property),
                            ps_property_meaning(property), pairs);
        y = append_line(matrix, svg, MATRIX_MARGIN + MATRIX_SWATCH + 10, y - 4, text) + 4;
    }
    return y;
}

/* Appends how the properties came out that no cell shows. */
static int
append_others(const Matrix *matrix, GString *svg, int y)
{
    static const char *const words[] = {"Holds", "Violated", "Undecided"};
    for (guint outcome = 0; outcome < G_N_ELEMENTS(words); outcome++) {
        g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < ps_verdicts_n(matrix->verdicts); i++) {
            const PsVerdict *verdict = ps_verdicts_get(matrix->verdicts, i);
            gboolean shown = verdict->outcome == PS_VIOLATED && matrix->violated[i] > 0;
            if (verdict->outcome == (PsOutcome)outcome && !shown)
                g_ptr_array_add(names, g_strdup(ps_property_name(verdict->property)));
        }
        g_autofree char *list = ps_text_list(names);
        g_autofree char *text = g_strdup_printf("%s: %s", words[outcome], list);
        if (names->len > 0)
            y = append_line(matrix, svg, MATRIX_MARGIN, y, text);
    }
    return y;
}

int
matrix_append_legend(Matrix *matrix, GString *svg, int y)
{
    y = append_kind(matrix, svg, PS_PAIR_AGREES, y + 14);
    y = append_kind(matrix, svg, PS_PAIR_VIOLATED, y);
    y = append_violations(matrix, svg, y);
    y = append_kind(matrix, svg, PS_PAIR_IN_FLIGHT, y);
    y = append_kind(matrix, svg, PS_PAIR_NEVER, y);
    return append_others(matrix, svg, y) - MATRIX_LINE;
}
