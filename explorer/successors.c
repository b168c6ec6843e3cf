/* Successors: tables of what happens at a side, and how it moves the bits of a packed state. */
#include "explorer/successors.h"

#include "explorer/parts.h"

/* What an event does at a side in one local state. */
typedef struct {
    guint64 local;  /* exclusive or with the side's bits: the new ones */
    guint32 digits; /* of the presences that join the side's outgoing link, the first one lowest */
    guint8 n_sends;
    guint8 bit; /* of the step */
} Move;

typedef struct {
    guint n_actions;
    Move actions[PS_N_ACTIONS];
    Move arrivals[PS_N_PRESENCES];
} Moves;

struct _PsSuccessors {
    const PsWorld *world;
    const PsWorldOptions *options;
    PsJoints joints;
    gboolean no_faults;
    gboolean faults;
    Moves *moves[2]; /* by the number of a local state */
};

/* ---- Tables ---- */

/* The number of a side's local state: the bits of its entry, of online and of sees. */
static guint
number_of(const PsSuccessors *successors, guint side, PsLocal local)
{
    guint bits = successors->joints.layout.entry[side].bits;
    return local.entry | (guint)local.online << bits | (guint)local.sees << (bits + 1);
}

static Move
make_move(const PsSuccessors *successors, guint side, PsLocal from, const PsResponse *response)
{
    const PsLayout *layout = &successors->joints.layout;
    Move move = {.local = ps_layout_local(layout, side, from) ^
                          ps_layout_local(layout, side, response->to),
                 .digits = ps_joints_digits(&successors->joints, response),
                 .n_sends = response->n_sends};
    return move;
}

static void
fill_moves(PsSuccessors *successors, guint side, PsLocal from)
{
    const PsWorld *world = successors->world;
    Moves *moves = &successors->moves[side][number_of(successors, side, from)];
    for (guint action = 0; action < PS_N_ACTIONS; action++) {
        PsResponse response;
        if (!ps_step_act(world, side, (PsAction)action, from, &response))
            continue;
        Move *move = &moves->actions[moves->n_actions++];
        *move = make_move(successors, side, from, &response);
        move->bit = (guint8)ps_successors_bit(PS_STEP_ACTION, action);
    }
    for (guint p = 0; p < PS_N_PRESENCES; p++) {
        if (!ps_world_has_event(world, ps_event_arrival((PsPresence)p)))
            continue;
        PsResponse response = ps_step_react(world, side, ps_event_arrival((PsPresence)p), from);
        moves->arrivals[p] = make_move(successors, side, from, &response);
        moves->arrivals[p].bit = (guint8)ps_successors_bit(PS_STEP_ARRIVAL, p);
    }
}

PsSuccessors *
ps_successors_new(const PsWorld *world, gboolean no_faults)
{
    PsSuccessors *successors = g_new0(PsSuccessors, 1);
    const PsWorldOptions *options = ps_world_options(world);
    successors->world = world;
    successors->options = options;
    successors->joints = ps_joints_of(world);
    successors->no_faults = no_faults;
    successors->faults = !no_faults && ps_world_has_faults(world);
    guint flags = options->availability ? 4 : 1;
    for (guint side = 0; side < 2; side++) {
        successors->moves[side] =
            g_new0(Moves, flags << successors->joints.layout.entry[side].bits);
        for (guint entry = 0; entry < ps_profile_n_states(options->profiles[side]); entry++)
            for (guint flag = 0; flag < flags; flag++)
                fill_moves(successors, side,
                           (PsLocal){(guint8)entry, (guint8)(flag & 1), (guint8)(flag >> 1)});
    }
    return successors;
}

void
ps_successors_free(PsSuccessors *successors)
{
    if (successors == NULL)
        return;
    g_free(successors->moves[0]);
    g_free(successors->moves[1]);
    g_free(successors);
}

/* ---- What happens to a state ---- */

PS_INLINE guint
local_of(const PsSuccessors *successors, guint64 low, guint side)
{
    const PsLayout *layout = &successors->joints.layout;
    PsField entry = layout->entry[side];
    guint number = (guint)ps_field_get(low, entry);
    if (layout->online.bits == 0)
        return number;
    return number | (guint)(low >> (layout->online.shift + side) & 1) << entry.bits |
           (guint)(low >> (layout->sees.shift + side) & 1) << (entry.bits + 1);
}

