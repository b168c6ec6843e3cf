/* Profiles: what is refused is refused with errors that name the file; what is accepted can be
 * verified, and worlds can be made of it in which steps lead from one whole state to another. */
#include "model/step.h"
#include "tests/fuzz/target.h"

#define FILE_NAME "fuzz.profile"
#define STEPS 200

static char *
state_complaint(const PsWorld *world, const PsState *state)
{
    PsPacked packed = ps_world_pack(world, state);
    PsState again = ps_world_unpack(world, packed);
    for (guint side = 0; side < 2; side++) {
        FUZZ_EXPECT(state->entry[side] < ps_profile_n_states(ps_world_profile(world, side)),
                    "an entry in no state");
        FUZZ_EXPECT(ps_world_link_length(world, state->link[side]) <= ps_world_link_capacity(world),
                    "a link with more than it can hold");
        FUZZ_EXPECT(again.entry[side] == state->entry[side] &&
                        again.link[side] == state->link[side],
                    "another state comes out of a packed one");
    }
    return NULL;
}

/* Takes steps through a world of the profile, each time another of those that there are. */
static char *
world_complaint(const PsProfile *profile, gboolean availability)
{
    PsWorldOptions options;
    g_autoptr(GError) error = NULL;
    ps_world_options_init(&options);
    options.profiles[0] = options.profiles[1] = profile;
    options.in_flight = 1;
    options.availability = availability;
    g_autoptr(PsWorld) world = ps_world_new(&options, &error);
    FUZZ_EXPECT(world != NULL, "no world: %s", error->message);
    PsState state = ps_world_initial(world);
    for (guint i = 0; i < STEPS; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        char *wrong = state_complaint(world, &state);
        if (wrong != NULL)
            return wrong;
        guint n = ps_step_transitions(world, &state, out, &overflow);
        if (n == 0)
            return NULL;
        state = out[i % n].to;
    }
    return NULL;
}

static char *
rows_complaint(const PsProfile *profile)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            const PsRow *row = ps_profile_row(profile, event, state);
            FUZZ_EXPECT(row->state < ps_profile_n_states(profile), "a row that leads nowhere");
            FUZZ_EXPECT(row->n_effects <= PS_MAX_EFFECTS, "a row with %u effects", row->n_effects);
        }
    }
    return NULL;
}

/* A profile with its options as they are now. */
static char *
profile_complaint(const PsProfile *profile)
{
    guint64 reachable = ps_profile_reachable(profile);
    guint64 ever = ps_profile_reachable_ever(profile);
    FUZZ_EXPECT((reachable & ~ever) == 0, "a state that is reachable and never is");
    FUZZ_EXPECT(reachable >> ps_profile_initial(profile) & 1, "an initial state out of reach");
    char *wrong = rows_complaint(profile);
    if (wrong == NULL)
        wrong = world_complaint(profile, FALSE);
    return wrong != NULL ? wrong : world_complaint(profile, TRUE);
}

static char *
use_profile(PsProfile *profile)
{
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
    ps_profile_verify(profile, findings);
    FUZZ_EXPECT(ps_profile_n_states(profile) > 0 && ps_profile_n_states(profile) <= PS_MAX_STATES,
                "%u states", ps_profile_n_states(profile));
    for (guint i = 0; i <= ps_profile_n_options(profile); i++) {
        char *wrong = profile_complaint(profile);
        if (wrong != NULL)
            return wrong;
        if (i < ps_profile_n_options(profile)) {
            const PsOption *option = ps_profile_option(profile, i);
            FUZZ_EXPECT(ps_profile_set_option(profile, option->name, !option->on, NULL),
                        "an option that cannot be switched");
        }
    }
    return NULL;
}

static char *
try_profile(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(PsProfile) profile = ps_profile_parse(text, length, FILE_NAME, errors);
    *accepted = profile != NULL;
    FUZZ_EXPECT((profile == NULL) == (errors->len > 0), "%u errors and %s profile", errors->len,
                profile != NULL ? "a" : "no");
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        char *wrong = fuzz_message_complaint(error->message, FILE_NAME);
        if (wrong != NULL)
            return wrong;
        FUZZ_EXPECT(error->domain == PS_PROFILE_ERROR, "an error of another domain");
    }
    return profile != NULL ? use_profile(profile) : NULL;
}

FUZZ_TARGET(profile, try_profile)
