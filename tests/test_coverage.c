/* Tests of coverage: which rows fired, what is infeasible, and why the rest did not fire. */
#include "explorer/coverage.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Figures and fates, checked by hand ---- */

/* 150 rows of the eight subscription events, Remove and Add in 15 states, 9 of Login, 6 of Logout,
 * 15 of probe. The last 30 need availability; the 6 approved states need pre-approval; 20 actions
 * in the other 9 states do nothing. */
static void
figures_of_rfc6121(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    PsCoverageFigures figures = ps_coverage_figures(coverage, 0);
    CHECK(ps_coverage_search(coverage) == search, "another search");
    CHECK_NUMBER(ps_coverage_n_tables(coverage), 1, "both sides are alike");
    CHECK_NUMBER(ps_coverage_n_rows(coverage, 0), 180, "rows of the file");
    CHECK_NUMBER(figures.rows, 180, "rows");
    CHECK_NUMBER(figures.fired, 70, "fired");
    CHECK_NUMBER(figures.missed, 0, "missed");
    CHECK_NUMBER(figures.infeasible, 110, "infeasible");
    CHECK_NUMBER(ps_coverage_count(coverage, 0, PS_ROW_NO_EVENT), 30, "no event");
    CHECK_NUMBER(ps_coverage_count(coverage, 0, PS_ROW_UNREACHABLE), 60, "unreachable");
    CHECK_NUMBER(ps_coverage_count(coverage, 0, PS_ROW_IDLE), 20, "idle");
}

/* What became of the row of an event in a state; its name, or NULL if there is no such row. */
static const char *
fate_of(const PsCoverage *coverage, guint table, PsEvent event, const char *state)
{
    const PsWorld *world = ps_search_world(ps_coverage_search(coverage));
    guint number = state_called(ps_world_profile(world, table), state);
    for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++) {
        const PsRowCoverage *row = ps_coverage_row(coverage, table, i);
        if (row->event == event && row->state == number)
            return ps_row_fate_name(row->fate);
    }
    return NULL;
}

static void
every_fate_has_its_reason(void)
{
    static const struct {
        const char *setting;
        guint table;
        const char *event, *state, *fate;
    } cases[] = {
        {"rfc6121 k=1", 0, "Remove", "To", "fired"},
        {"rfc6121 k=1", 0, "Remove", "Both", "too-large"}, /* unsubscribe and unsubscribed */
        {"rfc6121 k=2", 0, "Remove", "Both", "fired"},
        {"rfc6121", 0, "Remove", "None", "idle"},
        {"rfc6121", 0, "Add", "To", "idle"}, /* it only pushes */
        {"rfc6121", 0, "Outbound subscribed", "None", "idle"},
        {"rfc6121 pre-approval=on", 0, "Outbound subscribed", "None", "fired"},
        {"rfc6121", 0, "Inbound subscribe", "To + Approved", "unreachable"},
        {"rfc6121 pre-approval=on", 0, "Inbound subscribe", "To + Approved", "fired"},
        {"rfc6121 sensible", 0, "Outbound subscribe", "To", "no-reason"},
        {"rfc6121", 0, "Login", "To", "no-event"},
        {"rfc6121 k=2 availability", 0, "Login", "To", "fired"},
        {"rfc6121 k=2 availability", 0, "Login", "None", NULL}, /* the file states no such row */
        /* An approval is subscribed and available; so nobody ever has to or from. */
        {"rfc6121 k=1 availability", 0, "Outbound subscribed", "None + Pending In", "too-large"},
        {"rfc6121 k=1 availability", 0, "Login", "To", "state-not-met"},
        {"rfc6121 k=1 availability actions=login", 0, "Login", "To", "no-event"},
        {"rfc6121 actions=subscribe", 0, "Outbound unsubscribe", "None", "no-event"},
        {"rfc6121 actions=subscribe", 0, "Inbound subscribed", "None", "no-event"},
        {"rfc6121 actions=subscribe", 0, "Inbound subscribe", "To", "unreachable"},
        {"rfc6121 actions=subscribe", 0, "Inbound subscribe", "None + Pending Out", "fired"},
        /* Only who gave up a subscription is in Unask, and then its unsubscribe is under way; the
         * answer of rfc6121 takes its place at once and ends the state. */
        {"rfc6121 openfire k=1", 1, "Outbound subscribe", "None + Unask", "no-turn"},
        {"rfc6121 openfire k=1", 1, "Inbound subscribe", "None + Unask", "not-arrived"},
        {"rfc6121 openfire k=2", 1, "Inbound subscribe", "None + Unask", "fired"},
        {"rfc6121 openfire k=1", 0, "Outbound subscribe", "None", "fired"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Setting) setting = setting_new(cases[i].setting);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
        PsEvent event = 0;
        CHECK(ps_event_from_name(cases[i].event, &event), "no event %s", cases[i].event);
        const char *found = fate_of(coverage, cases[i].table, event, cases[i].state);
        CHECK(g_strcmp0(found, cases[i].fate) == 0, "%s: %s in %s: expected %s, found %s",
              cases[i].setting, cases[i].event, cases[i].state, cases[i].fate, found);
    }
}

