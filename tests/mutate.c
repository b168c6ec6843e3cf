/* Mutants of a profile. */
#include "tests/mutate.h"

#include "tests/support.h"

#include <string.h>

/* ---- Rows ---- */

static void
clear_row(gpointer item)
{
    FileRow *row = item;
    g_free(row->group);
    g_free(row->state);
    g_free(row->row);
    g_free(row->option);
}

static GKeyFile *
key_file(const char *text)
{
    GKeyFile *keys = g_key_file_new();
    g_assert(g_key_file_load_from_data(keys, text, strlen(text), G_KEY_FILE_NONE, NULL));
    return keys;
}

/* Appends the rows of a group, if it is one of an event's. */
static void
add_group(GArray *rows, GKeyFile *keys, const char *group)
{
    PsEvent event = 0;
    g_auto(GStrv) parts = g_strsplit(group, " if ", 2);
    g_auto(GStrv) names = g_key_file_get_keys(keys, group, NULL, NULL);
    if (!ps_event_from_name(parts[0], &event))
        return;
    for (guint i = 0; names[i] != NULL; i++) {
        FileRow row = {g_strdup(group), g_strdup(names[i]),
                       g_key_file_get_value(keys, group, names[i], NULL), event,
                       g_strdup(parts[1])};
        if (g_str_equal(names[i], "Reference"))
            clear_row(&row);
        else
            g_array_append_val(rows, row);
    }
}

GArray *
file_rows(const char *text)
{
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(FileRow));
    g_autoptr(GKeyFile) keys = key_file(text);
    g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
    g_array_set_clear_func(rows, clear_row);
    for (guint i = 0; groups[i] != NULL; i++)
        add_group(rows, keys, groups[i]);
    return rows;
}

/* ---- Mutants ---- */

/* A row in its parts. */
typedef struct {
    const FileRow *row;
    GArray *mutants;
    char *to;
    char **effects;
    guint n;
} Parts;

/* "NEW STATE; EFFECT, EFFECT"; effects that are NULL are left out. Free it. */
static char *
row_text(const char *to, const char *const *effects, guint n)
{
    g_autoptr(GString) row = g_string_new(to);
    const char *between = "; ";
    for (guint i = 0; i < n; i++) {
        if (effects[i] == NULL)
            continue;
        g_string_append_printf(row, "%s%s", between, effects[i]);
        between = ", ";
    }
    return g_strdup(row->str);
}

/* Appends a mutant with a new state and effects. */
static void
add(const Parts *parts, const char *to, const char *const *effects, guint n)
{
    Mutant mutant = {parts->row, row_text(to, effects, n)};
    g_array_append_val(parts->mutants, mutant);
}

/* The same with effect i, or the place behind the last one, being another. */
static void
add_with(const Parts *parts, guint i, const char *effect)
{
    const char *effects[PS_MAX_EFFECTS + 1];
    g_assert(parts->n < PS_MAX_EFFECTS);
    for (guint j = 0; j < parts->n; j++)
        effects[j] = parts->effects[j];
    effects[i] = effect;
    add(parts, parts->to, effects, MAX(parts->n, i + 1));
}

/* What a send of an effect is called: "subscribe" of "send subscribe", and of "route" what the row
 * routes. NULL if it sends nothing. */
static const char *
sent(const Parts *parts, const char *effect)
{
    if (g_str_equal(effect, "route"))
        return ps_event_name(parts->row->event) + strlen("Outbound ");
    return g_str_has_prefix(effect, "send ") ? effect + strlen("send ") : NULL;
}

/* Sends the opposite of what effect i sends, in its place. */
static void
add_opposite(const Parts *parts, guint i)
{
    static const char *const opposites[][2] = {
        {"subscribe", "send unsubscribe"},   {"unsubscribe", "send subscribe"},
        {"subscribed", "send unsubscribed"}, {"unsubscribed", "send subscribed"},
        {"available", "send unavailable"},   {"unavailable", "send available"},
        {"probe", "send unavailable"},
    };
    for (guint o = 0; o < G_N_ELEMENTS(opposites); o++)
        if (g_str_equal(sent(parts, parts->effects[i]), opposites[o][0]))
            add_with(parts, i, opposites[o][1]);
}

/* The next effect from i on that sends, or n. */
static guint
next_send(const Parts *parts, guint i)
{
    while (i < parts->n && sent(parts, parts->effects[i]) == NULL)
        i++;
    return i;
}

/* Each effect that sends changes places with the next one that does. */
static void
add_swaps(const Parts *parts)
{
    for (guint i = next_send(parts, 0); i < parts->n; i = next_send(parts, i + 1)) {
        const char *effects[PS_MAX_EFFECTS];
        guint other = next_send(parts, i + 1);
        for (guint j = 0; j < parts->n; j++)
            effects[j] = parts->effects[j == i ? MIN(other, parts->n - 1) : j == other ? i : j];
        if (other < parts->n)
            add(parts, parts->to, effects, parts->n);
    }
}

/* Splits "A, B" without white space around; no parts if there is nothing. */
static char **
split_effects(const char *text)
{
    g_auto(GStrv) effects = g_strsplit(text != NULL ? text : "", ",", -1);
    for (guint i = 0; effects[i] != NULL; i++)
        g_strstrip(effects[i]);
    return g_steal_pointer(&effects);
}

void
mutate_row(GArray *mutants, const FileRow *row, const char *const *states)
{
    g_auto(GStrv) halves = g_strsplit(row->row, ";", 2);
    g_auto(GStrv) effects = split_effects(halves[1]);
    Parts parts = {row, mutants, g_strstrip(halves[0]), effects, g_strv_length(effects)};
    const char *own = g_str_equal(parts.to, "same") ? row->state : parts.to;
    for (guint i = 0; states[i] != NULL; i++)
        if (!g_str_equal(states[i], own))
            add(&parts, states[i], (const char *const *)effects, parts.n);
    for (guint i = next_send(&parts, 0); i < parts.n; i = next_send(&parts, i + 1)) {
        add_with(&parts, i, NULL);
        add_opposite(&parts, i);
    }
    add_with(&parts, parts.n, "send subscribed");
    add_swaps(&parts);
}

char *
mutant_text(const char *text, const Mutant *mutant)
{
    g_autoptr(GKeyFile) keys = key_file(text);
    g_key_file_set_value(keys, mutant->row->group, mutant->row->state, mutant->instead);
    return g_key_file_to_data(keys, NULL, NULL);
}

char *
text_without_clients(const char *text)
{
    g_autoptr(GKeyFile) keys = key_file(text);
    g_autoptr(GArray) rows = file_rows(text);
    for (guint i = 0; i < rows->len; i++) {
        const FileRow *row = &g_array_index(rows, FileRow, i);
        g_auto(GStrv) halves = g_strsplit(row->row, ";", 2);
        g_auto(GStrv) effects = split_effects(halves[1]);
        guint n = g_strv_length(effects);
        const char *left[PS_MAX_EFFECTS];
        for (guint j = 0; j < n; j++)
            left[j] = g_str_equal(effects[j], "push") || g_str_equal(effects[j], "deliver")
                          ? NULL
                          : effects[j];
        g_autofree char *rest = row_text(g_strstrip(halves[0]), left, n);
        g_key_file_set_value(keys, row->group, row->state, rest);
    }
    return g_key_file_to_data(keys, NULL, NULL);
}

char *
mutant_name(const Mutant *mutant)
{
    return g_strdup_printf("[%s] %s=%s", mutant->row->group, mutant->row->state, mutant->instead);
}
