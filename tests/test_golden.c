/* Tests of golden figures: every configuration of the manifest comes to what is recorded there, and
 * what ought to be in the manifest is. Recording it again is a test too, so that what is wrong with
 * a configuration is reported in the same way; only `make golden` runs that one. */
#include "tests/golden.h"

#include "model/profile.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

/* The text of the manifest. Free it. */
static char *
read_manifest(void)
{
    g_autoptr(GError) error = NULL;
    char *text = NULL;
    gboolean read = g_file_get_contents(GOLDEN_FILE, &text, NULL, &error);
    REQUIRE(read, "%s", error->message);
    return text;
}

static GPtrArray *
read_lines(void)
{
    g_autofree char *text = read_manifest();
    return golden_parse(text);
}

/* ---- The figures ---- */

/* Configurations with at most this many states are quick. */
#define QUICK_STATES 1500

/* Compares those of the configurations that are quick, or those that are not. */
static void
check_figures(gboolean quick)
{
    g_autoptr(GPtrArray) lines = read_lines();
    for (guint i = 0; i < lines->len; i++) {
        const GoldenLine *line = g_ptr_array_index(lines, i);
        if (line->setting == NULL || (golden_states(line->figures) <= QUICK_STATES) != quick)
            continue;
        g_autofree char *found = golden_figures(line->setting);
        g_autofree char *changes = golden_changes(line->figures, found);
        CHECK(changes == NULL, "%s:%u: %s: %s\n  expected %s\n  found    %s\n", GOLDEN_FILE, i + 1,
              line->setting, changes, line->figures, found);
    }
}

static void
quick_figures_are_as_recorded(void)
{
    check_figures(TRUE);
}

static void
other_figures_are_as_recorded(void)
{
    check_figures(FALSE);
}

/* ---- The manifest ---- */

/* The lines by configuration. */
static GHashTable *
all_settings(const GPtrArray *lines)
{
    GHashTable *settings = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < lines->len; i++) {
        GoldenLine *line = g_ptr_array_index(lines, i);
        if (line->setting != NULL)
            g_hash_table_insert(settings, line->setting, line);
    }
    return settings;
}

/* Each line is as recording writes it, and no configuration is there twice. */
static void
the_manifest_is_in_order(void)
{
    g_autoptr(GPtrArray) lines = read_lines();
    g_autoptr(GHashTable) settings = all_settings(lines);
    for (guint i = 0; i < lines->len; i++) {
        const GoldenLine *line = g_ptr_array_index(lines, i);
        if (line->setting == NULL)
            continue;
        g_autofree char *expected = golden_line(line->setting, line->figures);
        CHECK_STRING(line->text, expected);
        CHECK(g_hash_table_lookup(settings, line->setting) == line, "%s:%u: %s is there twice",
              GOLDEN_FILE, i + 1, line->setting);
    }
    CHECK(g_hash_table_size(settings) >= 250, "%u configurations", g_hash_table_size(settings));
}

static void G_GNUC_PRINTF(2, 3) check_there(GHashTable *settings, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *setting = g_strdup_vprintf(format, args);
    va_end(args);
    CHECK(g_hash_table_contains(settings, setting), "%s has no line “%s”", GOLDEN_FILE, setting);
}

/* Swapping the sides of a world changes no figure: of the lines that say "A B ..." and "B A ...".
 */
static void
sides_can_be_swapped(void)
{
    g_autoptr(GPtrArray) lines = read_lines();
    g_autoptr(GHashTable) settings = all_settings(lines);
    guint n = 0;
    for (guint i = 0; i < lines->len; i++) {
        const GoldenLine *line = g_ptr_array_index(lines, i);
        if (line->setting == NULL || strchr(line->setting, ':') != NULL)
            continue;
        g_auto(GStrv) words = g_strsplit(line->setting, " ", 3);
        if (g_strv_length(words) < 3)
            continue;
        g_autofree char *swapped = g_strdup_printf("%s %s %s", words[1], words[0], words[2]);
        const GoldenLine *other = g_hash_table_lookup(settings, swapped);
        if (other == NULL)
            continue;
        CHECK_STRING(other->figures, line->figures);
        n++;
    }
    CHECK(n >= 90, "only %u lines the other way round", n);
}

/* With each option of a profile the other way round. */
static void
check_options(GHashTable *settings, const char *name)
{
    g_autoptr(PsProfile) profile = load_profile(name);
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        const char *value = option->by_default ? "off" : "on";
        check_there(settings, "%s k=2 %s=%s", name, option->name, value);
        check_there(settings, "%s k=1 availability %s=%s", name, option->name, value);
    }
}

