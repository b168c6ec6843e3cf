/* Tests of steps: which transitions there are, in which order, and what they do. */
#include "tests/scene.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- Order ---- */

static void
actions_come_first_then_arrivals(void)
{
    CHECK_LABELS("rfc6121 k=10",
                 "Both | To + Pending In | unsubscribe subscribe | subscribed unsubscribed",
                 "romeo subscribe\n"
                 "romeo unsubscribe\n"
                 "romeo unsubscribed\n"
                 "romeo remove\n"
                 "juliet subscribe\n"
                 "juliet unsubscribe\n"
                 "juliet subscribed\n"
                 "juliet unsubscribed\n"
                 "juliet remove\n"
                 "juliet receives unsubscribe\n"
                 "romeo receives subscribed");
}

static void
faults_follow_their_arrival(void)
{
    CHECK_LABELS("rfc6121 k=3 actions=add loss=any repeat=1 bounce=2",
                 "Both | None | unsubscribe | subscribed",
                 "juliet receives unsubscribe\n"
                 "lose unsubscribe to juliet\n"
                 "repeat unsubscribe to juliet\n"
                 "bounce unsubscribe to juliet\n"
                 "romeo receives subscribed\n"
                 "lose subscribed to romeo\n"
                 "repeat subscribed to romeo\n"
                 "bounce subscribed to romeo");
}

static void
sessions_come_last_of_a_side(void)
{
    CHECK_LABELS("rfc6121 availability", "None | None | | | online 10 sees 00",
                 "romeo subscribe\n"
                 "romeo unsubscribe\n"
                 "romeo logout\n"
                 "juliet login");
    CHECK_LABELS("openfire availability actions=subscribe,unsubscribe,remove,add,login,logout",
                 "None | Absent | | | online 01 sees 00",
                 "romeo login\n"
                 "juliet subscribe\n"
                 "juliet unsubscribe\n"
                 "juliet add\n"
                 "juliet logout");
}

static void
bags_list_each_kind_once(void)
{
    CHECK_LABELS("rfc6121 k=6 bag actions=login repeat=any",
                 "None | None | unsubscribed subscribe unsubscribed | unsubscribe unsubscribe",
                 "juliet receives subscribe\n"
                 "repeat subscribe to juliet\n"
                 "juliet receives unsubscribed\n"
                 "repeat unsubscribed to juliet\n"
                 "romeo receives unsubscribe\n"
                 "repeat unsubscribe to romeo");
}

/* ---- User actions ---- */

static void
actions_without_effect_are_none(void)
{
    CHECK_AFTER("rfc6121", "None | None | |", "romeo subscribed", NULL);
    CHECK_AFTER("rfc6121", "To | None | |", "romeo unsubscribed", NULL);
    CHECK_AFTER("rfc6121", "None + Pending In | None | |", "romeo remove", NULL);
    CHECK_AFTER("rfc6121", "None | None | |", "romeo add", NULL); /* only pushes */
    CHECK_AFTER("openfire", "Absent | Absent | |", "romeo add", "None | Absent | |");
    CHECK_AFTER("openfire", "Both | Both | |", "romeo subscribe", NULL); /* swallowed */
    CHECK_AFTER("rfc6121", "Both | Both | |", "romeo subscribe", "Both | Both | subscribe |");
}

static void
login_and_logout_always_are(void)
{
    CHECK_AFTER("rfc6121 availability", "None | None | |", "romeo logout",
                "None | None | | | online 01 sees 00");
    CHECK_AFTER("rfc6121 availability", "None | None | | | online 10 sees 00", "juliet login",
                "None | None | | | online 11 sees 00");
    CHECK_AFTER("rfc6121", "Both | Both | |", "romeo logout", NULL);
    CHECK_AFTER("rfc6121", "Both | Both | |", "romeo login", NULL);
}

