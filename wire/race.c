/* A race: one step after the other, and a look at both sides after each. */
#include "wire/race.h"

#include "wire/roster.h"
#include "wire/table.h"

struct _PsRace {
    GPtrArray *steps; /* of PsRaceStep */
    GString *log;
    char *servers[2];
};

typedef struct {
    PsRace *race;
    const PsReplay *replay;
    const PsWorld *world;
    PsHub *hub;
    PsRoom *room;
    PsProxy *proxy;
    const PsRacer *racers;
    PsSpeaker *users[2]; /* sessions; NULL while offline */
} Run;

static void
free_step(gpointer data)
{
    PsRaceStep *step = data;
    g_free(step->step);
    g_free(step->entries[0]);
    g_free(step->entries[1]);
    g_ptr_array_unref(step->differences);
    g_free(step);
}

static PsRaceStep *
add_step(Run *run, char *text)
{
    PsRaceStep *step = g_new0(PsRaceStep, 1);
    step->step = text;
    step->differences = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(run->race->steps, step);
    g_string_append_printf(run->race->log, "# %s\n", text);
    return step;
}

/* The transcript goes to the log; as a comment if it is no part of the run. */
static void
keep_log(Run *run, gboolean as_comment)
{
    g_autofree char *text = ps_room_log(run->room);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
        g_string_append_printf(run->race->log, "%s%s\n", as_comment ? "# " : "", lines[i]);
    ps_room_clear(run->room);
}

static void G_GNUC_PRINTF(2, 3) differ(PsRaceStep *step, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_ptr_array_add(step->differences, g_strdup_vprintf(format, args));
    va_end(args);
}

static PsSpeaker *
log_in(Run *run, guint side, const char *resource, GError **error)
{
    PsLoginData who = run->racers[side].user;
    who.resource = resource;
    return ps_room_login(run->room, ps_world_name(run->world, side), &who, error);
}

static gboolean
enter(Run *run, guint side, GError **error)
{
    run->users[side] = log_in(run, side, "presub", error);
    return run->users[side] != NULL && ps_roster_enter(run->users[side], run->room, error);
}

static gboolean
act(Run *run, guint side, PsAction action, GError **error)
{
    if (action == PS_DO_LOGIN)
        return enter(run, side, error);
    if (action == PS_DO_LOGOUT)
        return ps_roster_leave(g_steal_pointer(&run->users[side]), run->room, error);
    return ps_roster_act(run->users[side], run->racers[1 - side].user.user, action, error);
}

/* The place of the first such presence on the way to a side; FALSE if there is none. */
static gboolean
find_held(const Run *run, PsStep step, guint *place)
{
    guint n = ps_proxy_n_held(run->proxy, step.side);
    for (*place = 0; *place < n; ++*place)
        if (ps_proxy_held(run->proxy, step.side, *place) == step.what)
            return TRUE;
    return FALSE;
}

/* What happens to a presence that is on its way. *goes_on becomes FALSE, and step says so, if there
 * is none. FALSE and error if it cannot happen any more. */
static gboolean
force(Run *run, PsStep forced, PsRaceStep *step, gboolean *goes_on, GError **error)
{
    guint place = 0;
    if (!find_held(run, forced, &place)) {
        differ(step, "expected %s on the way to %s, found none",
               ps_presence_name((PsPresence)forced.what), ps_world_name(run->world, forced.side));
        *goes_on = FALSE;
        return TRUE;
    }
    if (forced.kind == PS_STEP_ARRIVAL)
        return ps_proxy_release(run->proxy, forced.side, place, error);
    if (forced.kind == PS_STEP_LOSS)
        ps_proxy_drop(run->proxy, forced.side, place);
    else if (forced.kind == PS_STEP_REPEAT)
        ps_proxy_repeat(run->proxy, forced.side, place);
    else if (!ps_proxy_bounce(run->proxy, forced.side, place)) {
        differ(step, "expected a way back to %s, found none",
               ps_world_name(run->world, 1 - forced.side));
        *goes_on = FALSE;
    }
    return TRUE;
}

/* The presences that are counted, as text in the order of their numbers or of their places. */
static void
append_count(GString *text, const guint counts[PS_N_PRESENCES])
{
    for (guint presence = 0; presence < PS_N_PRESENCES; presence++)
        for (guint i = 0; i < counts[presence]; i++)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   ps_presence_name((PsPresence)presence));
}

