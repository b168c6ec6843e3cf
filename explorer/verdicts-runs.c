/* Verdicts on whole runs: can the answers go on for ever, and is there always a way back? */
#include "explorer/backward.h"
#include "explorer/marks.h"
#include "explorer/near.h"
#include "explorer/storm.h"
#include "explorer/verdicts-private.h"

/* Takes over what marks say: the states that are not marked violate the property. NULL: not judged
 * to the end. */
static void
take_marks(PsVerdict *verdict, const PsSearch *search, const PsMarks *marks)
{
    verdict->count = marks != NULL ? ps_marks_count_clear(marks) : 0;
    if (marks == NULL) {
        verdict->outcome = PS_UNDECIDED;
    } else if (verdict->count > 0) {
        verdict->outcome = PS_VIOLATED;
        verdict->state = ps_search_state(search, ps_marks_first_clear(marks));
    }
}

/* States from which arrivals can go on for ever, by the marks of those from which they cannot. */
typedef struct {
    const PsSearch *search;
    const PsMarks *ends;
} Endless;

static gboolean
is_unmarked(const PsWorld *world, const PsState *state, gconstpointer data)
{
    const Endless *endless = data;
    guint64 id = 0;
    (void)world;
    return ps_search_find(endless->search, state, &id) && !ps_marks_get(endless->ends, id);
}

static void
judge_storm_by_marks(const PsSearch *search, PsVerdict *verdict)
{
    g_autoptr(PsMarks) ends = ps_marks_arrivals_end(search);
    Endless endless = {search, ends};
    take_marks(verdict, search, ends);
    if (verdict->outcome == PS_VIOLATED)
        ps_storm_follow(ps_search_world(search), &verdict->state, is_unmarked, &endless,
                        &verdict->stem, &verdict->loop);
}

static gboolean
is_in(const PsWorld *world, const PsState *state, gconstpointer backward)
{
    (void)world;
    return ps_backward_has(backward, state);
}

static gboolean
is_not_in(const PsWorld *world, const PsState *state, gconstpointer backward)
{
    return !is_in(world, state, backward);
}

/* Takes over that n states violate the property: those that are such, according to `backward`. */
static void
take_backward(PsVerdicts *verdicts, PsVerdict *verdict, const PsBackward *backward, guint64 n,
              PsGoal is_such)
{
    verdict->count = n;
    if (backward == NULL) {
        verdict->outcome = PS_UNDECIDED;
    } else if (n > 0) {
        verdict->outcome = PS_VIOLATED;
        ps_verdicts_find_path(verdicts, verdict, is_such, backward);
    }
}

static void
judge_storm_backward(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    g_autoptr(PsBackward) endless = ps_backward_endless(search);
    guint64 n = endless != NULL ? ps_backward_size(endless) : 0;
    take_backward(verdicts, verdict, endless, n, is_in);
    if (verdict->path != NULL)
        ps_storm_follow(ps_search_world(search), &verdict->state, is_in, endless, &verdict->stem,
                        &verdict->loop);
}

/* Answers that can never cause themselves again come to an end in every world; otherwise every
 * state is looked at. A storm among the states of an unfinished search is a storm. */
void
ps_verdicts_judge_storm(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    if (!ps_world_answers_may_cycle(ps_search_world(search)))
        return;
    if (ps_search_is_numbered(search))
        judge_storm_by_marks(search, verdict);
    else
        judge_storm_backward(verdicts, verdict);
    if (verdict->outcome == PS_HOLDS && ps_search_stopped(search) != NULL)
        verdict->outcome = PS_UNDECIDED;
}

/* TRUE if it is known that every sequence of arrivals comes to an end. */
static gboolean
arrivals_end(const PsVerdicts *verdicts)
{
    for (guint i = 0; i < verdicts->verdicts->len; i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        if (ps_property_kind(verdict->property) == PS_PROPERTY_STORM)
            return verdict->outcome == PS_HOLDS;
    }
    return !ps_world_answers_may_cycle(ps_search_world(verdicts->search));
}

static gboolean
accepts(const PsWorld *world, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, world, state);
}

/* All that can still reach the goal is found, and the rest counted. What was found for paths till
 * then is given back first: together they might take more memory than there is. */
static void
judge_recoverable_backward(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    const PsProperty *property = verdict->property;
    PsVisit how = ps_property_looks_at_links(property) ? PS_VISIT_ALL : PS_VISIT_ALIKE;
    ps_search_forget_paths(search);
    g_autoptr(PsBackward) backward = ps_backward_new(search, how, accepts, property);
    guint64 n = backward != NULL ? ps_search_states(search) - ps_backward_size(backward) : 0;
    take_backward(verdicts, verdict, backward, n, is_not_in);
}

/* A state that an unfinished search did not expand may lead anywhere. Where it holds, it is cheap
 * to see that it does. */
void
ps_verdicts_judge_recoverable(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    if (ps_search_stopped(search) != NULL) {
        verdict->outcome = PS_UNDECIDED;
        return;
    }
    if (arrivals_end(verdicts) && ps_near_settled_can_reach(search, accepts, verdict->property))
        return;
    if (!ps_search_is_numbered(search)) {
        judge_recoverable_backward(verdicts, verdict);
        return;
    }
    g_autoptr(PsMarks) marks = ps_marks_can_reach(search, accepts, verdict->property);
    take_marks(verdict, search, marks);
}