static void
actions_keep_to_the_bound(void)
{
    CHECK_AFTER("rfc6121 k=1", "None | None | |", "romeo subscribe",
                "None + Pending Out | None | subscribe |");
    CHECK_AFTER("rfc6121 k=1", "None | None | | subscribe", "romeo subscribe", NULL);
    CHECK_AFTER("rfc6121 k=2", "None | None | | subscribe", "romeo subscribe",
                "None + Pending Out | None | subscribe | subscribe");
    CHECK_AFTER("rfc6121 k=2", "Both | Both | subscribe |", "romeo remove", NULL);
    CHECK_AFTER("rfc6121 k=3", "Both | Both | subscribe |", "romeo remove",
                "None | Both | subscribe unsubscribe unsubscribed |");
    /* what sends nothing needs the bound kept too */
    CHECK_AFTER("rfc6121 k=1", "None + Pending Out | None | | subscribe", "romeo remove",
                "None | None | | subscribe");
    CHECK_AFTER("rfc6121 k=1 availability",
                "None + Pending Out | None | | unsubscribed unavailable", "romeo remove", NULL);
    CHECK_AFTER("rfc6121 k=1 availability", "None | None | | unsubscribed unavailable",
                "romeo logout", NULL);
    CHECK_AFTER("rfc6121 k=1 availability", "From | To | |", "romeo logout",
                "From | To | unavailable | | online 01 sees 00");
}

/* Replies may take more in flight than the bound. */
static void
arrivals_do_not_keep_to_the_bound(void)
{
    CHECK_AFTER("rfc6121 k=1 availability", "None | From | unsubscribe |",
                "juliet receives unsubscribe",
                "None | None | | unsubscribed unavailable | online 11 sees 00");
    CHECK_AFTER("rfc6121 k=2 availability", "None | Both | unsubscribe subscribe | subscribed",
                "juliet receives unsubscribe",
                "None | To | subscribe | subscribed unsubscribed unavailable | online 11 sees 00");
}

static void
only_listed_actions_are_taken(void)
{
    CHECK_LABELS("rfc6121 actions=unsubscribe,remove", "None | To | |",
                 "romeo unsubscribe\njuliet unsubscribe\njuliet remove");
    CHECK_LABELS("rfc6121 availability actions=logout",
                 "None | To | subscribe | | online 10 sees 00",
                 "romeo logout\njuliet receives subscribe");
}

static void
sequential_users_wait(void)
{
    CHECK_LABELS("rfc6121 k=9 sequential", "None | To | subscribe |", "juliet receives subscribe");
    CHECK_LABELS("rfc6121 k=9 sequential availability loss=any", "None | To | | subscribe",
                 "romeo receives subscribe\nlose subscribe to romeo");
    CHECK_LABELS("rfc6121 k=9 sequential", "None | To | |",
                 "romeo subscribe\nromeo unsubscribe\n"
                 "juliet subscribe\njuliet unsubscribe\njuliet remove");
}

/* What romeo does in an entry if he is sensible. */
static void
check_sensible(const char *profile, const char *entry, const char *expected)
{
    g_autofree char *line = g_strdup_printf("%s k=9 sensible", profile);
    g_autoptr(Setting) setting = setting_new(line);
    const char *initial =
        ps_profile_state_name(setting->profiles[1], ps_profile_initial(setting->profiles[1]));
    PsState state = make_state(setting->world, entry, initial, "", "");
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_transitions(setting->world, &state, out, &overflow);
    g_autoptr(GString) found = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        if (out[i].step.side == 0)
            g_string_append_printf(found, "%s%s", i > 0 ? " " : "",
                                   ps_action_name((PsAction)out[i].step.what));
    CHECK(g_str_equal(found->str, expected), "%s %s: expected “%s”, found “%s”", profile, entry,
          expected, found->str);
}

