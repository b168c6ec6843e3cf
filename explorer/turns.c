/* Turns: tables. */
#include "explorer/turns.h"

/* ---- Outputs ---- */

static PsOutput
output_of(const PsTurns *turns, const PsResponse *response)
{
    PsOutput output = {.n = response->n_sends};
    G_STATIC_ASSERT(PS_MAX_EFFECTS * 3 < 32);
    for (guint i = 0; i < response->n_sends; i++)
        output.digits |= (guint32)response->sends[i] << (i * turns->joints.digit);
    return output;
}

/* The number of an output among those that are there, or added to them. */
static guint
number_output(PsOutput *outputs, guint *n, PsOutput output)
{
    guint i = 0;
    while (i < *n && (outputs[i].n != output.n || outputs[i].digits != output.digits))
        i++;
    if (i == *n) {
        g_assert(*n < PS_MAX_OUTPUTS);
        outputs[(*n)++] = output;
    }
    return i;
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
    PsEdgeRule rule = {(guint8)kind, (guint8)side, (guint8)index};
    g_array_append_val(turns->rules, rule);
    return turns->rules->len - 1;
}

/* ---- Actions ---- */

/* What a side's user can do, and what it sends as an edge. Edges are added as they are needed. */
typedef struct {
    guint n;
    PsTurn turns[PS_N_ACTIONS];
} Actions;

static void
list_actions(PsTurns *turns, guint side, guint local, guint16 *edges, Actions *actions)
{
    const PsSpace *space = turns->space;
    for (guint action = 0; action < PS_N_ACTIONS; action++) {
        PsResponse response;
        if (!ps_step_act(space->world, side, (PsAction)action, space->locals[side][local],
                         &response))
            continue;
        PsTurn turn = {.by = difference(turns, side, local, response.to),
                       .edge = PS_TURN_STAY,
                       .n_sends = response.n_sends};
        if (response.n_sends > 0) {
            guint output = number_output(turns->outputs[side], &turns->n_outputs[side],
                                         output_of(turns, &response));
            if (edges[output] == PS_TURN_STAY)
                edges[output] = (guint16)add_rule(turns, PS_EDGE_SEND, side, output);
            turn.edge = edges[output];
        }
        actions->turns[actions->n++] = turn;
    }
}

/* The actions of both sides in a pair, those that send less first. */
static void
list_pair(PsTurns *turns, guint pair, const Actions *const actions[2])
{
    PsTurnList *list = &turns->lists[pair];
    list->first = turns->turns->len;
    for (guint n_sends = 0; n_sends <= PS_MAX_EFFECTS; n_sends++) {
        for (guint side = 0; side < 2; side++)
            for (guint i = 0; i < actions[side]->n; i++)
                if (actions[side]->turns[i].n_sends == n_sends)
                    g_array_append_val(turns->turns, actions[side]->turns[i]);
        list->n[n_sends + 1] = (guint8)(turns->turns->len - list->first);
    }
    turns->most = MAX(turns->most, list->n[PS_N_ROOMS - 1] + 2 * (1u + PS_N_FAULTS));
}

static void
list_all_actions(PsTurns *turns)
{
    const PsSpace *space = turns->space;
    Actions *actions[2];
    for (guint side = 0; side < 2; side++) {
        guint16 edges[PS_MAX_OUTPUTS] = {0};
        actions[side] = g_new0(Actions, space->n_locals[side]);
        for (guint local = 0; local < space->n_locals[side]; local++)
            list_actions(turns, side, local, edges, &actions[side][local]);
    }
    for (guint pair = 0; pair < space->n_pairs; pair++)
        list_pair(turns, pair,
                  (const Actions *const[]){&actions[0][turns->locals[0][pair]],
                                           &actions[1][turns->locals[1][pair]]});
    g_free(actions[0]);
    g_free(actions[1]);
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
        for (guint local = 0; local < space->n_locals[side]; local++) {
            PsResponse response = ps_step_react(space->world, side, ps_event_arrival((PsPresence)p),
                                                space->locals[side][local]);
            guint answer = number_output(turns->answers[side][p], &turns->n_answers[side][p],
                                         output_of(turns, &response));
            if (first + answer == turns->rules->len)
                add_rule(turns, PS_EDGE_ARRIVAL, side, answer);
            turns->arrivals[side][p][local] =
                (PsTurn){.by = difference(turns, side, local, response.to),
                         .edge = (guint16)(first + answer)};
        }
    }
}

static void
list_faults(PsTurns *turns, guint side)
{
    const PsWorldOptions *options = ps_world_options(turns->world);
    gboolean any = FALSE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        any = any || options->faults[fault] != 0;
    turns->faults[side] = turns->rules->len;
    for (guint fault = 0; any && fault < PS_N_FAULTS; fault++)
        add_rule(turns, PS_EDGE_FAULT, side, fault);
}

