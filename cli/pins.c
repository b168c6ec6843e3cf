/* The plug-in for LTSmin, presub-pins.so: another front end, in which LTSmin's engines explore the
 * world. The environment variable PRESUB_PINS says which world, in the words of presub check:
 *
 *     PRESUB_PINS='rfc6121 openfire --in-flight 4' mpirun pins2lts-dist --mpi ./presub-pins.so
 *
 * A state is a vector of integers: the entries, who is online, who sees whom, what is left of the
 * budgets, then both links, a place for each presence that they can hold. There is one group of
 * transitions, which reads and writes all of it. */
#include "cli/pins.h"

#include "cli/command.h"
#include "cli/setup.h"
#include "model/step.h"

#include <stdlib.h>
#include <string.h>

char pins_plugin_name[] = "presub";

enum { AT_ENTRY = 0, AT_ONLINE = 2, AT_SEES = 3, AT_LEFT = 4, AT_LINKS = AT_LEFT + PS_N_FAULTS };

/* The world, and the properties that a single state decides; once made, only read. */
static struct {
    PsSetup *setup;
    const PsWorld *world;
    guint capacity; /* of a link */
    guint length;   /* of a vector */
    GPtrArray *properties;
} plugin;

/* ---- States and steps as integers ---- */

static void
write_vector(const PsState *state, int *vector)
{
    for (guint side = 0; side < 2; side++)
        vector[AT_ENTRY + side] = state->entry[side];
    vector[AT_ONLINE] = state->online;
    vector[AT_SEES] = state->sees;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        vector[AT_LEFT + fault] = state->left[fault];
    for (guint link = 0; link < 2; link++) {
        int *places = vector + AT_LINKS + link * plugin.capacity;
        guint length = ps_world_link_length(plugin.world, state->link[link]);
        for (guint i = 0; i < plugin.capacity; i++)
            places[i] =
                i < length ? 1 + (int)ps_world_link_peek(plugin.world, state->link[link], i) : 0;
    }
}

static PsState
read_vector(const int *vector)
{
    PsState state = {
        .link = {1, 1}, .online = (guint8)vector[AT_ONLINE], .sees = (guint8)vector[AT_SEES]};
    for (guint side = 0; side < 2; side++)
        state.entry[side] = (guint8)vector[AT_ENTRY + side];
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        state.left[fault] = (guint8)vector[AT_LEFT + fault];
    for (guint link = 0; link < 2; link++) {
        const int *places = vector + AT_LINKS + link * plugin.capacity;
        for (guint i = 0; i < plugin.capacity && places[i] != 0; i++)
            state.link[link] =
                ps_world_link_add(plugin.world, state.link[link], (PsPresence)(places[i] - 1));
    }
    return state;
}

#define N_WORDS MAX(PS_N_ACTIONS, PS_N_PRESENCES)
#define N_STEPS ((PS_STEP_BOUNCE + 1) * 2 * N_WORDS)

/* Steps are numbered by what they consist of. */
static int
number_of_step(PsStep step)
{
    return (step.kind * 2 + step.side) * N_WORDS + step.what;
}

static PsStep
step_of_number(int number)
{
    return (PsStep){(guint8)(number / N_WORDS / 2), (guint8)(number / N_WORDS % 2),
                    (guint8)(number % N_WORDS)};
}

/* ---- What LTSmin calls ---- */

static int
next_all(model_t model, int *from, TransitionCB callback, void *context)
{
    (void)model;
    PsTransition out[PS_MAX_TRANSITIONS];
    int to[AT_LINKS + 2 * 64];
    gboolean overflow = FALSE;
    PsState state = read_vector(from);
    guint n = ps_step_transitions(plugin.world, &state, out, &overflow);
    if (overflow) {
        ps_command_fail("pins", "the limit of %u presences on a link is reached", plugin.capacity);
        exit(PS_EXIT_UNFINISHED);
    }
    for (guint i = 0; i < n; i++) {
        int label = number_of_step(out[i].step);
        transition_info_t info = {&label, 0, 0};
        write_vector(&out[i].to, to);
        callback(context, &info, to, NULL);
    }
    return (int)n;
}

static int
next_of_group(model_t model, int group, int *from, TransitionCB callback, void *context)
{
    g_assert(group == 0);
    return next_all(model, from, callback, context);
}

/* 1 if the property holds in the state, or if it is a reachable one, is met there. */
static int
label_of_state(model_t model, int label, int *vector)
{
    (void)model;
    const PsProperty *property = g_ptr_array_index(plugin.properties, (guint)label);
    PsState state = read_vector(vector);
    return ps_property_kind(property) == PS_PROPERTY_REACHABLE
               ? ps_property_accepts(property, plugin.world, &state)
               : !ps_property_violated(property, plugin.world, &state);
}

/* ---- What LTSmin is told ---- */

static void
put_value(model_t model, int type, int expected, const char *text)
{
    g_autofree char *copy = g_strdup(text);
    int number = pins_chunk_put(model, type, (chunk){(uint32_t)strlen(copy), copy});
    g_assert(number == expected && "values are numbered in the order in which they are put");
}

typedef struct {
    int entries[2], number, presence, action, truth;
} Types;

static int
add_type(lts_type_t type, const char *name, data_format_t format)
{
    int number = lts_type_add_type(type, name, NULL);
    lts_type_set_format(type, number, format);
    return number;
}

static void
name_part(lts_type_t type, guint i, const char *name, int number)
{
    lts_type_set_state_name(type, (int)i, name);
    lts_type_set_state_typeno(type, (int)i, number);
}

