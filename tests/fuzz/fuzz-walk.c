/* Commands to a walk: what is refused changes nothing; whatever is done, the steps up to where the
 * walk stands lead there, and its choices are the transitions out of that state. */
#include "explorer/replay.h"
#include "explorer/walk-command.h"
#include "tests/fuzz/target.h"

#include <string.h>

/* Commands of a script, and random steps of one of them, that are carried out. */
#define MAX_COMMANDS 40
#define MAX_RANDOM 50

/* A world with all that steps can be, made once. */
static const PsWorld *
world(void)
{
    static PsWorld *made;
    if (made != NULL)
        return made;
    g_autoptr(GError) error = NULL;
    PsWorldOptions options;
    ps_world_options_init(&options);
    options.profiles[0] = options.profiles[1] =
        ps_profile_load("model/profiles/rfc6121.profile", &error);
    if (error != NULL)
        g_error("%s", error->message);
    options.availability = TRUE;
    options.faults[PS_LOSS] = 2;
    options.faults[PS_BOUNCE] = PS_FAULT_ANY;
    made = ps_world_new(&options, &error);
    if (error != NULL)
        g_error("%s", error->message);
    return made;
}

static gboolean
is_reached(const PsWorld *of, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, of, state);
}

/* FALSE if there is no such state that could be meant. */
static gboolean
seek(PsWalk *walk, const char *text, const PsLimits *limits)
{
    g_autofree char *stopped = NULL;
    g_autoptr(GError) error = NULL;
    g_autoptr(PsProperties) goal = ps_walk_command_goal(walk, text, &error);
    if ((goal == NULL) != (error != NULL))
        g_error("“%s”: %s error", text, error != NULL ? "an" : "no");
    if (goal != NULL)
        ps_walk_to(walk, is_reached, ps_properties_find(goal, "goal"), limits, &stopped);
    return goal != NULL;
}

static gboolean
carry_out(PsWalk *walk, const PsWalkCommand *command, guint64 *random)
{
    const PsLimits limits = {.max_states = 200};
    g_autofree char *stopped = NULL;
    switch (command->kind) {
    case PS_WALK_CHOOSE:
        return ps_walk_take(walk, ps_walk_choice(walk, command->number)->step);
    case PS_WALK_UNDO:
        return ps_walk_go(walk, ps_walk_position(walk) - 1);
    case PS_WALK_GO:
        return ps_walk_go(walk, command->number);
    case PS_WALK_RANDOM:
        ps_walk_random(walk, MIN(command->number, MAX_RANDOM), random);
        return TRUE;
    case PS_WALK_SEEK:
        return seek(walk, command->text, &limits);
    case PS_WALK_CONTINUE: {
        g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world()));
        ps_walk_to_fall(walk, properties, &limits, &stopped);
        return TRUE;
    }
    default:
        return TRUE;
    }
}

/* What is wrong with a walk. */
static char *
walk_complaint(const PsWalk *walk)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    g_autoptr(GArray) path = ps_walk_path(walk);
    g_autoptr(PsReplay) replay = ps_replay_path(world(), path);
    PsState there = ps_replay_state(replay);
    PsState here = ps_walk_state(walk);
    PsPacked expected = ps_world_pack(world(), &there);
    PsPacked found = ps_world_pack(world(), &here);
    FUZZ_EXPECT(path->len == ps_walk_position(walk) && path->len <= ps_walk_length(walk),
                "%u steps at step %u of %u", path->len, ps_walk_position(walk),
                ps_walk_length(walk));
    FUZZ_EXPECT(ps_packed_equal(expected, found), "its steps lead elsewhere");
    guint n = ps_step_transitions(world(), &here, out, &overflow);
    FUZZ_EXPECT(n == ps_walk_n_choices(walk), "%u choices of %u transitions",
                ps_walk_n_choices(walk), n);
    for (guint i = 0; i < n; i++)
        FUZZ_EXPECT(ps_step_equal(out[i].step, ps_walk_choice(walk, i)->step),
                    "choice %u is another", i);
    return NULL;
}

static char *
try_line(PsWalk *walk, const char *line, guint64 *random, gboolean *accepted)
{
    PsWalkCommand command;
    g_autoptr(GError) error = NULL;
    guint position = ps_walk_position(walk);
    gboolean parsed = ps_walk_command_parse(walk, line, &command, &error);
    FUZZ_EXPECT(parsed == (error == NULL), "%s error", error != NULL ? "an" : "no");
    if (!parsed)
        FUZZ_EXPECT(strstr(error->message, "expected ") != NULL &&
                        strstr(error->message, "found ") != NULL,
                    "the message %s", error->message);
    if (!parsed || !carry_out(walk, &command, random)) {
        *accepted = FALSE;
        FUZZ_EXPECT(position == ps_walk_position(walk), "“%s” is refused and moves", line);
    }
    return walk_complaint(walk);
}

static char *
try_walk(const char *text, gsize length, gboolean *accepted)
{
    g_autofree char *copy = g_strndup(text, length);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", MAX_COMMANDS);
    g_autoptr(PsWalk) walk = ps_walk_new(world());
    guint64 random = 1;
    char *wrong = NULL;
    *accepted = TRUE;
    for (guint i = 0; lines[i] != NULL && wrong == NULL; i++)
        wrong = try_line(walk, g_strstrip(lines[i]), &random, accepted);
    return wrong;
}

FUZZ_TARGET(walk, try_walk)
