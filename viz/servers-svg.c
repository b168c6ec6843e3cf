/* The matrix of servers as a picture: a grid for each property that does not hold everywhere. */
#include "viz/palette.h"
#include "viz/servers-private.h"
#include "viz/svg.h"
#include "viz/text.h"

#include <string.h>

#define MARGIN 24
#define GAP 36 /* between grids */
#define CELL_HEIGHT 26
#define MIN_CELL 30
#define TEXT 12 /* the sizes of fonts */
#define SMALL 11
#define TITLE 18
#define LINE 16 /* the heights of lines */
#define SMALL_LINE 14
#define MIN_GRID 260
#define MIN_WIDTH 620
#define NAME_COLUMNS 20 /* of text, beyond which a name is broken or cut */
#define SWATCH 30

/* The style is for one document, and for many in one page: all of it is below one class. In the
 * dark on a screen, and never on paper, dark and light change places. */
static const char style[] =
    "<style>\n"
    ".presub-servers { font: 12px Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    ".presub-servers .paper { fill: #ffffff; }\n"
    ".presub-servers text { fill: #111111; }\n"
    ".presub-servers .title { font-size: 18px; font-weight: bold; }\n"
    ".presub-servers .property { font-size: 15px; font-weight: bold; }\n"
    ".presub-servers .small, .presub-servers .row, .presub-servers .column { font-size: 11px; }\n"
    ".presub-servers .row { text-anchor: end; }\n"
    ".presub-servers .mark { text-anchor: middle; }\n"
    ".presub-servers .axis { font-size: 11px; font-style: italic; }\n"
    ".presub-servers .back { stroke: #ffffff; stroke-width: 2; }\n"
    ".presub-servers .holds .back { fill: " PS_SKY_TINT "; }\n"
    ".presub-servers .nothing .back { fill: " PS_VERMILION "; }\n"
    ".presub-servers .race .back { fill: " PS_ORANGE_TINT "; }\n"
    ".presub-servers .more .back { fill: " PS_PURPLE "; }\n"
    ".presub-servers .unknown .back { fill: #ffffff; stroke: " PS_VERMILION "; }\n"
    ".presub-servers .undecided .back { fill: #f4f4f4; stroke: " PS_GREY
    "; stroke-width: 1; stroke-dasharray: 3 3; }\n"
    ".presub-servers .nothing .mark, .presub-servers .race .mark, .presub-servers .more .mark, "
    ".presub-servers .unknown .mark { fill: #000000; font-size: 13px; font-weight: bold; }\n"
    ".presub-servers .dot { fill: " PS_BLUE "; }\n"
    ".presub-servers .self { fill: none; stroke: #000000; stroke-width: 1; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".presub-servers .paper { fill: " PS_DARK_PAPER "; }\n"
    ".presub-servers text { fill: " PS_DARK_INK "; }\n"
    ".presub-servers .back { stroke: " PS_DARK_PAPER "; }\n"
    ".presub-servers .holds .back { fill: " PS_DARK_SKY_TINT "; }\n"
    ".presub-servers .undecided .back { fill: " PS_DARK_SHEET "; }\n"
    ".presub-servers .dot { fill: " PS_SKY_TINT "; }\n"
    "}\n"
    "</style>\n";

typedef struct {
    const PsServers *servers;
    GString *svg;
    guint n;           /* servers */
    GArray *grids;     /* of guint: the properties that have one */
    guint across;      /* grids beside each other */
    guint cell;        /* the width of one */
    guint names;       /* the width of the names of the rows */
    guint slant;       /* the height of the names of the columns */
    guint grid_width;  /* with names */
    guint text_height; /* of what stands above the names of the columns */
    guint width;
} Picture;

/* ---- Words ---- */

/* The name of a server, short enough to stand beside a row. */
static char *
short_name(const Picture *picture, guint server)
{
    g_autoptr(GPtrArray) lines = ps_text_wrap(picture->servers->names[server], NAME_COLUMNS);
    const char *first = g_ptr_array_index(lines, 0);
    return lines->len == 1 ? g_strdup(first) : g_strconcat(first, "…", NULL);
}

/* What a property means and how it comes out, in lines. */
static GPtrArray *
property_lines(const Picture *picture, guint property)
{
    g_autofree char *sentence = servers_sentence(picture->servers, property);
    g_autofree char *text = g_strdup_printf(
        "%s\n%s", ps_property_meaning(servers_property(picture->servers, property)), sentence);
    return ps_text_wrap(text, ps_svg_columns(picture->grid_width + GAP - 8, SMALL));
}

/* How to read the letters, and what no cell shows. */
static char *
notes_text(const Picture *picture)
{
    g_autofree char *letters = servers_letters(picture->servers);
    g_autofree char *held = servers_held(picture->servers);
    g_autofree char *result = servers_result(picture->servers);
    GString *text = g_string_new("A number is the steps of a shortest counterexample.");
    if (letters[0] != '\0')
        g_string_append_printf(text, " What it needs: %s; no letter, nothing.", letters);
    g_string_append_printf(text, "\n%s%s%s", held, held[0] != '\0' ? "\n" : "", result);
    return g_string_free(text, FALSE);
}

/* ---- Places ---- */

static void
list_grids(Picture *picture)
{
    picture->grids = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < servers_n_properties(picture->servers); i++)
        if (!servers_holds_everywhere(picture->servers, i))
            g_array_append_val(picture->grids, i);
    picture->across = 1;
    while (picture->across * picture->across < picture->grids->len)
        picture->across++;
}

