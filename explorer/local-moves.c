/* Moves: what a transition does to its side comes from model/step. */
#include "explorer/local-moves.h"

static void
set_sends(PsLocalMove *move, const PsResponse *response)
{
    move->n_sends = response->n_sends;
    for (guint i = 0; i < response->n_sends; i++)
        move->sends[i] = response->sends[i];
}

static void
add_actions(const PsSpace *space, guint side, guint local, GArray *moves)
{
    for (guint action = 0; action < PS_N_ACTIONS; action++) {
        PsResponse response;
        PsLocalMove move = {
            .from = (guint8)local, .action = (gint8)action, .taken = -1, .fault = -1};
        if (!ps_step_act(space->world, side, (PsAction)action, space->locals[side][local],
                         &response))
            continue;
        move.to = (guint8)ps_space_local(space, side, response.to);
        set_sends(&move, &response);
        g_array_append_val(moves, move);
    }
}

static void
add_arrival(const PsSpace *space, guint side, guint local, PsPresence presence, GArray *moves)
{
    PsLocalMove move = {.from = (guint8)local, .action = -1, .taken = (gint8)presence, .fault = -1};
    PsResponse response =
        ps_step_react(space->world, side, ps_event_arrival(presence), space->locals[side][local]);
    move.to = (guint8)ps_space_local(space, side, response.to);
    set_sends(&move, &response);
    g_array_append_val(moves, move);
}

/* Of a repeated presence two copies come for the one that is taken; for a bounced one, an error
 * goes back. */
static void
add_faults(const PsSpace *space, guint local, PsPresence presence, GArray *moves)
{
    const PsWorldOptions *options = ps_world_options(space->world);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        PsLocalMove move = {.from = (guint8)local,
                            .to = (guint8)local,
                            .action = -1,
                            .taken = (gint8)presence,
                            .fault = (gint8)fault};
        if (options->faults[fault] == 0 || (fault == PS_BOUNCE && presence == PS_ERROR))
            continue;
        if (fault == PS_REPEAT)
            move.copies = 2;
        if (fault == PS_BOUNCE)
            move.sends[move.n_sends++] = PS_ERROR;
        g_array_append_val(moves, move);
    }
}

GArray *
ps_local_moves_list(const PsSpace *space, guint side, gboolean only_arrivals)
{
    GArray *moves = g_array_new(FALSE, FALSE, sizeof(PsLocalMove));
    for (guint local = 0; local < space->n_locals[side]; local++) {
        if (!only_arrivals)
            add_actions(space, side, local, moves);
        for (guint p = 0; p < 1u << space->digit; p++) {
            if (!ps_space_has_presence(space, (PsPresence)p))
                continue;
            add_arrival(space, side, local, (PsPresence)p, moves);
            if (!only_arrivals)
                add_faults(space, local, (PsPresence)p, moves);
        }
    }
    return moves;
}

/* Actions and repeated presences are held back by the bound, arrivals never. */
gboolean
ps_local_move_is_enabled(const PsSpace *space, const PsLocalMove *move, guint side, guint shape)
{
    const PsWorldOptions *options = ps_world_options(space->world);
    guint in_flight = ps_space_length(space, shape, 0) + ps_space_length(space, shape, 1);
    if (move->action >= 0)
        return in_flight + move->n_sends <= options->in_flight &&
               (in_flight == 0 || !options->sequential);
    if (ps_space_length(space, shape, 1 - side) == 0)
        return FALSE;
    return move->fault != PS_REPEAT || in_flight + 1 <= options->in_flight;
}

int
ps_local_move_end(const PsSpace *space, const PsLocalMove *move, guint side, guint shape)
{
    guint lengths[2];
    lengths[side] = ps_space_length(space, shape, side) + move->n_sends;
    lengths[1 - side] = ps_space_length(space, shape, 1 - side) - (move->taken >= 0) + move->copies;
    return ps_space_shape(space, lengths[0], lengths[1]);
}
