/* Twins: one world explored twice. */
#include "tests/twins.h"

#include "explorer/verdicts.h"
#include "tests/support.h"

/* ---- What each of them found ---- */

static guint64
hash_graph(const Naive *naive)
{
    guint64 hash = 5381;
    for (guint e = 0; e < naive_n_edges(naive); e++) {
        NaiveEdge edge = naive_edge(naive, e);
        hash = (hash * 33 + edge.from) * 33 + edge.to;
    }
    return hash;
}

static Found
found_by_naive(const Naive *naive)
{
    NaiveVerdict verdicts[NAIVE_N_PROPERTIES];
    Found found = {
        .complete = naive_is_complete(naive),
        .states = naive_n_states(naive),
        .transitions = naive_n_transitions(naive),
        .depth = naive_depth(naive),
        .settled = naive_n_settled(naive),
        .graph = hash_graph(naive),
        .n_verdicts = naive_judge(naive, verdicts),
    };
    for (guint i = 0; i < found.n_verdicts; i++)
        found.verdicts[i] = (FoundVerdict){verdicts[i].name, verdicts[i].count, verdicts[i].first,
                                           naive_depth_of(naive, verdicts[i].first)};
    return found;
}

/* The verdict on the property called name, which is static; one that is missing or undecided agrees
 * with none. */
static FoundVerdict
verdict_on(const PsVerdicts *verdicts, const char *name)
{
    const PsVerdict *verdict = ps_verdicts_find(verdicts, name);
    if (verdict == NULL || verdict->outcome == PS_UNDECIDED)
        return (FoundVerdict){.name = name, .count = G_MAXUINT64};
    if (verdict->outcome == PS_HOLDS)
        return (FoundVerdict){.name = name, .count = verdict->count};
    guint64 first = G_MAXUINT64;
    ps_search_find(ps_verdicts_search(verdicts), &verdict->state, &first);
    return (FoundVerdict){name, verdict->count, first, verdict->path->len};
}

/* The verdicts are on the properties that the naive judge knows. */
static Found
found_by_search(const PsSearch *search, const Found *naive)
{
    const PsWorldOptions *options = ps_world_options(ps_search_world(search));
    g_autoptr(PsProperties) properties = ps_properties_new(options);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, properties);
    Found found = {
        .complete = ps_search_stopped(search) == NULL,
        .states = ps_search_states(search),
        .transitions = ps_search_transitions(search),
        .depth = ps_search_depth(search),
        .settled = ps_search_settled(search),
        .graph = naive->graph, /* compared edge by edge */
        .n_verdicts = MIN(ps_verdicts_n(verdicts), NAIVE_N_PROPERTIES),
    };
    for (guint i = 0; i < MIN(found.n_verdicts, naive->n_verdicts); i++)
        found.verdicts[i] = verdict_on(verdicts, naive->verdicts[i].name);
    return found;
}

char *
found_text(const Found *found)
{
    if (!found->complete)
        return g_strdup("no end");
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text,
                    "states %" G_GUINT64_FORMAT " transitions %" G_GUINT64_FORMAT
                    " depth %" G_GUINT64_FORMAT " settled %" G_GUINT64_FORMAT,
                    found->states, found->transitions, found->depth, found->settled);
    for (guint i = 0; i < found->n_verdicts; i++) {
        const FoundVerdict *verdict = &found->verdicts[i];
        g_string_append_printf(text, ", %s %" G_GUINT64_FORMAT, verdict->name, verdict->count);
        if (verdict->count > 0)
            g_string_append_printf(text, " (state %" G_GUINT64_FORMAT ", %u steps)", verdict->first,
                                   verdict->steps);
    }
    return g_strdup(text->str);
}

gboolean
found_same_verdicts(const Found *a, const Found *b)
{
    gboolean same = a->complete == b->complete && a->n_verdicts == b->n_verdicts;
    for (guint i = 0; same && i < a->n_verdicts; i++)
        same = a->verdicts[i].count == b->verdicts[i].count &&
               a->verdicts[i].steps == b->verdicts[i].steps;
    return same;
}

