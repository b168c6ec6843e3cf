/* Tests of faults, of links that overflow, and of steps taken one by one as a replay does. */
#include "explorer/search.h"
#include "tests/scene.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- Faults ---- */

static void
lost_presences_vanish(void)
{
    CHECK_AFTER("rfc6121 loss=any", "None + Pending Out | None | subscribe unsubscribe |",
                "lose subscribe to juliet", "None + Pending Out | None | unsubscribe |");
    CHECK_AFTER("rfc6121 loss=3", "None | None | subscribe |", "lose subscribe to juliet",
                "None | None | | | left 2");
    CHECK_AFTER("rfc6121 repeat=any bounce=any", "None | None | subscribe |",
                "lose subscribe to juliet", NULL);
    CHECK_AFTER("rfc6121 loss=any bounce=any", "None | None | error |", "lose error to juliet",
                "None | None | |");
}

static void
repeated_presences_come_in_front(void)
{
    CHECK_AFTER("rfc6121 k=3 repeat=any", "None | None | subscribe unsubscribe |",
                "repeat subscribe to juliet", "None | None | subscribe subscribe unsubscribe |");
    CHECK_AFTER("rfc6121 k=3 repeat=1", "None | None | unsubscribe | subscribe",
                "repeat subscribe to romeo",
                "None | None | unsubscribe | subscribe subscribe | left 0");
    CHECK_AFTER("rfc6121 k=2 repeat=1", "None | None | unsubscribe | subscribe",
                "repeat subscribe to romeo", NULL);
    CHECK_AFTER("rfc6121 repeat=any bounce=any", "None | None | | error", "repeat error to romeo",
                "None | None | | error error");
}

/* The error joins the end of the link back to the sender; nothing arrives at the receiver. */
static void
bounced_presences_come_back_as_errors(void)
{
    CHECK_AFTER("rfc6121 k=3 bounce=15", "None | None | subscribe unsubscribe | subscribed",
                "bounce subscribe to juliet",
                "None | None | unsubscribe | subscribed error | left 14");
    CHECK_AFTER("rfc6121 k=2 bounce=any", "None | None | unsubscribe | subscribed",
                "bounce subscribed to romeo", "None | None | unsubscribe error |");
    CHECK_AFTER("rfc6121 bounce=any", "None | None | | error", "bounce error to romeo", NULL);
}

static void
spent_budgets_end_faults(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=9 loss=1 repeat=1 bounce=1 actions=login");
    PsState state = make_state(setting->world, "None", "None", "subscribe", "");
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        state.left[fault] = 0;
    g_autofree char *none = labels_text(setting->world, &state);
    CHECK_STRING(none, "juliet receives subscribe");
    state.left[PS_REPEAT] = 1;
    g_autofree char *one = labels_text(setting->world, &state);
    CHECK_STRING(one, "juliet receives subscribe\nrepeat subscribe to juliet");
    g_autofree char *after = after_text(setting->world, &state, "repeat subscribe to juliet");
    CHECK_STRING(after, "None | None | subscribe subscribe | | left 0 | left 0 | left 0");
}

static void
faults_hit_any_presence_of_a_bag(void)
{
    CHECK_AFTER("rfc6121 bag loss=any", "None | None | subscribe unsubscribed |",
                "lose unsubscribed to juliet", "None | None | subscribe |");
    CHECK_AFTER("rfc6121 bag repeat=any", "None | None | subscribe unsubscribed |",
                "repeat unsubscribed to juliet",
                "None | None | subscribe unsubscribed unsubscribed |");
    CHECK_AFTER(
        "rfc6121 k=4 bag bounce=any", "None | None | subscribe unsubscribed | error unsubscribe",
        "bounce unsubscribed to juliet", "None | None | subscribe | unsubscribe error error");
}

/* ---- Overflow ---- */

/* Answers that beget ever more answers fill a link; that is told, and what fits is still done. */
static void
overflow_is_told(void)
{
    g_autofree char *text = single_profile("; send subscribe, send subscribe");
    g_autoptr(PsProfile) profile = parse_profile(text);
    PsWorldOptions options = options_for(profile, profile, 2);
    options.faults[PS_BOUNCE] = PS_FAULT_ANY;
    g_autoptr(PsWorld) world = make_world(&options);
    PsState state = ps_world_initial(world);
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    state.link[0] = ps_world_link_add(world, state.link[0], PS_SUBSCRIBE);
    CHECK_NUMBER(ps_step_arrivals(world, &state, out, &overflow), 1, "one arrival");
    CHECK(!overflow, "an overflow of an empty link");
    while (ps_world_link_length(world, state.link[1]) < ps_world_link_capacity(world) - 1)
        state.link[1] = ps_world_link_add(world, state.link[1], PS_SUBSCRIBED);
    CHECK_NUMBER(ps_step_arrivals(world, &state, out, &overflow), 1, "only the other arrives");
    CHECK(overflow, "no overflow is told");
    CHECK(!ps_step_take(world, &state, (PsStep){PS_STEP_ARRIVAL, 1, PS_SUBSCRIBE}, &state),
          "a step is taken that does not fit");
}

