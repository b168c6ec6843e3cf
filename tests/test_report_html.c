/* Tests of the page of a report: its HTML is well-formed and lets nothing in. */
#include "tests/report-page.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/palette.h"

#include <string.h>

typedef struct {
    GHashTable *ids;
    guint charts;
} Reading;

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    Reading *reading = data;
    (void)context;
    (void)error;
    CHECK(!g_str_equal(element, "img") && !g_str_equal(element, "script"), "<%s>", element);
    for (guint i = 0; names[i] != NULL; i++) {
        CHECK(!g_str_has_prefix(names[i], "on") && !g_str_equal(names[i], "style"), "%s of %s",
              names[i], element);
        if (g_str_equal(names[i], "id"))
            CHECK(g_hash_table_add(reading->ids, g_strdup(values[i])), "id %s comes twice",
                  values[i]);
        reading->charts += g_str_equal(names[i], "class") && g_str_equal(values[i], "presub-chart");
    }
}

/* Reads the page without its scripts: it must be well-formed, each id be there once, and as many
 * charts as there are runs, and that of the stepper. */
static void
check_well_formed(const Page *page)
{
    static const GMarkupParser parser = {.start_element = on_start};
    g_autoptr(GError) error = NULL;
    guint charts = 1;
    Reading reading = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
    g_autofree char *all = page_part(page->html, "<!DOCTYPE html>", PAGE_DATA);
    g_autofree char *html = g_strconcat(all, "</body></html>", NULL);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
    gboolean parsed = g_markup_parse_context_parse(context, html, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    CHECK(parsed, "not well-formed: %s", error != NULL ? error->message : "");
    for (guint i = 0; i < ps_verdicts_n(page->verdicts); i++)
        charts += ps_verdicts_get(page->verdicts, i)->path != NULL;
    CHECK_NUMBER(reading.charts, charts, "charts");
    g_hash_table_unref(reading.ids);
}

static void
pages_are_well_formed(void)
{
    static const char *const lines[] = {"rfc6121 k=1", "rfc6121 openfire k=2 loss=1", "ping k=1",
                                        "rfc6121 k=1 availability"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(Page) page = page_new(lines[i], 0, NULL, NULL);
        check_well_formed(&page);
    }
}

static void
what_users_write_stays_text(void)
{
    static const char *const names[] = {"</script><img>", "\"'&<b>"};
    g_auto(Page) page =
        page_new("rfc6121 k=1", 0, names, "reachable met \"</style><!--<script>\": in_flight > 0");
    g_autofree char *json = page_part(page.html, PAGE_DATA, "</script>");
    check_well_formed(&page);
    CHECK(strchr(json, '<') == NULL, "< in the data");
    CHECK_STRING(json_array_get_string_element(page_column(&page, "names"), 0), names[0]);
    CHECK_STRING(json_array_get_string_element(page_column(&page, "names"), 1), names[1]);
    g_auto(GStrv) scripts = g_strsplit(page.html, "<script", -1);
    CHECK_NUMBER(g_strv_length(scripts) - 1, 2, "scripts");
}

/* The policy names the hash of the script, and of each style; nothing else may be. */
static void
the_policy_allows_the_page_alone(void)
{
    g_auto(Page) page = page_new("rfc6121 k=1", 0, NULL, NULL);
    g_autofree char *policy = page_part(page.html, "Content-Security-Policy\" content=\"", "\"");
    g_autofree char *script = page_part(page.html, PAGE_SCRIPT, "</script>");
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, script, -1);
    g_autofree guchar *digest = g_new(guchar, 32);
    for (guint i = 0; i < 32; i++)
        digest[i] =
            (guchar)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    g_autofree char *base64 = g_base64_encode(digest, 32);
    g_autofree char *expected = g_strdup_printf("; script-src 'sha256-%s'", base64);
    CHECK(g_str_has_prefix(policy, "default-src 'none'; base-uri 'none'; form-action 'none'; "),
          "%s", policy);
    CHECK(g_str_has_suffix(policy, expected), "%s does not end in %s", policy, expected);
    CHECK(strstr(policy, "unsafe") == NULL && strchr(policy, '*') == NULL, "%s", policy);
    CHECK(strstr(page.html, "http-equiv=\"refresh\"") == NULL, "it goes elsewhere");
}

