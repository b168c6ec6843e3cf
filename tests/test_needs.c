/* Tests of needs: against the naive explorer, which searches a world with every selection of what
 * the whole one has; the known answers; and what limits leave unknown. */
#include "explorer/needs.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* The needs of a verdict as text: "loss 2, bounce 3", "race+overtaking 8", "nothing 5"; "" if no
 * way is known. Free it. */
static char *
ways_text(const GArray *ways)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ways->len; i++) {
        const PsWay *way = &g_array_index(ways, PsWay, i);
        g_string_append(text, i > 0 ? ", " : "");
        gsize begin = text->len;
        for (guint need = 0; need < PS_N_NEEDS; need++)
            if (way->needs >> need & 1)
                g_string_append_printf(text, "%s%s", text->len > begin ? "+" : "",
                                       ps_need_name((PsNeed)need));
        g_string_append_printf(text, "%s %u", way->needs == 0 ? "nothing" : "", way->steps);
    }
    return g_strdup(text->str);
}

/* A search, its verdicts and their needs. */
typedef struct {
    Setting *setting;
    PsSearch *search;
    PsVerdicts *verdicts;
    PsNeeds *needs;
} Asked;

/* Searches with one kind of limits and asks with another; both may be NULL. */
static Asked *
ask(const char *line, const PsLimits *search_limits, const PsLimits *limits)
{
    Asked *asked = g_new0(Asked, 1);
    asked->setting = setting_new(line);
    asked->search = ps_search_new(asked->setting->world, search_limits);
    asked->verdicts = ps_verdicts_new(asked->search, asked->setting->properties);
    asked->needs = ps_needs_new(asked->verdicts, asked->setting->properties, limits);
    return asked;
}

static void
asked_free(Asked *asked)
{
    ps_needs_free(asked->needs);
    ps_verdicts_free(asked->verdicts);
    ps_search_free(asked->search);
    setting_free(asked->setting);
    g_free(asked);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Asked, asked_free)

/* The ways of the property called name. Free it. */
static char *
ways_of(const Asked *asked, const char *name)
{
    for (guint i = 0; i < ps_verdicts_n(asked->verdicts); i++)
        if (g_str_equal(ps_property_name(ps_verdicts_get(asked->verdicts, i)->property), name))
            return ways_text(ps_needs_ways(asked->needs, i));
    return g_strdup("is not judged");
}

/* ---- Against the naive explorer ---- */

/* What the words that the needs are called by take out of a world; in their order. */
static const char *const features[] = {"race",   "loss",       "repeat",
                                       "bounce", "overtaking", "availability"};

#define N_SUBSETS (1u << G_N_ELEMENTS(features))

/* Takes the feature out of the options; FALSE if they had not got it. */
static gboolean
take_away(PsWorldOptions *options, const char *feature)
{
    PsWorldOptions before = *options;
    if (g_str_equal(feature, "race"))
        options->sequential = TRUE;
    else if (g_str_equal(feature, "overtaking"))
        options->any_order = FALSE;
    else if (g_str_equal(feature, "availability"))
        options->availability = FALSE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (g_str_equal(feature, ps_fault_name((PsFault)fault)))
            options->faults[fault] = 0;
    return memcmp(&before, options, sizeof before) != 0;
}

/* How each property fares in each subset of what a world has. */
typedef struct {
    gboolean possible; /* the world has all that is in this subset */
    guint n;
    struct {
        const char *name;
        guint count, steps;
    } falls[NAIVE_N_PROPERTIES];
} Subset;

static void
explore_subset(const PsWorldOptions *whole, guint set, Subset *subset)
{
    NaiveVerdict verdicts[NAIVE_N_PROPERTIES];
    PsWorldOptions options = *whole;
    subset->possible = TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(features); i++) {
        PsWorldOptions other = *whole;
        if (!(set >> i & 1))
            take_away(&options, features[i]);
        else if (!take_away(&other, features[i]))
            subset->possible = FALSE;
    }
    if (!subset->possible)
        return;
    g_autoptr(Naive) naive = naive_new(&options);
    subset->n = naive_judge(naive, verdicts);
    for (guint i = 0; i < subset->n; i++) {
        subset->falls[i].name = verdicts[i].name;
        subset->falls[i].count = verdicts[i].count;
        subset->falls[i].steps = naive_depth_of(naive, verdicts[i].first);
    }
}