/* An error arrives only where presences bounce. */
static void
errors_need_bounces(void)
{
    g_autofree char *text = g_strconcat(mini_profile(), "[Inbound error]\nAsked=None\n", NULL);
    g_autoptr(PsProfile) profile = parse_profile(text);
    for (int bounces = 0; bounces < 2; bounces++) {
        PsWorldOptions options = options_for(profile, profile, 2);
        options.faults[PS_BOUNCE] = bounces;
        g_autoptr(PsWorld) world = make_world(&options);
        g_autoptr(PsSearch) search = ps_search_new(world, NULL);
        g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
        CHECK_STRING(fate_of(coverage, 0, ps_event_arrival(PS_ERROR), "Asked"),
                     bounces ? "fired" : "no-event");
        CHECK_STRING(fate_of(coverage, 0, ps_event_arrival(PS_ERROR), "None"), NULL);
    }
}

/* A search that ends at once knows the initial state, and what can happen there. */
static void
an_unfinished_search_knows_less(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    PsLimits limits = {.max_states = 1};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    CHECK_STRING(ps_search_stopped(search), "the limit of 1 state");
    CHECK_NUMBER(ps_search_transitions(search), 0, "transitions");
    CHECK_STRING(fate_of(coverage, 0, PS_DO_SUBSCRIBE, "None"), "no-turn");
    CHECK_STRING(fate_of(coverage, 0, PS_DO_SUBSCRIBE, "To"), "state-not-met");
    CHECK_STRING(fate_of(coverage, 0, ps_event_arrival(PS_SUBSCRIBE), "None"), "not-arrived");
    CHECK_NUMBER(ps_coverage_figures(coverage, 0).fired, 0, "no state was expanded");
    CHECK_NUMBER(ps_coverage_figures(coverage, 0).infeasible, 110, "as in the whole search");
}

/* With any limit, what is fired is what the states that count as expanded have: the first ones,
 * with as many transitions as are counted. */
static void
only_expanded_states_fire(void)
{
    for (guint64 limit = 1; limit < 150; limit += limit / 5 + 1) {
        g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
        PsLimits limits = {.max_states = limit};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        guint8 fired[2][PS_N_EVENTS][PS_MAX_STATES] = {0};
        guint64 left = ps_search_transitions(search);
        for (guint64 id = 0; left > 0; id++) {
            PsTransition out[PS_MAX_TRANSITIONS];
            gboolean overflow = FALSE;
            PsState from = ps_search_state(search, id);
            guint n = ps_step_transitions(setting->world, &from, out, &overflow);
            for (guint i = 0; i < n; i++) {
                PsStep step = out[i].step;
                PsEvent event = step.kind == PS_STEP_ACTION
                                    ? (PsEvent)step.what
                                    : ps_event_arrival((PsPresence)step.what);
                fired[step.side][event][from.entry[step.side]] = TRUE;
            }
            left -= n;
        }
        for (guint side = 0; side < 2; side++)
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                for (guint s = 0; s < ps_profile_n_states(setting->profiles[side]); s++)
                    CHECK(ps_search_fired(search, side, event, s) == fired[side][event][s],
                          "%u states, side %u, event %u, state %u", (guint)limit, side, event, s);
    }
}