static void
name_parts(lts_type_t type, const Types *types)
{
    static const char *const names[] = {"entry_a",   "entry_b",     "online",     "sees",
                                        "loss_left", "repeat_left", "bounce_left"};
    lts_type_set_state_length(type, (int)plugin.length);
    for (guint i = 0; i < AT_LINKS; i++)
        name_part(type, i, names[i], i < AT_ONLINE ? types->entries[i] : types->number);
    for (guint i = AT_LINKS; i < plugin.length; i++) {
        guint place = i - AT_LINKS;
        g_autofree char *name = g_strdup_printf("to_%c_%u", place < plugin.capacity ? 'b' : 'a',
                                                place % plugin.capacity);
        name_part(type, i, name, types->presence);
    }
}

static void
name_labels(lts_type_t type, const Types *types)
{
    lts_type_set_edge_label_count(type, 1);
    lts_type_set_edge_label_name(type, 0, "action");
    lts_type_set_edge_label_typeno(type, 0, types->action);
    lts_type_set_state_label_count(type, (int)plugin.properties->len);
    for (guint i = 0; i < plugin.properties->len; i++) {
        g_autofree char *name = g_strdup(ps_property_name(g_ptr_array_index(plugin.properties, i)));
        lts_type_set_state_label_name(type, (int)i, g_strdelimit(name, "-", '_'));
        lts_type_set_state_label_typeno(type, (int)i, types->truth);
    }
}

static void
put_values(model_t model, const Types *types)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(plugin.world, side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            put_value(model, types->entries[side], (int)state,
                      ps_profile_state_name(profile, state));
    }
    put_value(model, types->presence, 0, "-");
    for (guint i = 0; i < PS_N_PRESENCES; i++)
        put_value(model, types->presence, (int)i + 1, ps_presence_name((PsPresence)i));
    for (int i = 0; i < N_STEPS; i++) {
        g_autofree char *text = ps_step_text(plugin.world, step_of_number(i));
        put_value(model, types->action, i, text);
    }
}

static void
describe(model_t model)
{
    lts_type_t type = lts_type_create();
    Types types;
    types.entries[0] = add_type(type, "entry_a", LTStypeEnum);
    types.entries[1] = add_type(type, "entry_b", LTStypeEnum);
    types.number = add_type(type, "number", LTStypeDirect);
    types.presence = add_type(type, "presence", LTStypeEnum);
    types.action = add_type(type, "action", LTStypeEnum);
    types.truth = add_type(type, "truth", LTStypeBool);
    name_parts(type, &types);
    name_labels(type, &types);
    lts_type_validate(type);
    GBsetLTStype(model, type);
    put_values(model, &types);
}

/* A matrix in which all is set or nothing is; LTSmin keeps it. */
static matrix_t *
matrix_of(guint rows, gboolean set)
{
    matrix_t *matrix = g_new0(matrix_t, 1);
    dm_create(matrix, (int)rows, (int)plugin.length);
    for (guint row = 0; set && row < rows; row++)
        for (guint column = 0; column < plugin.length; column++)
            dm_set(matrix, (int)row, (int)column);
    return matrix;
}

static void
set_behaviour(model_t model)
{
    int initial[AT_LINKS + 2 * 64];
    PsState state = ps_world_initial(plugin.world);
    write_vector(&state, initial);
    GBsetInitialState(model, initial);
    GBsetNextStateLong(model, next_of_group);
    GBsetNextStateAll(model, next_all);
    GBsetStateLabelLong(model, label_of_state);
    GBsetDMInfo(model, matrix_of(1, TRUE));
    GBsetDMInfoRead(model, matrix_of(1, TRUE));
    GBsetDMInfoMayWrite(model, matrix_of(1, TRUE));
    GBsetDMInfoMustWrite(model, matrix_of(1, FALSE));
    GBsetStateLabelInfo(model, matrix_of(plugin.properties->len, TRUE));
}

/* ---- The world ---- */

/* Makes the world that a line of words describes; NULL, and a line about it, if it is none. */
static PsSetup *
read_world(const char *line)
{
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    const GOptionEntry *const entries[] = {world, properties, NULL};
    g_autofree char *words = g_strconcat("pins ", line != NULL ? line : "", NULL);
    GError *error = NULL;
    int argc = 0;
    g_auto(GStrv) argv = NULL;
    if (!g_shell_parse_argv(words, &argc, &argv, &error)) {
        ps_command_fail_error("pins", error);
        return NULL;
    }
    g_autofree char **left = g_memdup2(argv, (gsize)(argc + 1) * sizeof *argv); /* of parsing */
    if (!ps_command_parse(&argc, &left, entries, "PROFILE [PROFILE]", "", NULL))
        return NULL;
    return ps_setup_new("pins", &given, argc, left);
}

static void
find_properties(void)
{
    plugin.properties = g_ptr_array_new();
    for (guint i = 0; i < ps_properties_n(plugin.setup->properties); i++) {
        const PsProperty *property = ps_properties_get(plugin.setup->properties, i);
        if (ps_property_kind(property) <= PS_PROPERTY_REACHABLE &&
            ps_property_applies(property, plugin.world))
            g_ptr_array_add(plugin.properties, (gpointer)(gsize)property);
    }
}

void
pins_model_init(model_t model)
{
    g_clear_pointer(&plugin.properties, g_ptr_array_unref);
    g_clear_pointer(&plugin.setup, ps_setup_free);
    plugin.setup = read_world(g_getenv("PRESUB_PINS"));
    if (plugin.setup == NULL)
        exit(PS_EXIT_USAGE);
    plugin.world = plugin.setup->world;
    plugin.capacity = ps_world_link_capacity(plugin.world);
    plugin.length = AT_LINKS + 2 * plugin.capacity;
    find_properties();
    describe(model);
    set_behaviour(model);
}
