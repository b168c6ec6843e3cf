/* Tests of the matrix: the SVG is read with GLib's parser and its cells are counted. */
#include "explorer/verdicts.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/matrix.h"

#include <string.h>

static const char *const kinds[] = {"never", "in-flight", "agrees", "violated"};

/* What a document says. */
typedef struct {
    guint cells[G_N_ELEMENTS(kinds)];
    guint titles;
    gboolean in_cell;
    GHashTable *ids;
    GString *text; /* all of it, one line an element */
} Reading;

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    (void)context;
    (void)error;
    Reading *reading = data;
    gboolean is_cell = FALSE;
    for (guint i = 0; names[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit(values[i], " ", -1);
        if (g_str_equal(names[i], "id"))
            CHECK(g_hash_table_add(reading->ids, g_strdup(values[i])), "id %s comes twice",
                  values[i]);
        if (!g_str_equal(names[i], "class") || !g_str_equal(words[0], "cell"))
            continue;
        is_cell = TRUE;
        for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++)
            reading->cells[kind] += g_str_equal(words[1], kinds[kind]);
    }
    reading->titles += reading->in_cell && g_str_equal(element, "title");
    reading->in_cell = is_cell;
}

static void
on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    Reading *reading = data;
    g_string_append_len(reading->text, text, (gssize)length);
    g_string_append_c(reading->text, '\n');
}

static void
read_svg(const char *svg, Reading *reading)
{
    static const GMarkupParser parser = {.start_element = on_start, .text = on_text};
    g_autoptr(GError) error = NULL;
    *reading = (Reading){.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                         .text = g_string_new(NULL)};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    gboolean parsed = g_markup_parse_context_parse(context, svg, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    CHECK(parsed, "not well-formed: %s", error != NULL ? error->message : "");
}

static void
reading_clear(Reading *reading)
{
    g_hash_table_unref(reading->ids);
    g_string_free(reading->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* The matrix of a world; at most max_states states are searched (0: all). Free it. */
static char *
draw(const PsWorld *world, guint64 max_states)
{
    PsLimits limits = {.max_states = max_states};
    g_autoptr(PsSearch) search = ps_search_new(world, &limits);
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world));
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, properties);
    return ps_matrix_svg(verdicts, FALSE);
}

/* Sorts a pair of entries by looking at all states there are. */
static guint
kind_of(const PsSearch *search, guint a, guint b)
{
    const PsWorld *world = ps_search_world(search);
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world));
    guint kind = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState state = ps_search_state(search, id);
        if (state.entry[0] != a || state.entry[1] != b)
            continue;
        guint here = ps_state_is_settled(&state) ? 2 : 1;
        for (guint i = 0; i < ps_properties_n(properties); i++)
            if (ps_property_applies(ps_properties_get(properties, i), world) &&
                ps_property_violated(ps_properties_get(properties, i), world, &state))
                here = 3;
        kind = MAX(kind, here);
    }
    return kind;
}

static void
check_cells(const char *line, guint rows, guint columns)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autofree char *svg = draw(setting->world, 0);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_auto(Reading) reading;
    guint expected[G_N_ELEMENTS(kinds)] = {0};
    read_svg(svg, &reading);
    for (guint a = 0; a < ps_profile_n_states(setting->profiles[0]); a++)
        for (guint b = 0; b < ps_profile_n_states(setting->profiles[1]); b++)
            if ((ps_profile_reachable(setting->profiles[0]) >> a & 1) &&
                (ps_profile_reachable(setting->profiles[1]) >> b & 1))
                expected[kind_of(search, a, b)]++;
    guint all = 0;
    for (guint kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
        CHECK_NUMBER(reading.cells[kind], expected[kind], "%s: %s", line, kinds[kind]);
        all += reading.cells[kind];
    }
    CHECK_NUMBER(all, rows * columns, "%s", line);
    CHECK_NUMBER(reading.titles, all, "%s: cells with a title", line);
}

static void
cells_are_what_a_naive_count_says(void)
{
    check_cells("rfc6121 k=1", 9, 9);
    check_cells("rfc6121 k=1 auto-unsubscribed=off", 9, 9);
    check_cells("rfc6121 k=1 availability", 9, 9);
    check_cells("rfc6121 k=1 a:pre-approval=on", 12, 9);
    check_cells("mini k=2", 4, 4);
    check_cells("ping k=1", 1, 1);
}

static void
large_matrices_are_what_a_naive_count_says(void)
{
    check_cells("rfc6121 k=3", 9, 9);
    check_cells("openfire k=1", 17, 17);
    check_cells("openfire rfc6121 k=1", 17, 9);
}