static void
tables_are_shared_by_equal_profiles(void)
{
    static const struct {
        const char *setting;
        guint tables;
    } cases[] = {
        {"rfc6121 k=1", 1},
        {"rfc6121 rfc6121 k=1 pre-approval=on", 1},
        {"rfc6121 k=1 a:pre-approval=on", 2},
        {"rfc6121 openfire k=1", 2},
        {"rfc6121 rfc6121-prose k=1", 2},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Setting) setting = setting_new(cases[i].setting);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
        PsCoverageFigures total = ps_coverage_total(coverage);
        guint rows = 0;
        for (guint table = 0; table < ps_coverage_n_tables(coverage); table++)
            rows += ps_coverage_n_rows(coverage, table);
        CHECK_NUMBER(ps_coverage_n_tables(coverage), cases[i].tables, "%s", cases[i].setting);
        CHECK_NUMBER(total.rows, rows, "%s", cases[i].setting);
        CHECK_NUMBER(total.fired + total.missed + total.infeasible, rows, "%s", cases[i].setting);
    }
}

/* A limit may cut off what one side would have done as the other did: fired is fired. */
static void
either_side_counts(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    guint only_second = 0;
    for (guint limit = 1; limit < 200; limit++) {
        PsLimits limits = {.max_states = limit};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
        for (guint i = 0; i < ps_coverage_n_rows(coverage, 0); i++) {
            const PsRowCoverage *row = ps_coverage_row(coverage, 0, i);
            gboolean first = ps_search_fired(search, 0, row->event, row->state);
            gboolean second = ps_search_fired(search, 1, row->event, row->state);
            CHECK((row->fate == PS_ROW_FIRED) == (first || second), "limit %u: %s", limit,
                  ps_event_name(row->event));
            only_second += second && !first;
        }
    }
    CHECK(only_second > 0, "expected some limit to make a difference");
}

/* ---- Against the naive explorer ---- */

static gboolean
naive_met(const Naive *naive, guint side, guint entry)
{
    for (guint id = 0; id < naive_n_states(naive); id++)
        if (naive_state(naive, id)->entry[side] == entry)
            return TRUE;
    return FALSE;
}

/* The search notes the same rows and entries as the naive explorer, stated or not. */
static void
check_search(const char *line, const PsSearch *search, const Naive *naive)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(search), side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            const char *name = ps_profile_state_name(profile, state);
            CHECK(ps_search_met(search, side, state) == naive_met(naive, side, state), "%s: %u %s",
                  line, side, name);
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                CHECK(ps_search_fired(search, side, event, state) ==
                          naive_fired(naive, side, event, state),
                      "%s: %u %s in %s", line, side, ps_event_name(event), name);
        }
    }
}

static void
check_rows(const char *line, const PsCoverage *coverage, const Naive *naive)
{
    gboolean shared = ps_coverage_n_tables(coverage) == 1;
    for (guint table = 0; table < ps_coverage_n_tables(coverage); table++) {
        for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++) {
            const PsRowCoverage *row = ps_coverage_row(coverage, table, i);
            gboolean fired = naive_fired(naive, table, row->event, row->state) ||
                             (shared && naive_fired(naive, 1, row->event, row->state));
            gboolean met =
                naive_met(naive, table, row->state) || (shared && naive_met(naive, 1, row->state));
            const char *fate = ps_row_fate_name(row->fate);
            CHECK((row->fate == PS_ROW_FIRED) == fired, "%s: %s in %u: %s", line,
                  ps_event_name(row->event), row->state, fate);
            CHECK(row->fate != PS_ROW_STATE_NOT_MET || !met, "%s: %s in %u: %s", line,
                  ps_event_name(row->event), row->state, fate);
            CHECK(row->fate != PS_ROW_UNREACHABLE || !met, "%s: %s in %u: %s", line,
                  ps_event_name(row->event), row->state, fate);
        }
    }
}

