/* Turns: tables. */
#include "explorer/turns.h"

/* ---- Outputs ---- */

static PsOutput
output_of(const PsTurns *turns, const PsResponse *response)
{
    return (PsOutput){ps_joints_digits(&turns->joints, response), response->n_sends};
}

/* The number of an output (PsOutput) among those that are there, or added to them. */
static guint
number_output(GArray *outputs, PsOutput output)
{
    for (guint i = 0; i < outputs->len; i++) {
        const PsOutput *other = &g_array_index(outputs, PsOutput, i);
        if (other->n == output.n && other->digits == output.digits)
            return i;
    }
    g_array_append_val(outputs, output);
    return outputs->len - 1;
}

/* How far a side's way from one local state to another moves the pair. */
static gint32
difference(const PsTurns *turns, guint side, guint from, PsLocal to)
{
    gint32 by = (gint32)ps_space_local(turns->space, side, to) - (gint32)from;
    return side == 0 ? by * (gint32)turns->space->n_locals[1] : by;
}

/* ---- Edges ---- */

static guint
add_rule(PsTurns *turns, PsEdgeKind kind, guint side, guint index)
{
    PsEdgeRule rule = {(guint8)kind, (guint8)side, (guint16)index};
    g_array_append_val(turns->rules, rule);
    return turns->rules->len - 1;
}

/* ---- Actions ---- */

static void
list_action(PsTurns *turns, guint side, guint local, PsAction action, guint first)
{
    PsResponse response;
    if (!ps_step_act(turns->world, side, action, turns->space->locals[side][local], &response))
        return;
    PsAct act = {.turn = {.by = difference(turns, side, local, response.to)},
                 .action = (guint8)action,
                 .n_sends = response.n_sends};
    if (act.n_sends > 0) {
        guint output = number_output(turns->outputs[side], output_of(turns, &response));
        if (first + output == turns->rules->len)
            add_rule(turns, PS_EDGE_SEND, side, output);
        act.turn.edge = first + output;
    }
    g_array_append_val(turns->actions[side], act);
}

/* What a side's users can do. Edges are added as they are needed. */
static void
list_actions(PsTurns *turns, guint side)
{
    guint first = turns->rules->len;
    turns->outputs[side] = g_array_new(FALSE, FALSE, sizeof(PsOutput));
    for (guint local = 0; local < turns->space->n_locals[side]; local++) {
        turns->first_action[side][local] = turns->actions[side]->len;
        for (guint action = 0; action < PS_N_ACTIONS; action++)
            list_action(turns, side, local, (PsAction)action, first);
    }
    turns->first_action[side][turns->space->n_locals[side]] = turns->actions[side]->len;
}

/* ---- Arrivals and faults ---- */

/* The edges for answers are shared by all presences: a flight has one head a link. */
static void
list_arrivals(PsTurns *turns, guint side)
{
    const PsSpace *space = turns->space;
    guint first = turns->rules->len;
    for (guint p = 0; p < PS_N_PRESENCES; p++) {
        if (!ps_space_has_presence(space, (PsPresence)p))
            continue;
        turns->arrivals[side][p] = g_new(PsTurn, space->n_locals[side]);
        turns->answers[side][p] = g_array_new(FALSE, FALSE, sizeof(PsOutput));
        for (guint local = 0; local < space->n_locals[side]; local++) {
            PsResponse response = ps_step_react(space->world, side, ps_event_arrival((PsPresence)p),
                                                space->locals[side][local]);
            guint answer = number_output(turns->answers[side][p], output_of(turns, &response));
            if (first + answer == turns->rules->len)
                add_rule(turns, PS_EDGE_ARRIVAL, side, answer);
            turns->arrivals[side][p][local] =
                (PsTurn){.by = difference(turns, side, local, response.to), .edge = first + answer};
        }
    }
}

static void
list_faults(PsTurns *turns, guint side)
{
    turns->faults[side] = turns->rules->len;
    for (guint fault = 0; turns->any_faults && fault < PS_N_FAULTS; fault++)
        add_rule(turns, PS_EDGE_FAULT, side, fault);
}

PsTurns *
ps_turns_new(const PsSpace *space)
{
    PsTurns *turns = g_new0(PsTurns, 1);
    turns->world = space->world;
    turns->space = space;
    turns->joints = ps_joints_of(space->world);
    turns->any_faults = ps_world_has_faults(space->world);
    turns->wide = ps_world_is_wide(space->world);
    turns->turns = g_array_new(FALSE, TRUE, sizeof(PsTurn));
    turns->steps = g_array_new(FALSE, FALSE, sizeof(PsStep));
    turns->rules = g_array_new(FALSE, FALSE, sizeof(PsEdgeRule));
    add_rule(turns, PS_EDGE_STAY, 0, 0);
    for (guint side = 0; side < 2; side++) {
        turns->locals[side] = g_new(guint8, space->n_pairs);
        for (guint pair = 0; pair < space->n_pairs; pair++)
            turns->locals[side][pair] = (guint8)ps_space_local_of(space, pair, side);
        turns->contexts[side] = g_array_new(FALSE, FALSE, sizeof(PsContext));
        turns->lists[side] = g_array_new(FALSE, FALSE, sizeof(PsTurnList));
        turns->actions[side] = g_array_new(FALSE, FALSE, sizeof(PsAct));
        list_actions(turns, side);
        list_arrivals(turns, side);
        list_faults(turns, side);
    }
    return turns;
}