/* Checks that a module is in the script, behind those that it imports from. */
static void
check_module(const char *script, const char *name)
{
    g_autofree char *path = g_build_filename("viz/report", name, NULL);
    g_autofree char *text = NULL;
    REQUIRE(g_file_get_contents(path, &text, NULL, NULL), "%s", path);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *at = strstr(script, lines[0]);
    REQUIRE(at != NULL, "%s is not in the script", name);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_prefix(lines[i], "import "))
            continue;
        g_autofree char *from = page_part(lines[i], "\"./", "\"");
        g_autofree char *other = g_build_filename("viz/report", from, NULL);
        g_autofree char *imported = NULL;
        REQUIRE(g_file_get_contents(other, &imported, NULL, NULL), "%s", other);
        g_auto(GStrv) first = g_strsplit(imported, "\n", 2);
        const char *place = strstr(script, first[0]);
        CHECK(place != NULL && place < at, "%s comes before %s, from which it imports", name, from);
    }
}

static void
the_script_is_all_modules(void)
{
    g_auto(Page) page = page_new("rfc6121 k=1", 0, NULL, NULL);
    g_autofree char *script = page_part(page.html, PAGE_SCRIPT, "</script>");
    g_autoptr(GDir) folder = g_dir_open("viz/report", 0, NULL);
    guint n = 0;
    REQUIRE(folder != NULL, "no viz/report");
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        if (g_str_has_suffix(name, ".mjs")) {
            check_module(script, name);
            n++;
        }
    CHECK(n > 5, "%u modules", n);
    CHECK(strstr(script, "\nimport ") == NULL, "an import is left");
    CHECK(strstr(script, "\nexport ") == NULL, "an export is left");
}

/* The style is no C: its colours are compared with those of the pictures. */
static void
colours_are_those_of_the_pictures(void)
{
    static const char *const light[] = {"--good: " PS_SKY_TINT, "--good-line: " PS_BLUE,
                                        "--bad: " PS_ORANGE_TINT, "--bad-line: " PS_VERMILION,
                                        "--focus: " PS_VERMILION};
    static const char *const dark[] = {
        "--paper: " PS_DARK_PAPER,    "--ink: " PS_DARK_INK,
        "--sheet: " PS_DARK_SHEET,    "--link: " PS_DARK_BLUE,
        "--good: " PS_DARK_SKY_TINT,  "--good-line: " PS_DARK_BLUE,
        "--bad: " PS_ORANGE_TINT,     "--bad-line: " PS_DARK_VERMILION,
        "--focus: " PS_DARK_VERMILION};
    g_autofree char *style = NULL;
    REQUIRE(g_file_get_contents("viz/report/report.css", &style, NULL, NULL), "no style");
    g_autofree char *capitals = g_ascii_strup(style, -1);
    g_auto(GStrv) schemes = g_strsplit(capitals, "PREFERS-COLOR-SCHEME: DARK", 2);
    REQUIRE(schemes[1] != NULL, "no dark scheme");
    for (guint i = 0; i < G_N_ELEMENTS(light); i++) {
        g_autofree char *line = g_ascii_strup(light[i], -1);
        CHECK_CONTAINS(schemes[0], line);
    }
    for (guint i = 0; i < G_N_ELEMENTS(dark); i++) {
        g_autofree char *line = g_ascii_strup(dark[i], -1);
        CHECK_CONTAINS(schemes[1], line);
    }
}

static void
pages_are_the_same_bytes(void)
{
    g_auto(Page) one = page_new("rfc6121 openfire k=2", 0, NULL, NULL);
    g_auto(Page) two = page_new("rfc6121 openfire k=2", 0, NULL, NULL);
    CHECK(g_str_equal(one.html, two.html), "they differ");
}

const Test report_html_tests[] = {
    {"pages are well-formed", pages_are_well_formed, FALSE},
    {"what users write stays text", what_users_write_stays_text, FALSE},
    {"the policy allows the page alone", the_policy_allows_the_page_alone, FALSE},
    {"the script is all modules", the_script_is_all_modules, FALSE},
    {"colours are those of the pictures", colours_are_those_of_the_pictures, FALSE},
    {"pages are the same bytes", pages_are_the_same_bytes, FALSE},
    {0},
};
