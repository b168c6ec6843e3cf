/* Verdicts: judging what a search found. */
#include "explorer/verdicts.h"

#include "explorer/marks.h"

struct _PsVerdicts {
    const PsSearch *search;
    GArray *verdicts; /* of PsVerdict */
    const char *stopped;
};

const char *
ps_outcome_name(PsOutcome outcome)
{
    static const char *const names[] = {"holds", "violated", "undecided"};
    return names[outcome];
}

/* Notes one more state that violates the property. */
static void
count(PsVerdict *verdict, guint64 state)
{
    if (verdict->count++ == 0) {
        verdict->outcome = PS_VIOLATED;
        verdict->state = state;
    }
}

/* Judges all settled properties in one pass over the states. */
static void
judge_settled(PsVerdicts *verdicts)
{
    const PsWorld *world = ps_search_world(verdicts->search);
    guint64 n = ps_search_states(verdicts->search);
    for (guint64 id = 0; id < n; id++) {
        PsState state = ps_search_state(verdicts->search, id);
        if (!ps_state_is_settled(&state))
            continue;
        for (guint i = 0; i < verdicts->verdicts->len; i++) {
            PsVerdict *verdict = &g_array_index(verdicts->verdicts, PsVerdict, i);
            if (ps_property_violated(verdict->property, world, &state))
                count(verdict, id);
        }
    }
}

/* Takes over what marks say: the states that are not marked violate the property. NULL: not judged
 * to the end. */
static void
take_marks(PsVerdict *verdict, const PsMarks *marks)
{
    verdict->count = marks != NULL ? ps_marks_count_clear(marks) : 0;
    if (marks == NULL) {
        verdict->outcome = PS_UNDECIDED;
    } else if (verdict->count > 0) {
        verdict->outcome = PS_VIOLATED;
        verdict->state = ps_marks_first_clear(marks);
    }
}

/* Where id stands among the ids, or their number. */
static guint
index_of(const GArray *ids, guint64 id)
{
    guint i = 0;
    while (i < ids->len && g_array_index(ids, guint64, i) != id)
        i++;
    return i;
}

/* The first arrival out of state *id that never ends; *id becomes where it leads. */
static PsStep
next_of_storm(const PsSearch *search, const PsMarks *ends, guint64 *id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint64 to = *id;
    PsState from = ps_search_state(search, *id);
    guint n = ps_step_arrivals(ps_search_world(search), &from, out, &overflow);
    guint i = 0;
    while (i < n && (!ps_search_find(search, &out[i].to, &to) || ps_marks_get(ends, to)))
        i++;
    g_assert(i < n && "a state without an end leads to another one");
    *id = to;
    return out[i].step;
}

/* Follows arrivals that never end from the state, until one comes round again: the way there is the
 * stem, the way round the loop. */
static void
follow_storm(PsVerdict *verdict, const PsSearch *search, const PsMarks *ends)
{
    g_autoptr(PsMarks) seen = ps_marks_new(search);
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(guint64));
    guint64 id = verdict->state;
    verdict->stem = g_array_new(FALSE, FALSE, sizeof(PsStep));
    verdict->loop = g_array_new(FALSE, FALSE, sizeof(PsStep));
    while (!ps_marks_get(seen, id)) {
        ps_marks_set(seen, id);
        g_array_append_val(ids, id);
        PsStep step = next_of_storm(search, ends, &id);
        g_array_append_val(verdict->stem, step);
    }
    guint start = index_of(ids, id);
    g_array_append_vals(verdict->loop, &g_array_index(verdict->stem, PsStep, start),
                        ids->len - start);
    g_array_set_size(verdict->stem, start);
}

/* Answers that can never cause themselves again come to an end in every world; otherwise every
 * state is looked at. A storm among the states of an unfinished search is a storm. */
static void
judge_no_reply_storm(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    if (!ps_world_answers_may_cycle(ps_search_world(search)))
        return;
    g_autoptr(PsMarks) ends = ps_marks_arrivals_end(search);
    take_marks(verdict, ends);
    if (verdict->outcome == PS_HOLDS && ps_search_stopped(search) != NULL)
        verdict->outcome = PS_UNDECIDED;
    if (verdict->outcome == PS_VIOLATED)
        follow_storm(verdict, search, ends);
}

