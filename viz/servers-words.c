/* The matrix of servers: what is said of many cells in a sentence. */
#include "viz/caption.h"
#include "viz/servers-private.h"
#include "viz/text.h"

/* Servers or pairs that are named one by one. */
#define FEW 4

char *
servers_conditions(const PsServers *servers)
{
    const PsWorldOptions *options = ps_world_options(servers_world(servers, 0, 0));
    g_autofree char *bound = ps_text_count(options->in_flight, "presence");
    g_autofree char *conditions = ps_caption_conditions(options);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "at most %s in flight%s%s", bound, conditions[0] != '\0' ? "; " : "",
                    conditions);
    for (guint i = 0; servers->settings != NULL && servers->settings[i] != NULL; i++)
        g_string_append_printf(text, "; %s", servers->settings[i]);
    return g_string_free(text, FALSE);
}

char *
servers_title(const PsServers *servers)
{
    guint n = servers_n(servers);
    return n == 1 ? g_strdup_printf("What holds between two users of %s", servers->names[0])
                  : g_strdup_printf("What holds between %u servers, each with each", n);
}

/* ---- One property ---- */

typedef struct {
    char *needs;
    guint cells;
} Tally;

static void
clear_tally(gpointer data)
{
    g_free(((Tally *)data)->needs);
}

static int
compare_tallies(gconstpointer a, gconstpointer b)
{
    const Tally *left = a;
    const Tally *right = b;
    if (left->cells != right->cells)
        return left->cells > right->cells ? -1 : 1;
    return g_strcmp0(left->needs, right->needs);
}

static void
add_to_tally(GArray *tallies, char *needs)
{
    for (guint i = 0; i < tallies->len; i++) {
        Tally *tally = &g_array_index(tallies, Tally, i);
        if (g_str_equal(tally->needs, needs)) {
            tally->cells++;
            g_free(needs);
            return;
        }
    }
    Tally tally = {needs, 1};
    g_array_append_val(tallies, tally);
}

/* How many violations of a property need what, as far as that is known: an array of Tally, the most
 * first. */
static GArray *
tally(const PsServers *servers, guint property)
{
    GArray *tallies = g_array_new(FALSE, FALSE, sizeof(Tally));
    g_array_set_clear_func(tallies, clear_tally);
    for (guint i = 0; i < ps_survey_n(servers->survey); i++) {
        const PsFinding *finding =
            ps_summary_finding(ps_survey_summary(servers->survey, i), property);
        if (finding->ways->len > 0)
            add_to_tally(tallies, ps_ways_text(finding->ways));
    }
    g_array_sort(tallies, compare_tallies);
    return tallies;
}

char *
servers_sentence(const PsServers *servers, guint property)
{
    guint counts[SERVERS_N_KINDS];
    g_autoptr(GArray) tallies = tally(servers, property);
    servers_count(servers, property, counts);
    guint undecided = counts[SERVERS_UNDECIDED];
    guint unknown = counts[SERVERS_UNKNOWN];
    guint violated =
        counts[SERVERS_NOTHING] + counts[SERVERS_RACE] + counts[SERVERS_MORE] + unknown;
    g_autofree char *pairs = ps_text_count(ps_survey_n(servers->survey), "pair");
    GString *text = g_string_new(NULL);
    g_string_printf(text, "violated in %u of %s", violated, pairs);
    for (guint i = 0; i < tallies->len; i++) {
        const Tally *one = &g_array_index(tallies, Tally, i);
        g_string_append_printf(text, "%s%u %s%s", i == 0 ? ": " : ", ", one->cells,
                               i > 0             ? ""
                               : one->cells == 1 ? "needs "
                                                 : "need ",
                               one->needs);
    }
    if (unknown > 0)
        g_string_append_printf(text, "; what %u need%s is not known", unknown,
                               unknown == 1 ? "s" : "");
    if (undecided > 0)
        g_string_append_printf(text, "; not known in %u", undecided);
    return g_string_free(text, FALSE);
}

/* The servers with which a property is violated in exactly so many pairs. */
static GPtrArray *
list_servers(const PsServers *servers, const GArray *ranks, guint property, guint pairs)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (guint server = 0; server < ranks->len; server++)
        for (guint i = 0; i < ranks->len; i++) {
            const ServersRank *rank = &g_array_index(ranks, ServersRank, i);
            if (rank->server == server && rank->by_property[property] == pairs)
                g_ptr_array_add(names, ps_text_clean(servers->names[server]));
        }
    return names;
}

