/* Tests of judging without numbers what was not searched to its end, and of what ends the judging,
 * with numbers too. */
#include "explorer/backward.h"
#include "explorer/near.h"
#include "explorer/store.h"
#include "explorer/verdicts.h"
#include "tests/ending.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static const PsEngine unnumbered[] = {PS_ENGINE_BITMAPS, PS_ENGINE_SETS};

/* ---- Unfinished searches ---- */

/* The states of a search, and which of them are left. */
typedef struct {
    const PsWorld *world;
    GArray *states; /* of PsState */
    PsStore *numbers;
    guint8 *left;
} Found;

static gboolean
note_found(const PsState *state, guint64 n, gpointer data)
{
    Found *found = data;
    guint64 number = 0;
    (void)n;
    ps_store_add(found->numbers, ps_world_pack(found->world, state), &number);
    g_array_append_vals(found->states, state, 1);
    return TRUE;
}

static gboolean
leads_to_one_left(const Found *found, const PsState *state)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_arrivals(found->world, state, out, &overflow);
    for (guint i = 0; i < n; i++) {
        guint64 number = 0;
        PsPacked packed = ps_world_pack(found->world, &out[i].to);
        if (ps_store_find(found->numbers, packed, &number) && found->left[number])
            return TRUE;
    }
    return FALSE;
}

/* Takes states away, one at a time, until all that are left lead to another one. */
static void
take_away(Found *found)
{
    for (gboolean changed = TRUE; changed;) {
        changed = FALSE;
        for (guint i = 0; i < found->states->len; i++)
            if (found->left[i] &&
                !leads_to_one_left(found, &g_array_index(found->states, PsState, i))) {
                found->left[i] = FALSE;
                changed = TRUE;
            }
    }
}

/* Returns how many states never end. */
static guint64
check_endless_part(const char *line, const PsSearch *search)
{
    const PsWorld *world = ps_search_world(search);
    g_autoptr(GArray) states = g_array_new(FALSE, FALSE, sizeof(PsState));
    g_autoptr(PsStore) numbers = ps_store_new(ps_world_bits(world), 0, 0);
    g_autoptr(PsBackward) endless = ps_backward_endless(search);
    Found found = {world, states, numbers, NULL};
    guint64 left = 0, wrong = 0;
    ps_search_visit(search, PS_VISIT_ALL, note_found, &found);
    g_autofree guint8 *all = g_malloc(states->len);
    memset(all, TRUE, states->len);
    found.left = all;
    take_away(&found);
    for (guint i = 0; i < states->len; i++) {
        left += found.left[i];
        wrong += found.left[i] != ps_backward_has(endless, &g_array_index(states, PsState, i));
    }
    CHECK_NUMBER(states->len, ps_search_states(search), "%s: states", line);
    CHECK_NUMBER(ps_backward_size(endless), left, "%s: %u states", line, states->len);
    CHECK_NUMBER(wrong, 0, "%s: %u states", line, states->len);
    return left;
}

/* A storm among the states of an unfinished search is one; nothing else is said of them. */
static void
check_unfinished(const char *line, const Setting *setting, const PsSearch *search)
{
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *storm = ps_verdicts_find(verdicts, "no-reply-storm");
    const PsVerdict *recoverable = ps_verdicts_find(verdicts, "recoverable");
    guint64 n = check_endless_part(line, search);
    CHECK_NUMBER(storm->count, n, "%s", line);
    CHECK(storm->outcome == (n > 0 ? PS_VIOLATED : PS_UNDECIDED), "%s: no-reply-storm %s", line,
          ps_outcome_name(storm->outcome));
    CHECK((storm->loop != NULL) == (n > 0), "%s: a loop or none", line);
    CHECK_STRING(ps_outcome_name(recoverable->outcome), "undecided");
}

static void
unfinished_searches(void)
{
    static const char *const lines[] = {
        "storm k=2", "ping k=3", "circle k=3",          "flood k=1",
        "ping k=16", "oops k=5", "circle availability", "rfc6121 storm k=2 availability loss=2",
    };
    guint checked[PS_ENGINE_AUTO] = {0}; /* by the engine that searched */
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        for (guint64 limit = 1; limit < 2500; limit = limit * 3 + 1)
            for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
                PsLimits limits = {.engine = unnumbered[e], .max_states = limit};
                g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
                if (ps_search_is_numbered(search) || ps_search_stopped(search) == NULL ||
                    !ps_world_answers_may_cycle(setting->world))
                    continue;
                check_unfinished(lines[i], setting, search);
                checked[ps_search_engine(setting->world, &limits)]++;
            }
    }
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++)
        CHECK(checked[unnumbered[e]] > 0, "no search with %s is checked",
              ps_engine_name(unnumbered[e]));
}

/* ---- Limits ---- */

/* A world in which recoverable falls. */
static const char falls[] =
    "openfire k=4 sensible actions=subscribe,unsubscribe,subscribed,unsubscribed";