void
ps_turns_free(PsTurns *turns)
{
    if (turns == NULL)
        return;
    for (guint side = 0; side < 2; side++) {
        g_free(turns->locals[side]);
        g_array_unref(turns->contexts[side]);
        g_array_unref(turns->lists[side]);
        g_array_unref(turns->actions[side]);
        g_array_unref(turns->outputs[side]);
        for (guint p = 0; p < PS_N_PRESENCES; p++) {
            g_free(turns->arrivals[side][p]);
            g_clear_pointer(&turns->answers[side][p], g_array_unref);
        }
    }
    g_array_unref(turns->turns);
    g_array_unref(turns->steps);
    g_array_unref(turns->rules);
    g_free(turns);
}

/* ---- Contexts ---- */

static void
add_turn(PsTurns *turns, PsTurn turn, guint side, PsStepKind kind, guint what)
{
    PsStep step = {(guint8)kind, (guint8)side, (guint8)what};
    g_array_append_val(turns->turns, turn);
    g_array_append_val(turns->steps, step);
}

/* Lists the turns of a side in a local state and a context. */
static void
make_list(PsTurns *turns, guint side, const PsContext *context, guint local)
{
    static const PsStepKind kinds[] = {PS_STEP_LOSS, PS_STEP_REPEAT, PS_STEP_BOUNCE};
    PsTurnList list = {.first = turns->turns->len};
    if (context->head != PS_NO_HEAD)
        add_turn(turns, turns->arrivals[side][context->head][local], side, PS_STEP_ARRIVAL,
                 context->head);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (context->faults >> fault & 1)
            add_turn(turns, (PsTurn){.edge = turns->faults[side] + fault}, side, kinds[fault],
                     context->head);
    for (guint i = turns->first_action[side][local]; i < turns->first_action[side][local + 1];
         i++) {
        const PsAct *act = &g_array_index(turns->actions[side], PsAct, i);
        if (act->n_sends < context->room)
            add_turn(turns, act->turn, side, PS_STEP_ACTION, act->action);
    }
    list.n = turns->turns->len - list.first;
    g_array_append_val(turns->lists[side], list);
}

/* Sees to it that some turns more than there are can be read. */
static void
make_beyond(PsTurns *turns)
{
    guint n = turns->turns->len;
    g_array_set_size(turns->turns, n + PS_TURNS_BEYOND);
    g_array_set_size(turns->turns, n);
}

/* The number of a side's context, which is made if it is new. */
static guint32
number_context(PsTurns *turns, guint side, PsContext context)
{
    guint16 *number = &turns->numbers[side][context.room][context.head][context.faults];
    if (*number == 0) {
        g_array_append_val(turns->contexts[side], context);
        *number = (guint16)turns->contexts[side]->len;
        for (guint local = 0; local < turns->space->n_locals[side]; local++)
            make_list(turns, side, &context, local);
        make_beyond(turns);
    }
    return *number - 1;
}

/* ---- Flights ---- */

/* The bits of both sides: the lowest ones of a state. */
static guint64
side_bits(const PsTurns *turns)
{
    return ((guint64)1 << ps_layout_sides(&turns->joints.layout)) - 1;
}

PsPacked
ps_turns_flight(const PsTurns *turns, PsPacked state)
{
    return (PsPacked){state.lo & ~side_bits(turns), state.hi};
}

PsState
ps_turns_state(const PsTurns *turns, PsPacked flight, guint pair)
{
    for (guint side = 0; side < 2; side++) {
        PsLocal local = turns->space->locals[side][turns->locals[side][pair]];
        flight.lo |= ps_layout_local(&turns->joints.layout, side, local);
    }
    return ps_world_unpack(turns->world, flight);
}

/* The faults that may happen to the head of a link. */
static guint8
faults_of(const PsTurns *turns, const PsParts *parts, guint link)
{
    guint in_flight = parts->length[0] + parts->length[1];
    gboolean fits = in_flight < ps_world_options(turns->world)->in_flight &&
                    parts->length[link] < turns->joints.capacity;
    gboolean is_error = ps_parts_head(&turns->joints, parts, link) == PS_ERROR;
    guint faults = (guint)ps_parts_has_fault(&turns->joints, parts, PS_LOSS) << PS_LOSS;
    faults |= (guint)(fits && ps_parts_has_fault(&turns->joints, parts, PS_REPEAT)) << PS_REPEAT;
    faults |= (guint)(!is_error && ps_parts_has_fault(&turns->joints, parts, PS_BOUNCE))
              << PS_BOUNCE;
    return (guint8)faults;
}

void
ps_turns_describe(PsTurns *turns, const PsParts *flight, PsBitmap *bitmap)
{
    const PsWorldOptions *options = ps_world_options(turns->world);
    guint in_flight = flight->length[0] + flight->length[1];
    gboolean acts = in_flight <= options->in_flight && (!options->sequential || in_flight == 0);
    guint room = acts ? MIN(options->in_flight - in_flight, PS_MAX_EFFECTS) + 1 : 0;
    for (guint link = 0; link < 2; link++) {
        PsContext context = {.room = (guint8)room, .head = PS_NO_HEAD};
        if (flight->length[link] > 0) {
            context.head = (guint8)ps_parts_head(&turns->joints, flight, link);
            context.faults = !turns->any_faults ? 0 : faults_of(turns, flight, link);
        }
        bitmap->lists[1 - link] =
            number_context(turns, 1 - link, context) * turns->space->n_locals[1 - link];
    }
}

gboolean
ps_turns_meet_fault(const PsTurns *turns, PsFault fault, guint side, PsParts *parts)
{
    const PsJoints *joints = &turns->joints;
    guint link = 1 - side;
    PsPresence presence = ps_parts_head(joints, parts, link);
    ps_parts_spend(joints, fault, parts);
    if (fault == PS_REPEAT)
        ps_parts_add_head(joints, link, presence, parts);
    else
        ps_parts_remove_head(joints, link, parts);
    return fault != PS_BOUNCE || ps_parts_send(joints, side, PS_ERROR, 1, parts);
}