static void
the_naive_explorer_agrees(void)
{
    static const char *const lines[] = {
        "rfc6121 k=1",
        "rfc6121 k=2",
        "openfire k=2 sensible",
        "rfc6121 openfire k=2",
        "openfire rfc6121 k=1 sequential",
        "prosody ejabberd k=1",
        "tigase jabberd2 k=1 loss=any bounce=1",
        "rfc6121 k=2 bag repeat=any",
        "rfc6121 k=1 availability",
        "rfc3921 prosody k=1 availability sensible",
        "rfc6121 k=2 actions=subscribe,remove",
        "rfc6121 k=1 a:pre-approval=on b:auto-subscribed=off",
        "mini k=2 availability bounce=any",
        "rfc6121 mini k=2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(Naive) naive = naive_new(&setting->options);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
        check_search(lines[i], search, naive);
        check_rows(lines[i], coverage, naive);
    }
}

/* The fates of all rows of all tables, but for what depends on the search. Free it. */
static char *
infeasible_text(const PsCoverage *coverage)
{
    GString *text = g_string_new(NULL);
    for (guint table = 0; table < ps_coverage_n_tables(coverage); table++)
        for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++) {
            PsRowFate fate = ps_coverage_row(coverage, table, i)->fate;
            g_string_append_printf(text, "%s ",
                                   ps_row_fate_is_feasible(fate) ? "-" : ps_row_fate_name(fate));
        }
    return g_string_free(text, FALSE);
}

/* What is infeasible in the smallest world stays so in larger ones, with more disorder: nothing of
 * it fires, and nothing else joins it. */
static void
no_search_fires_what_is_infeasible(void)
{
    static const char *const pairs[] = {
        "rfc6121",
        "openfire",
        "prosody rfc6121",
        "rfc6121 openfire sensible",
        "jabberd2 ejabberd actions=subscribe,subscribed",
        "tigase actions=subscribe,unsubscribe,remove",
        "rfc6121 rfc3921 availability actions=subscribe,subscribed,logout",
    };
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *small = g_strdup_printf("%s k=1 sequential", pairs[i]);
        g_autofree char *large = g_strdup_printf("%s k=3 bag loss=any repeat=any", pairs[i]);
        g_autoptr(Setting) small_setting = setting_new(small);
        g_autoptr(Setting) large_setting = setting_new(large);
        g_autoptr(PsSearch) small_search = ps_search_new(small_setting->world, NULL);
        g_autoptr(PsSearch) large_search = ps_search_new(large_setting->world, NULL);
        g_autoptr(PsCoverage) before = ps_coverage_new(small_search);
        g_autoptr(PsCoverage) after = ps_coverage_new(large_search);
        g_autofree char *expected = infeasible_text(before);
        g_autofree char *found = infeasible_text(after);
        CHECK_STRING(found, expected);
        CHECK(strstr(found, "no-event") != NULL, "%s: expected something infeasible", pairs[i]);
        CHECK(ps_coverage_total(after).missed <= ps_coverage_total(before).missed,
              "%s: expected a larger search to fire at least as much", pairs[i]);
    }
}

const Test coverage_tests[] = {
    {"figures of rfc6121", figures_of_rfc6121, FALSE},
    {"every fate has its reason", every_fate_has_its_reason, FALSE},
    {"errors need bounces", errors_need_bounces, FALSE},
    {"an unfinished search knows less", an_unfinished_search_knows_less, FALSE},
    {"only expanded states fire", only_expanded_states_fire, FALSE},
    {"tables are shared by equal profiles", tables_are_shared_by_equal_profiles, FALSE},
    {"either side counts", either_side_counts, FALSE},
    {"the naive explorer agrees", the_naive_explorer_agrees, FALSE},
    {"no search fires what is infeasible", no_search_fires_what_is_infeasible, FALSE},
    {0},
};
