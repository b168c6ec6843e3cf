/* Lanes: from places of a space to lanes, and back to sets. */
#include "explorer/lanes-private.h"

#include <string.h>

/* The states of a row, or their mirror images, as strings of the space. */
typedef struct {
    guint side;                  /* the one that the row's local state is of */
    guint shape;                 /* of the states */
    guint n;                     /* digits of a string, */
    guint weights[PS_MAX_ORDER]; /* and by how many lanes each counts, from the lowest one on */
} Digits;

static Digits
weigh(const PsLanes *lanes, guint shape, gboolean turned)
{
    const PsSpace *space = lanes->space;
    guint own = ps_space_length(space, shape, lanes->outer);
    guint other = ps_space_length(space, shape, 1 - lanes->outer);
    Digits digits = {.n = own + other, .side = turned ? 1 - lanes->outer : lanes->outer};
    gboolean first = digits.side == 0; /* the link from that side */
    digits.shape = (guint)ps_space_shape(space, first ? own : other, first ? other : own);
    for (guint i = 0; i < own; i++)
        digits.weights[first ? i : other + i] = ps_lanes_power(lanes, digits.n - 1 - i);
    for (guint i = 0; i < other; i++)
        digits.weights[first ? own + i : i] = ps_lanes_power(lanes, other - 1 - i);
    return digits;
}

static guint
lane_of(const Digits *digits, guint from, guint64 number)
{
    guint lane = 0;
    for (guint i = from; i < digits->n; i++, number >>= 2)
        lane += (guint)(number & 3) * digits->weights[i];
    return lane;
}

static guint
pair_of(const PsLanes *lanes, const Digits *digits, guint local, guint inner)
{
    return digits->side == 0 ? ps_space_pair(lanes->space, local, inner)
                             : ps_space_pair(lanes->space, inner, local);
}

void
ps_lanes_add(PsLanes *lanes, PsPlace place)
{
    guint inner = ps_space_local_of(lanes->space, place.pair, 1 - lanes->outer);
    PsLaneRow *row = ps_lanes_row(lanes, ps_space_local_of(lanes->space, place.pair, lanes->outer),
                                  ps_space_shape_of(lanes->space, place.block));
    Digits digits = weigh(lanes, row->shape, FALSE);
    guint lane = lane_of(&digits, 0, place.bit);
    guint vector = lane / PS_LANES;
    PsLane bit = (PsLane)(1u << lanes->bits[inner]);
    g_assert(row->n > 0 && "what is its own mirror image has links of the same length");
    lanes->known[row->begin + lane] |= bit;
    lanes->last[row->begin + lane] |= bit;
    row->marks[vector / 64] |= (guint64)1 << vector % 64;
    row->has_last = TRUE;
}

/* ---- To sets ---- */

/* The chunk of a row of lanes, as strings of words by bit. */
typedef struct {
    const PsLaneKernels *kernels;
    const PsLane *row;
    Digits digits;
    gsize n; /* words of a string */
    guint64 *words;
} Chunk;

typedef PsLane Lanes[64] __attribute__((aligned(PS_LANE_ALIGNMENT)));

/* Takes the 64 lanes that are a word of the strings to where they are turned round. */
static void
gather(const Chunk *chunk, guint64 word, PsLane *to)
{
    gsize first = chunk->digits.weights[0];
    gsize second = chunk->digits.weights[1];
    gsize third = chunk->digits.weights[2];
    const PsLane *from = chunk->row + lane_of(&chunk->digits, 3, word);
    for (guint i = 0; i < 4; i++, from += third) {
        const PsLane *lane = from;
        for (guint j = 0; j < 4; j++, lane += second) {
            PsLane *four = &to[PS_LANE_AT(16 * i + 4 * j)];
            four[0] = lane[0];
            four[1] = lane[first];
            four[2] = lane[2 * first];
            four[3] = lane[3 * first];
        }
    }
}

/* Strings of less than a word. */
static void
turn_few(Chunk *chunk)
{
    memset(chunk->words, 0, PS_LANE_BITS * sizeof(guint64));
    for (guint i = 0; i < 1u << 2 * chunk->digits.n; i++)
        for (guint lane = chunk->row[lane_of(&chunk->digits, 0, i)]; lane != 0; lane &= lane - 1)
            chunk->words[__builtin_ctz(lane)] |= (guint64)1 << i;
}

static void
turn(Chunk *chunk, guint64 number)
{
    Lanes lanes;
    guint64 words[PS_LANE_BITS] __attribute__((aligned(PS_LANE_ALIGNMENT)));
    if (chunk->digits.n < 3) {
        turn_few(chunk);
        return;
    }
    for (gsize i = 0; i < chunk->n; i++) {
        gather(chunk, number * chunk->n + i, lanes);
        chunk->kernels->turn(lanes, words);
        for (guint b = 0; b < PS_LANE_BITS; b++)
            chunk->words[b * chunk->n + i] = words[b];
    }
}

static gboolean
fill_row(const PsLanes *lanes, const PsLane *row, guint local, const Digits *digits, PsSet *set)
{
    guint n_inner = lanes->space->n_locals[1 - lanes->outer];
    gsize n = ps_set_chunk_words(set, digits->shape);
    g_autofree guint64 *words = g_new(guint64, PS_LANE_BITS * n);
    Chunk chunk = {lanes->kernels, row, *digits, n, words};
    for (guint64 i = 0; i < ps_space_n_chunks(lanes->space, digits->shape); i++) {
        turn(&chunk, i);
        for (guint inner = 0; inner < n_inner; inner++)
            if (!ps_set_add_chunk(set, digits->shape, pair_of(lanes, digits, local, inner), i,
                                  words + lanes->bits[inner] * n))
                return FALSE;
    }
    return TRUE;
}

gboolean
ps_lanes_fill(const PsLanes *lanes, gboolean only_last, PsSet *set)
{
    const PsLane *from = only_last ? lanes->last : lanes->known;
    for (guint i = 0; i < lanes->n_rows; i++) {
        const PsLaneRow *row = &lanes->rows[i];
        if (row->n == 0 || (only_last && !row->has_last))
            continue;
        for (guint turned = 0; turned <= (guint)lanes->folds; turned++) {
            Digits digits = weigh(lanes, row->shape, turned > 0);
            if ((turned == 0 || digits.shape != row->shape) &&
                !fill_row(lanes, from + row->begin, row->local, &digits, set))
                return FALSE;
        }
    }
    return TRUE;
}
