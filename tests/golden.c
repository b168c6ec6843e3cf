/* Golden figures: reading, measuring and writing the manifest. */
#include "tests/golden.h"

#include "explorer/verdicts.h"
#include "tests/setting.h"

#include <stdlib.h>
#include <string.h>

/* ---- Lines ---- */

/* The words of a text with single spaces between them. Free it. */
static char *
squeezed(const char *text)
{
    g_autoptr(GString) result = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit_set(text, " \t", -1);
    for (guint i = 0; words[i] != NULL; i++)
        if (words[i][0] != '\0')
            g_string_append_printf(result, "%s%s", result->len > 0 ? " " : "", words[i]);
    return g_strdup(result->str);
}

static GoldenLine *
parse_line(const char *text)
{
    GoldenLine *line = g_new0(GoldenLine, 1);
    line->text = g_strdup(text);
    if (text[0] == '#' || text[0] == '\0')
        return line;
    g_auto(GStrv) parts = g_strsplit(text, "|", 2);
    line->setting = squeezed(parts[0]);
    line->figures = squeezed(parts[1] != NULL ? parts[1] : "");
    return line;
}

static void
free_line(gpointer data)
{
    GoldenLine *line = data;
    g_free(line->text);
    g_free(line->setting);
    g_free(line->figures);
    g_free(line);
}

GPtrArray *
golden_parse(const char *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(free_line);
    g_auto(GStrv) texts = g_strsplit(text, "\n", -1);
    guint n = g_strv_length(texts);
    if (n > 0 && texts[n - 1][0] == '\0') /* what follows the last newline is no line */
        n--;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(lines, parse_line(texts[i]));
    return lines;
}

/* ---- Figures ---- */

char *
golden_figures(const char *setting)
{
    g_autoptr(Setting) made = setting_new(setting);
    g_autoptr(PsSearch) search = ps_search_new(made->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, made->properties);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append_printf(
        text, "%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %u %" G_GUINT64_FORMAT " | %u of %u",
        ps_search_states(search), ps_search_transitions(search), ps_search_depth(search),
        ps_search_settled(search), ps_verdicts_n_violated(verdicts), ps_verdicts_n(verdicts));
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        const char *name = ps_property_name(verdict->property);
        if (verdict->outcome == PS_UNDECIDED)
            g_string_append_printf(text, " %s ?", name);
        else if (verdict->outcome == PS_VIOLATED)
            g_string_append_printf(text, " %s %u/%" G_GUINT64_FORMAT, name, verdict->path->len,
                                   verdict->count);
    }
    return g_strdup(text->str);
}

guint64
golden_states(const char *figures)
{
    return g_ascii_strtoull(figures, NULL, 10);
}

/* The words that figures begin with: four numbers, a bar, how many of how many properties. */
enum { STATES, TRANSITIONS, DEPTH, SETTLED, BAR, VIOLATED, OF, JUDGED, N_FIXED };

char *
golden_line(const char *setting, const char *figures)
{
    g_auto(GStrv) words = g_strsplit(figures, " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    if (g_strv_length(words) < N_FIXED)
        return g_strdup(setting);
    g_string_append_printf(text, "%-46s | %8s %9s %3s %5s | %s of %s", setting, words[STATES],
                           words[TRANSITIONS], words[DEPTH], words[SETTLED], words[VIOLATED],
                           words[JUDGED]);
    for (guint i = N_FIXED; words[i] != NULL && words[i + 1] != NULL; i += 2)
        g_string_append_printf(text, "  %s %s", words[i], words[i + 1]);
    return g_strdup(text->str);
}

/* ---- What differs ---- */

static void
append_change(GString *text, const char *name, const char *before, const char *after)
{
    if (!g_str_equal(before, after))
        g_string_append_printf(text, "%s%s %s -> %s", text->len > 0 ? ", " : "", name, before,
                               after);
}

/* What is said of a property; what nothing is said of holds. */
static const char *
said_of(char *const *words, const char *property)
{
    for (guint i = N_FIXED; words[i] != NULL && words[i + 1] != NULL; i += 2)
        if (g_str_equal(words[i], property))
            return words[i + 1];
    return "holds";
}

char *
golden_changes(const char *before, const char *after)
{
    static const char *const names[N_FIXED] = {
        [STATES] = "states",   [TRANSITIONS] = "transitions", [DEPTH] = "depth",
        [SETTLED] = "settled", [JUDGED] = "properties",
    };
    g_auto(GStrv) old = g_strsplit(before, " ", -1);
    g_auto(GStrv) new = g_strsplit(after, " ", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    if (g_str_equal(before, after))
        return NULL;
    if (g_strv_length(old) < N_FIXED || g_strv_length(new) < N_FIXED)
        return g_strdup_printf("%s -> %s", before[0] != '\0' ? before : "nothing", after);
    for (guint i = 0; i < N_FIXED; i++)
        if (names[i] != NULL)
            append_change(text, names[i], old[i], new[i]);
    for (guint i = N_FIXED; old[i] != NULL && old[i + 1] != NULL; i += 2)
        append_change(text, old[i], old[i + 1], said_of(new, old[i]));
    for (guint i = N_FIXED; new[i] != NULL &&new[i + 1] != NULL; i += 2)
        if (g_str_equal(said_of(old, new[i]), "holds"))
            append_change(text, new[i], "holds", new[i + 1]);
    return g_strdup(text->str);
}

/* ---- Recording ---- */

char *
golden_record(const char *text, GString *report)
{
    g_autoptr(GPtrArray) lines = golden_parse(text);
    g_autoptr(GString) recorded = g_string_new(NULL);
    guint n = 0, changed = 0;
    for (guint i = 0; i < lines->len; i++) {
        const GoldenLine *line = g_ptr_array_index(lines, i);
        if (line->setting == NULL) {
            g_string_append_printf(recorded, "%s\n", line->text);
            continue;
        }
        g_autofree char *figures = golden_figures(line->setting);
        g_autofree char *changes = golden_changes(line->figures, figures);
        g_autofree char *new_line = golden_line(line->setting, figures);
        g_string_append_printf(recorded, "%s\n", new_line);
        if (changes != NULL)
            g_string_append_printf(report, "%s: %s\n", line->setting, changes);
        changed += changes != NULL;
        n++;
    }
    g_string_append_printf(report, "%u configurations, %u changed\n", n, changed);
    return g_strdup(recorded->str);
}
