/* Tests of judging without numbers: with bitmaps and with sets, what can reach a goal, and what
 * never ends, are the very states that the marks of numbered ones say. */
#include "explorer/backward.h"
#include "explorer/marks.h"
#include "explorer/near.h"
#include "explorer/verdicts.h"
#include "tests/naive.h"
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static const PsEngine unnumbered[] = {PS_ENGINE_BITMAPS, PS_ENGINE_SETS};

static PsSearch *
search_of(const Setting *setting, PsEngine engine)
{
    PsLimits limits = {.engine = engine};
    return ps_search_new(setting->world, &limits);
}

static gboolean
accepts(const PsWorld *world, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, world, state);
}

/* ---- State by state ---- */

/* The number of states that are in one of `marks` and `backward` and not in the other; where
 * `ending` is TRUE, in both or in none. */
static guint64
count_different(const PsSearch *hash, const PsMarks *marks, const PsBackward *backward,
                gboolean ending)
{
    guint64 different = 0;
    for (guint64 id = 0; id < ps_search_states(hash); id++) {
        PsState state = ps_search_state(hash, id);
        different += ps_backward_has(backward, &state) != (ps_marks_get(marks, id) != ending);
    }
    return different;
}

/* TRUE if some settled state is not marked. */
static gboolean
has_settled_clear(const PsSearch *hash, const PsMarks *marks)
{
    for (guint64 id = 0; id < ps_search_states(hash); id++)
        if (ps_search_is_settled(hash, id) && !ps_marks_get(marks, id))
            return TRUE;
    return FALSE;
}

/* Checks that all settled states are said to reach what the property wants if they do: in these
 * worlds it is near. */
static void
check_near(const PsSearch *search, const PsProperty *property, gboolean all, const char *where)
{
    CHECK(ps_near_settled_can_reach(search, accepts, property) == all,
          "%s: %s: all settled states %s reach it", where, ps_property_name(property),
          all ? "can" : "cannot");
}

/* A world searched without numbers, by each engine, and with a table. */
typedef struct {
    const char *line;
    PsSearch *searches[G_N_ELEMENTS(unnumbered)];
    PsSearch *hash;
} Searched;

/* Returns TRUE if some states cannot reach what the property wants. */
static gboolean
check_recoverable(const Searched *searched, const PsProperty *property)
{
    PsVisit how = ps_property_looks_at_links(property) ? PS_VISIT_ALL : PS_VISIT_ALIKE;
    g_autoptr(PsMarks) marks = ps_marks_can_reach(searched->hash, accepts, property);
    guint64 clear = ps_marks_count_clear(marks);
    gboolean all = !has_settled_clear(searched->hash, marks);
    check_near(searched->hash, property, all, searched->line);
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
        const PsSearch *search = searched->searches[e];
        g_autofree char *where =
            g_strdup_printf("%s, %s: %s", searched->line, ps_engine_name(unnumbered[e]),
                            ps_property_name(property));
        g_autoptr(PsBackward) backward = ps_backward_new(search, how, accepts, property);
        REQUIRE(backward != NULL, "%s", where);
        CHECK_NUMBER(ps_backward_size(backward), ps_search_states(search) - clear, "%s", where);
        CHECK_NUMBER(count_different(searched->hash, marks, backward, FALSE), 0, "%s", where);
        check_near(search, property, all, where);
    }
    return clear > 0;
}

/* Returns TRUE if some states never end. */
static gboolean
check_endless(const Searched *searched)
{
    g_autoptr(PsMarks) ending = ps_marks_arrivals_end(searched->hash);
    guint64 clear = ps_marks_count_clear(ending);
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
        const char *engine = ps_engine_name(unnumbered[e]);
        g_autoptr(PsBackward) endless = ps_backward_endless(searched->searches[e]);
        REQUIRE(endless != NULL, "%s, %s", searched->line, engine);
        CHECK_NUMBER(ps_backward_size(endless), clear, "%s, %s", searched->line, engine);
        CHECK_NUMBER(count_different(searched->hash, ending, endless, TRUE), 0, "%s, %s",
                     searched->line, engine);
    }
    return clear > 0;
}

/* The same outcome, count, and way there. */
static void
check_verdict(const char *line, const PsVerdict *found, const PsVerdict *expected)
{
    const char *name = ps_property_name(expected->property);
    CHECK(found->outcome == expected->outcome, "%s: %s %s", line, name,
          ps_outcome_name(found->outcome));
    CHECK_NUMBER(found->count, expected->count, "%s: %s", line, name);
    CHECK((found->path != NULL) == (expected->path != NULL), "%s: %s: a path or none", line, name);
    if (found->path != NULL && expected->path != NULL)
        CHECK_NUMBER(found->path->len, expected->path->len, "%s: %s", line, name);
    CHECK((found->loop != NULL) == (expected->loop != NULL), "%s: %s: a loop or none", line, name);
    if (found->loop != NULL && expected->loop != NULL)
        CHECK_NUMBER(found->loop->len, expected->loop->len, "%s: %s", line, name);
}

static void
check_verdicts(const Searched *searched, const PsProperties *properties)
{
    g_autoptr(PsVerdicts) expected = ps_verdicts_new(searched->hash, properties);
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
        g_autoptr(PsVerdicts) found = ps_verdicts_new(searched->searches[e], properties);
        for (guint i = 0; i < ps_verdicts_n(expected); i++)
            if (ps_property_kind(ps_verdicts_get(expected, i)->property) >= PS_PROPERTY_RECOVERABLE)
                check_verdict(searched->line, ps_verdicts_get(found, i),
                              ps_verdicts_get(expected, i));
    }
}