char *
servers_extreme(const PsServers *servers, guint property)
{
    g_autoptr(GArray) ranks = servers_rank(servers);
    guint most = 0;
    guint least = G_MAXUINT;
    for (guint i = 0; i < ranks->len; i++) {
        guint pairs = g_array_index(ranks, ServersRank, i).by_property[property];
        most = MAX(most, pairs);
        least = MIN(least, pairs);
    }
    if (most == least)
        return g_strdup("");
    g_autoptr(GPtrArray) worst = list_servers(servers, ranks, property, most);
    g_autoptr(GPtrArray) best = list_servers(servers, ranks, property, least);
    gboolean of_best = best->len < worst->len;
    const GPtrArray *names = of_best ? best : worst;
    g_autofree char *list = ps_text_list(names);
    return g_strdup_printf("%s often with %s: in %u of %s %u pairs", of_best ? "least" : "most",
                           list, of_best ? least : most, names->len == 1 ? "its" : "their",
                           servers_pairs_with_one(servers));
}

/* ---- All of them ---- */

char *
servers_held(const PsServers *servers)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *pairs = ps_text_count(ps_survey_n(servers->survey), "pair");
    for (guint i = 0; i < servers_n_properties(servers); i++)
        if (servers_holds_everywhere(servers, i))
            g_ptr_array_add(names, g_strdup(ps_property_name(servers_property(servers, i))));
    if (names->len == 0)
        return g_strdup("");
    g_autofree char *list = ps_text_list(names);
    return g_strdup_printf("%s hold%s in %s%s", list, names->len == 1 ? "s" : "",
                           ps_survey_n(servers->survey) == 1 ? "the " : "all ", pairs);
}

/* The pairs in which every property holds: "rfc6121 with tigase". */
static GPtrArray *
list_sound(const PsServers *servers)
{
    GPtrArray *pairs = g_ptr_array_new_with_free_func(g_free);
    for (guint a = 0; a < servers_n(servers); a++)
        for (guint b = 0; b < servers_n(servers); b++) {
            const PsSummary *summary = servers_summary(servers, a, b);
            g_autofree char *text =
                g_strdup_printf("%s with %s", servers->names[a], servers->names[b]);
            if (ps_summary_n_violated(summary) == 0 && summary->stopped == NULL)
                g_ptr_array_add(pairs, ps_text_clean(text));
        }
    return pairs;
}

/* The pairs that the same reason ended, from one on: those before it are done. */
static void
append_reason(GString *text, const PsServers *servers, guint first)
{
    guint n = servers_n(servers);
    const char *reason = ps_survey_summary(servers->survey, first)->stopped;
    g_autoptr(GPtrArray) pairs = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n * n; i++) {
        if (g_strcmp0(ps_survey_summary(servers->survey, i)->stopped, reason) != 0)
            continue;
        if (i < first)
            return;
        g_ptr_array_add(
            pairs, g_strdup_printf("%s with %s", servers->names[i / n], servers->names[i % n]));
    }
    g_autofree char *list =
        pairs->len <= FEW ? ps_text_list(pairs) : g_strdup_printf("%u pairs", pairs->len);
    g_string_append_printf(text, "not finished: %s, ended by %s\n", list, reason);
}

char *
servers_unfinished(const PsServers *servers)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ps_survey_n(servers->survey); i++)
        if (ps_survey_summary(servers->survey, i)->stopped != NULL)
            append_reason(text, servers, i);
    return g_string_free(text, FALSE);
}

char *
servers_result(const PsServers *servers)
{
    guint violated = ps_survey_n_violated(servers->survey);
    guint unfinished = ps_survey_n_unfinished(servers->survey);
    g_autofree char *pairs = ps_text_count(ps_survey_n(servers->survey), "pair");
    g_autoptr(GPtrArray) sound = list_sound(servers);
    g_autofree char *list = ps_text_list(sound);
    GString *text = g_string_new(NULL);
    if (violated == 0)
        g_string_printf(text, "no pair violates a property");
    else
        g_string_printf(text, "%u of %s violate%s a property", violated, pairs,
                        violated == 1 ? "s" : "");
    if (sound->len > 0 && violated > 0)
        g_string_append_printf(text, "; all hold in %u%s%s", sound->len,
                               sound->len <= FEW ? ": " : "", sound->len <= FEW ? list : "");
    if (unfinished > 0)
        g_string_append_printf(text, "; %u %s not known to the end", unfinished,
                               unfinished == 1 ? "is" : "are");
    return g_string_free(text, FALSE);
}
