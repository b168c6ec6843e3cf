/* The naive explorer: what the properties mean. */
#include "tests/naive.h"

/* What one side has, in words. */
typedef struct {
    gboolean to, from, ask, pending, online, sees;
} View;

static View
view(const PsWorldOptions *options, const NaiveState *state, guint side)
{
    const PsProfile *profile = options->profiles[side];
    PsAttributes has = ps_profile_attributes(profile, state->entry[side]);
    const char *subscription = ps_attributes_subscription(has);
    gboolean both = g_str_equal(subscription, "both");
    return (View){
        .to = both || g_str_equal(subscription, "to"),
        .from = both || g_str_equal(subscription, "from"),
        .ask = (has & PS_ASK) != 0,
        .pending = (has & PS_PENDING) != 0,
        .online = state->online[side],
        .sees = state->sees[side],
    };
}

/* W is the side whose user wants to see, P the other one. */
static gboolean
no_leak(View w, View p)
{
    return !(p.from && !w.to);
}

static gboolean
no_ghost(View w, View p)
{
    return !(w.to && !p.from);
}

static gboolean
no_orphan(View w, View p)
{
    return !(p.pending && !w.ask);
}

static gboolean
no_stuck(View w, View p)
{
    return !(w.ask && !p.pending && !p.from);
}

static gboolean
no_overexposure(View w, View p)
{
    return !(w.sees && !p.from);
}

static gboolean
no_stale_online(View w, View p)
{
    return !(w.sees && !p.online);
}

static gboolean
no_blindness(View w, View p)
{
    return !(w.online && p.online && w.to && p.from && !w.sees);
}

typedef gboolean (*Judge)(View w, View p);

static gboolean
is_settled(const NaiveState *state)
{
    return state->length[0] == 0 && state->length[1] == 0;
}

/* TRUE if the property holds in the state both ways round. */
static gboolean
holds_both_ways(const PsWorldOptions *options, const NaiveState *state, Judge holds)
{
    View a = view(options, state, 0);
    View b = view(options, state, 1);
    return holds(a, b) && holds(b, a);
}

gboolean
naive_agrees(const PsWorldOptions *options, const NaiveState *state)
{
    return is_settled(state) && holds_both_ways(options, state, no_leak) &&
           holds_both_ways(options, state, no_ghost) &&
           holds_both_ways(options, state, no_orphan) && holds_both_ways(options, state, no_stuck);
}

static const struct {
    const char *name;
    Judge holds;
    gboolean availability;
} settled_properties[] = {
    {"no-leak", no_leak, FALSE},
    {"no-ghost", no_ghost, FALSE},
    {"no-orphan", no_orphan, FALSE},
    {"no-stuck", no_stuck, FALSE},
    {"no-overexposure", no_overexposure, TRUE},
    {"no-stale-online", no_stale_online, TRUE},
    {"no-blindness", no_blindness, TRUE},
};

gboolean
naive_holds(const PsWorldOptions *options, const NaiveState *state, const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(settled_properties); i++)
        if (g_str_equal(settled_properties[i].name, name))
            return holds_both_ways(options, state, settled_properties[i].holds);
    g_assert_not_reached();
}

/* The edges that lead to each state, as chains: first[state], then next[edge], until -1. */
typedef struct {
    int *first;
    int *next;
} Backwards;

static Backwards
backwards(const Naive *naive, gboolean arrivals_only)
{
    Backwards chains = {g_new(int, naive_n_states(naive)), g_new(int, naive_n_edges(naive) + 1)};
    for (guint id = 0; id < naive_n_states(naive); id++)
        chains.first[id] = -1;
    for (guint e = 0; e < naive_n_edges(naive); e++) {
        NaiveEdge edge = naive_edge(naive, e);
        if (arrivals_only && !edge.arrival)
            continue;
        chains.next[e] = chains.first[edge.to];
        chains.first[edge.to] = (int)e;
    }
    return chains;
}