/* ---- Steps one by one ---- */

/* Takes every transition out of every state of a small world; the state after it must be the same.
 */
static void
check_take_is_transition(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    PsTransition out[PS_MAX_TRANSITIONS];
    guint64 wrong = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState from = ps_search_state(search, id);
        gboolean overflow = FALSE;
        guint n = ps_step_transitions(setting->world, &from, out, &overflow);
        for (guint i = 0; i < n; i++) {
            PsState to;
            gboolean taken = ps_step_take(setting->world, &from, out[i].step, &to);
            PsPacked a = ps_world_pack(setting->world, &to);
            PsPacked b = ps_world_pack(setting->world, &out[i].to);
            wrong += !taken || !ps_packed_equal(a, b);
        }
    }
    CHECK_NUMBER(wrong, 0, "%s", line);
}

static void
transitions_can_be_taken(void)
{
    check_take_is_transition("rfc6121 k=2 loss=1 repeat=2 bounce=1");
    check_take_is_transition("openfire rfc6121 k=1 availability loss=any bounce=any repeat=any");
    check_take_is_transition("rfc6121 k=2 bag loss=any repeat=1 bounce=any");
}

/* The arrivals are those of all transitions, in the same order. */
static void
arrivals_are_transitions(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=2 bag loss=any");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    PsTransition all[PS_MAX_TRANSITIONS], some[PS_MAX_TRANSITIONS];
    guint64 wrong = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState from = ps_search_state(search, id);
        gboolean overflow = FALSE;
        guint n = ps_step_transitions(setting->world, &from, all, &overflow);
        guint n_some = ps_step_arrivals(setting->world, &from, some, &overflow);
        guint found = 0;
        for (guint i = 0; i < n; i++)
            if (all[i].step.kind == PS_STEP_ARRIVAL)
                wrong += found >= n_some || !ps_step_equal(all[i].step, some[found++].step);
        wrong += found != n_some;
    }
    CHECK_NUMBER(wrong, 0, "arrivals");
}

/* A replay also takes what is no transition: no effect, above the bound, out of turn. */
static void
more_can_be_taken(void)
{
    CHECK_TAKE("rfc6121", "None | None | |", PS_STEP_ACTION, 0, PS_DO_ADD, "None | None | |");
    CHECK_TAKE("rfc6121", "None | None | |", PS_STEP_ACTION, 0, PS_DO_SUBSCRIBED,
               "None | None | |");
    CHECK_TAKE("rfc6121 k=2 sequential", "None | None | | subscribe", PS_STEP_ACTION, 1,
               PS_DO_SUBSCRIBE, "None | None + Pending Out | | subscribe subscribe");
    CHECK_TAKE("rfc6121 sensible actions=add", "To | None | |", PS_STEP_ACTION, 0, PS_DO_SUBSCRIBE,
               "To | None | subscribe |");
    CHECK_TAKE("rfc6121", "None | None | subscribe |", PS_STEP_LOSS, 1, PS_SUBSCRIBE,
               "None | None | |");
    CHECK_TAKE("rfc6121 k=2", "None | None | subscribe |", PS_STEP_REPEAT, 1, PS_SUBSCRIBE,
               "None | None | subscribe subscribe |");
}

