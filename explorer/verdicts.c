/* Verdicts: judging what a search found. */
#include "explorer/verdicts-private.h"

#include <string.h>

const char *
ps_outcome_name(PsOutcome outcome)
{
    static const char *const names[] = {"holds", "violated", "undecided"};
    return names[outcome];
}

/* Notes what ended the judging, which takes over `why`, and what was being done then. What ended
 * the run first is told. */
static void
note_end(PsVerdicts *verdicts, char *why, const char *what, const PsProperty *property)
{
    if (verdicts->stopped == NULL)
        verdicts->stopped =
            g_strdup_printf("%s%s while %s%s", why, strchr(why, ',') != NULL ? "," : "", what,
                            property != NULL ? ps_property_name(property) : "");
    g_free(why);
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

void
ps_verdicts_find_path(PsVerdicts *verdicts, PsVerdict *verdict, PsGoal is_such, gconstpointer data)
{
    char *why = NULL;
    verdict->path = ps_search_path_to(verdicts->search, is_such, data, &verdict->state, &why);
    if (why != NULL)
        note_end(verdicts, why, "looking for the trace of ", verdict->property);
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

/* The way to the state that decided, or without numbers to the first one that does, where that was
 * not looked for before. */
static void
find_path(PsVerdicts *verdicts, PsVerdict *verdict)
{
    const PsSearch *search = verdicts->search;
    guint64 id = 0;
    if (ps_search_is_numbered(search)) {
        if (ps_search_find(search, &verdict->state, &id))
            verdict->path = ps_search_path(search, id);
    } else if (is_of_states(ps_property_kind(verdict->property))) {
        ps_verdicts_find_path(verdicts, verdict, decides, verdict->property);
    }
}

static void
judge(PsVerdicts *verdicts, PsVerdict *verdict)
{
    switch (ps_property_kind(verdict->property)) {
    case PS_PROPERTY_STORM:
        ps_verdicts_judge_storm(verdicts, verdict);
        break;
    case PS_PROPERTY_RECOVERABLE:
        ps_verdicts_judge_recoverable(verdicts, verdict);
        break;
    default:
        judge_rest(verdicts, verdict);
        break;
    }
    if (verdict->count > 0 && verdict->path == NULL)
        find_path(verdicts, verdict);
    if (verdict->outcome == PS_UNDECIDED)
        note_end(verdicts, ps_search_describe_end(verdicts->search), "judging ", verdict->property);
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
    verdicts->stopped = g_strdup(ps_search_stopped(search));
    verdicts->verdicts = g_array_new(FALSE, TRUE, sizeof(PsVerdict));
    g_array_set_clear_func(verdicts->verdicts, clear_verdict);
    for (guint i = 0; i < ps_properties_n(properties); i++)
        add_property(verdicts, ps_properties_get(properties, i));
    judge_states(verdicts);
    if (verdicts->ended) /* counts are not whole, even of what is decided */
        note_end(verdicts, ps_search_describe_end(search), "judging states", NULL);
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
    g_free(verdicts->stopped);
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