/* Marks in bad every state from which no state can be reached that is good. */
static void
find_lost(const Naive *naive, NaivePredicate is_good, guint8 *bad)
{
    guint n = naive_n_states(naive);
    Backwards chains = backwards(naive, FALSE);
    g_autofree int *first = chains.first;
    g_autofree int *next = chains.next;
    g_autofree guint *queue = g_new(guint, n);
    guint end = 0;
    for (guint id = 0; id < n; id++) {
        bad[id] = is_good(naive_options(naive), naive_state(naive, id)) ? 0 : 1;
        if (!bad[id])
            queue[end++] = id;
    }
    for (guint i = 0; i < end; i++) {
        for (int e = first[queue[i]]; e >= 0; e = next[e]) {
            guint from = naive_edge(naive, (guint)e).from;
            if (bad[from])
                queue[end++] = from;
            bad[from] = 0;
        }
    }
}

/* Marks in bad every state from which arrivals can go on for ever: takes away states without an
 * arrival, again and again, until all that are left have one that leads to another that is left. */
static void
find_storms(const Naive *naive, guint8 *bad)
{
    guint n = naive_n_states(naive);
    Backwards chains = backwards(naive, TRUE);
    g_autofree int *first = chains.first;
    g_autofree int *next = chains.next;
    g_autofree guint *arrivals = g_new0(guint, n);
    g_autofree guint *queue = g_new(guint, n);
    guint end = 0;
    for (guint e = 0; e < naive_n_edges(naive); e++)
        if (naive_edge(naive, e).arrival)
            arrivals[naive_edge(naive, e).from]++;
    for (guint id = 0; id < n; id++) {
        bad[id] = arrivals[id] > 0 ? 1 : 0;
        if (!bad[id])
            queue[end++] = id;
    }
    for (guint i = 0; i < end; i++) {
        for (int e = first[queue[i]]; e >= 0; e = next[e]) {
            guint from = naive_edge(naive, (guint)e).from;
            if (--arrivals[from] == 0) {
                bad[from] = 0;
                queue[end++] = from;
            }
        }
    }
}

static NaiveVerdict
verdict_on(const Naive *naive, const char *name, const guint8 *bad)
{
    NaiveVerdict verdict = {name, 0, 0};
    for (guint id = 0; id < naive_n_states(naive); id++)
        if (bad[id] && verdict.count++ == 0)
            verdict.first = id;
    return verdict;
}

NaiveVerdict
naive_judge_by(const Naive *naive, NaiveMeaning meaning, NaivePredicate holds)
{
    g_autofree guint8 *marked = g_new0(guint8, naive_n_states(naive));
    if (meaning == NAIVE_RECOVERABLE) {
        find_lost(naive, holds, marked);
        return verdict_on(naive, NULL, marked);
    }
    for (guint id = 0; id < naive_n_states(naive); id++) {
        const NaiveState *state = naive_state(naive, id);
        gboolean judged = meaning != NAIVE_SETTLED || is_settled(state);
        gboolean wanted = meaning == NAIVE_REACHABLE;
        marked[id] = judged && holds(naive_options(naive), state) == wanted ? 1 : 0;
    }
    return verdict_on(naive, NULL, marked);
}

guint
naive_judge(const Naive *naive, NaiveVerdict *out)
{
    const PsWorldOptions *options = naive_options(naive);
    g_autofree guint8 *bad = g_new0(guint8, naive_n_states(naive));
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(settled_properties); i++) {
        if (settled_properties[i].availability && !options->availability)
            continue;
        for (guint id = 0; id < naive_n_states(naive); id++)
            bad[id] = is_settled(naive_state(naive, id)) &&
                              !holds_both_ways(options, naive_state(naive, id),
                                               settled_properties[i].holds)
                          ? 1
                          : 0;
        out[n++] = verdict_on(naive, settled_properties[i].name, bad);
    }
    find_lost(naive, naive_agrees, bad);
    out[n++] = verdict_on(naive, "recoverable", bad);
    find_storms(naive, bad);
    out[n++] = verdict_on(naive, "no-reply-storm", bad);
    return n;
}
