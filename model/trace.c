/* Traces: what was read, and writing. The reader is in trace-read.c. */
#include "model/trace-private.h"

#include <string.h>

G_DEFINE_QUARK(ps_trace_error, ps_trace_error)

void
ps_trace_free(PsTrace *trace)
{
    if (trace == NULL)
        return;
    for (guint side = 0; side < 2; side++) {
        g_free(trace->profiles[side]);
        g_free(trace->names[side]);
    }
    g_free(trace->file);
    g_ptr_array_unref(trace->settings);
    g_array_unref(trace->lines);
    g_free(trace);
}

const char *
ps_trace_file(const PsTrace *trace)
{
    return trace->file;
}

const char *
ps_trace_profile(const PsTrace *trace, guint side)
{
    return trace->profiles[side];
}

const char *
ps_trace_name(const PsTrace *trace, guint side)
{
    return trace->names[side];
}

const char *const *
ps_trace_settings(const PsTrace *trace)
{
    return (const char *const *)trace->settings->pdata;
}

gboolean
ps_trace_availability(const PsTrace *trace)
{
    return trace->availability;
}

gboolean
ps_trace_any_order(const PsTrace *trace)
{
    return trace->any_order;
}

guint
ps_trace_n_lines(const PsTrace *trace)
{
    return trace->lines->len;
}

const PsTraceLine *
ps_trace_line(const PsTrace *trace, guint i)
{
    g_assert(i < trace->lines->len);
    return &g_array_index(trace->lines, PsTraceLine, i);
}

char *
ps_trace_quote(const char *word)
{
    for (const char *c = word; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && strchr("./_-+,=:", *c) == NULL)
            return g_shell_quote(word);
    return word[0] != '\0' ? g_strdup(word) : g_shell_quote(word);
}

/* Writes a set line for each option that is not as the profile has it by default. */
static void
write_settings(GString *text, const PsWorld *world, guint side)
{
    const PsProfile *profile = ps_world_profile(world, side);
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (option->on != option->by_default)
            g_string_append_printf(text, "set %s.%s=%s\n", ps_world_name(world, side), option->name,
                                   option->on ? "on" : "off");
    }
}

char *
ps_trace_header(const PsWorld *world, const char *const profiles[2])
{
    GString *text = g_string_new("profile ");
    g_autofree char *a = ps_trace_quote(profiles[0]);
    g_autofree char *b = ps_trace_quote(profiles[1]);
    g_string_append(text, a);
    if (!g_str_equal(a, b))
        g_string_append_printf(text, " %s", b);
    g_string_append_c(text, '\n');
    const char *const names[2] = {ps_world_name(world, 0), ps_world_name(world, 1)};
    if (!g_str_equal(names[0], "romeo") || !g_str_equal(names[1], "juliet"))
        g_string_append_printf(text, "names %s %s\n", names[0], names[1]);
    for (guint side = 0; side < 2; side++)
        write_settings(text, world, side);
    if (ps_world_options(world)->availability)
        g_string_append(text, "availability\n");
    if (ps_world_options(world)->any_order)
        g_string_append(text, "order any\n");
    return g_string_free(text, FALSE);
}
