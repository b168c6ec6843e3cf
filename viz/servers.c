/* The matrix of servers: its cells. */
#include "viz/servers-private.h"

guint
servers_n(const PsServers *servers)
{
    guint n = 0;
    while (servers->names[n] != NULL)
        n++;
    return n;
}

/* All pairs judge the same properties. */
guint
servers_n_properties(const PsServers *servers)
{
    return ps_survey_summary(servers->survey, 0)->findings->len;
}

const PsProperty *
servers_property(const PsServers *servers, guint property)
{
    return servers_finding(servers, property, 0, 0)->property;
}

const PsWorld *
servers_world(const PsServers *servers, guint a, guint b)
{
    return ps_survey_world(servers->survey, a * servers_n(servers) + b);
}

const PsSummary *
servers_summary(const PsServers *servers, guint a, guint b)
{
    return ps_survey_summary(servers->survey, a * servers_n(servers) + b);
}

const PsFinding *
servers_finding(const PsServers *servers, guint property, guint a, guint b)
{
    return ps_summary_finding(servers_summary(servers, a, b), property);
}

/* ---- Kinds ---- */

ServersKind
servers_kind(const PsFinding *finding)
{
    if (finding->outcome != PS_VIOLATED)
        return finding->outcome == PS_HOLDS ? SERVERS_HOLDS : SERVERS_UNDECIDED;
    if (finding->path == NULL) /* no state is such, whatever happens */
        return SERVERS_NOTHING;
    if (finding->ways->len == 0)
        return SERVERS_UNKNOWN;
    guint needs = g_array_index(finding->ways, PsWay, 0).needs;
    return needs == 0 ? SERVERS_NOTHING : needs == 1u << PS_NEED_RACE ? SERVERS_RACE : SERVERS_MORE;
}

const char *
servers_kind_class(ServersKind kind)
{
    static const char *const classes[] = {"holds", "nothing", "race",
                                          "more",  "unknown", "undecided"};
    return classes[kind];
}

const char *
servers_kind_meaning(ServersKind kind)
{
    static const char *const meanings[] = {
        "holds",
        "violated, and that needs nothing: no race, no fault",
        "violated, and that needs a race",
        "violated, and that needs a fault, overtaking or availability",
        "violated, and what that needs is not known",
        "not known: the search did not finish",
    };
    return meanings[kind];
}

/* ---- Letters ---- */

char *
servers_letters(const PsServers *servers)
{
    return ps_mark_legend(servers->survey);
}

/* ---- Counts ---- */

void
servers_count(const PsServers *servers, guint property, guint counts[SERVERS_N_KINDS])
{
    for (guint kind = 0; kind < SERVERS_N_KINDS; kind++)
        counts[kind] = 0;
    for (guint i = 0; i < ps_survey_n(servers->survey); i++)
        counts[servers_kind(ps_summary_finding(ps_survey_summary(servers->survey, i), property))]++;
}

gboolean
servers_holds_everywhere(const PsServers *servers, guint property)
{
    guint counts[SERVERS_N_KINDS];
    servers_count(servers, property, counts);
    return counts[SERVERS_HOLDS] == ps_survey_n(servers->survey);
}

gboolean
servers_has_kind(const PsServers *servers, ServersKind kind)
{
    for (guint i = 0; i < servers_n_properties(servers); i++) {
        guint counts[SERVERS_N_KINDS];
        servers_count(servers, i, counts);
        if (counts[kind] > 0 && counts[SERVERS_HOLDS] < ps_survey_n(servers->survey))
            return TRUE;
    }
    return FALSE;
}

guint
servers_pairs_with_one(const PsServers *servers)
{
    return 2 * servers_n(servers) - 1;
}

static void
clear_rank(gpointer data)
{
    g_free(((ServersRank *)data)->by_property);
}

static int
compare_ranks(gconstpointer a, gconstpointer b)
{
    const ServersRank *left = a;
    const ServersRank *right = b;
    if (left->cells != right->cells)
        return left->cells > right->cells ? -1 : 1;
    return left->server < right->server ? -1 : 1;
}

/* In how many of its pairs a server violates a property. */
static guint
count_with(const PsServers *servers, guint property, guint server)
{
    guint n = 0;
    for (guint other = 0; other < servers_n(servers); other++) {
        n += servers_finding(servers, property, server, other)->outcome == PS_VIOLATED;
        if (other != server)
            n += servers_finding(servers, property, other, server)->outcome == PS_VIOLATED;
    }
    return n;
}

GArray *
servers_rank(const PsServers *servers)
{
    GArray *ranks = g_array_new(FALSE, FALSE, sizeof(ServersRank));
    g_array_set_clear_func(ranks, clear_rank);
    for (guint server = 0; server < servers_n(servers); server++) {
        ServersRank rank = {server, 0, g_new0(guint, servers_n_properties(servers))};
        for (guint i = 0; i < servers_n_properties(servers); i++)
            rank.cells += rank.by_property[i] = count_with(servers, i, server);
        g_array_append_val(ranks, rank);
    }
    g_array_sort(ranks, compare_ranks);
    return ranks;
}