/* A state that an unfinished search did not expand may lead anywhere. */
static void
judge_recoverable(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    const PsVerdict *storm = ps_verdicts_find(verdicts, "no-reply-storm");
    gboolean all = FALSE;
    g_autoptr(PsMarks) marks = NULL;
    if (ps_search_stopped(search) != NULL) {
        verdict->outcome = PS_UNDECIDED;
        return;
    }
    g_assert(storm != NULL && "recoverable is judged after no-reply-storm");
    if (storm->outcome == PS_HOLDS) {
        if (!ps_marks_settled_can_reach(search, ps_property_all_agree, &all))
            verdict->outcome = PS_UNDECIDED;
        if (all || verdict->outcome == PS_UNDECIDED)
            return;
    }
    marks = ps_marks_can_reach(search, ps_property_all_agree);
    take_marks(verdict, marks);
}

static void
judge(PsVerdicts *verdicts, PsVerdict *verdict)
{
    switch (ps_property_kind(verdict->property)) {
    case PS_PROPERTY_SETTLED: /* judge_settled did it */
        if (verdict->outcome == PS_HOLDS && ps_search_stopped(verdicts->search) != NULL)
            verdict->outcome = PS_UNDECIDED;
        break;
    case PS_PROPERTY_ALWAYS:
        judge_no_reply_storm(verdicts, verdict);
        break;
    case PS_PROPERTY_BRANCHING:
        judge_recoverable(verdicts, verdict);
        break;
    }
    if (verdict->outcome == PS_VIOLATED)
        verdict->path = ps_search_path(verdicts->search, verdict->state);
    if (verdict->outcome == PS_UNDECIDED && verdicts->stopped == NULL)
        verdicts->stopped = "an interruption";
}

static void
clear_verdict(gpointer data)
{
    PsVerdict *verdict = data;
    if (verdict->path != NULL)
        g_array_unref(verdict->path);
    if (verdict->stem != NULL)
        g_array_unref(verdict->stem);
    if (verdict->loop != NULL)
        g_array_unref(verdict->loop);
}

PsVerdicts *
ps_verdicts_new(const PsSearch *search)
{
    PsVerdicts *verdicts = g_new0(PsVerdicts, 1);
    verdicts->search = search;
    verdicts->stopped = ps_search_stopped(search);
    verdicts->verdicts = g_array_new(FALSE, TRUE, sizeof(PsVerdict));
    g_array_set_clear_func(verdicts->verdicts, clear_verdict);
    for (guint i = 0; i < ps_n_properties(); i++) {
        PsVerdict verdict = {.property = ps_property(i), .outcome = PS_HOLDS};
        if (ps_property_applies(verdict.property, ps_search_world(search)))
            g_array_append_val(verdicts->verdicts, verdict);
    }
    judge_settled(verdicts);
    for (guint i = verdicts->verdicts->len;
         i-- > 0;) /* recoverable asks whether there are storms */
        judge(verdicts, &g_array_index(verdicts->verdicts, PsVerdict, i));
    return verdicts;
}

void
ps_verdicts_free(PsVerdicts *verdicts)
{
    if (verdicts == NULL)
        return;
    g_array_unref(verdicts->verdicts);
    g_free(verdicts);
}

const PsSearch *
ps_verdicts_search(const PsVerdicts *verdicts)
{
    return verdicts->search;
}

guint
ps_verdicts_n(const PsVerdicts *verdicts)
{
    return verdicts->verdicts->len;
}

const PsVerdict *
ps_verdicts_get(const PsVerdicts *verdicts, guint i)
{
    g_assert(i < verdicts->verdicts->len);
    return &g_array_index(verdicts->verdicts, PsVerdict, i);
}

const PsVerdict *
ps_verdicts_find(const PsVerdicts *verdicts, const char *name)
{
    for (guint i = 0; i < verdicts->verdicts->len; i++) {
        const PsVerdict *verdict = &g_array_index(verdicts->verdicts, PsVerdict, i);
        if (g_str_equal(ps_property_name(verdict->property), name))
            return verdict;
    }
    return NULL;
}

guint
ps_verdicts_n_violated(const PsVerdicts *verdicts)
{
    guint n = 0;
    for (guint i = 0; i < verdicts->verdicts->len; i++)
        n += g_array_index(verdicts->verdicts, PsVerdict, i).outcome == PS_VIOLATED;
    return n;
}

const char *
ps_verdicts_stopped(const PsVerdicts *verdicts)
{
    return verdicts->stopped;
}

gboolean
ps_verdicts_complete(const PsVerdicts *verdicts)
{
    return verdicts->stopped == NULL;
}
