/* Lanes: from places of a space to lanes, and back to sets. */
#include "explorer/lanes-private.h"

#include "explorer/kernels.h"

#include <string.h>

/* By how many lanes each digit of a string of the space counts, from the lowest one on. */
typedef struct {
    guint n;
    guint weights[PS_MAX_ORDER];
} Digits;

static Digits
weigh(const PsLanes *lanes, guint shape)
{
    const PsSpace *space = lanes->space;
    guint of_outer = ps_space_length(space, shape, lanes->outer);
    guint of_inner = ps_space_length(space, shape, 1 - lanes->outer);
    Digits digits = {.n = of_outer + of_inner};
    guint outer_first = lanes->outer == 0 ? 0 : of_inner;
    guint inner_first = lanes->outer == 0 ? of_outer : 0;
    for (guint i = 0; i < of_outer; i++)
        digits.weights[outer_first + i] = ps_lanes_power(lanes, digits.n - 1 - i);
    for (guint i = 0; i < of_inner; i++)
        digits.weights[inner_first + i] = ps_lanes_power(lanes, of_inner - 1 - i);
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
pair_of(const PsLanes *lanes, guint local, guint bit)
{
    return lanes->outer == 0 ? ps_space_pair(lanes->space, local, bit)
                             : ps_space_pair(lanes->space, bit, local);
}

void
ps_lanes_add(PsLanes *lanes, PsPlace place)
{
    guint shape = ps_space_shape_of(lanes->space, place.block);
    guint local = ps_space_local_of(lanes->space, place.pair, lanes->outer);
    Digits digits = weigh(lanes, shape);
    gsize at = (gsize)local * lanes->n_lanes + lanes->first[shape] +
               lane_of(&digits, 0, place.bit);
    PsLane bit = (PsLane)(1u << ps_space_local_of(lanes->space, place.pair, 1 - lanes->outer));
    lanes->known[at] |= bit;
    lanes->last[at] |= bit;
    lanes->has_last[ps_lanes_row(lanes, local, shape)] = TRUE;
}

/* ---- To sets ---- */

/* The chunk of a row of lanes, as strings of words by bit. */
typedef struct {
    const PsLane *row;
    Digits digits;
    gsize n; /* words of a string */
    guint64 *words;
} Chunk;

/* Takes the 64 lanes that are a word of the strings to where they are turned round. */
static void
gather(const Chunk *chunk, guint64 word, PsLane lanes[64])
{
    const guint *weights = chunk->digits.weights;
    const PsLane *first = chunk->row + lane_of(&chunk->digits, 3, word);
    for (guint i = 0; i < 4; i++)
        for (guint j = 0; j < 4; j++) {
            const PsLane *from = first + i * weights[2] + j * weights[1];
            PsLane *to = &lanes[PS_LANE_AT(16 * i + 4 * j)];
            for (guint k = 0; k < 4; k++)
                to[k] = from[k * weights[0]];
        }
}

/* Strings of less than a word. */
static void
turn_few(Chunk *chunk)
{
    for (guint b = 0; b < PS_LANE_BITS; b++)
        chunk->words[b] = 0;
    for (guint i = 0; i < 1u << 2 * chunk->digits.n; i++) {
        guint lane = chunk->row[lane_of(&chunk->digits, 0, i)];
        for (guint b = 0; b < PS_LANE_BITS; b++)
            chunk->words[b] |= (guint64)(lane >> b & 1) << i;
    }
}

static void
turn(Chunk *chunk, guint64 number)
{
    PsLane lanes[64];
    guint64 words[PS_LANE_BITS];
    if (chunk->digits.n < 3) {
        turn_few(chunk);
        return;
    }
    for (gsize i = 0; i < chunk->n; i++) {
        gather(chunk, number * chunk->n + i, lanes);
        ps_lanes_turn(lanes, words);
        for (guint b = 0; b < PS_LANE_BITS; b++)
            chunk->words[b * chunk->n + i] = words[b];
    }
}

static gboolean
fill_row(const PsLanes *lanes, const PsLane *row, guint local, guint shape, PsSet *set)
{
    guint n_inner = lanes->space->n_locals[1 - lanes->outer];
    gsize n = ps_set_chunk_words(set, shape);
    g_autofree guint64 *words = g_new(guint64, PS_LANE_BITS * n);
    Chunk chunk = {row, weigh(lanes, shape), n, words};
    for (guint64 i = 0; i < ps_space_n_chunks(lanes->space, shape); i++) {
        turn(&chunk, i);
        for (guint b = 0; b < n_inner; b++)
            if (!ps_set_add_chunk(set, shape, pair_of(lanes, local, b), i, words + b * n))
                return FALSE;
    }
    return TRUE;
}

gboolean
ps_lanes_fill(const PsLanes *lanes, gboolean only_last, PsSet *set)
{
    const PsSpace *space = lanes->space;
    const PsLane *from = only_last ? lanes->last : lanes->known;
    for (guint row = 0; row < lanes->n_rows; row++) {
        guint local = row / space->n_shapes;
        guint shape = row % space->n_shapes;
        gsize at = (gsize)local * lanes->n_lanes + lanes->first[shape];
        if (ps_space_is_shape(space, shape) && !fill_row(lanes, from + at, local, shape, set))
            return FALSE;
    }
    return TRUE;
}