/* Does a move at a side. FALSE, and nothing is done, if there is no room for what it sends. */
PS_INLINE gboolean
move(const PsSuccessors *successors, guint side, const Move *what, PsParts *parts)
{
    if (what->n_sends > 0 &&
        !ps_parts_send(&successors->joints, side, what->digits, what->n_sends, parts))
        return FALSE;
    parts->low ^= what->local;
    return TRUE;
}

/* Where successors are collected. */
typedef struct {
    const PsSuccessors *successors;
    PsPacked *out;
    PsExpansion *expansion;
    gboolean *overflow;
} Collector;

PS_INLINE void
add(const Collector *collector, guint side, guint bit, const PsParts *parts, gboolean wide)
{
    PsExpansion *expansion = collector->expansion;
    collector->out[expansion->n++] = ps_parts_join(&collector->successors->joints, parts, wide);
    expansion->steps[side] |= (guint64)1 << bit;
}

PS_INLINE void
add_actions(const Collector *collector, const PsParts *from, guint side, gboolean wide)
{
    const PsSuccessors *successors = collector->successors;
    const Moves *moves = &successors->moves[side][local_of(successors, from->low, side)];
    guint in_flight = from->length[0] + from->length[1];
    for (guint i = 0; i < moves->n_actions; i++) {
        const Move *what = &moves->actions[i];
        if (in_flight + what->n_sends > successors->options->in_flight)
            continue;
        PsParts to = *from;
        move(successors, side, what, &to); /* there is room for all that the bound permits */
        add(collector, side, what->bit, &to, wide);
    }
}

PS_INLINE void
add_arrival(const Collector *collector, const PsParts *from, guint link, PsPresence presence,
            gboolean wide)
{
    const PsSuccessors *successors = collector->successors;
    guint side = 1 - link;
    const Move *what =
        &successors->moves[side][local_of(successors, from->low, side)].arrivals[presence];
    PsParts to = *from;
    ps_parts_remove_head(&successors->joints, link, &to);
    if (move(successors, side, what, &to))
        add(collector, side, what->bit, &to, wide);
    else
        *collector->overflow = TRUE;
}

PS_INLINE void
add_loss(const Collector *collector, const PsParts *from, guint link, PsPresence presence,
         gboolean wide)
{
    PsParts to = *from;
    ps_parts_remove_head(&collector->successors->joints, link, &to);
    ps_parts_spend(&collector->successors->joints, PS_LOSS, &to);
    add(collector, 1 - link, ps_successors_bit(PS_STEP_LOSS, presence), &to, wide);
}

PS_INLINE void
add_repeat(const Collector *collector, const PsParts *from, guint link, PsPresence presence,
           gboolean wide)
{
    const PsSuccessors *successors = collector->successors;
    PsParts to = *from;
    guint in_flight = from->length[0] + from->length[1];
    if (in_flight + 1 > successors->options->in_flight ||
        from->length[link] + 1 > successors->joints.capacity)
        return;
    ps_parts_add_head(&successors->joints, link, presence, &to);
    ps_parts_spend(&successors->joints, PS_REPEAT, &to);
    add(collector, 1 - link, ps_successors_bit(PS_STEP_REPEAT, presence), &to, wide);
}

PS_INLINE void
add_bounce(const Collector *collector, const PsParts *from, guint link, PsPresence presence,
           gboolean wide)
{
    static const Move error = {.digits = PS_ERROR, .n_sends = 1};
    const PsSuccessors *successors = collector->successors;
    PsParts to = *from;
    ps_parts_remove_head(&successors->joints, link, &to);
    ps_parts_spend(&successors->joints, PS_BOUNCE, &to);
    if (move(successors, 1 - link, &error, &to))
        add(collector, 1 - link, ps_successors_bit(PS_STEP_BOUNCE, presence), &to, wide);
    else
        *collector->overflow = TRUE;
}