PsTurns *
ps_turns_new(const PsSpace *space)
{
    PsTurns *turns = g_new0(PsTurns, 1);
    turns->world = space->world;
    turns->space = space;
    turns->joints = ps_joints_of(space->world);
    turns->lists = g_new0(PsTurnList, space->n_pairs);
    turns->turns = g_array_new(FALSE, FALSE, sizeof(PsTurn));
    turns->rules = g_array_new(FALSE, FALSE, sizeof(PsEdgeRule));
    for (guint side = 0; side < 2; side++) {
        turns->locals[side] = g_new(guint8, space->n_pairs);
        for (guint pair = 0; pair < space->n_pairs; pair++)
            turns->locals[side][pair] = (guint8)ps_space_local_of(space, pair, side);
    }
    add_rule(turns, PS_EDGE_STAY, 0, 0);
    list_all_actions(turns);
    for (guint side = 0; side < 2; side++) {
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
    g_free(turns->lists);
    for (guint side = 0; side < 2; side++) {
        g_free(turns->locals[side]);
        for (guint p = 0; p < PS_N_PRESENCES; p++)
            g_free(turns->arrivals[side][p]);
    }
    g_array_unref(turns->turns);
    g_array_unref(turns->rules);
    g_free(turns);
}

/* ---- Flights ---- */

/* The bits of both sides: the lowest ones of a state, below those of the budgets. */
static guint64
side_bits(const PsTurns *turns)
{
    const PsLayout *layout = &turns->joints.layout;
    guint end = layout->sees.shift + layout->sees.bits;
    return ((guint64)1 << end) - 1;
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

static PsParts
parts_of(const PsTurns *turns, PsPacked flight)
{
    return ps_parts_of(&turns->joints, flight, ps_world_is_wide(turns->world));
}

/* How often a fault may still happen. */
static gboolean
has_fault(const PsTurns *turns, const PsParts *parts, PsFault fault)
{
    return ps_world_options(turns->world)->faults[fault] == PS_FAULT_ANY ||
           ps_field_get(parts->low, turns->joints.layout.left[fault]) > 0;
}

/* The faults that may happen to the head of a link. */
static guint8
faults_of(const PsTurns *turns, const PsParts *parts, guint link)
{
    guint in_flight = parts->length[0] + parts->length[1];
    gboolean fits = in_flight < ps_world_options(turns->world)->in_flight &&
                    parts->length[link] < turns->joints.capacity;
    gboolean is_error = ps_parts_head(&turns->joints, parts, link) == PS_ERROR;
    guint faults = (guint)has_fault(turns, parts, PS_LOSS) << PS_LOSS;
    faults |= (guint)(fits && has_fault(turns, parts, PS_REPEAT)) << PS_REPEAT;
    faults |= (guint)(!is_error && has_fault(turns, parts, PS_BOUNCE)) << PS_BOUNCE;
    return (guint8)faults;
}

void
ps_turns_describe(const PsTurns *turns, PsPacked flight, PsBitmap *bitmap)
{
    const PsWorldOptions *options = ps_world_options(turns->world);
    PsParts parts = parts_of(turns, flight);
    guint in_flight = parts.length[0] + parts.length[1];
    gboolean acts = in_flight <= options->in_flight && (!options->sequential || in_flight == 0);
    bitmap->room = acts ? (guint8)MIN(1 + options->in_flight - in_flight, PS_N_ROOMS - 1) : 0;
    for (guint link = 0; link < 2; link++) {
        bitmap->lengths[link] = (guint8)parts.length[link];
        bitmap->heads[link] = PS_NO_HEAD;
        if (parts.length[link] == 0)
            continue;
        bitmap->heads[link] = (guint8)ps_parts_head(&turns->joints, &parts, link);
        bitmap->faults[link] = faults_of(turns, &parts, link);
    }
}

/* A presence that was on its way to a side meets a fault. */
static gboolean
meet_fault(const PsTurns *turns, PsFault fault, guint side, PsParts *parts)
{
    const PsJoints *joints = &turns->joints;
    guint link = 1 - side;
    PsPresence presence = ps_parts_head(joints, parts, link);
    if (ps_world_options(turns->world)->faults[fault] > 0)
        parts->low -= (guint64)1 << joints->layout.left[fault].shift;
    if (fault == PS_REPEAT)
        ps_parts_add_head(joints, link, presence, parts);
    else
        ps_parts_remove_head(joints, link, parts);
    return fault != PS_BOUNCE || ps_parts_send(joints, side, PS_ERROR, 1, parts);
}

gboolean
ps_turns_follow(const PsTurns *turns, PsPacked flight, guint edge, PsPacked *to)
{
    const PsJoints *joints = &turns->joints;
    PsEdgeRule rule = g_array_index(turns->rules, PsEdgeRule, edge);
    PsParts parts = parts_of(turns, flight);
    const PsOutput *output = NULL;
    if (rule.kind == PS_EDGE_FAULT) {
        if (!meet_fault(turns, (PsFault)rule.index, rule.side, &parts))
            return FALSE;
    } else if (rule.kind == PS_EDGE_SEND) {
        output = &turns->outputs[rule.side][rule.index];
    } else if (rule.kind == PS_EDGE_ARRIVAL) {
        PsPresence presence = ps_parts_head(joints, &parts, 1 - rule.side);
        output = &turns->answers[rule.side][presence][rule.index];
        ps_parts_remove_head(joints, 1 - rule.side, &parts);
    }
    if (output != NULL && output->n > 0 &&
        !ps_parts_send(joints, rule.side, output->digits, output->n, &parts))
        return FALSE;
    *to = ps_parts_join(joints, &parts, ps_world_is_wide(turns->world));
    return TRUE;
}
