/* Tests of the matrix of servers: marks, and the formats read back. */
#include "tests/pairs.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/servers-private.h"

#include <string.h>

/* ---- Marks ---- */

static void
check_mark(guint steps, const guint *sets, guint n, const char *expected, ServersKind kind)
{
    g_autoptr(GArray) path = g_array_new(FALSE, TRUE, sizeof(PsStep));
    g_autoptr(GArray) ways = g_array_new(FALSE, FALSE, sizeof(PsWay));
    g_array_set_size(path, steps);
    for (guint i = 0; i < n; i++) {
        PsWay way = {sets[i], steps};
        g_array_append_val(ways, way);
    }
    PsFinding finding = {.outcome = PS_VIOLATED, .path = path, .ways = ways};
    g_autofree char *mark = ps_mark(&finding);
    CHECK_STRING(mark, expected);
    CHECK_NUMBER(servers_kind(&finding), kind, "%s", expected);
}

static void
marks_say_steps_and_needs(void)
{
    static const guint nothing[] = {0};
    static const guint race[] = {1u << PS_NEED_RACE};
    static const guint faults[] = {1u << PS_NEED_LOSS, 1u << PS_NEED_REPEAT, 1u << PS_NEED_BOUNCE};
    static const guint race_or_loss[] = {1u << PS_NEED_RACE, 1u << PS_NEED_LOSS};
    static const guint both[] = {1u << PS_NEED_OVERTAKING | 1u << PS_NEED_AVAILABILITY};
    check_mark(5, nothing, 1, "5", SERVERS_NOTHING);
    check_mark(8, race, 1, "8r", SERVERS_RACE);
    check_mark(12, race_or_loss, 2, "12r/v", SERVERS_RACE);
    check_mark(3, faults, 3, "3v/d/b", SERVERS_MORE);
    check_mark(7, both, 1, "7ta", SERVERS_MORE);
    check_mark(4, NULL, 0, "4?", SERVERS_UNKNOWN);
    PsFinding holds = {.outcome = PS_HOLDS};
    PsFinding unknown = {.outcome = PS_UNDECIDED};
    PsFinding unreached = {.outcome = PS_VIOLATED};
    g_autofree char *dot = ps_mark(&holds);
    g_autofree char *question = ps_mark(&unknown);
    g_autofree char *cross = ps_mark(&unreached);
    CHECK_STRING(dot, ".");
    CHECK_STRING(question, "?");
    CHECK_STRING(cross, "x");
}

/* ---- Formats ---- */

static const char *const hostile[] = {"</title><script>", "a,\"b\"\r\nc & 'd'", "ロミオ", NULL};

/* Reads one field of CSV; *text becomes what follows it and what ended it. Free it. */
static char *
read_field(const char **text)
{
    GString *field = g_string_new(NULL);
    gboolean quoted = **text == '"';
    for (*text += quoted; **text != '\0'; ++*text) {
        if (quoted && **text == '"' && *++*text != '"')
            break;
        if (!quoted && strchr(",\r", **text) != NULL)
            break;
        g_string_append_c(field, **text);
    }
    return g_string_free(field, FALSE);
}

static GPtrArray *
read_record(const char **text)
{
    GPtrArray *fields = g_ptr_array_new_with_free_func(g_free);
    do {
        *text += fields->len > 0;
        g_ptr_array_add(fields, read_field(text));
    } while (**text == ',');
    CHECK(g_str_has_prefix(*text, "\r\n"), "a line ends in CR LF, not “%.10s”", *text);
    *text += strlen("\r\n");
    return fields;
}

static void
csv_is_read_back(void)
{
    static const char *const profiles[] = {"mini", "rfc6121", "openfire", NULL};
    g_autoptr(Matrix) matrix = matrix_new(profiles, hostile, "k=1", NULL);
    g_autofree char *csv = ps_servers_csv(&matrix->servers);
    const char *rest = csv;
    g_autoptr(GPtrArray) head = read_record(&rest);
    CHECK_NUMBER(head->len, 12, "columns");
    for (guint i = 0; i < 9 * 6; i++) {
        g_autoptr(GPtrArray) fields = read_record(&rest);
        const PsFinding *finding =
            ps_summary_finding(ps_survey_summary(matrix->survey, i / 6), i % 6);
        g_autofree char *steps =
            finding->path != NULL ? g_strdup_printf("%u", finding->path->len) : g_strdup("");
        REQUIRE(fields->len == 12, "line %u has %u fields", i, fields->len);
        CHECK_STRING(g_ptr_array_index(fields, 0), hostile[i / 18]);
        CHECK_STRING(g_ptr_array_index(fields, 1), hostile[i / 6 % 3]);
        CHECK_STRING(g_ptr_array_index(fields, 2), ps_property_name(finding->property));
        CHECK_STRING(g_ptr_array_index(fields, 3), finding->path == NULL ? "true" : "false");
        CHECK_STRING(g_ptr_array_index(fields, 4), steps);
    }
    CHECK_STRING(rest, "");
}

/* What an XML document says. */
typedef struct {
    guint classes[SERVERS_N_KINDS]; /* elements whose id is that of a cell, by class */
    GHashTable *ids;
    GPtrArray *links;
    GString *text;
} Reading;