static void
measure(Picture *picture)
{
    picture->cell = MIN_CELL;
    for (guint i = 0; i < picture->n; i++) {
        g_autofree char *name = short_name(picture, i);
        picture->names = MAX(picture->names, ps_svg_text_width(name, SMALL) + 8);
    }
    picture->slant = MAX(picture->names * 71 / 100, 20);
    for (guint i = 0; i < ps_survey_n(picture->servers->survey); i++) {
        const PsSummary *summary = ps_survey_summary(picture->servers->survey, i);
        for (guint j = 0; j < summary->findings->len; j++) {
            g_autofree char *mark = ps_mark(ps_summary_finding(summary, j));
            picture->cell = MAX(picture->cell, ps_svg_text_width(mark, 14) + 6);
        }
    }
    /* the slanted name of the last column reaches beyond it */
    picture->grid_width =
        MAX(picture->names + picture->n * picture->cell + picture->slant / 2, MIN_GRID);
    for (guint i = 0; i < picture->grids->len; i++) {
        g_autoptr(GPtrArray) lines =
            property_lines(picture, g_array_index(picture->grids, guint, i));
        picture->text_height = MAX(picture->text_height, 22 + lines->len * SMALL_LINE);
    }
    picture->width =
        MAX(MIN_WIDTH, 2 * MARGIN + picture->across * (picture->grid_width + GAP) - GAP);
}

/* ---- Cells ---- */

/* What a cell is, for those who point at it and for those who hear it. */
static char *
cell_title(const Picture *picture, guint property, guint a, guint b)
{
    const PsWorld *world = servers_world(picture->servers, a, b);
    const PsFinding *finding = servers_finding(picture->servers, property, a, b);
    g_autofree char *needs = ps_ways_text(finding->ways);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s: %s\n%s: %s\n%s ", ps_world_name(world, 0),
                    picture->servers->names[a], ps_world_name(world, 1), picture->servers->names[b],
                    ps_property_name(finding->property));
    if (finding->outcome != PS_VIOLATED) {
        g_string_append(text, servers_kind_meaning(servers_kind(finding)));
        return g_string_free(text, FALSE);
    }
    g_string_append_printf(text, "is violated: %s", ps_property_meaning(finding->property));
    if (finding->path == NULL)
        return g_string_free(text, FALSE);
    g_autofree char *steps = ps_text_count(finding->path->len, "step");
    g_string_append_printf(text, "\n%s, needs %s:", steps, needs);
    for (guint i = 0; i < finding->path->len; i++) {
        g_autofree char *step = ps_step_text(world, g_array_index(finding->path, PsStep, i));
        g_string_append_printf(text, "\n%s", step);
    }
    return g_string_free(text, FALSE);
}

