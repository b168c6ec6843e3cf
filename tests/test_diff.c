/* Tests of differences between two servers: partners, rows, and the shortest runs, whose
 * length plain machines find a second time. */
#include "explorer/difference.h"
#include "tests/machine.h"
#include "tests/suites.h"
#include "tests/support.h"

/* Two profiles of model/profiles, and their difference. */
typedef struct {
    PsProfile *profiles[2];
    PsDifference *difference;
} Pair;

static Pair
pair_of(const char *first, const char *second, gboolean availability)
{
    Pair pair = {.profiles = {load_profile(first), load_profile(second)}};
    pair.difference = ps_difference_new(pair.profiles[0], pair.profiles[1], availability);
    return pair;
}

/* The same profile twice, with an option of the second one switched. */
static Pair
pair_with(const char *name, const char *option, gboolean on, gboolean availability)
{
    Pair pair = {.profiles = {load_profile(name), load_profile(name)}};
    gboolean set = ps_profile_set_option(pair.profiles[1], option, on, NULL);
    REQUIRE(set, "no option %s", option);
    pair.difference = ps_difference_new(pair.profiles[0], pair.profiles[1], availability);
    return pair;
}

static void
pair_clear(Pair *pair)
{
    ps_difference_free(pair->difference);
    ps_profile_free(pair->profiles[0]);
    ps_profile_free(pair->profiles[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Pair, pair_clear)

/* The events of a run: "Inbound subscribe, Outbound subscribed"; "none" without a run. Free it. */
static char *
run_text(const Pair *pair, PsObserver observer)
{
    const GArray *run = ps_difference_run(pair->difference, observer);
    g_autoptr(GString) text = g_string_new(run == NULL ? "none" : NULL);
    for (guint i = 0; run != NULL && i < run->len; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               ps_event_name(g_array_index(run, PsFed, i).event));
    return g_strdup(text->str);
}

static void
check_runs(const Pair *pair, const char *peer, const char *client)
{
    g_autofree char *found_peer = run_text(pair, PS_OBSERVER_PEER);
    g_autofree char *found_client = run_text(pair, PS_OBSERVER_CLIENT);
    CHECK_STRING(found_peer, peer);
    CHECK_STRING(found_client, client);
    CHECK(ps_difference_equivalent(pair->difference) ==
              (g_str_equal(peer, "none") && g_str_equal(client, "none")),
          "%s, %s", peer, client);
}

/* ---- Partners ---- */

/* "None, To": the partners of a state of the first profile. Free it. */
static char *
partners_text(const Pair *pair, const char *state)
{
    guint64 set =
        ps_difference_partners(pair->difference, 0, state_called(pair->profiles[0], state));
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_profile_n_states(pair->profiles[1]); i++)
        if (set >> i & 1)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   ps_profile_state_name(pair->profiles[1], i));
    return g_strdup(text->str);
}

static void
partners_show_the_same(void)
{
    static const struct {
        const char *first, *second, *state, *partners;
    } cases[] = {
        {"rfc6121", "rfc6121-prose", "None + Pending In", "None + Pending In"},
        {"rfc6121", "openfire", "None + Pending Out", "None + Ask, None + Ask+Unrecv"},
        /* None by name, None + Unrecv by attributes, Absent but for the missing item. */
        {"rfc6121", "openfire", "None", "Absent, None, None + Unrecv"},
        {"openfire", "rfc6121", "Absent", "None"},
        {"openfire", "rfc6121", "None + Unask", ""},
        {"prosody", "prosody", "None", "None"},
        {"prosody", "openfire", "None + Approved", ""}, /* openfire approves nothing in advance */
        {"prosody", "openfire", "Absent + Pending In", "None + Recv"},
        {"prosody", "openfire", "Absent", "Absent"},
        {"rfc6121", "ejabberd", "To + Approved", ""}, /* pre-approval is off */
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Pair) pair = pair_of(cases[i].first, cases[i].second, FALSE);
        g_autofree char *found = partners_text(&pair, cases[i].state);
        CHECK(g_str_equal(found, cases[i].partners), "%s in %s and %s: expected “%s”, found “%s”",
              cases[i].state, cases[i].first, cases[i].second, cases[i].partners, found);
    }
    g_auto(Pair) pair = pair_of("openfire", "rfc6121", FALSE);
    guint64 lone = ps_difference_lone(pair.difference, 0);
    static const char *const names[] = {"None + Unask", "None + Unask+Recv", "None + Unask+Unrecv",
                                        "From + Unask"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        lone &= ~((guint64)1 << state_called(pair.profiles[0], names[i]));
    CHECK_NUMBER(lone, 0, "only what was asked to end has no partner");
    CHECK_NUMBER(ps_difference_lone(pair.difference, 1), 0, "rfc6121 has nothing else");
}