/* What looks at states in flight, and at what is on the links. */
static const char own[] = "recoverable rest: in_flight = 0 and not romeo.to\n"
                          "recoverable full: in_flight = 2 and romeo.to\n"
                          "recoverable asked: romeo.sent(subscribe) = 1 and in_flight = 1\n"
                          "recoverable never: in_flight < 0\n";

/* How many worlds, with each property, there were in which not every state can reach what is
 * wanted, and worlds in which some states never end. */
typedef struct {
    guint lost;
    guint endless;
} Seen;

static void
check_world(const char *line, Seen *seen)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(GError) error = NULL;
    gboolean added = ps_properties_add(setting->properties, own, strlen(own), "own", &error);
    REQUIRE(added, "%s", error->message);
    Searched searched = {.line = line, .hash = search_of(setting, PS_ENGINE_HASH)};
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
        searched.searches[e] = search_of(setting, unnumbered[e]);
        REQUIRE(!ps_search_is_numbered(searched.searches[e]), "%s: states have numbers", line);
    }
    for (guint i = 0; i < ps_properties_n(setting->properties); i++) {
        const PsProperty *property = ps_properties_get(setting->properties, i);
        if (ps_property_kind(property) == PS_PROPERTY_RECOVERABLE)
            seen->lost += check_recoverable(&searched, property);
    }
    seen->endless += check_endless(&searched);
    check_verdicts(&searched, setting->properties);
    for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++)
        ps_search_free(searched.searches[e]);
    ps_search_free(searched.hash);
}

#define FOUR "actions=subscribe,unsubscribe,subscribed,unsubscribed"

static void
states_are_the_same(void)
{
    static const char *const lines[] = {
        ("openfire k=3 sensible " FOUR),
        ("openfire k=2 sensible loss=1 repeat=1 bounce=1 " FOUR),
        ("openfire k=1 availability sensible " FOUR),
        "rfc6121 openfire k=3",
        "circle k=3",
        "circle k=2 availability",
        "circle openfire k=2 loss=any repeat=2 bounce=any",
        "circle k=3 sequential loss=3",
        "trap rfc6121 k=2",
        "trap k=3",
        "rfc6121 trap k=2 loss=any",
        "openfire trap k=1 availability",
        "ping k=3",
        "storm k=2",
        "oops k=2 bounce=any",
        "trap ping k=2",
        "storm ping k=2 sequential",
        "rfc6121 storm k=2 availability",
        "ping k=2 loss=1 repeat=any",
        "storm k=2 bounce=2",
        "ping storm k=2",
        "ping k=2 availability",
    };
    Seen seen = {0};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_world(lines[i], &seen);
    CHECK(seen.lost > 2 * G_N_ELEMENTS(lines), "only %u times something is lost", seen.lost);
    CHECK(seen.endless >= 5, "only %u worlds in which something never ends", seen.endless);
}

static void
larger_worlds(void)
{
    static const char *const lines[] = {
        ("openfire k=4 sensible " FOUR),
        "circle k=4",
        "circle k=2 availability loss=2",
        "openfire circle k=2 loss=2 repeat=2 bounce=2",
        "trap rfc6121 k=3",
    };
    Seen seen = {0};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_world(lines[i], &seen);
    CHECK(seen.lost > G_N_ELEMENTS(lines), "only %u times something is lost", seen.lost);
}

static void
naive_judge_agrees(void)
{
    static const char *const lines[] = {
        ("openfire k=2 sensible " FOUR),  "circle k=2",
        "circle k=1 availability loss=1", "trap k=2 bounce=1",
        "rfc6121 storm k=1 availability",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        NaiveVerdict expected[NAIVE_N_PROPERTIES];
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(Naive) naive = naive_new(&setting->options);
        g_autoptr(PsSearch) search = search_of(setting, PS_ENGINE_BITMAPS);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        guint n = naive_judge(naive, expected);
        for (guint j = 0; j < n; j++) {
            const PsVerdict *verdict = ps_verdicts_find(verdicts, expected[j].name);
            CHECK_NUMBER(verdict->count, expected[j].count, "%s: %s", lines[i], expected[j].name);
            CHECK(verdict->outcome == (expected[j].count > 0 ? PS_VIOLATED : PS_HOLDS), "%s: %s %s",
                  lines[i], expected[j].name, ps_outcome_name(verdict->outcome));
        }
    }
}

static void
check_says_the_same(void)
{
    for (PsEngine engine = PS_ENGINE_HASH; engine <= PS_ENGINE_SETS; engine++) {
        g_autofree char *line = g_strdup_printf(
            "check openfire --users sensible --actions "
            "subscribe,unsubscribe,subscribed,unsubscribed -k 3 --only recoverable --engine %s",
            ps_engine_name(engine));
        g_autoptr(Run) run = run_presub(line);
        CHECK_STATUS(run, 1);
        CHECK_CONTAINS(run->out, "  recoverable      violated   8 steps   1,260 states  needs ");
    }
}

const Test backward_tests[] = {
    {"states are the same", states_are_the_same, FALSE},
    {"larger worlds", larger_worlds, TRUE},
    {"naive judge agrees", naive_judge_agrees, FALSE},
    {"check says the same", check_says_the_same, FALSE},
    {0},
};