/* The back of a cell and its mark: a number, or a dot for what holds. */
static void
append_mark(const Picture *picture, const char *mark, guint width, int x, int y)
{
    int centre = x + (int)width / 2;
    ps_svg_rect(picture->svg, "back", x, y, width, CELL_HEIGHT);
    if (g_str_equal(mark, "."))
        g_string_append_printf(picture->svg,
                               "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"2\"/>\n", centre,
                               y + CELL_HEIGHT / 2);
    else
        ps_svg_text(picture->svg, "mark", centre, y + CELL_HEIGHT / 2 + 5, mark);
}

static void
append_cell(const Picture *picture, guint property, guint a, guint b, int x, int y)
{
    const PsFinding *finding = servers_finding(picture->servers, property, a, b);
    g_autofree char *title = cell_title(picture, property, a, b);
    g_autofree char *mark = ps_mark(finding);
    g_string_append_printf(picture->svg, "<g id=\"cell-%s-%u-%u\" class=\"cell %s\">\n",
                           ps_property_name(finding->property), a + 1, b + 1,
                           servers_kind_class(servers_kind(finding)));
    ps_svg_element(picture->svg, "title", title);
    append_mark(picture, mark, picture->cell, x, y);
    g_string_append(picture->svg, "</g>\n");
}

/* ---- Grids ---- */

static void
append_names(const Picture *picture, int left, int top)
{
    for (guint i = 0; i < picture->n; i++) {
        g_autofree char *name = short_name(picture, i);
        int column = left + (int)(i * picture->cell + picture->cell / 2) + 4;
        ps_svg_text_slanted(picture->svg, "column", column, top - 5, name);
        ps_svg_text(picture->svg, "row", left - 7, top + (int)i * CELL_HEIGHT + CELL_HEIGHT / 2 + 4,
                    name);
    }
}

static void
append_grid(const Picture *picture, guint property, int x, int y)
{
    g_autoptr(GPtrArray) lines = property_lines(picture, property);
    int left = x + (int)picture->names;
    int top = y + (int)picture->text_height + (int)picture->slant;
    const char *name = ps_property_name(servers_property(picture->servers, property));
    g_string_append_printf(picture->svg, "<g id=\"grid-%s\" class=\"grid\">\n", name);
    ps_svg_text(picture->svg, "property", x, y + 13, name);
    ps_svg_lines(picture->svg, "small", x, y + 31, SMALL_LINE, lines);
    append_names(picture, left, top);
    for (guint a = 0; a < picture->n; a++)
        for (guint b = 0; b < picture->n; b++)
            append_cell(picture, property, a, b, left + (int)(b * picture->cell),
                        top + (int)a * CELL_HEIGHT);
    g_string_append(picture->svg, "</g>\n");
}

/* The height of a grid and of the gap below it. */
static int
grid_height(const Picture *picture)
{
    return (int)(picture->text_height + picture->slant + picture->n * CELL_HEIGHT) + GAP;
}

/* ---- What stands around the grids ---- */

/* Appends text in as many lines as it needs, or only measures it, if svg is NULL. y is the first
 * base line; returns that of what follows. */
static int
append_text(const Picture *picture, GString *svg, const char *class, guint size, int x, int y,
            const char *text)
{
    guint columns = ps_svg_columns(picture->width - MARGIN - (guint)x, size);
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, columns);
    guint height = size == TITLE ? 24 : LINE;
    if (svg != NULL)
        ps_svg_lines(svg, class, x, y, height, lines);
    return y + (int)(lines->len * height);
}

