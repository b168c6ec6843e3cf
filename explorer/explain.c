/* Explaining a log: the run that was found, step by step, with what the log shows of it. */
#include "explorer/explain-private.h"

/* The numbers of the things in a stream that one step explains, and how many they are. */
static guint
matched_in(const PsStreams *streams, const PsExplainNode *node, guint side, PsSeenStream stream,
           guint *numbers)
{
    guint from = node->parent->place.at[side][stream];
    guint to = node->place.at[side][stream];
    for (guint i = from; i < to; i++)
        numbers[i - from] = streams->numbers[side][stream][i];
    return to - from;
}

/* Sorts what a step shows into what the log has and what it should have. */
static void
compare(const PsStreams *streams, const PsSeen *shown, guint n, PsExplainStep *step)
{
    guint left = (1u << step->n_matched) - 1; /* of those in the log: which are not found yet */
    for (guint i = 0; i < n; i++) {
        guint j = 0;
        while (j < step->n_matched &&
               !(left >> j & 1 && ps_seen_equal(&shown[i], &streams->log->seen[step->matched[j]])))
            j++;
        if (j < step->n_matched)
            left &= ~(1u << j);
        else if (ps_seen_is_watched(streams->log, &shown[i]))
            step->missing[step->n_missing++] = shown[i];
    }
}

static PsExplainStep
describe(const PsExplanation *explanation, const PsStreams *streams, const PsExplainNode *node)
{
    PsState before = ps_world_unpack(explanation->world, node->parent->packed);
    PsState after = ps_world_unpack(explanation->world, node->packed);
    PsExplainStep step = {.step = node->step};
    PsSeen shown[PS_MAX_SHOWN];
    guint n = ps_seen_of_step(explanation->world, &before, node->step, &after, shown);
    guint side = node->step.side;
    for (guint stream = 0; stream < PS_N_STREAMS; stream++)
        step.n_matched +=
            matched_in(streams, node, side, (PsSeenStream)stream, step.matched + step.n_matched);
    if (node->cost - node->parent->cost == 1 && node->step.kind == PS_STEP_ACTION &&
        step.n_matched == 0)
        return step; /* one that the log starts with */
    step.unseen =
        node->step.kind != PS_STEP_ARRIVAL &&
        (node->step.kind != PS_STEP_ACTION ||
         node->place.at[side][PS_STREAM_UP] == node->parent->place.at[side][PS_STREAM_UP]);
    compare(streams, shown, n, &step);
    step.beyond = step.unseen && (step.n_missing == 0 || step.missing[0].kind != PS_SEEN_ACTION);
    return step;
}

static void
walk(PsExplanation *explanation, const PsStreams *streams, const PsExplainNode *last)
{
    for (const PsExplainNode *node = last; node->parent != NULL; node = node->parent) {
        if (!node->stepped)
            continue;
        PsExplainStep step = describe(explanation, streams, node);
        g_array_prepend_val(explanation->steps, step);
    }
}

int
ps_explain_compare(const PsExplainCost *a, const PsExplainCost *b)
{
    if (a->unseen != b->unseen)
        return a->unseen < b->unseen ? -1 : 1;
    if (a->gaps != b->gaps)
        return a->gaps < b->gaps ? -1 : 1;
    return (a->steps > b->steps) - (a->steps < b->steps);
}

/* What is of the kind that the log has there comes first. */
static int
compare_alternatives(gconstpointer a, gconstpointer b, gpointer kind)
{
    const PsAlternative *x = a, *y = b;
    gboolean alike[2] = {x->seen.kind == GPOINTER_TO_UINT(kind),
                         y->seen.kind == GPOINTER_TO_UINT(kind)};
    return alike[0] != alike[1] ? alike[1] - alike[0] : ps_explain_compare(&x->cost, &y->cost);
}

PsExplanation *
ps_explain(const PsWorld *world, const PsSeenLog *log, const PsLimits *limits)
{
    PsExplanation *explanation = g_new0(PsExplanation, 1);
    PsStreams streams;
    explanation->world = world;
    explanation->log = log;
    explanation->steps = g_array_new(FALSE, FALSE, sizeof(PsExplainStep));
    explanation->alternatives = g_array_new(FALSE, FALSE, sizeof(PsAlternative));
    ps_streams_init(&streams, log);
    ps_explain_search(explanation, &streams, limits, walk);
    ps_streams_clear(&streams);
    if (explanation->reached < log->n)
        g_array_sort_with_data(explanation->alternatives, compare_alternatives,
                               GUINT_TO_POINTER((guint)log->seen[explanation->reached].kind));
    return explanation;
}

void
ps_explanation_free(PsExplanation *explanation)
{
    if (explanation == NULL)
        return;
    g_free(explanation->stopped);
    g_array_unref(explanation->steps);
    g_array_unref(explanation->alternatives);
    g_free(explanation);
}

const char *
ps_explanation_stopped(const PsExplanation *explanation)
{
    return explanation->stopped;
}

gboolean
ps_explanation_found(const PsExplanation *explanation)
{
    return explanation->found;
}

gboolean
ps_explanation_impossible(const PsExplanation *explanation)
{
    return explanation->impossible;
}

guint
ps_explanation_reached(const PsExplanation *explanation)
{
    return explanation->reached;
}

PsExplainCost
ps_explanation_cost(const PsExplanation *explanation)
{
    return explanation->cost;
}

guint
ps_explanation_n_steps(const PsExplanation *explanation)
{
    return explanation->steps->len;
}

const PsExplainStep *
ps_explanation_step(const PsExplanation *explanation, guint i)
{
    g_assert(i < explanation->steps->len);
    return &g_array_index(explanation->steps, PsExplainStep, i);
}

guint
ps_explanation_n_alternatives(const PsExplanation *explanation)
{
    return explanation->alternatives->len;
}

const PsAlternative *
ps_explanation_alternative(const PsExplanation *explanation, guint i)
{
    g_assert(i < explanation->alternatives->len);
    return &g_array_index(explanation->alternatives, PsAlternative, i);
}

guint64
ps_explanation_states(const PsExplanation *explanation)
{
    return explanation->states;
}

const PsWorld *
ps_explanation_world(const PsExplanation *explanation)
{
    return explanation->world;
}

const PsSeenLog *
ps_explanation_log(const PsExplanation *explanation)
{
    return explanation->log;
}
