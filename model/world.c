/* The world: its options, and rows made into moves. The layout is in world-layout.c. */
#include "model/visible.h"
#include "model/world-private.h"

#include <string.h>

G_DEFINE_QUARK(ps_world_error, ps_world_error)

const char *
ps_fault_name(PsFault fault)
{
    static const char *const names[PS_N_FAULTS] = {"loss", "repeat", "bounce"};
    g_assert((guint)fault < PS_N_FAULTS);
    return names[fault];
}

void
ps_world_options_init(PsWorldOptions *options)
{
    *options = (PsWorldOptions){
        .names = {"romeo", "juliet"},
        .in_flight = 3,
        .users = PS_USERS_FREE,
        .actions = PS_ALL_ACTIONS,
    };
}

static gboolean
is_sensible(PsEvent action, PsAttributes attributes)
{
    switch (action) {
    case PS_DO_SUBSCRIBE:
        return !(attributes & (PS_TO | PS_ASK));
    case PS_DO_UNSUBSCRIBE:
        return attributes & (PS_TO | PS_ASK);
    case PS_DO_SUBSCRIBED:
        return attributes & PS_PENDING;
    case PS_DO_UNSUBSCRIBED:
        return attributes & (PS_PENDING | PS_FROM | PS_APPROVED);
    case PS_DO_REMOVE:
        return !(attributes & PS_UNLISTED);
    case PS_DO_ADD:
        return attributes & PS_UNLISTED;
    default:
        return TRUE;
    }
}

static gboolean
is_allowed(const PsWorld *world, PsEvent action, PsAttributes attributes)
{
    return ps_world_has_action(world, (PsAction)action) &&
           (world->options.users == PS_USERS_FREE || is_sensible(action, attributes));
}

static PsMove
make_move(const PsWorld *world, const PsProfile *profile, PsEvent event, guint state)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    PsAttributes before = ps_profile_attributes(profile, state);
    PsAttributes after = ps_profile_attributes(profile, row->state);
    PsMove move = {.entry = row->state, .ends_to = (before & PS_TO) && !(after & PS_TO)};
    if (!ps_event_is_arrival(event))
        move.allowed = is_allowed(world, event, before) ? 1 : 0;
    for (guint i = 0; i < row->n_effects; i++) {
        PsPresence presence = row->effects[i].presence;
        if (row->effects[i].kind == PS_ROUTE)
            presence = (PsPresence)event;
        else if (row->effects[i].kind != PS_SEND || !ps_world_has_presence(world, presence))
            continue;
        move.sends[move.n_sends++] = (guint8)presence;
    }
    return move;
}

static void
make_moves(PsWorld *world)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = world->options.profiles[side];
        for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
            if (ps_event_is_arrival(event) &&
                !ps_world_has_presence(world, (PsPresence)(event - PS_N_ACTIONS)))
                continue; /* never fires */
            for (guint state = 0; state < ps_profile_n_states(profile); state++)
                world->moves[side][event][state] = make_move(world, profile, event, state);
        }
    }
}

static gboolean
check_bounds(const PsWorldOptions *options, GError **error)
{
    if (options->in_flight < 1 || options->in_flight > PS_MAX_IN_FLIGHT) {
        g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                    "expected from 1 to %d presences in flight, found %u", PS_MAX_IN_FLIGHT,
                    options->in_flight);
        return FALSE;
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        if (options->faults[fault] < PS_FAULT_ANY || options->faults[fault] > PS_MAX_BUDGET) {
            g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                        "expected a fault from 0 to %d times or any, found %d", PS_MAX_BUDGET,
                        options->faults[fault]);
            return FALSE;
        }
    }
    return TRUE;
}

/* TRUE if the text is UTF-8 and all of it can be seen. */
static gboolean
is_visible(const char *text)
{
    if (!g_utf8_validate(text, -1, NULL))
        return FALSE;
    for (const char *c = text; *c != '\0'; c += g_utf8_skip[(guchar)*c])
        if (!ps_is_visible(g_utf8_get_char(c)))
            return FALSE;
    return TRUE;
}

