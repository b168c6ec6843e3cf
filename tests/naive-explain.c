/* Explaining a log naively. */
#include "tests/naive-explain.h"

#define MAX_STEPS 6
#define MAX_EVENTS (MAX_STEPS * PS_MAX_SHOWN)

typedef struct {
    const PsWorld *world;
    const PsSeenLog *log;
    guint n; /* at most so many steps */
    /* The run so far. */
    PsStep steps[MAX_STEPS];
    gboolean hidden[MAX_STEPS]; /* the step may happen without being seen */
    guint n_steps;
    PsSeen events[MAX_EVENTS];
    guint step_of[MAX_EVENTS];
    guint n_events;
    /* What is found so far: the event of each thing in the log. */
    guint event_of[MAX_EVENTS];
    gboolean used[MAX_EVENTS];
    gboolean found;
    PsExplainCost best;
} Naive;

/* The rules of order, of the things i before j in the log that are found. */
static gboolean
in_order(const Naive *naive, guint i, guint j)
{
    const PsSeen *a = &naive->log->seen[i], *b = &naive->log->seen[j];
    guint step_a = naive->step_of[naive->event_of[i]];
    guint step_b = naive->step_of[naive->event_of[j]];
    PsSeenStream stream_a = ps_seen_stream(a), stream_b = ps_seen_stream(b);
    if (a->side == b->side && stream_a == stream_b) {
        if (stream_a == PS_STREAM_OUT && step_a == step_b)
            return naive->event_of[i] < naive->event_of[j];
        return stream_a == PS_STREAM_DOWN ? step_a <= step_b : step_a < step_b;
    }
    /* What was received before something was sent left before that is handled. */
    if ((stream_a == PS_STREAM_DOWN || stream_a == PS_STREAM_OUT) &&
        (stream_b == PS_STREAM_UP || stream_b == PS_STREAM_IN) &&
        (a->side == b->side || !naive->log->apart))
        return step_a < step_b;
    return TRUE;
}

static void
judge(Naive *naive)
{
    PsExplainCost cost = {.steps = naive->n_steps};
    for (guint i = 0; i < naive->n_events; i++) {
        const PsSeen *event = &naive->events[i];
        if (naive->used[i])
            continue;
        if (event->kind == PS_SEEN_ACTION && !naive->hidden[naive->step_of[i]])
            return;
        cost.unseen += event->kind == PS_SEEN_ACTION;
        cost.gaps += ps_seen_is_watched(naive->log, event);
    }
    for (guint i = 0; i < naive->n_steps; i++)
        cost.unseen += naive->steps[i].kind > PS_STEP_ARRIVAL;
    if (!naive->found || ps_explain_compare(&cost, &naive->best) < 0)
        naive->best = cost;
    naive->found = TRUE;
}

/* Finds thing i of the log, and those after it, in every way. */
static void
find(Naive *naive, guint i)
{
    if (i == naive->log->n) {
        judge(naive);
        return;
    }
    for (guint event = 0; event < naive->n_events; event++) {
        gboolean fine =
            !naive->used[event] && ps_seen_equal(&naive->events[event], &naive->log->seen[i]);
        naive->event_of[i] = event;
        for (guint j = 0; fine && j < i; j++)
            fine = in_order(naive, j, i);
        if (!fine)
            continue;
        naive->used[event] = TRUE;
        find(naive, i + 1);
        naive->used[event] = FALSE;
    }
}

static void go_on(Naive *naive, const PsState *state);

static void
try_step(Naive *naive, const PsState *state, PsStep step, const PsState *to, gboolean hidden)
{
    guint n = ps_seen_of_step(naive->world, state, step, to, naive->events + naive->n_events);
    for (guint i = 0; i < n; i++)
        naive->step_of[naive->n_events + i] = naive->n_steps;
    naive->steps[naive->n_steps] = step;
    naive->hidden[naive->n_steps] = hidden;
    naive->n_steps++;
    naive->n_events += n;
    go_on(naive, to);
    naive->n_events -= n;
    naive->n_steps--;
}

static void
go_on(Naive *naive, const PsState *state)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    find(naive, 0);
    if (naive->n_steps == naive->n)
        return;
    guint n = ps_step_transitions(naive->world, state, out, &overflow);
    for (guint i = 0; i < n; i++)
        try_step(naive, state, out[i].step, &out[i].to, TRUE);
    for (guint label = 0; label < 2 * PS_N_ACTIONS; label++) {
        PsStep step = {PS_STEP_ACTION, (guint8)(label / PS_N_ACTIONS),
                       (guint8)(label % PS_N_ACTIONS)};
        PsState to;
        guint i = 0;
        while (i < n && !ps_step_equal(out[i].step, step))
            i++;
        if (i == n && ps_step_take(naive->world, state, step, &to))
            try_step(naive, state, step, &to,
                     step.what == PS_DO_ADD && to.entry[step.side] == state->entry[step.side]);
    }
}

gboolean
naive_explain(const PsWorld *world, const PsSeenLog *log, guint n, PsExplainCost *cost)
{
    Naive naive = {.world = world, .log = log, .n = n};
    PsState state = ps_world_initial(world);
    g_assert(n <= MAX_STEPS);
    go_on(&naive, &state);
    *cost = naive.best;
    return naive.found;
}
