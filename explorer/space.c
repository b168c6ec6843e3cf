/* The space: numbering. */
#include "explorer/space.h"

#include <string.h>

/* ---- Local states ---- */

#define NO_NUMBER 255

static guint8 *
number_of(PsSpace *space, guint side, PsLocal local)
{
    return &space->local_numbers[side][local.entry][local.online][local.sees];
}

static void
add_local(PsSpace *space, guint side, PsLocal local)
{
    guint8 *number = number_of(space, side, local);
    if (*number != NO_NUMBER)
        return;
    g_assert(space->n_locals[side] < NO_NUMBER);
    *number = (guint8)space->n_locals[side];
    space->locals[side][space->n_locals[side]++] = local;
}

gboolean
ps_space_has_presence(const PsSpace *space, PsPresence presence)
{
    return ps_world_options(space->world)->availability || !ps_presence_is_availability(presence);
}

/* Adds what all events, and all arrivals at any time, lead to. */
static void
add_locals_after(PsSpace *space, guint side, PsLocal from)
{
    PsResponse response;
    for (guint action = 0; action < PS_N_ACTIONS; action++)
        if (ps_step_act(space->world, side, (PsAction)action, from, &response))
            add_local(space, side, response.to);
    for (guint p = 0; p < PS_N_PRESENCES; p++) {
        if (!ps_space_has_presence(space, (PsPresence)p))
            continue;
        response = ps_step_react(space->world, side, ps_event_arrival((PsPresence)p), from);
        add_local(space, side, response.to);
    }
}

static void
number_locals(PsSpace *space)
{
    PsState initial = ps_world_initial(space->world);
    memset(space->local_numbers, NO_NUMBER, sizeof space->local_numbers);
    for (guint side = 0; side < 2; side++) {
        add_local(space, side, ps_state_local(&initial, side));
        for (guint i = 0; i < space->n_locals[side]; i++)
            add_locals_after(space, side, space->locals[side][i]);
    }
    space->n_pairs = space->n_locals[0] * space->n_locals[1];
}

/* ---- Shapes ---- */

/* The most presences that one arrival sends. */
static guint
most_answers(const PsSpace *space)
{
    guint most = 0;
    for (guint side = 0; side < 2; side++)
        for (guint local = 0; local < space->n_locals[side]; local++)
            for (guint p = 0; p < PS_N_PRESENCES; p++) {
                PsResponse response =
                    ps_step_react(space->world, side, ps_event_arrival((PsPresence)p),
                                  space->locals[side][local]);
                most = MAX(most, response.n_sends);
            }
    return most;
}

static PsShape
shape_of(const PsSpace *space, guint number)
{
    guint a = number / (space->longest_link + 1);
    guint b = number % (space->longest_link + 1);
    guint order = (a + b) * space->digit;
    return (PsShape){
        .length = {(guint8)a, (guint8)b},
        .is = a + b <= space->longest,
        .order = (guint8)order,
        .chunk_order = (guint8)MIN(order, space->chunk_order),
    };
}

/* Only answers take the number of presences in flight past the bound. */
static void
number_shapes(PsSpace *space)
{
    guint capacity = ps_world_link_capacity(space->world);
    guint bound = ps_world_options(space->world)->in_flight;
    guint most = PS_MAX_ORDER / space->digit;
    space->longest = MIN(most_answers(space) > 1 ? ps_world_room(space->world) : bound, most);
    space->longest_link = MIN(space->longest, capacity);
    space->n_shapes = (space->longest_link + 1) * (space->longest_link + 1);
    space->shapes = g_new(PsShape, space->n_shapes);
    for (guint i = 0; i < space->n_shapes; i++)
        space->shapes[i] = shape_of(space, i);
}

static void
number_budgets(PsSpace *space)
{
    const PsWorldOptions *options = ps_world_options(space->world);
    space->n_budgets = 1;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        if (options->faults[fault] <= 0)
            continue;
        space->budget_step[fault] = space->n_budgets;
        space->n_budgets *= (guint)options->faults[fault] + 1;
    }
}

PsSpace *
ps_space_new(const PsWorld *world)
{
    g_assert(!ps_world_options(world)->any_order);
    PsSpace *space = g_new0(PsSpace, 1);
    space->world = world;
    space->digit = ps_world_presence_bits(world);
    space->chunk_order = space->digit == 2 ? 14 : 15;
    number_locals(space);
    number_shapes(space);
    number_budgets(space);
    space->n_blocks = space->n_shapes * space->n_budgets;
    return space;
}

void
ps_space_free(PsSpace *space)
{
    if (space != NULL)
        g_free(space->shapes);
    g_free(space);
}

int
ps_space_shape(const PsSpace *space, guint a, guint b)
{
    if (a > space->longest_link || b > space->longest_link || a + b > space->longest)
        return -1;
    return (int)(a * (space->longest_link + 1) + b);
}

guint
ps_space_left(const PsSpace *space, guint block, PsFault fault)
{
    guint n = (guint)ps_world_options(space->world)->faults[fault] + 1;
    return ps_space_budget_of(space, block) / space->budget_step[fault] % n;
}

guint
ps_space_local(const PsSpace *space, guint side, PsLocal local)
{
    return space->local_numbers[side][local.entry][local.online][local.sees];
}

/* ---- States ---- */

gboolean
ps_space_find_pair(const PsSpace *space, const PsState *state, guint *pair)
{
    guint local[2];
    for (guint side = 0; side < 2; side++) {
        local[side] = ps_space_local(space, side, ps_state_local(state, side));
        if (local[side] == NO_NUMBER)
            return FALSE;
    }
    *pair = ps_space_pair(space, local[0], local[1]);
    return TRUE;
}

gboolean
ps_space_find(const PsSpace *space, const PsState *state, PsPlace *place)
{
    guint length[2];
    guint budget = 0;
    for (guint side = 0; side < 2; side++)
        length[side] = ps_world_link_length(space->world, state->link[side]);
    int shape = ps_space_shape(space, length[0], length[1]);
    if (shape < 0 || !ps_space_find_pair(space, state, &place->pair))
        return FALSE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        budget += state->left[fault] * space->budget_step[fault];
    guint64 one = 1; /* above a link's digits */
    place->block = ps_space_block(space, (guint)shape, budget);
    place->bit = (state->link[0] ^ one << (length[0] * space->digit)) |
                 (state->link[1] ^ one << (length[1] * space->digit)) << (length[0] * space->digit);
    return TRUE;
}

PsState
ps_space_state(const PsSpace *space, PsPlace place)
{
    PsState state = {0};
    guint shape = ps_space_shape_of(space, place.block);
    guint64 one = 1;
    guint split = ps_space_length(space, shape, 0) * space->digit;
    guint rest = ps_space_length(space, shape, 1) * space->digit;
    state.link[0] = (place.bit & ((one << split) - 1)) | one << split;
    state.link[1] = place.bit >> split | one << rest;
    for (guint side = 0; side < 2; side++) {
        PsLocal local = space->locals[side][ps_space_local_of(space, place.pair, side)];
        state.entry[side] = local.entry;
        state.online |= (guint8)(local.online << side);
        state.sees |= (guint8)(local.sees << side);
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (space->budget_step[fault] > 0)
            state.left[fault] = (guint8)ps_space_left(space, place.block, (PsFault)fault);
    return state;
}
