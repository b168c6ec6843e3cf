/* Verdicts: judging what a search found. */
#include "explorer/verdicts.h"

#include "explorer/backward.h"
#include "explorer/marks.h"
#include "explorer/near.h"
#include "explorer/storm.h"

struct _PsVerdicts {
    const PsSearch *search;
    GArray *verdicts;   /* of PsVerdict */
    gboolean in_flight; /* some property looks at states with presences in flight, */
    gboolean links;     /* and at these presences themselves */
    guint64 seen;       /* states, while they are judged, */
    gboolean ended;     /* and that ended before all were */
    const char *stopped;
};

const char *
ps_outcome_name(PsOutcome outcome)
{
    static const char *const names[] = {"holds", "violated", "undecided"};
    return names[outcome];
}

/* TRUE for the kinds that one pass over the states decides. */
static gboolean
is_of_states(PsPropertyKind kind)
{
    return kind <= PS_PROPERTY_REACHABLE;
}

/* TRUE if the state decides on the property: it violates it, or is what shall be reachable. */
static gboolean
decides(const PsWorld *world, const PsState *state, gconstpointer property)
{
    if (ps_property_kind(property) == PS_PROPERTY_REACHABLE)
        return ps_property_accepts(property, world, state);
    return ps_property_violated(property, world, state);
}

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 8192

/* FALSE if the run shall end. What ended the search does not end this: what it found is judged. */
static gboolean
goes_on(PsVerdicts *verdicts)
{
    if (ps_search_stopped(verdicts->search) != NULL)
        return TRUE;
    guint64 seen = verdicts->seen++;
    verdicts->ended = seen % PROGRESS_INTERVAL == 0 &&
                      !ps_search_progress(verdicts->search, "judging states", seen);
    return !verdicts->ended;
}

/* Notes a state, or n that are alike, for those properties on which it decides. */
static gboolean
judge_state(const PsState *state, guint64 n, gpointer data)
{
    PsVerdicts *verdicts = data;
    const PsWorld *world = ps_search_world(verdicts->search);
    if (!goes_on(verdicts))
        return FALSE;
    for (guint i = 0; i < verdicts->verdicts->len; i++) {
        PsVerdict *verdict = &g_array_index(verdicts->verdicts, PsVerdict, i);
        PsPropertyKind kind = ps_property_kind(verdict->property);
        if (!is_of_states(kind) || !decides(world, state, verdict->property))
            continue;
        if (verdict->count == 0)
            verdict->state = *state;
        verdict->count += n;
        verdict->outcome = kind == PS_PROPERTY_REACHABLE ? PS_HOLDS : PS_VIOLATED;
    }
    return TRUE;
}

/* Judges all properties of single states in one pass, most of them in settled states only. */
static void
judge_states(PsVerdicts *verdicts)
{
    PsVisit how = verdicts->links       ? PS_VISIT_ALL
                  : verdicts->in_flight ? PS_VISIT_ALIKE
                                        : PS_VISIT_SETTLED;
    ps_search_visit(verdicts->search, how, judge_state, verdicts);
}

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
take_backward(PsVerdict *verdict, const PsSearch *search, const PsBackward *backward, guint64 n,
              PsGoal is_such)
{
    verdict->count = n;
    if (backward == NULL)
        verdict->outcome = PS_UNDECIDED;
    else if (n > 0) {
        verdict->outcome = PS_VIOLATED;
        verdict->path = ps_search_path_to(search, is_such, backward, &verdict->state);
    }
}

static void
judge_storm_backward(const PsSearch *search, PsVerdict *verdict)
{
    g_autoptr(PsBackward) endless = ps_backward_endless(search);
    take_backward(verdict, search, endless, endless != NULL ? ps_backward_size(endless) : 0, is_in);
    if (verdict->path != NULL)
        ps_storm_follow(ps_search_world(search), &verdict->state, is_in, endless, &verdict->stem,
                        &verdict->loop);
}

/* Answers that can never cause themselves again come to an end in every world; otherwise every
 * state is looked at. A storm among the states of an unfinished search is a storm. */