/* A new profile or option has its configurations here, or this says which are missing. */
static void
every_profile_pair_and_option_is_there(void)
{
    g_autoptr(GPtrArray) lines = read_lines();
    g_autoptr(GHashTable) settings = all_settings(lines);
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        for (guint k = 1; k <= 3; k++)
            check_there(settings, "%s k=%u", names[i], k);
        for (guint k = 1; k <= 2; k++)
            check_there(settings, "%s k=%u availability", names[i], k);
        for (guint j = 0; names[j] != NULL; j++)
            if (i != j)
                check_there(settings, "%s %s k=2", names[i], names[j]);
        check_options(settings, names[i]);
    }
}

/* ---- What differs ---- */

static void
changes_are_named(void)
{
    const char *before = "5449 18478 17 25 | 2 of 6 no-leak 5/9 no-orphan 3/9";
    static const char *const pairs[][2] = {
        {"5449 18478 17 25 | 2 of 6 no-leak 5/9 no-orphan 3/9", NULL},
        {"5450 18478 17 25 | 2 of 6 no-leak 5/9 no-orphan 3/9", "states 5449 -> 5450"},
        {"5449 18479 18 26 | 2 of 6 no-leak 5/9 no-orphan 3/9",
         "transitions 18478 -> 18479, depth 17 -> 18, settled 25 -> 26"},
        {"5449 18478 17 25 | 1 of 6 no-orphan 4/9", "no-leak 5/9 -> holds, no-orphan 3/9 -> 4/9"},
        {"5449 18478 17 25 | 3 of 6 no-leak 5/9 no-ghost 8/11 no-orphan 3/9",
         "no-ghost holds -> 8/11"},
        {"5449 18478 17 25 | 2 of 6 no-leak 5/9 no-orphan 3/9 recoverable ?",
         "recoverable holds -> ?"},
        {"5449 18478 17 25 | 2 of 5 no-leak 5/9 no-orphan 3/9", "properties 6 -> 5"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *changes = golden_changes(before, pairs[i][0]);
        CHECK_STRING(changes, pairs[i][1]);
    }
    g_autofree char *new = golden_changes("", "1 2 3 4 | 0 of 6");
    CHECK_STRING(new, "nothing -> 1 2 3 4 | 0 of 6");
}

/* Recording keeps what is for people, measures what has no figures, and mends what is wrong. */
static void
recording_mends(void)
{
    const char *text = "# people\n\nrfc6121   k=1\nrfc6121 k=2|1064 3220 15 25 | 1 of 6 no-leak "
                       "4/9\nmini k=1 sequential |  9 9 9 9 | 0 of 6\n";
    g_autoptr(GString) report = g_string_new(NULL);
    g_autoptr(GString) again = g_string_new(NULL);
    g_autofree char *recorded = golden_record(text, report);
    g_autofree char *twice = golden_record(recorded, again);
    g_auto(GStrv) lines = g_strsplit(recorded, "\n", -1);
    CHECK_NUMBER(g_strv_length(lines), 6, "lines");
    CHECK_STRING(lines[0], "# people");
    CHECK_STRING(lines[1], "");
    CHECK_STRING(lines[2],
                 "rfc6121 k=1                                    |      173       384  11    25 | "
                 "2 of 6  no-leak 5/9  no-orphan 3/9");
    CHECK_CONTAINS(report->str, "rfc6121 k=1: nothing -> 173 384 11 25 | 2 of 6 no-leak 5/9");
    CHECK_CONTAINS(report->str, "\nrfc6121 k=2: no-leak 4/9 -> 5/9, no-orphan holds -> 3/9\n");
    CHECK_CONTAINS(report->str, "\nmini k=1 sequential: states 9 -> ");
    CHECK_CONTAINS(report->str, "\n3 configurations, 3 changed\n");
    CHECK_STRING(twice, recorded);
    CHECK_STRING(again->str, "3 configurations, 0 changed\n");
}

const Test golden_tests[] = {
    {"quick figures are as recorded", quick_figures_are_as_recorded, FALSE},
    {"other figures are as recorded", other_figures_are_as_recorded, TRUE},
    {"the manifest is in order", the_manifest_is_in_order, FALSE},
    {"sides can be swapped", sides_can_be_swapped, FALSE},
    {"every profile, pair and option is there", every_profile_pair_and_option_is_there, FALSE},
    {"changes are named", changes_are_named, FALSE},
    {"recording mends", recording_mends, FALSE},
    {0},
};

/* ---- Recording ---- */

static void
record(void)
{
    g_autofree char *before = read_manifest();
    g_autoptr(GString) report = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *after = golden_record(before, report);
    gboolean written = g_file_set_contents(GOLDEN_FILE, after, -1, &error); /* and renamed */
    REQUIRE(written, "%s", error->message);
    printf("%s: %s", GOLDEN_FILE, report->str);
}

const Test golden_record_tests[] = {{"record", record, FALSE}, {0}};