/* What is on the way to a side, in the model or at the proxy. Free it. */
static char *
on_the_way(const Run *run, guint side, const PsState *state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint64 link = state != NULL ? state->link[1 - side] : 1;
    guint n =
        state != NULL ? ps_world_link_length(run->world, link) : ps_proxy_n_held(run->proxy, side);
    guint counts[PS_N_PRESENCES] = {0};
    for (guint i = 0; i < n; i++) {
        PsPresence presence = state != NULL ? ps_world_link_peek(run->world, link, i)
                                            : ps_proxy_held(run->proxy, side, i);
        counts[presence]++;
        if (!ps_world_options(run->world)->any_order)
            g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", ps_presence_name(presence));
    }
    if (ps_world_options(run->world)->any_order)
        append_count(text, counts);
    return g_strdup(text->len > 0 ? text->str : "nothing");
}

static void
compare_links(const Run *run, const PsState *state, PsRaceStep *step)
{
    for (guint side = 0; side < 2; side++) {
        g_autofree char *expected = on_the_way(run, side, state);
        g_autofree char *found = on_the_way(run, side, NULL);
        if (!g_str_equal(expected, found))
            differ(step, "expected %s on the way to %s, found %s", expected,
                   ps_world_name(run->world, side), found);
    }
}

/* Notes what was found of an entry, `hidden` of whose attributes could not be seen, and whether it
 * is what the model says. */
static void
compare_entry(const Run *run, const PsState *state, guint side, PsAttributes found,
              PsAttributes hidden, PsRaceStep *step)
{
    const PsProfile *profile = ps_world_profile(run->world, side);
    guint entry = state->entry[side];
    PsAttributes attributes = ps_profile_attributes(profile, entry);
    step->entries[side] = ps_table_describe(found);
    found |= attributes & hidden;
    if (ps_table_matches(profile, entry, found))
        return;
    g_autofree char *name = ps_table_describe(found);
    differ(step, "expected %s's entry to be %s, found %s", ps_world_name(run->world, side),
           ps_profile_state_name(profile, entry), name);
}

/* Looks at both rosters. */
static gboolean
look(Run *run, const PsState *state, PsRaceStep *step, GError **error)
{
    for (guint side = 0; side < 2; side++) {
        if (run->users[side] == NULL) {
            step->entries[side] = g_strdup("-");
            continue;
        }
        const PsElement *roster = ps_roster_ask(run->users[side], error);
        if (roster == NULL)
            return FALSE;
        const char *contact = run->racers[1 - side].user.user;
        compare_entry(run, state, side, ps_roster_attributes(ps_roster_item(roster, contact)),
                      PS_PENDING | PS_APPROVED, step);
    }
    return TRUE;
}

/* Takes a step; *goes_on becomes FALSE if it cannot be taken. */
static gboolean
take(Run *run, const PsReplayStep *taken, gboolean *goes_on, GError **error)
{
    PsRaceStep *step = add_step(run, ps_step_text(run->world, taken->step));
    gboolean is_action = taken->step.kind == PS_STEP_ACTION;
    *goes_on = TRUE;
    if (is_action ? !act(run, taken->step.side, (PsAction)taken->step.what, error)
                  : !force(run, taken->step, step, goes_on, error))
        return FALSE;
    if (!ps_room_settle(run->room, error))
        return FALSE;
    compare_links(run, &taken->after, step);
    if (!look(run, &taken->after, step, error))
        return FALSE;
    keep_log(run, FALSE);
    return TRUE;
}

/* Another session of a user logs in, with what that sends held back, and sees what is in the roster
 * and whether there is a request. */
static gboolean
look_closely(Run *run, guint side, PsAttributes *found, GError **error)
{
    const char *contact = run->racers[1 - side].user.user;
    PsSpeaker *session = log_in(run, side, "presub-look", error);
    const PsElement *roster = session != NULL ? ps_roster_ask(session, error) : NULL;
    if (roster == NULL)
        return FALSE;
    *found = ps_roster_attributes(ps_roster_item(roster, contact));
    if (!ps_roster_enter(session, run->room, error))
        return FALSE;
    if (ps_presence_has_come(run->room, session, contact, PS_SUBSCRIBE))
        *found |= PS_PENDING;
    return TRUE;
}

static gboolean
finish(Run *run, GError **error)
{
    PsState state = ps_replay_state(run->replay);
    PsRaceStep *step = add_step(run, g_strdup("the end"));
    /* A login sends presence and probes as well, which must change nothing now. */
    const char *const jids[2] = {run->racers[0].user.user, run->racers[1].user.user};
    ps_proxy_hold(run->proxy, run->room, jids, TRUE);
    for (guint side = 0; side < 2; side++) {
        PsAttributes found = PS_NONE;
        if (!look_closely(run, side, &found, error))
            return FALSE;
        compare_entry(run, &state, side, found, PS_APPROVED, step);
    }
    keep_log(run, TRUE);
    return TRUE;
}