static void
not_everything_can_be_taken(void)
{
    CHECK_TAKE("rfc6121", "None | None | subscribe unsubscribe |", PS_STEP_ARRIVAL, 1,
               PS_UNSUBSCRIBE, NULL);
    CHECK_TAKE("rfc6121", "None | None | subscribe |", PS_STEP_ARRIVAL, 0, PS_SUBSCRIBE, NULL);
    CHECK_TAKE("rfc6121 loss=any", "None | None | subscribe unsubscribe |", PS_STEP_LOSS, 1,
               PS_UNSUBSCRIBE, NULL);
    CHECK_TAKE("rfc6121 repeat=any", "None | None | |", PS_STEP_REPEAT, 0, PS_SUBSCRIBE, NULL);
    CHECK_TAKE("rfc6121 bounce=any", "None | None | | error", PS_STEP_BOUNCE, 0, PS_ERROR, NULL);
    CHECK_TAKE("rfc6121 availability", "None | None | |", PS_STEP_ACTION, 0, PS_DO_LOGIN, NULL);
    CHECK_TAKE("rfc6121 availability", "None | None | | | online 01 sees 00", PS_STEP_ACTION, 0,
               PS_DO_LOGOUT, NULL);
    CHECK_TAKE("rfc6121 availability", "None | None | | | online 01 sees 00", PS_STEP_ACTION, 0,
               PS_DO_ADD, NULL);
}

/* A link can hold the bound; another presence does not fit. */
static void
full_links_take_no_more(void)
{
    CHECK_TAKE("rfc6121 k=2", "None | None | subscribe subscribe |", PS_STEP_ACTION, 0,
               PS_DO_SUBSCRIBE, NULL);
    CHECK_TAKE("rfc6121 k=2 repeat=any", "None | None | subscribe subscribe |", PS_STEP_REPEAT, 1,
               PS_SUBSCRIBE, NULL);
}

/* Without availability nobody logs in or out, in a replay either. */
static void
sessions_need_availability(void)
{
    CHECK_TAKE("rfc6121", "None | None | |", PS_STEP_ACTION, 0, PS_DO_LOGIN, NULL);
    CHECK_TAKE("rfc6121", "None | None | |", PS_STEP_ACTION, 1, PS_DO_LOGOUT, NULL);
}

static void
steps_have_text(void)
{
    static const struct {
        PsStep step;
        const char *text;
        int event; /* or -1 */
    } cases[] = {
        {{PS_STEP_ACTION, 0, PS_DO_SUBSCRIBE}, "zxl1 subscribe", 0},
        {{PS_STEP_ACTION, 1, PS_DO_LOGOUT}, "zxl2 logout", 7},
        {{PS_STEP_ARRIVAL, 1, PS_SUBSCRIBE}, "zxl2 receives subscribe", 8},
        {{PS_STEP_ARRIVAL, 0, PS_ERROR}, "zxl1 receives error", 15},
        {{PS_STEP_LOSS, 0, PS_SUBSCRIBED}, "lose subscribed to zxl1", -1},
        {{PS_STEP_REPEAT, 1, PS_PROBE}, "repeat probe to zxl2", -1},
        {{PS_STEP_BOUNCE, 1, PS_SUBSCRIBE}, "bounce subscribe to zxl2", -1},
    };
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    PsWorldOptions options = options_for(profile, profile, 2);
    options.names[0] = "zxl1";
    options.names[1] = "zxl2";
    g_autoptr(PsWorld) world = make_world(&options);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        PsEvent event = 99;
        g_autofree char *text = ps_step_text(world, cases[i].step);
        CHECK_STRING(text, cases[i].text);
        CHECK(ps_step_event(cases[i].step, &event) == (cases[i].event >= 0), "%s", text);
        CHECK_NUMBER(event, cases[i].event >= 0 ? (guint)cases[i].event : 99, "%s", text);
        for (guint j = 0; j < G_N_ELEMENTS(cases); j++)
            CHECK(ps_step_equal(cases[i].step, cases[j].step) == (i == j), "%s, %s", text,
                  cases[j].text);
    }
}

const Test step_fault_tests[] = {
    {"lost presences vanish", lost_presences_vanish, FALSE},
    {"repeated presences come in front", repeated_presences_come_in_front, FALSE},
    {"bounced presences come back as errors", bounced_presences_come_back_as_errors, FALSE},
    {"spent budgets end faults", spent_budgets_end_faults, FALSE},
    {"faults hit any presence of a bag", faults_hit_any_presence_of_a_bag, FALSE},
    {"overflow is told", overflow_is_told, FALSE},
    {"transitions can be taken", transitions_can_be_taken, FALSE},
    {"arrivals are transitions", arrivals_are_transitions, FALSE},
    {"more can be taken", more_can_be_taken, FALSE},
    {"not everything can be taken", not_everything_can_be_taken, FALSE},
    {"full links take no more", full_links_take_no_more, FALSE},
    {"sessions need availability", sessions_need_availability, FALSE},
    {"steps have text", steps_have_text, FALSE},
    {0},
};
