/* The report of an explanation: what text and JSON share. */
#include "viz/explain-private.h"
#include "viz/text.h"

PsReplay *
ps_explain_replay(const PsExplanation *explanation)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(PsStep));
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        PsStep step = ps_explanation_step(explanation, i)->step;
        g_array_append_val(path, step);
    }
    return ps_replay_path(ps_explanation_world(explanation), path);
}

guint
ps_explain_line_after(const PsExplanation *explanation, guint step)
{
    const PsSeenLog *log = ps_explanation_log(explanation);
    guint first = G_MAXUINT;
    for (guint i = step + 1; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *later = ps_explanation_step(explanation, i);
        for (guint j = 0; j < later->n_matched; j++)
            first = MIN(first, log->seen[later->matched[j]].line);
    }
    return first != G_MAXUINT ? first : 0;
}

PsExplainMissing
ps_explain_missing(const PsExplanation *explanation)
{
    PsExplainMissing missing = {0};
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *step = ps_explanation_step(explanation, i);
        missing.actions += step->unseen && !step->beyond;
        missing.beyond += step->beyond;
        missing.stanzas += step->n_missing - (step->unseen && !step->beyond);
    }
    return missing;
}

char *
ps_explain_missing_text(const PsExplainMissing *missing)
{
    g_autofree char *actions = ps_text_count(missing->actions, "action");
    g_autofree char *stanzas = ps_text_count(missing->stanzas, "stanza");
    if (missing->actions > 0 && missing->stanzas > 0)
        return g_strdup_printf("%s and %s are missing", actions, stanzas);
    if (missing->actions + missing->stanzas > 0)
        return g_strdup_printf("%s %s missing", missing->actions > 0 ? actions : stanzas,
                               missing->actions + missing->stanzas > 1 ? "are" : "is");
    return g_strdup("complete");
}

/* What comes further first, and of this what takes less that the log does not show; how many steps
 * a run has says nothing of a server. */
static int
compare(gconstpointer a, gconstpointer b)
{
    const PsExplanation *x = *(PsExplanation *const *)a;
    const PsExplanation *y = *(PsExplanation *const *)b;
    PsExplainCost costs[2] = {ps_explanation_cost(x), ps_explanation_cost(y)};
    if (ps_explanation_reached(x) != ps_explanation_reached(y))
        return ps_explanation_reached(x) > ps_explanation_reached(y) ? -1 : 1;
    costs[0].steps = costs[1].steps = 0;
    return ps_explain_compare(&costs[0], &costs[1]);
}

GPtrArray *
ps_explain_ranked(const GPtrArray *explanations)
{
    GPtrArray *ranked = g_ptr_array_new();
    for (guint i = 0; i < explanations->len; i++)
        g_ptr_array_add(ranked, g_ptr_array_index(explanations, i));
    g_ptr_array_sort(ranked, compare);
    return ranked;
}