static void
rfc6121_is_as_known(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autofree char *svg = draw(setting->world, 0);
    g_auto(Reading) reading;
    read_svg(svg, &reading);
    CHECK_NUMBER(reading.cells[2], 9, "pairs that agree");
    CHECK_NUMBER(reading.cells[3], 16, "pairs in violation");
    CHECK_CONTAINS(reading.text->str, "5,449 states, 18,478 transitions, at most 3 presences");
    CHECK_CONTAINS(reading.text->str, "romeo: From\njuliet: None\nin violation");
    CHECK_CONTAINS(reading.text->str, "leak: no-leak is violated");
    CHECK_CONTAINS(reading.text->str, "Holds: no-ghost, no-stuck, recoverable and no-reply-storm");
    CHECK_CONTAINS(svg, "role=\"img\"");
    CHECK_CONTAINS(svg, "prefers-color-scheme: dark");
}

static void
hostile_names_are_shown_as_they_are(void)
{
    static const char *const names[][2] = {
        {"</title><b>", "\"'&amp;"},
        {"<!--", "]]>"},
        {"ロミオ", "я"},
    };
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        PsWorldOptions options = options_for(profile, profile, 1);
        options.names[0] = names[i][0];
        options.names[1] = names[i][1];
        g_autoptr(PsWorld) world = make_world(&options);
        g_autofree char *svg = draw(world, 0);
        g_auto(Reading) reading;
        read_svg(svg, &reading);
        CHECK_NUMBER(reading.cells[2], 9, "%s", names[i][0]);
        if (i != 2) /* controls cannot stand in XML at all */
            CHECK_CONTAINS(reading.text->str, names[i][0]);
        CHECK(strpbrk(svg, "\001\033") == NULL, "%s: a control is in the file", names[i][1]);
    }
}

/* The text of a profile with as many states as there can be, with names of some length, on a ring
 * of subscribes. Free it. */
static char *
ring_profile(guint n)
{
    static const char *const groups[] = {"Outbound unsubscribe",  "Outbound subscribed",
                                         "Outbound unsubscribed", "Inbound unsubscribe",
                                         "Inbound subscribed",    "Inbound unsubscribed",
                                         "Inbound subscribe",     "Remove"};
    GString *text = g_string_new("[Profile]\nName=ring\nTitle=A ring\nReference=none\n"
                                 "Initial=State 0 of the ring\n[States]\n");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "State %u of the ring=none\n", i);
    g_string_append(text, "[Outbound subscribe]\n");
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "State %u of the ring=State %u of the ring; route\n", i,
                               (i + 1) % n);
    for (guint group = 0; group < G_N_ELEMENTS(groups); group++) {
        g_string_append_printf(text, "[%s]\n", groups[group]);
        for (guint i = 0; i < n; i++)
            g_string_append_printf(text, "State %u of the ring=same\n", i);
    }
    return g_string_free(text, FALSE);
}

static void
the_largest_profiles_have_a_matrix(void)
{
    g_autofree char *text = ring_profile(PS_MAX_STATES);
    g_autoptr(PsProfile) profile = parse_profile(text);
    PsWorldOptions options = options_for(profile, profile, 1);
    g_autoptr(PsWorld) world = make_world(&options);
    g_autofree char *svg = draw(world, 0);
    g_auto(Reading) reading;
    read_svg(svg, &reading);
    CHECK_NUMBER(reading.titles, PS_MAX_STATES * PS_MAX_STATES, "cells");
}

static void
an_unfinished_search_says_so(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3 auto-subscribed=off");
    g_autofree char *svg = draw(setting->world, 100);
    g_auto(Reading) reading;
    read_svg(svg, &reading);
    CHECK_CONTAINS(reading.text->str, "not complete: stopped by the limit of 100 states");
    CHECK_CONTAINS(reading.text->str, "not met so far");
    CHECK_CONTAINS(reading.text->str, "Undecided: ");
    CHECK_CONTAINS(reading.text->str, "\nauto-subscribed off\n");
}

static void
the_same_matrix_is_the_same_text(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    g_autofree char *first = draw(setting->world, 0);
    g_autofree char *second = draw(setting->world, 0);
    CHECK_STRING(first, second);
}

const Test matrix_tests[] = {
    {"cells are what a naive count says", cells_are_what_a_naive_count_says, FALSE},
    {"large matrices are what a naive count says", large_matrices_are_what_a_naive_count_says,
     TRUE},
    {"rfc6121 is as known", rfc6121_is_as_known, FALSE},
    {"hostile names are shown as they are", hostile_names_are_shown_as_they_are, FALSE},
    {"the largest profiles have a matrix", the_largest_profiles_have_a_matrix, FALSE},
    {"an unfinished search says so", an_unfinished_search_says_so, FALSE},
    {"the same matrix is the same text", the_same_matrix_is_the_same_text, FALSE},
    {NULL, NULL, FALSE},
};