gboolean
found_same(const Found *a, const Found *b)
{
    return found_same_verdicts(a, b) && a->states == b->states &&
           a->transitions == b->transitions && a->depth == b->depth && a->settled == b->settled &&
           a->graph == b->graph;
}

/* ---- State by state ---- */

static gboolean
same_link(const PsWorld *world, guint64 link, const NaiveState *naive, guint which)
{
    if (ps_world_link_length(world, link) != naive->length[which])
        return FALSE;
    for (guint i = 0; i < naive->length[which]; i++)
        if (ps_world_link_peek(world, link, i) != naive->link[which][i])
            return FALSE;
    return TRUE;
}

static gboolean
same_state(const PsWorld *world, const PsState *state, const NaiveState *naive)
{
    gboolean same = TRUE;
    for (guint side = 0; side < 2; side++)
        same = same && state->entry[side] == naive->entry[side] &&
               (state->online >> side & 1) == naive->online[side] &&
               (state->sees >> side & 1) == naive->sees[side] &&
               same_link(world, state->link[side], naive, side);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        same = same && state->left[fault] == naive->left[fault];
    return same;
}

/* NULL, or which state is the first to differ, as far as both have found any. Free it. */
static char *
states_differ(const PsSearch *search, const Naive *naive)
{
    const PsWorld *world = ps_search_world(search);
    guint n = MIN(naive_n_states(naive), (guint)ps_search_states(search));
    for (guint id = 0; id < n; id++) {
        PsState state = ps_search_state(search, id);
        if (same_state(world, &state, naive_state(naive, id)) &&
            ps_search_depth_of(search, id) == naive_depth_of(naive, id))
            continue;
        g_autofree char *found = state_text(world, &state);
        g_autofree char *expected = naive_state_text(naive, id);
        g_autofree char *path = naive_path_text(naive, id);
        return g_strdup_printf("state %u: expected\n%s (depth %u)\nfound\n%s (depth %u)\nafter\n%s",
                               id, expected, naive_depth_of(naive, id), found,
                               ps_search_depth_of(search, id), path);
    }
    return NULL;
}

/* NULL, or from which state transitions lead elsewhere. The states must not differ. Free it. */
static char *
transitions_differ(const PsSearch *search, const Naive *naive)
{
    guint e = 0;
    for (guint id = 0; id < naive_n_states(naive); id++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        PsState state = ps_search_state(search, id);
        guint n = ps_step_transitions(ps_search_world(search), &state, out, &overflow);
        for (guint i = 0; i < n; i++, e++) {
            guint64 to = G_MAXUINT64;
            if (ps_search_find(search, &out[i].to, &to) && e < naive_n_edges(naive) &&
                naive_edge(naive, e).from == id && naive_edge(naive, e).to == to)
                continue;
            g_autofree char *from = naive_state_text(naive, id);
            g_autofree char *step = ps_step_text(ps_search_world(search), out[i].step);
            return g_strdup_printf("in %s “%s” leads elsewhere", from, step);
        }
    }
    return NULL;
}

static gboolean
same_finding(const Found *a, const Found *b)
{
    gboolean same = a->complete == b->complete && (!a->complete || found_same(a, b));
    for (guint i = 0; same && a->complete && i < a->n_verdicts; i++)
        same = a->verdicts[i].first == b->verdicts[i].first;
    return same;
}

char *
twins_disagree(const PsWorldOptions *options, guint max_states, Found *found)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsWorld) world = ps_world_new(options, &error);
    if (world == NULL)
        return g_strdup(error->message);
    PsLimits limits = {.max_states = max_states};
    g_autoptr(Naive) naive = naive_new_within(options, max_states);
    g_autoptr(PsSearch) search = ps_search_new(world, &limits);
    Found expected = found_by_naive(naive);
    *found = found_by_search(search, &expected);
    if (same_finding(&expected, found) && !expected.complete)
        return NULL;
    g_autofree char *where = states_differ(search, naive);
    if (same_finding(&expected, found))
        return where != NULL ? g_steal_pointer(&where) : transitions_differ(search, naive);
    g_autofree char *wanted = found_text(&expected);
    g_autofree char *got = found_text(found);
    return g_strdup_printf("expected %s, found %s; %s", wanted, got,
                           where != NULL ? where : "no state differs");
}
