/* Summaries. */
#include "explorer/summary.h"

static void
clear_finding(gpointer data)
{
    PsFinding *finding = data;
    if (finding->path != NULL)
        g_array_unref(finding->path);
    g_array_unref(finding->ways);
}

static void
add_finding(PsSummary *summary, const PsVerdict *verdict, const GArray *ways)
{
    PsFinding finding = {
        .property = verdict->property,
        .outcome = verdict->outcome,
        .count = verdict->count,
        .path = verdict->path != NULL ? g_array_ref(verdict->path) : NULL,
        .ways = g_array_new(FALSE, FALSE, sizeof(PsWay)),
    };
    g_array_append_vals(finding.ways, ways->data, ways->len);
    g_array_append_val(summary->findings, finding);
}

PsSummary *
ps_summary_new(const PsWorld *world, const PsProperties *properties, const PsLimits *limits)
{
    g_autoptr(PsSearch) search = ps_search_new(world, limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, properties);
    g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, properties, limits);
    PsSummary *summary = g_new0(PsSummary, 1);
    summary->states = ps_search_states(search);
    summary->transitions = ps_search_transitions(search);
    summary->settled = ps_search_settled(search);
    summary->depth = ps_search_depth(search);
    summary->stopped = g_strdup(ps_verdicts_complete(verdicts) ? ps_needs_stopped(needs)
                                                               : ps_verdicts_stopped(verdicts));
    summary->findings = g_array_new(FALSE, FALSE, sizeof(PsFinding));
    g_array_set_clear_func(summary->findings, clear_finding);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        add_finding(summary, ps_verdicts_get(verdicts, i), ps_needs_ways(needs, i));
    return summary;
}

void
ps_summary_free(PsSummary *summary)
{
    if (summary == NULL)
        return;
    g_array_unref(summary->findings);
    g_free(summary->stopped);
    g_free(summary);
}

guint
ps_summary_n_violated(const PsSummary *summary)
{
    guint n = 0;
    for (guint i = 0; i < summary->findings->len; i++)
        n += ps_summary_finding(summary, i)->outcome == PS_VIOLATED;
    return n;
}

guint
ps_summary_needs(const PsSummary *summary)
{
    guint needs = 0;
    for (guint i = 0; i < summary->findings->len; i++) {
        const GArray *ways = ps_summary_finding(summary, i)->ways;
        for (guint way = 0; way < ways->len; way++)
            needs |= g_array_index(ways, PsWay, way).needs;
    }
    return needs;
}