/* ---- Rows ---- */

/* The rows that differ: "Outbound unsubscribed: None + Pending In\n". Free it. */
static char *
rows_text(const Pair *pair)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_difference_n_rows(pair->difference); i++) {
        const PsDifferentRow *row = ps_difference_row(pair->difference, i);
        g_string_append_printf(text, "%s: %s\n", ps_event_name(row->event),
                               ps_profile_state_name(pair->profiles[0], row->states[0]));
    }
    return g_strdup(text->str);
}

/* Where section 3 read literally leaves Appendix A, as the profile's own comments say. */
static void
rows_of_the_two_readings_of_rfc6121(void)
{
    g_auto(Pair) pair = pair_of("rfc6121", "rfc6121-prose", FALSE);
    g_autofree char *rows = rows_text(&pair);
    CHECK_STRING(rows, "Outbound unsubscribed: None + Pending In\n"
                       "Inbound unsubscribe: None + Pending In\n"
                       "Inbound unsubscribe: None + Pending Out+In\n"
                       "Inbound unsubscribe: To + Pending In\n"
                       "Inbound unsubscribed: None + Pending Out\n"
                       "Inbound unsubscribed: None + Pending Out+In\n"
                       "Inbound unsubscribed: From + Pending Out\n");
    CHECK_NUMBER(ps_difference_n_compared(pair.difference), 9 * 11, "9 states, 6 + 5 events");
}

static void
availability_counts_only_with_it(void)
{
    g_auto(Pair) without = pair_with("rfc6121", "probe-unsubscribed", FALSE, FALSE);
    g_auto(Pair) with = pair_with("rfc6121", "probe-unsubscribed", FALSE, TRUE);
    g_autofree char *rows = rows_text(&with);
    CHECK_NUMBER(ps_difference_n_rows(without.difference), 0, "no probe arrives");
    check_runs(&without, "none", "none");
    CHECK_STRING(rows, "Inbound probe: None\n"
                       "Inbound probe: None + Pending Out\n"
                       "Inbound probe: None + Pending In\n"
                       "Inbound probe: None + Pending Out+In\n"
                       "Inbound probe: To\n"
                       "Inbound probe: To + Pending In\n");
    CHECK_NUMBER(ps_difference_n_compared(with.difference), 9 * 16, "9 states, all events");
    check_runs(&with, "Inbound probe", "none");
}

/* What a row sends is compared in its order, whether it delivers or pushes is not. */
static void
rows_differ_in_what_is_seen(void)
{
    static const struct {
        const char *from, *to;
        guint n;
    } changes[] = {
        {"Asked=To; deliver, push", "Asked=To; push, deliver", 0},
        {"Asked=To; deliver, push", "Asked=To; deliver", 1},
        {"Asked=To; deliver, push", "Asked=To; push", 1},
        {"Asked=To; deliver, push", "Asked=same; deliver, push", 1},
        {"To=None; send unsubscribe", "To=None; send unsubscribed", 1},
        {"To=None; send unsubscribe", "To=None; send unsubscribe, send available", 0},
        {"To=None; send unsubscribe", "To=None; push, send unsubscribe", 1},
    };
    g_autoptr(PsProfile) first = parse_profile(mini_profile());
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *text = replaced(mini_profile(), changes[i].from, changes[i].to);
        g_autoptr(PsProfile) second = parse_profile(text);
        g_autoptr(PsDifference) difference = ps_difference_new(first, second, FALSE);
        CHECK_NUMBER(ps_difference_n_rows(difference), changes[i].n, "%s", changes[i].to);
    }
}

