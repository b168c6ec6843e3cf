/* Tests of walks: steps that somebody chooses, and ways that are searched. */
#include "explorer/simulate.h"
#include "explorer/verdicts.h"
#include "explorer/walk-command.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* A world of rfc6121, and a walk in it. */
typedef struct {
    PsProfile *profile;
    PsWorld *world;
    PsProperties *properties;
    PsWalk *walk;
} Place;

static void
place_clear(Place *place)
{
    ps_walk_free(place->walk);
    ps_properties_free(place->properties);
    ps_world_free(place->world);
    ps_profile_free(place->profile);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static Place
place_with(guint in_flight)
{
    Place place = {.profile = load_profile("rfc6121")};
    PsWorldOptions options = options_for(place.profile, place.profile, in_flight);
    place.world = make_world(&options);
    place.properties = ps_properties_new(ps_world_options(place.world));
    place.walk = ps_walk_new(place.world);
    return place;
}

/* Carries out a command that must be a choice. */
static void
choose(PsWalk *walk, const char *words)
{
    PsWalkCommand command;
    gboolean parsed = ps_walk_command_parse(walk, words, &command, NULL);
    REQUIRE(parsed && command.kind == PS_WALK_CHOOSE, "%s is no choice", words);
    ps_walk_take(walk, ps_walk_choice(walk, command.number)->step);
}

static void
check_path(const PsWalk *walk, const char *expected)
{
    g_autoptr(GArray) path = ps_walk_path(walk);
    g_autofree char *text = path_text(ps_walk_world(walk), path);
    CHECK_STRING(text, expected);
}

static void
steps_are_taken_and_taken_back(void)
{
    g_auto(Place) place = place_with(2);
    PsState initial = ps_walk_state(place.walk);
    CHECK_NUMBER(ps_walk_n_choices(place.walk), 4, "choices at the beginning");
    choose(place.walk, "1");
    choose(place.walk, "juliet receives subscribe");
    check_path(place.walk, "romeo subscribe\njuliet receives subscribe");
    CHECK(ps_walk_go(place.walk, 0), "back to the beginning");
    PsState again = ps_walk_state(place.walk);
    CHECK(memcmp(&initial, &again, sizeof again) == 0, "another beginning");
    CHECK_NUMBER(ps_walk_n_choices(place.walk), 4, "choices there");
    CHECK_NUMBER(ps_walk_length(place.walk), 2, "steps that lie ahead");
    CHECK(!ps_walk_go(place.walk, 3), "it knows no third step");
    CHECK_NUMBER(ps_walk_position(place.walk), 0, "it goes nowhere then");
    CHECK(ps_walk_go(place.walk, 2), "forth again");
    check_path(place.walk, "romeo subscribe\njuliet receives subscribe");
}

/* What lies ahead stays as long as the same steps are taken. */
static void
another_step_forgets_what_lay_ahead(void)
{
    g_auto(Place) place = place_with(2);
    choose(place.walk, "romeo subscribe");
    choose(place.walk, "juliet receives subscribe");
    ps_walk_go(place.walk, 0);
    choose(place.walk, "romeo subscribe");
    CHECK_NUMBER(ps_walk_length(place.walk), 2, "the same step");
    choose(place.walk, "romeo unsubscribe");
    CHECK_NUMBER(ps_walk_length(place.walk), 2, "another one in its place");
    ps_walk_go(place.walk, 0);
    choose(place.walk, "juliet subscribe");
    CHECK_NUMBER(ps_walk_length(place.walk), 1, "another one at the beginning");
    check_path(place.walk, "juliet subscribe");
}

/* The choices are the transitions, and a step that is none is not taken. */
static void
choices_are_transitions(void)
{
    g_auto(Place) place = place_with(1);
    choose(place.walk, "romeo subscribe");
    g_autofree char *labels = NULL;
    PsState state = ps_walk_state(place.walk);
    g_autoptr(GArray) steps = g_array_new(FALSE, FALSE, sizeof(PsStep));
    for (guint i = 0; i < ps_walk_n_choices(place.walk); i++)
        g_array_append_val(steps, ps_walk_choice(place.walk, i)->step);
    g_autofree char *choices = path_text(place.world, steps);
    labels = labels_text(place.world, &state);
    CHECK_STRING(choices, labels);
    CHECK(!ps_walk_take(place.walk, (PsStep){PS_STEP_ARRIVAL, 0, PS_SUBSCRIBE}), "none arrives");
    CHECK_NUMBER(ps_walk_position(place.walk), 1, "position");
}

static void
random_steps_are_those_of_a_simulation(void)
{
    g_auto(Place) place = place_with(3);
    guint64 random = 7;
    CHECK_NUMBER(ps_walk_random(place.walk, 12, &random), 12, "steps");
    CHECK_NUMBER(ps_walk_random(place.walk, 8, &random), 8, "more steps");
    g_autoptr(GArray) simulated = ps_simulate(place.world, 20, 7);
    g_autofree char *expected = path_text(place.world, simulated);
    check_path(place.walk, expected);
}

/* From the beginning, what falls first falls as soon as the shortest counterexample says. */
static void
the_way_to_a_fall_is_a_shortest_one(void)
{
    g_auto(Place) place = place_with(3);
    g_autoptr(PsSearch) search = ps_search_new(place.world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, place.properties);
    char *stopped = NULL;
    guint first = ps_verdicts_find(verdicts, "no-orphan")->path->len;
    guint second = ps_verdicts_find(verdicts, "no-leak")->path->len;
    REQUIRE(first < second, "no-orphan falls after %u steps, no-leak after %u", first, second);
    PsWalkResult result = ps_walk_to_fall(place.walk, place.properties, NULL, &stopped);
    PsState state = ps_walk_state(place.walk);
    CHECK(result == PS_WALK_FOUND && stopped == NULL, "nothing falls");
    CHECK_NUMBER(ps_walk_position(place.walk), first, "steps to the first fall");
    CHECK(ps_property_violated(ps_properties_find(place.properties, "no-orphan"), place.world,
                               &state),
          "no-orphan does not fall there");
}

/* What is violated already is not what falls next; nor is what no single state violates. */
static void
what_is_violated_already_does_not_count(void)
{
    g_auto(Place) place = place_with(3);
    static const char *const orphan[] = {"no-orphan", "recoverable", "no-reply-storm", NULL};
    char *stopped = NULL;
    PsWalkResult first = ps_walk_to_fall(place.walk, place.properties, NULL, &stopped);
    PsWalkResult next = ps_walk_to_fall(place.walk, place.properties, NULL, &stopped);
    PsState state = ps_walk_state(place.walk);
    CHECK(first == PS_WALK_FOUND && next == PS_WALK_FOUND, "only one falls");
    CHECK(
        ps_property_violated(ps_properties_find(place.properties, "no-leak"), place.world, &state),
        "expected no-leak to fall next");
    ps_properties_keep(place.properties, orphan, NULL);
    ps_walk_go(place.walk, 3);
    guint position = ps_walk_position(place.walk);
    PsWalkResult none = ps_walk_to_fall(place.walk, place.properties, NULL, &stopped);
    CHECK(none == PS_WALK_NONE && stopped == NULL, "something falls");
    CHECK_NUMBER(ps_walk_position(place.walk), position, "it stays where it is");
}

static gboolean
never(const PsWorld *world, const PsState *state, gconstpointer data)
{
    (void)world, (void)state, (void)data;
    return FALSE;
}

static gboolean
always(const PsWorld *world, const PsState *state, gconstpointer data)
{
    return !never(world, state, data);
}

static void
a_limit_leaves_it_open(void)
{
    g_auto(Place) place = place_with(3);
    PsLimits limits = {.max_states = 10};
    g_autofree char *stopped = NULL;
    char *none = NULL;
    PsWalkResult result = ps_walk_to(place.walk, never, NULL, &limits, &stopped);
    CHECK(result == PS_WALK_UNKNOWN, "known");
    CHECK_STRING(stopped, "the limit of 10 states");
    CHECK_NUMBER(ps_walk_length(place.walk), 0, "it stays where it is");
    CHECK(ps_walk_to(place.walk, never, NULL, NULL, &none) == PS_WALK_NONE, "no such state");
    CHECK(ps_walk_to(place.walk, always, NULL, NULL, &none) == PS_WALK_FOUND, "this one is such");
    CHECK_NUMBER(ps_walk_length(place.walk), 0, "no step leads here");
}

static void
commands_are_read(void)
{
    static const struct {
        const char *line;
        PsWalkCommandKind kind;
        guint number;
        const char *text;
    } right[] = {
        {"", PS_WALK_NOTHING, 0, NULL},
        {"# u", PS_WALK_NOTHING, 0, NULL},
        {"2", PS_WALK_CHOOSE, 1, NULL},
        {"romeo subscribe", PS_WALK_CHOOSE, 0, NULL},
        {"u", PS_WALK_UNDO, 1, ""},
        {"undo", PS_WALK_UNDO, 1, ""},
        {"g 1", PS_WALK_GO, 1, "1"},
        {"go 0", PS_WALK_GO, 0, "0"},
        {"g \t romeo.to", PS_WALK_SEEK, 1, "romeo.to"},
        {"c", PS_WALK_CONTINUE, 1, ""},
        {"r", PS_WALK_RANDOM, 1, ""},
        {"r 30", PS_WALK_RANDOM, 30, "30"},
        {"s a file", PS_WALK_SAVE, 1, "a file"},
        {"p", PS_WALK_PRINT, 1, ""},
        {"?", PS_WALK_HELP, 1, ""},
        {"q", PS_WALK_QUIT, 1, ""},
    };
    g_auto(Place) place = place_with(2);
    choose(place.walk, "romeo subscribe");
    for (guint i = 0; i < G_N_ELEMENTS(right); i++) {
        PsWalkCommand command;
        gboolean parsed = ps_walk_command_parse(place.walk, right[i].line, &command, NULL);
        REQUIRE(parsed, "%s is refused", right[i].line);
        CHECK_NUMBER(command.kind, right[i].kind, "%s", right[i].line);
        CHECK_NUMBER(command.number, right[i].number, "%s", right[i].line);
        CHECK_STRING(command.text, right[i].text);
    }
}

static void
wrong_commands_are_refused(void)
{
    static const struct {
        const char *line, *part;
    } wrong[] = {
        {"0", "expected a choice from 1 to 4, found “0”"},
        {"5", "expected a choice from 1 to 4, found “5”"},
        {"romeo receives subscribe", "expected a choice from 1 to 4, u, g, c, r, p, s, ? or q"},
        {"u", "expected a step to take back, found none"},
        {"undo 1", "expected nothing after undo, found “1”"},
        {"g", "expected a step or an expression after g, found nothing"},
        {"g 1", "expected a step from 0 to 0, found “1”"},
        {"r 0", "expected a number of steps from 1 to 10000, found “0”"},
        {"r x", "found “x”"},
        {"s", "expected a file after s, found nothing"},
        {"contiune", "did you mean continue?"},
    };
    g_auto(Place) place = place_with(2);
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        PsWalkCommand command;
        g_autoptr(GError) error = NULL;
        gboolean parsed = ps_walk_command_parse(place.walk, wrong[i].line, &command, &error);
        REQUIRE(!parsed && error->domain == PS_WALK_ERROR, "%s is accepted", wrong[i].line);
        CHECK_CONTAINS(error->message, wrong[i].part);
    }
}

/* A user may be called as a command is. */
static void
a_step_goes_before_a_command(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    PsWorldOptions options = options_for(profile, profile, 1);
    options.names[0] = "s";
    g_autoptr(PsWorld) world = make_world(&options);
    g_autoptr(PsWalk) walk = ps_walk_new(world);
    choose(walk, "s subscribe");
    check_path(walk, "s subscribe");
}

const Test walk_tests[] = {
    {"steps are taken and taken back", steps_are_taken_and_taken_back, FALSE},
    {"another step forgets what lay ahead", another_step_forgets_what_lay_ahead, FALSE},
    {"choices are transitions", choices_are_transitions, FALSE},
    {"random steps are those of a simulation", random_steps_are_those_of_a_simulation, FALSE},
    {"the way to a fall is a shortest one", the_way_to_a_fall_is_a_shortest_one, FALSE},
    {"what is violated already does not count", what_is_violated_already_does_not_count, FALSE},
    {"a limit leaves it open", a_limit_leaves_it_open, FALSE},
    {"commands are read", commands_are_read, FALSE},
    {"wrong commands are refused", wrong_commands_are_refused, FALSE},
    {"a step goes before a command", a_step_goes_before_a_command, FALSE},
    {0},
};
