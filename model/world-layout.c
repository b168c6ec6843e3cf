/* The layout of a packed state: how much can be in flight, and where its bits go. */
#include "model/world-private.h"

typedef void (*AnswerFunc)(PsPresence presence, const PsMove *move, gpointer data);

/* Calls visit for what each presence does on its arrival at each side, in each entry that the
 * side's profile can reach. */
static void
for_each_arrival(const PsWorld *world, AnswerFunc visit, gpointer data)
{
    for (guint side = 0; side < 2; side++) {
        guint64 reachable = ps_profile_reachable(world->options.profiles[side]);
        for (guint p = 0; p < PS_N_PRESENCES; p++)
            for (guint state = 0; state < PS_MAX_STATES; state++)
                if ((reachable >> state & 1) && ps_world_has_presence(world, (PsPresence)p))
                    visit((PsPresence)p, &world->moves[side][PS_N_ACTIONS + p][state], data);
    }
}

/* weight[p]: how many presences can come of one p, itself or all that its arrival sets off. */
typedef struct {
    guint weight[PS_N_PRESENCES];
    gboolean grew;
} Weights;

#define MAX_WEIGHT 64

static void
weigh(PsPresence presence, const PsMove *move, gpointer data)
{
    Weights *weights = data;
    guint sum = 0;
    for (guint i = 0; i < move->n_sends; i++)
        sum += weights->weight[move->sends[i]];
    if (sum > weights->weight[presence]) {
        weights->weight[presence] = MIN(sum, MAX_WEIGHT);
        weights->grew = TRUE;
    }
}

/* How many presences can be in flight at once. A user acts only if at most in_flight are in flight
 * afterwards, and from then on each of them can become at most as many as it weighs. */
static guint
total_bound(const PsWorld *world)
{
    Weights weights = {.grew = TRUE};
    guint heaviest = 1;
    for (guint p = 0; p < PS_N_PRESENCES; p++)
        weights.weight[p] = 1;
    for (guint round = 0; weights.grew; round++) {
        weights.grew = FALSE;
        for_each_arrival(world, weigh, &weights);
        for (guint p = 0; p < PS_N_PRESENCES && world->options.faults[PS_BOUNCE] != 0; p++)
            weights.weight[p] = MAX(weights.weight[p], weights.weight[PS_ERROR]);
        if (round > PS_N_PRESENCES) /* each answer begets more answers, without end */
            return G_MAXUINT / 2;
    }
    for (guint p = 0; p < PS_N_PRESENCES; p++)
        heaviest = MAX(heaviest, weights.weight[p]);
    return heaviest * MAX(world->options.in_flight, world->options.room_for);
}

static guint
bits_for(guint values)
{
    return values <= 1 ? 0 : g_bit_storage(values - 1);
}

/* The bits of one presence: two while only the four subscription presences can be on a link. */
static guint
presence_bits(const PsWorld *world)
{
    if (world->options.availability || world->options.faults[PS_BOUNCE] != 0)
        return 3;
    for (guint side = 0; side < 2; side++)
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; state < PS_MAX_STATES; state++)
                for (guint i = 0; i < world->moves[side][event][state].n_sends; i++)
                    if (world->moves[side][event][state].sends[i] > PS_UNSUBSCRIBED)
                        return 3;
    return 2;
}

static void
place(PsField *field, guint bits, guint *at)
{
    *field = (PsField){(guint8)*at, (guint8)bits};
    *at += bits;
}

/* How much can be on a link, a number of 64 bits, and on both together. */
static void
make_room(PsWorld *world, guint bits)
{
    guint digit = world->presence_bits;
    guint most = bits / digit;
    guint each = 63 / digit;
    do { /* the field of a length takes some of the bits itself */
        world->room = MIN(most--, total_bound(world));
        world->capacity = MIN(each, world->room);
    } while (world->room * digit + 1 + bits_for(world->capacity + 1) > bits);
}

gboolean
ps_world_lay_out(PsWorld *world, GError **error)
{
    PsLayout *layout = &world->layout;
    guint at = 0;
    for (guint side = 0; side < 2; side++)
        place(&layout->entry[side], bits_for(ps_profile_n_states(world->options.profiles[side])),
              &at);
    place(&layout->online, world->options.availability ? 2 : 0, &at);
    place(&layout->sees, world->options.availability ? 2 : 0, &at);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        place(&layout->left[fault], bits_for((guint)MAX(world->options.faults[fault], 0) + 1), &at);

    world->presence_bits = presence_bits(world);
    world->length_factor = (512 + world->presence_bits - 1) / world->presence_bits;
    make_room(world, 128 - at);
    if (world->options.in_flight > world->capacity) {
        g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                    "%u presences in flight do not fit into a state of 128 bits; at most %u do",
                    world->options.in_flight, world->capacity);
        return FALSE;
    }
    place(&layout->length, bits_for(world->capacity + 1), &at);
    place(&layout->links, world->room * world->presence_bits + 1, &at);
    world->bits = at;
    return TRUE;
}

