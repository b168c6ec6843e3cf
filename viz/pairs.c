/* Pairs of entries. */
#include "viz/pairs.h"

#include "explorer/mirror.h"

struct _PsPairs {
    const PsVerdicts *verdicts;
    PsPair pairs[PS_MAX_STATES][PS_MAX_STATES];
    PsState example[PS_MAX_STATES][PS_MAX_STATES]
                   [PS_PAIRS_MAX_PROPERTIES]; /* a state that violates it */
};

guint
ps_pairs_violations(const PsVerdicts *verdicts, const PsState *state)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    guint violated = 0;
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        if (ps_property_violated(ps_verdicts_get(verdicts, i)->property, world, state))
            violated |= 1u << i;
    return violated;
}

/* A property that tells the sides apart may be violated by only one of two mirror images. */
static void
add_state(PsPairs *pairs, const PsState *found, gboolean symmetric)
{
    PsState state = *found;
    if (symmetric && state.entry[0] > state.entry[1])
        state = ps_mirror_state(found);
    PsPair *pair = &pairs->pairs[state.entry[0]][state.entry[1]];
    guint violated = ps_pairs_violations(pairs->verdicts, &state);
    guint as_found = ps_pairs_violations(pairs->verdicts, found);
    for (guint i = 0; i < ps_verdicts_n(pairs->verdicts); i++)
        if (((violated | as_found) & ~pair->violated) >> i & 1)
            pairs->example[state.entry[0]][state.entry[1]][i] = violated >> i & 1 ? state : *found;
    pair->states++;
    pair->settled += ps_state_is_settled(&state) ? 1 : 0;
    pair->violated |= violated | as_found;
}

PsPairs *
ps_pairs_new(const PsVerdicts *verdicts, gboolean symmetric)
{
    PsPairs *pairs = g_new0(PsPairs, 1);
    const PsSearch *search = ps_verdicts_search(verdicts);
    g_assert(ps_verdicts_n(verdicts) <= PS_PAIRS_MAX_PROPERTIES);
    pairs->verdicts = verdicts;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState state = ps_search_state(search, id);
        add_state(pairs, &state, symmetric);
    }
    return pairs;
}

void
ps_pairs_free(PsPairs *pairs)
{
    g_free(pairs);
}

const PsPair *
ps_pairs_get(const PsPairs *pairs, guint a, guint b)
{
    g_assert(a < PS_MAX_STATES && b < PS_MAX_STATES);
    return &pairs->pairs[a][b];
}

PsPairKind
ps_pair_kind(const PsPair *pair)
{
    if (pair->violated != 0)
        return PS_PAIR_VIOLATED;
    if (pair->settled > 0)
        return PS_PAIR_AGREES;
    return pair->states > 0 ? PS_PAIR_IN_FLIGHT : PS_PAIR_NEVER;
}

char *
ps_pairs_explain(const PsPairs *pairs, guint a, guint b)
{
    const PsSearch *search = ps_verdicts_search(pairs->verdicts);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ps_verdicts_n(pairs->verdicts); i++) {
        const PsProperty *property = ps_verdicts_get(pairs->verdicts, i)->property;
        if (!(pairs->pairs[a][b].violated >> i & 1))
            continue;
        g_autofree char *why =
            ps_property_explain(property, ps_search_world(search), &pairs->example[a][b][i]);
        g_string_append_printf(text, "%s%s: %s (%s)", text->len > 0 ? "\n" : "",
                               ps_property_name(property), ps_property_meaning(property), why);
    }
    return g_string_free(text, FALSE);
}
