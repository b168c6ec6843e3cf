/* The matrix of servers, as CSV (RFC 4180). */
#include "viz/servers-private.h"

#include <string.h>

/* Appends a field; quoted if it must be. */
static void
append_field(GString *out, const char *text)
{
    g_string_append(out, out->len > 0 && out->str[out->len - 1] != '\n' ? "," : "");
    if (strpbrk(text, ",\"\r\n") == NULL) {
        g_string_append(out, text);
        return;
    }
    g_auto(GStrv) parts = g_strsplit(text, "\"", -1);
    g_autofree char *doubled = g_strjoinv("\"\"", parts);
    g_string_append_printf(out, "\"%s\"", doubled);
}

static void
append_number(GString *out, guint64 number)
{
    g_string_append_printf(out, ",%" G_GUINT64_FORMAT, number);
}

/* The steps with semicolons between them. Free it. */
static char *
trace_text(const PsFinding *finding, const PsWorld *world)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; finding->path != NULL && i < finding->path->len; i++) {
        g_autofree char *step = ps_step_text(world, g_array_index(finding->path, PsStep, i));
        g_string_append_printf(text, "%s%s", i > 0 ? "; " : "", step);
    }
    return g_string_free(text, FALSE);
}

static void
append_finding(GString *out, const PsServers *servers, guint property, guint a, guint b)
{
    static const char *const holds[] = {"true", "false", ""};
    const PsSummary *summary = servers_summary(servers, a, b);
    const PsFinding *finding = ps_summary_finding(summary, property);
    g_autofree char *needs = ps_ways_code(finding->ways);
    g_autofree char *trace = trace_text(finding, servers_world(servers, a, b));
    g_autofree char *steps =
        finding->path != NULL ? g_strdup_printf("%u", finding->path->len) : g_strdup("");
    append_field(out, servers->names[a]);
    append_field(out, servers->names[b]);
    append_field(out, ps_property_name(finding->property));
    append_field(out, holds[finding->outcome]);
    append_field(out, steps);
    append_number(out, finding->count);
    append_field(out, needs);
    append_number(out, summary->states);
    append_number(out, summary->transitions);
    append_number(out, summary->depth);
    append_field(out, summary->stopped == NULL ? "true" : "false");
    append_field(out, trace);
    g_string_append(out, "\r\n");
}

char *
ps_servers_csv(const PsServers *servers)
{
    GString *out = g_string_new("profile_a,profile_b,property,holds,steps,count,needs,states,"
                                "transitions,depth,complete,trace\r\n");
    for (guint a = 0; a < servers_n(servers); a++)
        for (guint b = 0; b < servers_n(servers); b++)
            for (guint i = 0; i < servers_n_properties(servers); i++)
                append_finding(out, servers, i, a, b);
    return g_string_free(out, FALSE);
}