static char *
subtitle_text(const Picture *picture)
{
    const PsWorld *world = servers_world(picture->servers, 0, 0);
    g_autofree char *conditions = servers_conditions(picture->servers);
    return g_strdup_printf("Rows: %s’s server; columns: %s’s; %s", ps_world_name(world, 0),
                           ps_world_name(world, 1), conditions);
}

static int
append_title(const Picture *picture, GString *svg)
{
    g_autofree char *title = servers_title(picture->servers);
    g_autofree char *subtitle = subtitle_text(picture);
    int y = append_text(picture, svg, "title", TITLE, MARGIN, MARGIN + 14, title);
    return append_text(picture, svg, "text", TEXT, MARGIN, y - 2, subtitle) + 8;
}

/* Appends a sample of a kind of cell and what it means, if there is such a cell. */
static int
append_kind(const Picture *picture, GString *svg, ServersKind kind, int y)
{
    static const char *const samples[SERVERS_N_KINDS] = {".", "5", "8r", "2v", "8?", "?"};
    if (!servers_has_kind(picture->servers, kind))
        return y;
    if (svg != NULL) {
        g_string_append_printf(svg, "<g class=\"sample %s\">\n", servers_kind_class(kind));
        append_mark(picture, samples[kind], SWATCH, MARGIN, y - 17);
        g_string_append(svg, "</g>\n");
        ps_svg_text(svg, "text", MARGIN + SWATCH + 10, y, servers_kind_meaning(kind));
    }
    return y + CELL_HEIGHT + 2;
}

static int
append_legend(const Picture *picture, GString *svg, int y)
{
    g_autofree char *notes = notes_text(picture);
    for (guint kind = 0; kind < SERVERS_N_KINDS; kind++)
        y = append_kind(picture, svg, (ServersKind)kind, y);
    return append_text(picture, svg, "text", TEXT, MARGIN, y + 4, notes);
}

static void
append_head(const Picture *picture, guint height)
{
    g_autofree char *title = servers_title(picture->servers);
    g_autofree char *subtitle = subtitle_text(picture);
    g_autofree char *notes = notes_text(picture);
    g_autofree char *all = g_strdup_printf("%s\n%s", subtitle, notes);
    g_autofree char *safe_title = ps_text_xml(title);
    g_autofree char *safe_desc = ps_text_xml(all);
    g_string_append_printf(
        picture->svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-servers\" role=\"img\" "
        "aria-labelledby=\"presub-servers-title presub-servers-desc\" width=\"%u\" height=\"%u\" "
        "viewBox=\"0 0 %u %u\">\n"
        "<title id=\"presub-servers-title\">%s</title>\n"
        "<desc id=\"presub-servers-desc\">%s</desc>\n%s",
        picture->width, height, picture->width, height, safe_title, safe_desc, style);
    ps_svg_rect(picture->svg, "paper", 0, 0, picture->width, height);
}

static void
draw(const Picture *picture)
{
    int top = append_title(picture, NULL);
    guint rows = (picture->grids->len + picture->across - 1) / picture->across;
    int legend = top + (int)rows * grid_height(picture) + 10;
    append_head(picture, (guint)(append_legend(picture, NULL, legend) - LINE + MARGIN));
    append_title(picture, picture->svg);
    for (guint i = 0; i < picture->grids->len; i++)
        append_grid(picture, g_array_index(picture->grids, guint, i),
                    MARGIN + (int)(i % picture->across * (picture->grid_width + GAP)),
                    top + (int)(i / picture->across) * grid_height(picture));
    append_legend(picture, picture->svg, legend);
    g_string_append(picture->svg, "</svg>\n");
}

char *
ps_servers_svg(const PsServers *servers)
{
    Picture picture = {.servers = servers, .n = servers_n(servers), .svg = g_string_new(NULL)};
    list_grids(&picture);
    measure(&picture);
    draw(&picture);
    g_array_unref(picture.grids);
    return g_string_free(picture.svg, FALSE);
}