/* A name is a word of a trace file that begins none of its other lines, and in a property no role
 * that either side can have. */
static gboolean
check_names(const PsWorldOptions *options, GError **error)
{
    static const char *const words[] = {"profile", "names",     "set",    "availability", "order",
                                        "lose",    "repeat",    "bounce", "settle",       "expect",
                                        "watcher", "publisher", NULL};
    for (guint side = 0; side < 2; side++) {
        const char *name = options->names[side];
        if (name[0] == '\0' || strpbrk(name, " \t\r\n#,.=") != NULL ||
            g_strv_contains(words, name) || !is_visible(name)) {
            g_set_error(
                error, PS_WORLD_ERROR, PS_WORLD_ERROR_NAMES,
                "expected a name of one word, without # , . or =, that begins no other line "
                "of a trace and is not watcher or publisher; found “%s”",
                is_visible(name) ? name : "characters that cannot be seen");
            return FALSE;
        }
    }
    if (g_str_equal(options->names[0], options->names[1])) {
        g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_NAMES,
                    "expected two different names, found “%s” twice", options->names[0]);
        return FALSE;
    }
    return TRUE;
}

PsWorld *
ps_world_new(const PsWorldOptions *options, GError **error)
{
    if (!check_bounds(options, error) || !check_names(options, error))
        return NULL;
    g_autoptr(PsWorld) world = g_new0(PsWorld, 1);
    world->options = *options;
    for (guint side = 0; side < 2; side++)
        world->options.names[side] = world->names[side] = g_strdup(options->names[side]);
    make_moves(world);
    if (!ps_world_lay_out(world, error))
        return NULL;
    return g_steal_pointer(&world);
}

void
ps_world_free(PsWorld *world)
{
    if (world == NULL)
        return;
    g_free(world->names[0]);
    g_free(world->names[1]);
    g_free(world);
}

const PsWorldOptions *
ps_world_options(const PsWorld *world)
{
    return &world->options;
}

gboolean
ps_world_has_action(const PsWorld *world, PsAction action)
{
    if (!world->options.availability && (action == PS_DO_LOGIN || action == PS_DO_LOGOUT))
        return FALSE;
    return world->options.actions >> action & 1;
}

gboolean
ps_world_has_event(const PsWorld *world, PsEvent event)
{
    if (!ps_event_is_arrival(event))
        return ps_world_has_action(world, (PsAction)event);
    return ps_world_has_presence(world, (PsPresence)(event - PS_N_ACTIONS));
}

gboolean
ps_world_has_faults(const PsWorld *world)
{
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (world->options.faults[fault] != 0)
            return TRUE;
    return FALSE;
}

const PsProfile *
ps_world_profile(const PsWorld *world, guint side)
{
    return world->options.profiles[side];
}

const char *
ps_world_name(const PsWorld *world, guint side)
{
    return world->names[side];
}

guint
ps_world_link_capacity(const PsWorld *world)
{
    return world->capacity;
}

guint
ps_world_room(const PsWorld *world)
{
    return world->room;
}

const PsLayout *
ps_world_layout(const PsWorld *world)
{
    return &world->layout;
}

guint
ps_world_presence_bits(const PsWorld *world)
{
    return world->presence_bits;
}

guint
ps_world_bits(const PsWorld *world)
{
    return world->bits;
}

gboolean
ps_world_is_wide(const PsWorld *world)
{
    return world->bits > 64;
}

const PsMove *
ps_world_move(const PsWorld *world, guint side, PsEvent event, guint entry)
{
    return &world->moves[side][event][entry];
}

PsState
ps_world_initial(const PsWorld *world)
{
    PsState state = {.link = {1, 1}, .online = world->options.availability ? 3 : 0};
    for (guint side = 0; side < 2; side++)
        state.entry[side] = (guint8)ps_profile_initial(world->options.profiles[side]);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        state.left[fault] = (guint8)MAX(world->options.faults[fault], 0);
    return state;
}
