/* A plan: what a transition does to its side comes from model/step; here it meets shapes. */
#include "explorer/plan.h"

/* What can happen at a side in one local state, in every shape that permits it. */
typedef struct {
    guint8 from, to; /* local states */
    gint8 taken;     /* the presence that leaves the head of the link to the side, or -1 */
    guint8 copies;   /* of it that come back to the head */
    gint8 fault;     /* it is this fault, or -1 */
    gint8 action;    /* it is this action, or -1 */
    guint8 n_sends;
    guint8 sends[PS_MAX_EFFECTS]; /* these join the link from the side */
} Move;

struct _PsPlan {
    const PsSpace *space;
    PsDirection direction;
    GArray **chains;   /* of PsChain, by shape, side and local state; NULL if there are none */
    guint8 *leads_out; /* by the same; bit p for PsPresence p */
    guint8 *actions;   /* bit a for PsAction a */
};

/* ---- Moves ---- */

static void
set_sends(Move *move, const PsResponse *response)
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
        Move move = {.from = (guint8)local, .action = (gint8)action, .taken = -1, .fault = -1};
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
    Move move = {.from = (guint8)local, .action = -1, .taken = (gint8)presence, .fault = -1};
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
        Move move = {.from = (guint8)local,
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

/* All that can happen at a side. */
static GArray *
list_moves(const PsSpace *space, guint side, gboolean only_arrivals)
{
    GArray *moves = g_array_new(FALSE, FALSE, sizeof(Move));
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

/* ---- Chains ---- */

/* The letters that a move takes out of a word and puts into it, and the lengths that this makes. */
typedef struct {
    const PsSpace *space;
    guint length[2];
    PsChain chain;
} Builder;

static void
add_step(Builder *builder, gboolean takes, guint position, guint presence)
{
    guint digit = builder->space->digit;
    PsLetterStep *step = &builder->chain.steps[builder->chain.n_steps++];
    *step = (PsLetterStep){takes, {(guint8)digit, (guint8)(position * digit), (guint8)presence}};
}

static void
follow(Builder *builder, const Move *move, guint side)
{
    guint *length = builder->length;
    guint head = side == 0 ? length[0] : 0; /* of the link to the side */
    if (move->taken >= 0) {
        add_step(builder, TRUE, head, (guint)move->taken);
        length[1 - side]--;
    }
    for (guint i = 0; i < move->copies; i++, length[1 - side]++)
        add_step(builder, FALSE, head, (guint)move->taken);
    for (guint i = 0; i < move->n_sends; i++, length[side]++)
        add_step(builder, FALSE, side == 0 ? length[0] : length[0] + length[1], move->sends[i]);
}

/* The chain that undoes it. */
static void
turn_round(PsChain *chain)
{
    PsChain forward = *chain;
    for (guint i = 0; i < chain->n_steps; i++) {
        chain->steps[i] = forward.steps[chain->n_steps - 1 - i];
        chain->steps[i].takes = !chain->steps[i].takes;
    }
}

/* Actions and repeated presences are held back by the bound, arrivals never. */
static gboolean
is_enabled(const PsSpace *space, const Move *move, guint side, guint shape)
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

static guint
key_of(const PsSpace *space, guint shape, guint side, guint local)
{
    return shape * (space->n_locals[0] + space->n_locals[1]) + side * space->n_locals[0] + local;
}

static void
add_chain(PsPlan *plan, guint key, const PsChain *chain)
{
    if (plan->chains[key] == NULL)
        plan->chains[key] = g_array_new(FALSE, FALSE, sizeof(PsChain));
    g_array_append_vals(plan->chains[key], chain, 1);
}

static void
add_move(PsPlan *plan, const Move *move, guint side, guint shape)
{
    const PsSpace *space = plan->space;
    guint key = key_of(space, shape, side, move->from);
    Builder builder = {.space = space};
    if (!is_enabled(space, move, side, shape))
        return;
    if (move->action >= 0)
        plan->actions[key] |= (guint8)(1u << move->action);
    for (guint link = 0; link < 2; link++)
        builder.length[link] = ps_space_length(space, shape, link);
    follow(&builder, move, side);
    int end = ps_space_shape(space, builder.length[0], builder.length[1]);
    if (end < 0) {
        g_assert(move->taken >= 0 && "the space has room for all that users may send");
        plan->leads_out[key] |= (guint8)(1u << move->taken);
        return;
    }
    gboolean counted = move->fault >= 0 && space->budget_step[move->fault] > 0;
    builder.chain.fault = (gint8)(counted ? move->fault : -1);
    builder.chain.shape = plan->direction == PS_FORWARD ? shape : (guint)end;
    builder.chain.local = plan->direction == PS_FORWARD ? move->from : move->to;
    if (plan->direction == PS_BACKWARD)
        turn_round(&builder.chain);
    else
        key = key_of(space, (guint)end, side, move->to);
    add_chain(plan, key, &builder.chain);
}

PsPlan *
ps_plan_new(const PsSpace *space, PsDirection direction, gboolean only_arrivals)
{
    PsPlan *plan = g_new0(PsPlan, 1);
    guint n = key_of(space, space->n_shapes, 0, 0);
    plan->space = space;
    plan->direction = direction;
    plan->chains = g_new0(GArray *, n);
    plan->leads_out = g_new0(guint8, n);
    plan->actions = g_new0(guint8, n);
    for (guint side = 0; side < 2; side++) {
        g_autoptr(GArray) moves = list_moves(space, side, only_arrivals);
        for (guint shape = 0; shape < space->n_shapes; shape++)
            for (guint i = 0; i < moves->len && ps_space_is_shape(space, shape); i++)
                add_move(plan, &g_array_index(moves, Move, i), side, shape);
    }
    return plan;
}

void
ps_plan_free(PsPlan *plan)
{
    if (plan == NULL)
        return;
    for (guint key = 0; key < key_of(plan->space, plan->space->n_shapes, 0, 0); key++)
        if (plan->chains[key] != NULL)
            g_array_unref(plan->chains[key]);
    g_free(plan->chains);
    g_free(plan->leads_out);
    g_free(plan->actions);
    g_free(plan);
}

PsDirection
ps_plan_direction(const PsPlan *plan)
{
    return plan->direction;
}

const PsChain *
ps_plan_chains(const PsPlan *plan, guint shape, guint side, guint local, guint *n)
{
    const GArray *chains = plan->chains[key_of(plan->space, shape, side, local)];
    *n = chains != NULL ? chains->len : 0;
    return chains != NULL ? (const PsChain *)(const void *)chains->data : NULL;
}

guint
ps_plan_leads_out(const PsPlan *plan, guint shape, guint side, guint local)
{
    return plan->leads_out[key_of(plan->space, shape, side, local)];
}

guint
ps_plan_actions(const PsPlan *plan, guint shape, guint side, guint local)
{
    return plan->actions[key_of(plan->space, shape, side, local)];
}

guint
ps_plan_n_of_head(const PsPlan *plan, guint block, gboolean error)
{
    const PsSpace *space = plan->space;
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
