/* A plan: what a transition does to its side comes from model/step; here it meets shapes. */
#include "explorer/plan.h"

#include "explorer/local-moves.h"

struct _PsPlan {
    const PsSpace *space;
    PsDirection direction;
    GArray **chains; /* of PsChain, by shape, side and local state; NULL if there are none */
};

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
follow(Builder *builder, const PsLocalMove *move, guint side)
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

static void
add_chain(PsPlan *plan, guint key, const PsChain *chain)
{
    if (plan->chains[key] == NULL)
        plan->chains[key] = g_array_new(FALSE, FALSE, sizeof(PsChain));
    g_array_append_vals(plan->chains[key], chain, 1);
}

static void
add_move(PsPlan *plan, const PsLocalMove *move, guint side, guint shape)
{
    const PsSpace *space = plan->space;
    guint key = ps_space_key(space, shape, side, move->from);
    Builder builder = {.space = space};
    int end = ps_local_move_end(space, move, side, shape);
    if (end < 0 || !ps_local_move_is_enabled(space, move, side, shape))
        return;
    for (guint link = 0; link < 2; link++)
        builder.length[link] = ps_space_length(space, shape, link);
    follow(&builder, move, side);
    gboolean counted = move->fault >= 0 && space->budget_step[move->fault] > 0;
    builder.chain.fault = (gint8)(counted ? move->fault : -1);
    builder.chain.shape = plan->direction == PS_FORWARD ? shape : (guint)end;
    builder.chain.local = plan->direction == PS_FORWARD ? move->from : move->to;
    if (plan->direction == PS_BACKWARD)
        turn_round(&builder.chain);
    else
        key = ps_space_key(space, (guint)end, side, move->to);
    add_chain(plan, key, &builder.chain);
}

PsPlan *
ps_plan_new(const PsSpace *space, PsDirection direction, gboolean only_arrivals)
{
    PsPlan *plan = g_new0(PsPlan, 1);
    guint n = ps_space_key(space, space->n_shapes, 0, 0);
    plan->space = space;
    plan->direction = direction;
    plan->chains = g_new0(GArray *, n);
    for (guint side = 0; side < 2; side++) {
        g_autoptr(GArray) moves = ps_local_moves_list(space, side, only_arrivals);
        for (guint shape = 0; shape < space->n_shapes; shape++)
            for (guint i = 0; i < moves->len && ps_space_is_shape(space, shape); i++)
                add_move(plan, &g_array_index(moves, PsLocalMove, i), side, shape);
    }
    return plan;
}

void
ps_plan_free(PsPlan *plan)
{
    if (plan == NULL)
        return;
    for (guint key = 0; key < ps_space_key(plan->space, plan->space->n_shapes, 0, 0); key++)
        if (plan->chains[key] != NULL)
            g_array_unref(plan->chains[key]);
    g_free(plan->chains);
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
    const GArray *chains = plan->chains[ps_space_key(plan->space, shape, side, local)];
    *n = chains != NULL ? chains->len : 0;
    return chains != NULL ? (const PsChain *)(const void *)chains->data : NULL;
}