/* A third user at each server, who never leaves: while a user is offline, somebody has to find out
 * when its server has done all that was to be done. */
static gboolean
post_watchers(Run *run, GError **error)
{
    for (guint side = 0; side < 2; side++) {
        g_autofree char *jid = g_strconcat("watcher-", run->racers[side].user.user, NULL);
        PsLoginData who = run->racers[side].user;
        who.user = jid;
        who.resource = "presub";
        if (!ps_client_register(run->hub, &who, error) ||
            ps_room_login(run->room, "watcher", &who, error) == NULL)
            return FALSE;
    }
    return TRUE;
}

/* Both users log in, and each sends the other's server something, so that the servers are connected
 * before anything is held. */
static gboolean
begin(Run *run, GError **error)
{
    const char *const jids[2] = {run->racers[0].user.user, run->racers[1].user.user};
    for (guint side = 0; side < 2; side++)
        if (run->racers[side].registration &&
            !ps_client_register(run->hub, &run->racers[side].user, error))
            return FALSE;
    g_string_append_printf(run->race->log, "# %s is %s, %s is %s\n", ps_world_name(run->world, 0),
                           jids[0], ps_world_name(run->world, 1), jids[1]);
    if (ps_world_options(run->world)->availability && !post_watchers(run, error))
        return FALSE;
    for (guint side = 0; side < 2; side++) {
        if (!enter(run, side, error))
            return FALSE;
        run->race->servers[side] = ps_server_version(run->users[side], error);
        if (run->race->servers[side] == NULL)
            return FALSE;
    }
    if (!ps_room_settle(run->room, error))
        return FALSE;
    keep_log(run, FALSE);
    ps_proxy_hold(run->proxy, run->room, jids, ps_world_options(run->world)->availability);
    return TRUE;
}

static gboolean
run_all(Run *run, GError **error)
{
    gboolean goes_on = TRUE;
    if (!begin(run, error))
        return FALSE;
    for (guint i = 0; i < ps_replay_n_steps(run->replay) && goes_on; i++)
        if (!take(run, ps_replay_step(run->replay, i), &goes_on, error))
            return FALSE;
    return !goes_on || finish(run, error);
}

gboolean
ps_race_run(PsHub *hub, PsProxy *proxy, const PsRacer racers[2], const PsReplay *replay,
            PsRace **result, GError **error)
{
    static const char *const nobody[2] = {NULL, NULL};
    PsRace *race = *result = g_new0(PsRace, 1);
    g_autoptr(PsRoom) room = ps_room_new(hub);
    Run run = {.race = race,
               .replay = replay,
               .world = ps_replay_world(replay),
               .hub = hub,
               .room = room,
               .proxy = proxy,
               .racers = racers};
    race->steps = g_ptr_array_new_with_free_func(free_step);
    race->log = g_string_new(NULL);
    gboolean ran = run_all(&run, error);
    ps_proxy_hold(proxy, NULL, nobody, FALSE);
    if (ran)
        return TRUE;
    keep_log(&run, FALSE);
    const PsRaceStep *last = race->steps->len > 0 ? ps_race_step(race, race->steps->len - 1) : NULL;
    g_prefix_error(error, "at “%s”: ", last != NULL ? last->step : "the beginning");
    return FALSE;
}

void
ps_race_free(PsRace *race)
{
    if (race == NULL)
        return;
    g_ptr_array_unref(race->steps);
    g_string_free(race->log, TRUE);
    g_free(race->servers[0]);
    g_free(race->servers[1]);
    g_free(race);
}

guint
ps_race_n_steps(const PsRace *race)
{
    return race->steps->len;
}

const PsRaceStep *
ps_race_step(const PsRace *race, guint i)
{
    return g_ptr_array_index(race->steps, i);
}

gboolean
ps_race_happened(const PsRace *race)
{
    for (guint i = 0; i < race->steps->len; i++)
        if (ps_race_step(race, i)->differences->len > 0)
            return FALSE;
    return TRUE;
}

const char *
ps_race_server(const PsRace *race, guint side)
{
    return race->servers[side];
}

const char *
ps_race_log(const PsRace *race)
{
    return race->log->str;
}