/* Appends the way if the property falls in this subset. */
static void
append_way(GString *text, const Subset *subset, guint set, const char *property)
{
    for (guint i = 0; subset->possible && i < subset->n; i++) {
        if (!g_str_equal(subset->falls[i].name, property) || subset->falls[i].count == 0)
            continue;
        g_string_append(text, text->len > 0 ? ", " : "");
        gsize begin = text->len;
        for (guint feature = 0; feature < G_N_ELEMENTS(features); feature++)
            if (set >> feature & 1)
                g_string_append_printf(text, "%s%s", text->len > begin ? "+" : "",
                                       features[feature]);
        g_string_append_printf(text, "%s %u", set == 0 ? "nothing" : "", subset->falls[i].steps);
    }
}

/* The smallest subsets in which the property falls, as ways_text has them. Free it. */
static char *
naive_ways(const Subset *subsets, const char *property)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint size = 0; size <= G_N_ELEMENTS(features) && text->len == 0; size++)
        for (guint set = 0; set < N_SUBSETS; set++)
            if ((guint)__builtin_popcount(set) == size)
                append_way(text, &subsets[set], set, property);
    return g_strdup(text->str);
}

/* Returns how many of the violated properties need something. */
static guint
check_needs(const char *line)
{
    g_autoptr(Asked) asked = ask(line, NULL, NULL);
    g_autofree Subset *subsets = g_new0(Subset, N_SUBSETS);
    guint needy = 0;
    for (guint set = 0; set < N_SUBSETS; set++)
        explore_subset(&asked->setting->options, set, &subsets[set]);
    for (guint i = 0; i < ps_verdicts_n(asked->verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(asked->verdicts, i);
        const char *name = ps_property_name(verdict->property);
        gboolean violated = verdict->outcome == PS_VIOLATED;
        g_autofree char *found = ways_text(ps_needs_ways(asked->needs, i));
        g_autofree char *expected = violated ? naive_ways(subsets, name) : g_strdup("");
        CHECK(g_str_equal(found, expected), "%s: %s: expected “%s”, found “%s”", line, name,
              expected, found);
        needy += violated && !g_str_has_prefix(found, "nothing");
    }
    return needy;
}

static void
small_worlds_agree(void)
{
    static const char *const lines[] = {
        "rfc6121 k=2",
        "rfc6121 openfire k=2",
        "rfc6121 k=2 auto-unsubscribed=off bag",
        "rfc6121 k=2 remove-cancels-pending=on loss=1",
        "rfc6121 k=1 bounce=1 loss=any repeat=any",
        "rfc6121 k=2 bag sensible remove-cancels-pending=on",
        "rfc6121 k=1 availability",
        "openfire k=1 sequential availability",
        "rfc6121 k=2 sequential loss=any bounce=any repeat=1",
        "mini openfire k=2 bag bounce=1",
        "rfc6121 k=2 actions=subscribe,remove",
    };
    guint needy = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        needy += check_needs(lines[i]);
    CHECK(needy >= 10, "only %u properties need something", needy);
}

static void
larger_worlds_agree(void)
{
    check_needs("rfc6121 k=2 availability loss=1");
    check_needs("rfc6121 k=2 bag loss=1 bounce=1 repeat=1 auto-unsubscribed=off");
    check_needs("openfire rfc6121 k=2 bag loss=any");
    check_needs("rfc6121 k=3 remove-cancels-pending=on");
    check_needs("jabberd2 prosody k=1 availability bag bounce=1");
}

/* Properties of whole runs: they can need something too. */
static void
lost_worlds_and_storms_agree(void)
{
    static const char *const lines[] = {
        "trap k=1",
        "rfc6121 trap k=2 loss=any",
        "trap ping k=1 bag",
        "rfc6121 k=2 actions=subscribe,unsubscribe sensible loss=1",
        "ping k=2 loss=1",
        "storm k=2 bag",
        "rfc6121 storm k=1 availability",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_needs(lines[i]);
}

/* ---- Known answers ---- */

static void
known_answers(void)
{
    static const struct {
        const char *setting, *property, *ways;
    } known[] = {
        {"rfc6121 k=3", "no-leak", "nothing 5"},
        {"rfc6121 k=3", "no-orphan", "nothing 3"},
        {"rfc6121 k=3", "no-ghost", ""},
        {"rfc6121 k=3 auto-unsubscribed=off", "no-ghost", "race 8"},
        {"rfc6121 k=3 remove-cancels-pending=on", "no-orphan", "race 6"},
        {"rfc6121 k=3 remove-cancels-pending=on sequential", "no-orphan", ""},
        {"rfc6121 k=2 loss=any", "no-stuck", "loss 2"},
        {"rfc6121 k=2 loss=any", "no-leak", "nothing 5"},
        {"rfc6121 k=2 bounce=any", "no-stuck", "bounce 3"},
        {"rfc6121 k=2 loss=1 bounce=1", "no-stuck", "loss 2, bounce 3"},
        {"rfc6121 k=2 bag", "no-ghost", "race+overtaking 8"},
        {"rfc6121 k=2 availability", "no-overexposure", "availability 8"},
        {"rfc6121 k=2 availability", "no-stale-online", "availability 9"},
        {"rfc6121 k=2 availability", "no-blindness", "availability 11"},
        {"rfc6121 k=2 availability", "no-orphan", "nothing 3"},
        {"trap k=2", "recoverable", "nothing 1"},
        {"storm k=2", "no-reply-storm", "nothing 1"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autoptr(Asked) asked = ask(known[i].setting, NULL, NULL);
        g_autofree char *ways = ways_of(asked, known[i].property);
        CHECK(g_str_equal(ways, known[i].ways), "%s: %s: expected “%s”, found “%s”",
              known[i].setting, known[i].property, known[i].ways, ways);
    }
}

static void
check_text(const char *line, const char *property, const char *expected)
{
    g_autoptr(Asked) asked = ask(line, NULL, NULL);
    for (guint i = 0; i < ps_verdicts_n(asked->verdicts); i++) {
        g_autofree char *text = ps_needs_text(asked->needs, i);
        const PsVerdict *verdict = ps_verdicts_get(asked->verdicts, i);
        if (g_str_equal(ps_property_name(verdict->property), property))
            CHECK_STRING(text, expected);
    }
}

static void
texts_are_english(void)
{
    check_text("rfc6121 k=2", "no-leak", "nothing");
    check_text("rfc6121 k=2", "no-ghost", "unknown"); /* it holds: nobody asks */
    check_text("rfc6121 k=2 auto-unsubscribed=off", "no-ghost", "a race");
    check_text("rfc6121 k=2 loss=1 bounce=1", "no-stuck", "a lost presence or a bounced presence");
    check_text("rfc6121 k=2 bag", "no-ghost", "a race and overtaking");
    check_text("rfc6121 k=2 availability", "no-blindness", "availability");
    for (guint need = 0; need < PS_N_NEEDS; need++) {
        CHECK_STRING(ps_need_name((PsNeed)need), features[need]);
        CHECK(ps_need_text((PsNeed)need)[0] != '\0', "need %u has no text", need);
    }
}

/* ---- Limits ---- */

/* A search that a limit ended says nothing about what is needed: neither that it suffices, nor that
 * more is needed. */
static void
limits_leave_unknown(void)
{
    const char *line = "rfc6121 k=3 auto-unsubscribed=off";
    PsLimits few = {.max_states = 5};
    PsLimits some = {.max_states = 20};
    PsLimits enough = {.max_states = 400};
    g_autoptr(Asked) with_few = ask(line, NULL, &few);
    g_autoptr(Asked) with_some = ask(line, NULL, &some);
    g_autoptr(Asked) with_enough = ask(line, NULL, &enough);
    static const struct {
        const char *property, *few, *some, *enough;
    } expected[] = {
        {"no-orphan", "", "nothing 3", "nothing 3"},
        {"no-leak", "", "", "nothing 5"},
        {"no-ghost", "", "", "race 8"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *a = ways_of(with_few, expected[i].property);
        g_autofree char *b = ways_of(with_some, expected[i].property);
        g_autofree char *c = ways_of(with_enough, expected[i].property);
        CHECK_STRING(a, expected[i].few);
        CHECK_STRING(b, expected[i].some);
        CHECK_STRING(c, expected[i].enough);
    }
    g_autofree char *text = ps_needs_text(with_few->needs, 0);
    CHECK_STRING(text, "unknown");
}

/* It falls with a race; whether a repeated presence would do as well is left open, and so is what
 * it needs. */
static void
one_way_of_several_is_unknown(void)
{
    const char *line = "rfc6121 k=2 auto-unsubscribed=off repeat=15";
    PsLimits some = {.max_states = 2000};
    g_autoptr(Asked) whole = ask(line, NULL, NULL);
    g_autoptr(Asked) part = ask(line, NULL, &some);
    g_autofree char *right = ways_of(whole, "no-ghost");
    g_autofree char *found = ways_of(part, "no-ghost");
    CHECK_STRING(right, "race 8");
    CHECK_STRING(found, "");
}

/* Whatever the limit: an answer that is given is the right one. */
static void
limits_never_mislead(void)
{
    static const char *const lines[] = {"rfc6121 k=2 bag", "rfc6121 k=1 availability",
                                        "rfc6121 k=2 loss=1 bounce=1"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Asked) whole = ask(lines[i], NULL, NULL);
        for (guint64 limit = 1; limit < ps_search_states(whole->search); limit += limit / 8 + 1) {
            PsLimits limits = {.max_states = limit};
            g_autoptr(Asked) part = ask(lines[i], &limits, &limits);
            for (guint j = 0; j < ps_verdicts_n(part->verdicts); j++) {
                g_autofree char *found = ways_text(ps_needs_ways(part->needs, j));
                g_autofree char *right = ways_text(ps_needs_ways(whole->needs, j));
                CHECK(found[0] == '\0' || g_str_equal(found, right),
                      "%s, %u states, verdict %u: expected “%s”, found “%s”", lines[i],
                      (guint)limit, j, right, found);
                CHECK(found[0] != '\0' || ps_verdicts_get(part->verdicts, j)->path == NULL ||
                          ps_verdicts_get(part->verdicts, j)->outcome != PS_VIOLATED ||
                          ps_needs_stopped(part->needs) != NULL,
                      "%s, %u states: nothing stopped what verdict %u needs", lines[i],
                      (guint)limit, j);
            }
        }
    }
}

/* Ends a run at once. */
static gboolean
end_now(const PsProgress *progress, gpointer data)
{
    (void)progress;
    (void)data;
    return FALSE;
}

static void
an_interruption_leaves_unknown(void)
{
    PsLimits limits = {.progress = end_now};
    g_autoptr(Asked) asked = ask("rfc6121 k=2 auto-unsubscribed=off", NULL, &limits);
    g_autofree char *ghost = ways_of(asked, "no-ghost");
    g_autofree char *orphan = ways_of(asked, "no-orphan");
    CHECK_STRING(ghost, "");
    CHECK_STRING(orphan, "");
    CHECK_STRING(ps_needs_stopped(asked->needs), "an interruption");
}

const Test needs_tests[] = {
    {"small worlds agree", small_worlds_agree, FALSE},
    {"larger worlds agree", larger_worlds_agree, TRUE},
    {"lost worlds and storms agree", lost_worlds_and_storms_agree, FALSE},
    {"known answers", known_answers, FALSE},
    {"texts are English", texts_are_english, FALSE},
    {"limits leave unknown", limits_leave_unknown, FALSE},
    {"one way of several is unknown", one_way_of_several_is_unknown, FALSE},
    {"limits never mislead", limits_never_mislead, FALSE},
    {"an interruption leaves unknown", an_interruption_leaves_unknown, FALSE},
    {0},
};
