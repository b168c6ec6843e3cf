/* The bench: the curve as a picture: what a state and a transition cost, and the memory of a state.
 */
#include "tests/bench/bench.h"
#include "viz/palette.h"
#include "viz/svg.h"

#include <math.h>

#define WIDTH 860
#define HEIGHT 420
#define TOP 84       /* of the panels, */
#define BOTTOM 356   /* and their end */
#define LABEL_GAP 14 /* between the base lines of labels */

/* In the dark, dark and light change places, as in the other pictures. */
static const char style[] =
    "<style>\n"
    ".presub-bench { font: 12px Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    ".presub-bench .paper { fill: #ffffff; }\n"
    ".presub-bench text { fill: #111111; }\n"
    ".presub-bench .title { font-size: 15px; font-weight: bold; }\n"
    ".presub-bench .tick { text-anchor: end; }\n"
    ".presub-bench .axis { text-anchor: middle; }\n"
    ".presub-bench .mark { fill: #5a5a5a; font-style: italic; }\n"
    ".presub-bench path { fill: none; stroke-width: 2; }\n"
    ".presub-bench .grid { stroke: #dddddd; stroke-width: 1; }\n"
    ".presub-bench .limit { stroke: " PS_GREY "; stroke-width: 1; stroke-dasharray: 2 4; }\n"
    ".presub-bench .one { stroke: " PS_BLUE "; }\n"
    ".presub-bench .two { stroke: " PS_VERMILION "; }\n"
    ".presub-bench .transition { stroke-dasharray: 6 4; }\n"
    ".presub-bench .end { text-anchor: end; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".presub-bench .paper { fill: " PS_DARK_PAPER "; }\n"
    ".presub-bench text { fill: " PS_DARK_INK "; }\n"
    ".presub-bench .mark { fill: #b0b0b0; }\n"
    ".presub-bench .grid { stroke: #343a41; }\n"
    ".presub-bench .one { stroke: #56B4E9; }\n"
    ".presub-bench .two { stroke: #F2914A; }\n"
    "}\n"
    "</style>\n";

/* A line of a panel. */
typedef struct {
    const char *class;
    const char *label; /* at its end */
    double (*value)(const BenchPoint *point);
} Series;

/* Something that a panel's lines are measured by. */
typedef struct {
    double value;
    const char *label;
} Limit;

typedef struct {
    const char *title;
    int left, right;
    const Series *series;
    guint n_series;
    const Limit *limits;
    guint n_limits;
    gboolean limits_right; /* their labels stand at the right end, where the lines are low */
    int low, high;         /* powers of ten */
} Panel;

/* ---- Values ---- */

static double
state_one(const BenchPoint *point)
{
    return point->search[0].seconds * 1e9 / (double)point->search[0].states;
}

static double
state_two(const BenchPoint *point)
{
    return point->search[1].seconds * 1e9 / (double)point->search[1].states;
}

static double
transition_one(const BenchPoint *point)
{
    return point->search[0].seconds * 1e9 / (double)point->search[0].transitions;
}

static double
transition_two(const BenchPoint *point)
{
    return point->search[1].seconds * 1e9 / (double)point->search[1].transitions;
}

static double
bytes_a_state(const BenchPoint *point)
{
    return (double)point->peak / (double)point->search[0].states;
}

static const Series times[] = {
    {"one", "a state, 1 thread", state_one},
    {"two", "a state, 2 threads", state_two},
    {"one transition", "a transition, 1 thread", transition_one},
    {"two transition", "a transition, 2 threads", transition_two},
};

static const Series bytes[] = {{"one", "presub check", bytes_a_state}};

static const Limit fastest[] = {{6.94, "a state, GPUexplore on a GPU"}};

static const Limit smallest[] = {{4, "the best published store"}, {1, "the mark"}};

/* ---- Places ---- */

static int
x_of(const Panel *panel, const GArray *points, guint i)
{
    guint spaces = MAX(points->len, 2) - 1;
    return panel->left + (int)((guint)(panel->right - panel->left) * i / spaces);
}

static int
y_of(const Panel *panel, double value)
{
    double share = (log10(value) - panel->low) / (panel->high - panel->low);
    return BOTTOM - (int)lround(share * (BOTTOM - TOP));
}

static void
stretch(Panel *panel, double value)
{
    panel->low = MIN(panel->low, (int)floor(log10(value)));
    panel->high = MAX(panel->high, (int)ceil(log10(value)));
}

static void
measure(Panel *panel, const GArray *points)
{
    for (guint i = 0; i < panel->n_limits; i++)
        stretch(panel, panel->limits[i].value);
    for (guint i = 0; i < panel->n_series; i++)
        for (guint j = 0; j < points->len; j++)
            stretch(panel, panel->series[i].value(&g_array_index(points, BenchPoint, j)));
}

/* ---- Drawing ---- */

static void
append_line(GString *svg, const char *class, const Panel *panel, int y)
{
    g_string_append_printf(svg, "<path class=\"%s\" d=\"M%d %dH%d\"/>\n", class, panel->left, y,
                           panel->right);
}

static void
append_axes(GString *svg, const Panel *panel, const GArray *points)
{
    for (int power = panel->low; power <= panel->high; power++) {
        g_autofree char *label = g_strdup_printf("%g", pow(10, power));
        int y = y_of(panel, pow(10, power));
        append_line(svg, "grid", panel, y);
        ps_svg_text(svg, "tick", panel->left - 8, y + 4, label);
    }
    for (guint i = 0; i < points->len; i++) {
        g_autofree char *label =
            g_strdup_printf("%u", g_array_index(points, BenchPoint, i).in_flight);
        ps_svg_text(svg, "axis", x_of(panel, points, i), BOTTOM + 20, label);
    }
    ps_svg_text(svg, "axis", (panel->left + panel->right) / 2, BOTTOM + 42,
                "presences in flight, at most");
    for (guint i = 0; i < panel->n_limits; i++) {
        int y = y_of(panel, panel->limits[i].value);
        append_line(svg, "limit", panel, y);
        if (panel->limits_right)
            ps_svg_text(svg, "mark end", panel->right - 2, y - 5, panel->limits[i].label);
        else
            ps_svg_text(svg, "mark", panel->left + 4, y + 14, panel->limits[i].label);
    }
}

static void
append_series(GString *svg, const Panel *panel, const Series *series, const GArray *points)
{
    g_string_append_printf(svg, "<path class=\"%s\" d=\"", series->class);
    for (guint i = 0; i < points->len; i++) {
        double value = series->value(&g_array_index(points, BenchPoint, i));
        g_string_append_printf(svg, "%s%d %d", i == 0 ? "M" : "L", x_of(panel, points, i),
                               y_of(panel, value));
    }
    g_string_append(svg, "\"/>\n");
}

/* Labels stand at the ends of their lines, which lie in the order of the series; where lines are
 * near each other, one below the other. */
static void
append_labels(GString *svg, const Panel *panel, const GArray *points)
{
    const BenchPoint *last = &g_array_index(points, BenchPoint, points->len - 1);
    int above = 0;
    for (guint i = 0; i < panel->n_series; i++) {
        int y = MAX(y_of(panel, panel->series[i].value(last)) + 4, above + LABEL_GAP);
        ps_svg_text(svg, "label", panel->right + 8, y, panel->series[i].label);
        above = y;
    }
}

static void
append_panel(GString *svg, Panel *panel, const GArray *points)
{
    measure(panel, points);
    ps_svg_text(svg, "title", panel->left - 36, TOP - 24, panel->title);
    append_axes(svg, panel, points);
    for (guint i = 0; i < panel->n_series; i++)
        append_series(svg, panel, &panel->series[i], points);
    append_labels(svg, panel, points);
}

char *
bench_plot(const GArray *points)
{
    Panel panels[] = {
        {.title = "Nanoseconds",
         .left = 60,
         .right = 380,
         .series = times,
         .n_series = G_N_ELEMENTS(times),
         .limits = fastest,
         .n_limits = G_N_ELEMENTS(fastest)},
        {.title = "Bytes a state",
         .left = 590,
         .right = 756,
         .series = bytes,
         .n_series = G_N_ELEMENTS(bytes),
         .limits = smallest,
         .n_limits = G_N_ELEMENTS(smallest),
         .limits_right = TRUE},
    };
    GString *svg = g_string_new(NULL);
    g_string_append_printf(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-bench\" role=\"img\" "
        "aria-labelledby=\"presub-bench-title presub-bench-desc\" width=\"%d\" height=\"%d\" "
        "viewBox=\"0 0 %d %d\">\n"
        "<title id=\"presub-bench-title\">What a state and a transition cost</title>\n"
        "<desc id=\"presub-bench-desc\">On the core model, as more may be in flight: nanoseconds "
        "and peak memory; the table in performance.md has the same figures.</desc>\n%s",
        WIDTH, HEIGHT, WIDTH, HEIGHT, style);
    ps_svg_rect(svg, "paper", 0, 0, WIDTH, HEIGHT);
    ps_svg_text(svg, "text", 24, 28,
                "The core model: the search alone (left), and the peak memory of presub check "
                "(right). Logarithmic.");
    for (guint i = 0; i < G_N_ELEMENTS(panels); i++)
        append_panel(svg, &panels[i], points);
    g_string_append(svg, "</svg>\n");
    return g_string_free(svg, FALSE);
}