static void
judge_no_reply_storm(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    if (!ps_world_answers_may_cycle(ps_search_world(search)))
        return;
    if (ps_search_is_numbered(search))
        judge_storm_by_marks(search, verdict);
    else
        judge_storm_backward(search, verdict);
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

/* All that can still reach the goal is found, and the rest counted. */
static void
judge_recoverable_backward(const PsSearch *search, PsVerdict *verdict)
{
    const PsProperty *property = verdict->property;
    PsVisit how = ps_property_looks_at_links(property) ? PS_VISIT_ALL : PS_VISIT_ALIKE;
    g_autoptr(PsBackward) backward = ps_backward_new(search, how, accepts, property);
    guint64 n = backward != NULL ? ps_search_states(search) - ps_backward_size(backward) : 0;
    take_backward(verdict, search, backward, n, is_not_in);
}

/* A state that an unfinished search did not expand may lead anywhere. Where it holds, it is cheap
 * to see that it does. */
static void
judge_recoverable(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    if (ps_search_stopped(search) != NULL) {
        verdict->outcome = PS_UNDECIDED;
        return;
    }
    if (arrivals_end(verdicts) && ps_near_settled_can_reach(search, accepts, verdict->property))
        return;
    if (!ps_search_is_numbered(search)) {
        judge_recoverable_backward(search, verdict);
        return;
    }
    g_autoptr(PsMarks) marks = ps_marks_can_reach(search, accepts, verdict->property);
    take_marks(verdict, search, marks);
}

/* What one pass over the states left open: no state decided. */
static void
judge_rest(PsVerdicts *verdicts, PsVerdict *verdict)
{
    if (verdict->count > 0)
        return;
    if (ps_search_stopped(verdicts->search) != NULL || verdicts->ended)
        verdict->outcome = PS_UNDECIDED;
    else if (ps_property_kind(verdict->property) == PS_PROPERTY_REACHABLE)
        verdict->outcome = PS_VIOLATED;
}

/* The way to the state that decided, or without numbers to the first one that does. */
static void
find_path(const PsSearch *search, PsVerdict *verdict)
{
    guint64 id = 0;
    if (!ps_search_is_numbered(search))
        verdict->path = ps_search_path_to(search, decides, verdict->property, &verdict->state);
    else if (ps_search_find(search, &verdict->state, &id))
        verdict->path = ps_search_path(search, id);
}

static void
judge(PsVerdicts *verdicts, PsVerdict *verdict)
{
    switch (ps_property_kind(verdict->property)) {
    case PS_PROPERTY_STORM:
        judge_no_reply_storm(verdicts, verdict);
        break;
    case PS_PROPERTY_RECOVERABLE:
        judge_recoverable(verdicts, verdict);
        break;
    default:
        judge_rest(verdicts, verdict);
        break;
    }
    if (verdict->count > 0 && verdict->path == NULL)
        find_path(verdicts->search, verdict);
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

static void
add_property(PsVerdicts *verdicts, const PsProperty *property)
{
    PsVerdict verdict = {.property = property, .outcome = PS_HOLDS};
    PsPropertyKind kind = ps_property_kind(property);
    if (!ps_property_applies(property, ps_search_world(verdicts->search)))
        return;
    if (kind == PS_PROPERTY_ALWAYS || kind == PS_PROPERTY_REACHABLE)
        verdicts->in_flight = TRUE;
    if (verdicts->in_flight && is_of_states(kind) && ps_property_looks_at_links(property))
        verdicts->links = TRUE;
    g_array_append_val(verdicts->verdicts, verdict);
}

/* Judges all properties that are of this kind, or that are of another one. */
static void
judge_kind(PsVerdicts *verdicts, PsPropertyKind kind, gboolean of_kind)
{
    for (guint i = 0; i < verdicts->verdicts->len; i++) {
        PsVerdict *verdict = &g_array_index(verdicts->verdicts, PsVerdict, i);
        if ((ps_property_kind(verdict->property) == kind) == of_kind)
            judge(verdicts, verdict);
    }
}

PsVerdicts *
ps_verdicts_new(const PsSearch *search, const PsProperties *properties)
{
    PsVerdicts *verdicts = g_new0(PsVerdicts, 1);
    verdicts->search = search;
    verdicts->stopped = ps_search_stopped(search);
    verdicts->verdicts = g_array_new(FALSE, TRUE, sizeof(PsVerdict));
    g_array_set_clear_func(verdicts->verdicts, clear_verdict);
    for (guint i = 0; i < ps_properties_n(properties); i++)
        add_property(verdicts, ps_properties_get(properties, i));
    judge_states(verdicts);
    if (verdicts->ended && verdicts->stopped == NULL)
        verdicts->stopped = "an interruption"; /* counts are not whole, even of what is decided */
    judge_kind(verdicts, PS_PROPERTY_STORM, TRUE); /* the others ask whether there are storms */
    judge_kind(verdicts, PS_PROPERTY_STORM, FALSE);
    ps_search_forget_paths(search);
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