/* What can happen to the head of a link. */
PS_INLINE void
add_link(const Collector *collector, const PsParts *from, guint link, gboolean wide)
{
    const PsSuccessors *successors = collector->successors;
    if (from->length[link] == 0)
        return;
    PsPresence presence = ps_parts_head(&successors->joints, from, link);
    add_arrival(collector, from, link, presence, wide);
    if (!successors->faults)
        return;
    if (ps_parts_has_fault(&successors->joints, from, PS_LOSS))
        add_loss(collector, from, link, presence, wide);
    if (ps_parts_has_fault(&successors->joints, from, PS_REPEAT))
        add_repeat(collector, from, link, presence, wide);
    if (presence != PS_ERROR && ps_parts_has_fault(&successors->joints, from, PS_BOUNCE))
        add_bounce(collector, from, link, presence, wide);
}

PS_INLINE void
list(const Collector *collector, PsPacked packed, gboolean wide)
{
    const PsSuccessors *successors = collector->successors;
    PsParts from = ps_parts_of(&successors->joints, packed, wide);
    for (guint side = 0; side < 2; side++)
        if (!successors->options->sequential || from.length[0] + from.length[1] == 0)
            add_actions(collector, &from, side, wide);
    for (guint link = 0; link < 2; link++)
        add_link(collector, &from, link, wide);
}

/* The arrivals alone. */
PS_INLINE void
list_arrivals(const Collector *collector, PsPacked packed, gboolean wide)
{
    const PsJoints *joints = &collector->successors->joints;
    PsParts from = ps_parts_of(joints, packed, wide);
    for (guint link = 0; link < 2; link++)
        if (from.length[link] > 0)
            add_arrival(collector, &from, link, ps_parts_head(joints, &from, link), wide);
}

/* In a bag any presence may arrive: as the model has it, and slower. */
static void
list_bags(const Collector *collector, PsPacked packed)
{
    const PsSuccessors *successors = collector->successors;
    PsTransition out[PS_MAX_TRANSITIONS];
    PsState from = ps_world_unpack(successors->world, packed);
    guint n = ps_step_transitions(successors->world, &from, out, collector->overflow);
    for (guint i = 0; i < n; i++) {
        PsStep step = out[i].step;
        if (successors->no_faults && step.kind > PS_STEP_ARRIVAL)
            continue;
        collector->out[collector->expansion->n++] = ps_world_pack(successors->world, &out[i].to);
        collector->expansion->steps[step.side] |= (guint64)1
                                                  << ps_successors_bit(step.kind, step.what);
    }
}

PsExpansion
ps_successors_list(const PsSuccessors *successors, PsPacked from, PsPacked *out, gboolean *overflow)
{
    const PsLayout *layout = &successors->joints.layout;
    PsExpansion expansion = {.entry = {(guint8)ps_field_get(from.lo, layout->entry[0]),
                                       (guint8)ps_field_get(from.lo, layout->entry[1])}};
    Collector collector = {successors, out, &expansion, overflow};
    if (successors->options->any_order)
        list_bags(&collector, from);
    else if (ps_world_is_wide(successors->world))
        list(&collector, from, TRUE);
    else
        list(&collector, from, FALSE);
    return expansion;
}

static guint
list_bag_arrivals(const PsSuccessors *successors, PsPacked packed, PsPacked *out,
                  gboolean *overflow)
{
    PsTransition arrivals[PS_MAX_TRANSITIONS];
    PsState from = ps_world_unpack(successors->world, packed);
    guint n = ps_step_arrivals(successors->world, &from, arrivals, overflow);
    for (guint i = 0; i < n; i++)
        out[i] = ps_world_pack(successors->world, &arrivals[i].to);
    return n;
}

guint
ps_successors_arrivals(const PsSuccessors *successors, PsPacked from, PsPacked *out,
                       gboolean *overflow)
{
    PsExpansion expansion = {0};
    Collector collector = {successors, out, &expansion, overflow};
    if (successors->options->any_order)
        return list_bag_arrivals(successors, from, out, overflow);
    if (ps_world_is_wide(successors->world))
        list_arrivals(&collector, from, TRUE);
    else
        list_arrivals(&collector, from, FALSE);
    return expansion.n;
}