/* ---- Runs, checked by hand ---- */

static void
runs_are_shortest(void)
{
    g_auto(Pair) readings = pair_of("rfc6121", "rfc6121-prose", FALSE);
    check_runs(&readings, "Inbound subscribe, Outbound unsubscribed",
               "Outbound subscribe, Inbound unsubscribed");
    g_auto(Pair) approvals = pair_of("ejabberd-23", "ejabberd", FALSE);
    check_runs(&approvals, "Outbound subscribed", "Outbound subscribed");
    /* A subscriber asks again; nobody shows the answer to the user. */
    g_auto(Pair) answers = pair_with("rfc6121", "auto-subscribed", FALSE, FALSE);
    check_runs(&answers, "Inbound subscribe, Outbound subscribed, Inbound subscribe", "none");
    /* A request that a removal did not deny can still be approved. */
    g_auto(Pair) removals = pair_with("rfc6121", "remove-cancels-pending", TRUE, FALSE);
    check_runs(&removals, "Outbound subscribe, Remove",
               "Inbound subscribe, Remove, Outbound subscribed");
}

/* A request is sent again at login, which takes a user who is offline in the same entry. */
static void
sessions_count(void)
{
    g_auto(Pair) pair = pair_with("rfc3921", "resend-subscribe", TRUE, TRUE);
    check_runs(&pair, "Outbound subscribe, Logout, Login", "none");
}

/* What only a login leads to is there with availability alone. */
static void
states_behind_a_login_count_only_with_it(void)
{
    g_auto(GStrv) parts = g_strsplit(mini_profile(), "From=", -1);
    g_autofree char *rows = g_strjoinv("Again=same\nFrom=", parts);
    g_autofree char *states =
        replaced(rows, "Again=same\nFrom=from pending", "Again=to ask\nFrom=from pending");
    g_autofree char *text = g_strconcat(states, "[Login]\nTo=Again\n", NULL);
    for (gboolean availability = FALSE; availability <= TRUE; availability++) {
        Pair made = {.profiles = {parse_profile(text), parse_profile(mini_profile())}};
        g_auto(Pair) pair = made;
        guint64 again = (guint64)1 << state_called(pair.profiles[0], "Again");
        pair.difference = ps_difference_new(pair.profiles[0], pair.profiles[1], availability);
        CHECK_NUMBER(ps_difference_lone(pair.difference, 0), availability ? again : 0,
                     "availability %d", availability);
    }
}

/* Errors arrive, also where no world with a bound on faults would have them. */
static void
errors_are_fed(void)
{
    g_autofree char *text = g_strconcat(mini_profile(), "[Inbound error]\nAsked=None\n", NULL);
    Pair made = {.profiles = {parse_profile(mini_profile()), parse_profile(text)}};
    g_auto(Pair) pair = made;
    pair.difference = ps_difference_new(pair.profiles[0], pair.profiles[1], FALSE);
    check_runs(&pair, "Outbound subscribe, Inbound error, Outbound unsubscribe",
               "Outbound subscribe, Inbound error, Outbound subscribe");
}

/* Who is offline gets nothing; who is online does not log in. */
static void
the_user_must_be_online(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    g_autoptr(PsWorld) world = ps_product_world(profile, profile, TRUE);
    PsState initial = ps_world_initial(world);
    PsFed online;
    PsFed offline;
    PsFed fed;
    CHECK(!ps_product_feed(world, &initial, PS_DO_LOGIN, &fed), "online already");
    CHECK(ps_product_feed(world, &initial, ps_event_arrival(PS_SUBSCRIBE), &online), "online");
    CHECK(ps_product_feed(world, &initial, PS_DO_LOGOUT, &fed), "logout");
    CHECK(ps_product_feed(world, &fed.to, ps_event_arrival(PS_SUBSCRIBE), &offline), "offline");
    CHECK(!ps_product_feed(world, &fed.to, PS_DO_SUBSCRIBE, &fed), "offline users do nothing");
    CHECK(online.reactions[0].delivered && online.reactions[1].delivered, "online");
    CHECK(!offline.reactions[0].delivered && !offline.reactions[1].delivered, "offline");
    CHECK_NUMBER(offline.to.entry[1], state_called(profile, "None + Pending In"), "all the same");
    CHECK(ps_state_is_settled(&offline.to), "nothing stays on a link");
}