/* causes[p]: bit q for each presence q that an arrival of p can send. */
static void
note_answers(PsPresence presence, const PsMove *move, gpointer data)
{
    guint *causes = data;
    for (guint i = 0; i < move->n_sends; i++)
        causes[presence] |= 1u << move->sends[i];
}

gboolean
ps_world_answers_may_cycle(const PsWorld *world)
{
    guint causes[PS_N_PRESENCES] = {0};
    for_each_arrival(world, note_answers, causes);
    for (guint via = 0; via < PS_N_PRESENCES; via++) /* transitive closure */
        for (guint p = 0; p < PS_N_PRESENCES; p++)
            if (causes[p] >> via & 1)
                causes[p] |= causes[via];
    for (guint p = 0; p < PS_N_PRESENCES; p++)
        if (causes[p] >> p & 1)
            return TRUE;
    return FALSE;
}

guint64
ps_layout_local(const PsLayout *layout, guint side, PsLocal local)
{
    return (guint64)local.entry << layout->entry[side].shift |
           (guint64)local.online << (layout->online.shift + side) |
           (guint64)local.sees << (layout->sees.shift + side);
}

PsPacked
ps_world_pack(const PsWorld *world, const PsState *state)
{
    const PsLayout *layout = &world->layout;
    guint length = ps_world_link_length(world, state->link[0]);
    guint digits = length * world->presence_bits;
    unsigned __int128 links = state->link[0] ^ (guint64)1 << digits;
    links |= (unsigned __int128)state->link[1] << digits;
    guint64 low = state->entry[0]; /* entry[0] lies at bit 0 */
    low |= (guint64)state->entry[1] << layout->entry[1].shift;
    low |= (guint64)state->online << layout->online.shift;
    low |= (guint64)state->sees << layout->sees.shift;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        low |= (guint64)state->left[fault] << layout->left[fault].shift;
    low |= (guint64)length << layout->length.shift;
    unsigned __int128 bits = links << layout->links.shift | low;
    return (PsPacked){(guint64)bits, (guint64)(bits >> 64)};
}

static guint8
field(guint64 low, PsField where)
{
    return (guint8)(low >> where.shift & (((guint64)1 << where.bits) - 1));
}

PsState
ps_world_unpack(const PsWorld *world, PsPacked packed)
{
    const PsLayout *layout = &world->layout;
    unsigned __int128 bits = (unsigned __int128)packed.hi << 64 | packed.lo;
    unsigned __int128 links = bits >> layout->links.shift;
    guint digits = field(packed.lo, layout->length) * world->presence_bits;
    guint64 leading = (guint64)1 << digits;
    PsState state = {
        .link = {((guint64)links & (leading - 1)) | leading, (guint64)(links >> digits)},
        .entry = {field(packed.lo, layout->entry[0]), field(packed.lo, layout->entry[1])},
        .online = field(packed.lo, layout->online),
        .sees = field(packed.lo, layout->sees),
    };
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        state.left[fault] = field(packed.lo, layout->left[fault]);
    return state;
}

gboolean
ps_world_is_settled(const PsWorld *world, PsPacked packed)
{
    unsigned __int128 bits = (unsigned __int128)packed.hi << 64 | packed.lo;
    return bits >> world->layout.links.shift == 1; /* the one above all presences */
}

/* TRUE if the number is a link with presences that exist in the world. */
static gboolean
is_link(const PsWorld *world, guint64 link)
{
    guint digit = world->presence_bits;
    if (link == 0 || (g_bit_storage(link) - 1) % digit != 0 ||
        (g_bit_storage(link) - 1) / digit > world->capacity)
        return FALSE;
    for (; link > 1; link >>= digit)
        if (!ps_world_has_presence(world, (PsPresence)(link & ((1u << digit) - 1))))
            return FALSE;
    return TRUE;
}

gboolean
ps_world_has_packed(const PsWorld *world, PsPacked packed)
{
    if (field(packed.lo, world->layout.length) > world->capacity)
        return FALSE;
    PsState state = ps_world_unpack(world, packed);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (state.left[fault] > MAX(world->options.faults[fault], 0))
            return FALSE;
    for (guint side = 0; side < 2; side++)
        if (state.entry[side] >= ps_profile_n_states(world->options.profiles[side]) ||
            !is_link(world, state.link[side]))
            return FALSE;
    PsPacked again = ps_world_pack(world, &state);
    return ps_packed_equal(again, packed) && ps_world_link_length(world, state.link[0]) +
                                                     ps_world_link_length(world, state.link[1]) <=
                                                 world->room;
}
