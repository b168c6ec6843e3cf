/* Leaving: found for each shape and each side's local state, and for each block. */
#include "explorer/leaving.h"

#include "explorer/local-moves.h"

/* What arrives or goes wrong in each state of a block. */
typedef struct {
    guint of_any; /* transitions, whatever the heads of both links are */
    guint fewer;  /* how many fewer there are for each that is an error */
} Heads;

struct _PsLeaving {
    const PsSpace *space;
    guint8 *actions; /* by shape, side and local state: bit a for PsAction a; */
    guint8 *beyond;  /* and bit p for PsPresence p, if that at the head of the link to the side
                      * leads out of the space */
    Heads *heads;    /* by block */
};

static void
note_move(PsLeaving *leaving, const PsLocalMove *move, guint side, guint shape)
{
    const PsSpace *space = leaving->space;
    guint key = ps_space_key(space, shape, side, move->from);
    if (!ps_local_move_is_enabled(space, move, side, shape))
        return;
    if (move->action >= 0)
        leaving->actions[key] |= (guint8)(1u << move->action);
    if (ps_local_move_end(space, move, side, shape) < 0) {
        g_assert(move->taken >= 0 && "the space has room for all that users may send");
        leaving->beyond[key] |= (guint8)(1u << move->taken);
    }
}

/* How many arrivals and faults of the presence at the head of a link that is not empty. `error`:
 * this presence is an error. */
static guint
count_head(const PsSpace *space, guint block, gboolean error)
{
    const PsWorldOptions *options = ps_world_options(space->world);
    guint shape = ps_space_shape_of(space, block);
    guint in_flight = ps_space_length(space, shape, 0) + ps_space_length(space, shape, 1);
    guint n = 1; /* it arrives */
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        if (options->faults[fault] == 0 || (fault == PS_BOUNCE && error) ||
            (fault == PS_REPEAT && in_flight + 1 > options->in_flight))
            continue;
        n += space->budget_step[fault] == 0 || ps_space_left(space, block, (PsFault)fault) > 0;
    }
    return n;
}

static Heads
count_heads(const PsSpace *space, guint block)
{
    guint shape = ps_space_shape_of(space, block);
    guint of_any = count_head(space, block, FALSE);
    Heads heads = {.fewer = of_any - count_head(space, block, TRUE)};
    for (guint link = 0; link < 2; link++)
        heads.of_any += ps_space_length(space, shape, link) > 0 ? of_any : 0;
    return heads;
}

PsLeaving *
ps_leaving_new(const PsSpace *space)
{
    PsLeaving *leaving = g_new0(PsLeaving, 1);
    leaving->space = space;
    leaving->actions = g_new0(guint8, ps_space_key(space, space->n_shapes, 0, 0));
    leaving->beyond = g_new0(guint8, ps_space_key(space, space->n_shapes, 0, 0));
    leaving->heads = g_new(Heads, space->n_blocks);
    for (guint side = 0; side < 2; side++) {
        g_autoptr(GArray) moves = ps_local_moves_list(space, side, FALSE);
        for (guint shape = 0; shape < space->n_shapes; shape++)
            for (guint i = 0; i < moves->len && ps_space_is_shape(space, shape); i++)
                note_move(leaving, &g_array_index(moves, PsLocalMove, i), side, shape);
    }
    for (guint block = 0; block < space->n_blocks; block++)
        leaving->heads[block] = count_heads(space, block);
    return leaving;
}

void
ps_leaving_free(PsLeaving *leaving)
{
    if (leaving == NULL)
        return;
    g_free(leaving->actions);
    g_free(leaving->beyond);
    g_free(leaving->heads);
    g_free(leaving);
}

guint
ps_leaving_actions(const PsLeaving *leaving, guint shape, guint side, guint local)
{
    return leaving->actions[ps_space_key(leaving->space, shape, side, local)];
}

guint64
ps_leaving_count(const PsLeaving *leaving, const PsSetPart *states)
{
    const PsSpace *space = leaving->space;
    guint shape = ps_space_shape_of(space, states->block);
    Heads heads = leaving->heads[states->block];
    guint64 count = states->count * heads.of_any;
    for (guint side = 0; side < 2; side++) {
        guint local = ps_space_local_of(space, states->pair, side);
        guint actions = ps_leaving_actions(leaving, shape, side, local);
        count += states->count * (guint64)__builtin_popcount(actions);
    }
    g_assert(heads.fewer == 0 || states->words != NULL);
    for (guint link = 0; link < 2 && heads.fewer > 0; link++)
        count -= heads.fewer * ps_set_count_head_in(space, states, link, PS_ERROR);
    return count;
}

gboolean
ps_leaving_space(const PsLeaving *leaving, const PsSetPart *states)
{
    const PsSpace *space = leaving->space;
    guint shape = ps_space_shape_of(space, states->block);
    for (guint side = 0; side < 2; side++) {
        guint local = ps_space_local_of(space, states->pair, side);
        guint presences = leaving->beyond[ps_space_key(space, shape, side, local)];
        for (guint p = 0; presences >> p != 0; p++)
            if ((presences >> p & 1) &&
                ps_set_count_head_in(space, states, 1 - side, (PsPresence)p) > 0)
                return TRUE;
    }
    return FALSE;
}