static void
sensible_users_look_at_their_entry(void)
{
    check_sensible("rfc6121", "None", "subscribe");
    check_sensible("rfc6121", "None + Pending Out", "unsubscribe remove");
    check_sensible("rfc6121", "None + Pending In", "subscribe subscribed unsubscribed");
    check_sensible("rfc6121", "None + Pending Out+In",
                   "unsubscribe subscribed unsubscribed remove");
    check_sensible("rfc6121", "To", "unsubscribe remove");
    check_sensible("rfc6121", "To + Pending In", "unsubscribe subscribed unsubscribed remove");
    check_sensible("rfc6121", "From", "subscribe unsubscribed remove");
    check_sensible("rfc6121", "From + Pending Out", "unsubscribe unsubscribed remove");
    check_sensible("rfc6121", "Both", "unsubscribe unsubscribed remove");
    check_sensible("rfc6121", "None + Approved", "subscribe unsubscribed remove");
    check_sensible("openfire", "Absent", "subscribe add");
    check_sensible("openfire", "None", "subscribe remove");
    check_sensible("openfire", "None + Unask", "subscribe remove");
}

static void
sensible_users_log_in_and_out(void)
{
    CHECK_LABELS("rfc6121 sensible availability", "None | From | | | online 10 sees 00",
                 "romeo subscribe\nromeo logout\njuliet login");
}

/* ---- Arrivals ---- */

static void
arrivals_take_the_head(void)
{
    CHECK_AFTER("rfc6121", "None + Pending Out | None | subscribe unsubscribe |",
                "juliet receives subscribe",
                "None + Pending Out | None + Pending In | unsubscribe |");
    CHECK_AFTER("rfc6121", "None | None | subscribe unsubscribe |", "juliet receives unsubscribe",
                NULL);
    CHECK_AFTER("rfc6121 bag", "None | None | subscribe unsubscribe |",
                "juliet receives unsubscribe", "None | None | subscribe |");
}

/* Replies join the end of the receiver's own link, in the order of the row. */
static void
replies_join_the_end(void)
{
    CHECK_AFTER("rfc6121", "None | From | subscribe | unsubscribe", "juliet receives subscribe",
                "None | From | | unsubscribe subscribed");
    CHECK_AFTER("rfc6121 availability", "Both | None | probe | unsubscribe",
                "romeo receives unsubscribe",
                "To | None | probe unsubscribed unavailable | | online 11 sees 00");
}

/* An error fires its row, which in most profiles does nothing. */
static void
errors_arrive(void)
{
    CHECK_AFTER("rfc6121 bounce=any", "To | None | | error", "romeo receives error",
                "To | None | |");
}

static void
events_become_steps(void)
{
    PsEvent found = PS_N_EVENTS;
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        PsStep step = ps_step_of_event(1, event);
        CHECK(ps_step_event(step, &found) && found == event, "%s", ps_event_name(event));
        CHECK_NUMBER(step.side, 1, "%s", ps_event_name(event));
    }
}

const Test step_tests[] = {
    {"events become steps", events_become_steps, FALSE},
    {"actions come first, then arrivals", actions_come_first_then_arrivals, FALSE},
    {"faults follow their arrival", faults_follow_their_arrival, FALSE},
    {"sessions come last of a side", sessions_come_last_of_a_side, FALSE},
    {"bags list each kind once", bags_list_each_kind_once, FALSE},
    {"actions without effect are none", actions_without_effect_are_none, FALSE},
    {"login and logout always are", login_and_logout_always_are, FALSE},
    {"actions keep to the bound", actions_keep_to_the_bound, FALSE},
    {"arrivals do not keep to the bound", arrivals_do_not_keep_to_the_bound, FALSE},
    {"only listed actions are taken", only_listed_actions_are_taken, FALSE},
    {"sequential users wait", sequential_users_wait, FALSE},
    {"sensible users look at their entry", sensible_users_look_at_their_entry, FALSE},
    {"sensible users log in and out", sensible_users_log_in_and_out, FALSE},
    {"arrivals take the head", arrivals_take_the_head, FALSE},
    {"replies join the end", replies_join_the_end, FALSE},
    {"errors arrive", errors_arrive, FALSE},
    {0},
};