static void
read_attribute(Reading *reading, const char *name, const char *value, const char *class)
{
    if (g_str_equal(name, "href")) {
        CHECK(value[0] == '#', "a link to elsewhere: %s", value);
        g_ptr_array_add(reading->links, g_strdup(value + 1));
    } else if (g_str_equal(name, "title")) {
        g_string_append_printf(reading->text, "%s\n", value);
    }
    if (!g_str_equal(name, "id"))
        return;
    CHECK(g_hash_table_add(reading->ids, g_strdup(value)), "id %s comes twice", value);
    for (guint kind = 0; kind < SERVERS_N_KINDS && g_str_has_prefix(value, "cell-"); kind++)
        reading->classes[kind] += g_str_has_suffix(class, servers_kind_class((ServersKind)kind));
}

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    (void)context;
    (void)error;
    const char *class = "";
    CHECK(!g_str_equal(element, "script"), "a script");
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], "class"))
            class = values[i];
    for (guint i = 0; names[i] != NULL; i++)
        read_attribute(data, names[i], values[i], class);
}

static void
on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(((Reading *)data)->text, text, (gssize)length);
}

/* Reads a document: it is well-formed, no id comes twice, and its links lead to ids. */
static void
read_xml(const char *xml, Reading *reading)
{
    static const GMarkupParser parser = {.start_element = on_start, .text = on_text};
    g_autoptr(GError) error = NULL;
    *reading = (Reading){.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                         .links = g_ptr_array_new_with_free_func(g_free),
                         .text = g_string_new(NULL)};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    gboolean parsed = g_markup_parse_context_parse(context, xml, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    CHECK(parsed, "not well-formed: %s", error != NULL ? error->message : "");
    for (guint i = 0; i < reading->links->len; i++)
        CHECK(g_hash_table_contains(reading->ids, g_ptr_array_index(reading->links, i)),
              "a link to nowhere: %s", (char *)g_ptr_array_index(reading->links, i));
}

static void
reading_clear(Reading *reading)
{
    g_hash_table_unref(reading->ids);
    g_ptr_array_unref(reading->links);
    g_string_free(reading->text, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

/* The document has a cell for each finding of a property that does not hold everywhere. */
static void
check_document(const Matrix *matrix, const char *xml)
{
    g_auto(Reading) reading;
    guint expected[SERVERS_N_KINDS] = {0};
    read_xml(xml, &reading);
    for (guint i = 0; i < servers_n_properties(&matrix->servers); i++) {
        guint counts[SERVERS_N_KINDS];
        servers_count(&matrix->servers, i, counts);
        for (guint kind = 0; kind < SERVERS_N_KINDS; kind++)
            if (!servers_holds_everywhere(&matrix->servers, i))
                expected[kind] += counts[kind];
    }
    for (guint kind = 0; kind < SERVERS_N_KINDS; kind++)
        CHECK_NUMBER(reading.classes[kind], expected[kind], "%s",
                     servers_kind_class((ServersKind)kind));
    CHECK_CONTAINS(reading.text->str, matrix->servers.names[0]);
    CHECK_CONTAINS(reading.text->str, "romeo subscribe");
    CHECK_CONTAINS(xml, "prefers-color-scheme: dark");
}

static void
documents_are_well_formed(void)
{
    static const char *const profiles[] = {"prosody", "rfc6121", "openfire", NULL};
    static const char *const words[] = {"k=2", "k=1 availability loss=1", "k=1 sequential",
                                        "k=1 bag availability loss=1"};
    PsLimits limits = {.max_states = 300};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        for (guint limited = 0; limited < 2; limited++) {
            g_autoptr(Matrix) matrix =
                matrix_new(profiles, limited ? hostile : NULL, words[i], limited ? &limits : NULL);
            g_autofree char *svg = ps_servers_svg(&matrix->servers);
            g_autofree char *html = ps_servers_html(&matrix->servers);
            g_autofree char *again = ps_servers_svg(&matrix->servers);
            check_document(matrix, svg);
            check_document(matrix, html);
            CHECK_STRING(again, svg);
        }
}

static void
a_matrix_may_be_small_or_sound(void)
{
    static const char *const one[] = {"mini", NULL};
    g_autoptr(Matrix) matrix = matrix_new(one, NULL, "k=1 actions=add", NULL);
    const PsStyle plain = {.colour = FALSE};
    g_autofree char *text = ps_servers_text(&matrix->servers, &plain);
    g_autofree char *svg = ps_servers_svg(&matrix->servers);
    g_auto(Reading) reading;
    CHECK_CONTAINS(text, "no pair violates a property\n");
    read_xml(svg, &reading);
    CHECK_NUMBER(reading.classes[SERVERS_HOLDS], 0, "no grid is left to draw");
}

const Test survey_view_tests[] = {
    {"marks say steps and needs", marks_say_steps_and_needs, FALSE},
    {"csv is read back", csv_is_read_back, FALSE},
    {"documents are well-formed", documents_are_well_formed, FALSE},
    {"a matrix may be small or sound", a_matrix_may_be_small_or_sound, FALSE},
    {0},
};