/* What a search may take that takes no more itself, and twice that. */
static void
check_memory(const char *line, const char *name)
{
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits none = {.engine = PS_ENGINE_BITMAPS};
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, &none);
    for (guint i = 1; i <= 2; i++) {
        PsLimits limits = {.engine = PS_ENGINE_BITMAPS, .max_memory = i * ps_search_bytes(whole)};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        const PsVerdict *verdict = ps_verdicts_find(verdicts, name);
        CHECK_STRING(ps_search_stopped(search), NULL);
        CHECK_STRING(ps_outcome_name(verdict->outcome), i == 1 ? "undecided" : "violated");
        CHECK((verdict->path != NULL) == (i == 2), "%s: a path or none", line);
        CHECK(ps_verdicts_complete(verdicts) == (i == 2), "%s: complete or not", line);
        if (i == 2)
            continue;
        g_autofree char *end = g_strconcat(", while judging ", name, NULL);
        CHECK_CONTAINS(ps_verdicts_stopped(verdicts), "the limit of memory, at ");
        CHECK_CONTAINS(ps_verdicts_stopped(verdicts), end);
    }
}

/* With numbers it is known what can be reached whatever is left: what is remembered beside the
 * marks only makes that faster. */
static void
check_memory_with_numbers(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits limits = {.engine = PS_ENGINE_HASH};
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) expected = ps_verdicts_new(whole, setting->properties);
    guint64 bytes = ps_search_bytes(whole);
    guint checked[2] = {0}; /* by whether both marks fit into the limit */
    for (limits.max_memory = bytes; limits.max_memory < 2 * bytes;
         limits.max_memory += bytes / 50) {
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        const PsVerdict *verdict = ps_verdicts_find(verdicts, "recoverable");
        const PsVerdict *other = ps_verdicts_find(expected, "recoverable");
        if (ps_search_stopped(search) != NULL)
            continue;
        CHECK_STRING(ps_outcome_name(verdict->outcome), "violated");
        CHECK_NUMBER(verdict->count, other->count, "%s", line);
        CHECK_NUMBER(verdict->path->len, other->path->len, "%s", line);
        checked[limits.max_memory >= bytes + ps_search_states(search) / 4]++;
    }
    CHECK(checked[1] > 0, "%s: no search had memory for both marks", line);
    CHECK(checked[0] > 0, "%s: no search had little memory", line);
}

static gboolean
accepts(const PsWorld *world, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, world, state);
}

/* A goal is near in a world with more settled states than are remembered where there is little
 * memory. */
static void
little_is_remembered(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1 loss=15 repeat=15 bounce=15");
    const PsProperty *property = ps_properties_find(setting->properties, "recoverable");
    PsLimits limits = {.engine = PS_ENGINE_HASH};
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
    g_autoptr(PsSearch) search = NULL;
    guint64 bytes = ps_search_bytes(whole);
    for (limits.max_memory = bytes; search == NULL || ps_search_stopped(search) != NULL;
         limits.max_memory += bytes / 50) {
        g_clear_pointer(&search, ps_search_free);
        search = ps_search_new(setting->world, &limits);
    }
    CHECK(ps_search_settled(search) > 20000, "only %" G_GUINT64_FORMAT " settled states",
          ps_search_settled(search));
    CHECK(ps_near_settled_can_reach(whole, accepts, property), "a goal is not near");
    CHECK(ps_near_settled_can_reach(search, accepts, property), "a goal is near no more");
}

static void
memory_is_limited(void)
{
    check_memory_with_numbers(falls);
    check_memory_with_numbers("trap k=3 loss=1");
    check_memory("trap k=3", "recoverable");
    check_memory(falls, "recoverable");
    check_memory("ping k=3", "no-reply-storm");
}

static void
check_ended(const char *line, const char *name)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autofree char *stopped = g_strconcat("an interruption while judging ", name, NULL);
    for (PsEngine engine = PS_ENGINE_HASH; engine <= PS_ENGINE_SETS; engine++)
        for (guint last_call = 1; last_call <= 4; last_call++) {
            Ending ending = {name, 0, last_call};
            PsLimits limits = {.engine = engine, .progress = end_at_call, .progress_data = &ending};
            g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
            g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
            const PsVerdict *verdict = ps_verdicts_find(verdicts, name);
            CHECK_STRING(ps_search_stopped(search), NULL);
            CHECK_STRING(ps_outcome_name(verdict->outcome), "undecided");
            CHECK(verdict->path == NULL && !ps_verdicts_complete(verdicts), "%s: call %u", line,
                  last_call);
            CHECK_STRING(ps_verdicts_stopped(verdicts), stopped);
        }
}

static void
judging_can_be_ended(void)
{
    check_ended(falls, "recoverable");
    check_ended("circle k=4", "no-reply-storm");
}

const Test backward_limits_tests[] = {
    {"unfinished searches", unfinished_searches, FALSE},
    {"little is remembered", little_is_remembered, FALSE},
    {"memory is limited", memory_is_limited, FALSE},
    {"judging can be ended", judging_can_be_ended, FALSE},
    {0},
};