/* ---- The same a second time ---- */

/* Runs both machines along a run: the observer sees the same but after the last event. */
static void
check_run(const char *what, const GArray *run, const Machine *first, const Machine *second,
          PsObserver observer)
{
    guint a = ps_profile_initial(first->profile);
    guint b = ps_profile_initial(second->profile);
    gboolean online = TRUE;
    for (guint i = 0; i < run->len; i++) {
        const PsFed *fed = &g_array_index(run, PsFed, i);
        const MachineOutput *x = &first->outputs[online][a][fed->event];
        const MachineOutput *y = &second->outputs[online][b][fed->event];
        CHECK(x->can && y->can, "%s: event %u cannot be", what, i);
        CHECK(g_str_equal(x->seen[observer], y->seen[observer]) == (i + 1 < run->len),
              "%s: event %u: “%s”, “%s”", what, i, x->seen[observer], y->seen[observer]);
        a = x->to;
        b = y->to;
        online = x->online;
        CHECK(fed->to.entry[0] == a && fed->to.entry[1] == b, "%s: entries after %u", what, i);
    }
}

static void
check_pair(const char *first, const char *second, gboolean availability)
{
    g_auto(Pair) pair = pair_of(first, second, availability);
    g_auto(Pair) back = pair_of(second, first, availability);
    g_autoptr(Machine) a = machine_new(pair.profiles[0], availability);
    g_autoptr(Machine) b = machine_new(pair.profiles[1], availability);
    g_autofree char *what = g_strdup_printf("%s and %s", first, second);
    for (guint i = 0; i < PS_N_OBSERVERS; i++) {
        const GArray *run = ps_difference_run(pair.difference, (PsObserver)i);
        const GArray *other = ps_difference_run(back.difference, (PsObserver)i);
        guint length = run != NULL ? run->len : 0;
        CHECK_NUMBER(length, machine_shortest(a, b, (PsObserver)i), "%s", what);
        CHECK_NUMBER(other != NULL ? other->len : 0, length, "%s, the other way round", what);
        if (run != NULL)
            check_run(what, run, a, b, (PsObserver)i);
    }
    CHECK_NUMBER(ps_difference_n_rows(pair.difference), ps_difference_n_rows(back.difference),
                 "%s, the other way round", what);
    CHECK(ps_difference_lone(pair.difference, 0) == ps_difference_lone(back.difference, 1), "%s",
          what);
}

/* Every pair of servers, of which one differs from itself in nothing. */
static void
every_pair(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_auto(Pair) same = pair_of(names[i], names[i], TRUE);
        CHECK_NUMBER(ps_difference_n_rows(same.difference), 0, "%s", names[i]);
        check_runs(&same, "none", "none");
        for (guint j = i; names[j] != NULL; j++) {
            check_pair(names[i], names[j], FALSE);
            check_pair(names[i], names[j], TRUE);
        }
    }
}

const Test diff_tests[] = {
    {"partners show the same", partners_show_the_same, FALSE},
    {"rows of the two readings of RFC 6121", rows_of_the_two_readings_of_rfc6121, FALSE},
    {"availability counts only with it", availability_counts_only_with_it, FALSE},
    {"rows differ in what is seen", rows_differ_in_what_is_seen, FALSE},
    {"runs are shortest", runs_are_shortest, FALSE},
    {"sessions count", sessions_count, FALSE},
    {"states behind a login count only with it", states_behind_a_login_count_only_with_it, FALSE},
    {"errors are fed", errors_are_fed, FALSE},
    {"the user must be online", the_user_must_be_online, FALSE},
    {"every pair", every_pair, FALSE},
    {0},
};
