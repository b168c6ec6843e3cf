/* The matrix of servers, for people. */
#include "viz/servers-private.h"
#include "viz/text.h"

#include <string.h>

/* The columns that a number from 1 to n takes. */
static guint
digits(guint n)
{
    g_autofree char *text = g_strdup_printf("%u", n);
    return ps_style_width(text);
}

/* Appends text with spaces on its left. */
static void
append_right(GString *out, const char *text, guint width)
{
    for (guint i = ps_style_width(text); i < width; i++)
        g_string_append_c(out, ' ');
    g_string_append(out, text);
}

/* The columns that the numbers and names of the servers take. */
static guint
names_width(const PsServers *servers)
{
    guint width = 0;
    for (guint i = 0; i < servers_n(servers); i++)
        width = MAX(width, ps_style_width(servers->names[i]));
    return width;
}

/* The columns of a cell of a property: its steps, and its letters. Steps are right-aligned. */
static void
cell_widths(const PsServers *servers, guint property, guint *steps, guint *letters)
{
    *steps = digits(servers_n(servers));
    *letters = 0;
    for (guint i = 0; i < ps_survey_n(servers->survey); i++) {
        const PsFinding *finding =
            ps_summary_finding(ps_survey_summary(servers->survey, i), property);
        g_autofree char *mark = ps_mark(finding);
        guint number = MAX((guint)strspn(mark, "0123456789"), 1);
        *steps = MAX(*steps, number);
        *letters = MAX(*letters, ps_style_width(mark) - number);
    }
}

static void
append_cell(GString *out, const PsFinding *finding, guint steps, guint letters,
            const PsStyle *style)
{
    static const PsInk inks[SERVERS_N_KINDS] = {PS_INK_DIM,  PS_INK_BAD,  PS_INK_WARN,
                                                PS_INK_WARN, PS_INK_WARN, PS_INK_BOLD};
    g_autofree char *mark = ps_mark(finding);
    guint number = MAX((guint)strspn(mark, "0123456789"), 1);
    append_right(out, "", 2 + steps - number);
    ps_style_append(style, out, inks[servers_kind(finding)], mark, number + letters);
}

/* Ends a line, without spaces before its end. */
static void
end_line(GString *out)
{
    while (out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void
append_grid(GString *out, const PsServers *servers, guint property, const PsStyle *style)
{
    guint n = servers_n(servers);
    guint steps = 0;
    guint letters = 0;
    cell_widths(servers, property, &steps, &letters);
    append_right(out, "", 2 + digits(n) + 2 + names_width(servers));
    for (guint b = 0; b < n; b++) {
        g_autofree char *number = g_strdup_printf("%u", b + 1);
        append_right(out, number, 2 + steps);
        append_right(out, "", letters);
    }
    end_line(out);
    for (guint a = 0; a < n; a++) {
        g_autofree char *number = g_strdup_printf("%u", a + 1);
        append_right(out, number, 2 + digits(n));
        g_string_append(out, "  ");
        ps_style_pad(out, servers->names[a], names_width(servers));
        for (guint b = 0; b < n; b++)
            append_cell(out, servers_finding(servers, property, a, b), steps, letters, style);
        end_line(out);
    }
}

static void
append_property(GString *out, const PsServers *servers, guint i, const PsStyle *style)
{
    g_autofree char *sentence = servers_sentence(servers, i);
    g_autofree char *most = servers_extreme(servers, i);
    ps_style_append(style, out, PS_INK_BOLD, ps_property_name(servers_property(servers, i)), 0);
    g_string_append_printf(out, ": %s\n%s\n", ps_property_meaning(servers_property(servers, i)),
                           sentence);
    if (most[0] != '\0')
        g_string_append_printf(out, "%s\n", most);
    g_string_append_c(out, '\n');
    append_grid(out, servers, i, style);
    g_string_append_c(out, '\n');
}

/* Which pairs, in what world, and how to read a cell. */
static void
append_head(GString *out, const PsServers *servers, const PsStyle *style)
{
    const PsWorld *world = servers_world(servers, 0, 0);
    g_autofree char *count = ps_text_count(servers_n(servers), "server");
    g_autofree char *pairs = ps_text_count(ps_survey_n(servers->survey), "pair");
    g_autofree char *head = g_strdup_printf("%s, %s: %s's server down, %s's across", count, pairs,
                                            ps_world_name(world, 0), ps_world_name(world, 1));
    g_autofree char *conditions = servers_conditions(servers);
    g_autofree char *letters = servers_letters(servers);
    ps_style_append(style, out, PS_INK_BOLD, head, 0);
    g_string_append_printf(
        out, "\n%s\n\nA number is the steps of a shortest counterexample; a dot: holds%s.\n",
        conditions, servers_has_kind(servers, SERVERS_UNDECIDED) ? "; only a ?: not known" : "");
    if (letters[0] != '\0')
        g_string_append_printf(out, "What it needs: %s; no letter, nothing.\n", letters);
    g_string_append_c(out, '\n');
}

/* The name of a property without its "no-". */
static const char *
short_name(const PsProperty *property)
{
    const char *name = ps_property_name(property);
    return g_str_has_prefix(name, "no-") ? name + strlen("no-") : name;
}

/* The row of a server among the ranks; without one, that of the names of the columns. */
static void
append_rank(GString *out, const PsServers *servers, const ServersRank *rank)
{
    g_autofree char *cells = rank != NULL ? g_strdup_printf("%u", rank->cells) : g_strdup("all");
    append_right(out, cells, 6);
    g_string_append(out, "  ");
    ps_style_pad(out, rank != NULL ? servers->names[rank->server] : "", names_width(servers));
    for (guint i = 0; i < servers_n_properties(servers); i++) {
        const char *name = short_name(servers_property(servers, i));
        g_autofree char *number =
            rank != NULL ? g_strdup_printf("%u", rank->by_property[i]) : g_strdup(name);
        if (!servers_holds_everywhere(servers, i))
            append_right(out, number, 2 + MAX(ps_style_width(name), 2));
    }
    end_line(out);
}

/* How often each server is part of a violation. */
static void
append_ranks(GString *out, const PsServers *servers, const PsStyle *style)
{
    g_autoptr(GArray) ranks = servers_rank(servers);
    guint n = servers_pairs_with_one(servers);
    g_autofree char *pairs = ps_text_count(n, "pair");
    g_autofree char *head = g_strdup_printf(
        "Violations with each server, in the %s that it is part of:", n == 1 ? "pair" : pairs);
    ps_style_append(style, out, PS_INK_BOLD, head, 0);
    g_string_append_c(out, '\n');
    append_rank(out, servers, NULL);
    for (guint i = 0; i < ranks->len; i++)
        append_rank(out, servers, &g_array_index(ranks, ServersRank, i));
    g_string_append_c(out, '\n');
}

char *
ps_servers_text(const PsServers *servers, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    guint violated = ps_survey_n_violated(servers->survey);
    g_autofree char *held = servers_held(servers);
    g_autofree char *result = servers_result(servers);
    g_autofree char *unfinished = servers_unfinished(servers);
    append_head(out, servers, style);
    for (guint i = 0; i < servers_n_properties(servers); i++)
        if (!servers_holds_everywhere(servers, i))
            append_property(out, servers, i, style);
    if (violated > 0)
        append_ranks(out, servers, style);
    g_string_append(out, unfinished);
    if (held[0] != '\0')
        g_string_append_printf(out, "%s\n", held);
    ps_style_append(style, out, violated > 0 ? PS_INK_BAD : PS_INK_GOOD, result, 0);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}
