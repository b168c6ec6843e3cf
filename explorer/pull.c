/* Pulling: from the bits that are wanted back to the bits that they come from, one letter at a
 * time. */
#include "explorer/pull.h"

#include <string.h>

struct _PsPuller {
    const PsSet *set;
    const PsSpace *space;
    const PsPlan *plan;
    const PsKernels *kernels;
    guint64 *buffers[PS_MAX_CHAIN]; /* what is between two steps of a chain */
    guint64 word;                   /* a string of less than 64 bits */
};

/* A chain, and the strings that it starts from. */
typedef struct {
    PsPuller *puller;
    const PsChain *chain;
    PsChunks **chunks;
    guint pair;
} Source;

PsPuller *
ps_puller_new(const PsSet *set, const PsPlan *plan, const PsKernels *kernels)
{
    PsPuller *puller = g_new0(PsPuller, 1);
    *puller = (PsPuller){.set = set, .space = set->space, .plan = plan, .kernels = kernels};
    for (guint i = 0; i < PS_MAX_CHAIN; i++)
        puller->buffers[i] = g_new(guint64, ps_kernels_words(puller->space->chunk_order));
    return puller;
}

void
ps_puller_free(PsPuller *puller)
{
    if (puller == NULL)
        return;
    for (guint i = 0; i < PS_MAX_CHAIN; i++)
        g_free(puller->buffers[i]);
    g_free(puller);
}

/* 2^order bits, from bit `begin` on, which is a multiple of that. */
typedef struct {
    guint64 begin;
    guint order;
} Range;

static guint64
low_bits(guint64 value, guint n)
{
    return value & (((guint64)1 << n) - 1);
}

/* The bits of a range of the source itself; NULL if its chunk has not changed. */
static const guint64 *
look(const Source *source, Range range)
{
    guint chunk_order = source->puller->space->chunk_order;
    const PsChunks *chunks = source->chunks[range.begin >> chunk_order];
    if (chunks == NULL || !chunks->changed[source->pair])
        return NULL;
    guint64 begin = low_bits(range.begin, chunk_order);
    const guint64 *words = &chunks->chunks[source->pair][begin / 64];
    if (range.order >= 6)
        return words;
    source->puller->word = low_bits(*words >> (begin % 64), 1u << range.order);
    return source->puller->word != 0 ? &source->puller->word : NULL;
}

/* The letter of a step stands above all bits of the range: which range before the step is this one?
 * FALSE if none is, as it has another letter. */
static gboolean
step_back_above(const PsLetterStep *step, Range *range)
{
    PsLetterAt at = step->at;
    guint64 above = range->begin >> at.place;
    guint64 below = low_bits(range->begin, at.place);
    if (step->takes) {
        above = above << at.digit | at.letter;
    } else {
        if (low_bits(above, at.digit) != at.letter)
            return FALSE;
        above >>= at.digit;
    }
    range->begin = above << at.place | below;
    return TRUE;
}

static gboolean add(const Source *source, guint n, Range range, guint64 *into);

/* The bits of a range after the first n steps of the chain; NULL if it has none. Valid until the
 * next call. */
static const guint64 *
view(const Source *source, guint n, Range range)
{
    while (n > 0 && source->chain->steps[n - 1].at.place >= range.order)
        if (!step_back_above(&source->chain->steps[--n], &range))
            return NULL;
    if (n == 0)
        return look(source, range);
    guint64 *buffer = source->puller->buffers[n - 1];
    memset(buffer, 0, ps_kernels_words(range.order) * sizeof *buffer);
    return add(source, n, range, buffer) ? buffer : NULL;
}

/* The range came of one with a letter more, which may be more than a chunk: piece by piece. */
static gboolean
add_taken(const Source *source, guint n, Range range, guint64 *into)
{
    PsLetterAt at = source->chain->steps[n].at;
    guint order = MIN(range.order + at.digit, source->puller->space->chunk_order);
    guint pieces = 1u << (range.order + at.digit - order);
    gboolean any = FALSE;
    for (guint i = 0; i < pieces; i++) {
        Range piece = {(range.begin << at.digit) + ((guint64)i << order), order};
        const guint64 *from = view(source, n, piece);
        if (from == NULL)
            continue;
        any = TRUE;
        source->puller->kernels->take(into + i * ps_kernels_words(order - at.digit), from, order,
                                      at);
    }
    return any;
}

/* Adds the bits of a range after the first n steps of the chain; FALSE if it has none. */
static gboolean
add(const Source *source, guint n, Range range, guint64 *into)
{
    const PsKernels *kernels = source->puller->kernels;
    while (n > 0 && source->chain->steps[n - 1].at.place >= range.order)
        if (!step_back_above(&source->chain->steps[--n], &range))
            return FALSE;
    if (n > 0 && source->chain->steps[n - 1].takes)
        return add_taken(source, n - 1, range, into);
    PsLetterAt at = n > 0 ? source->chain->steps[n - 1].at : (PsLetterAt){0};
    Range before = {range.begin >> at.digit, range.order - at.digit};
    const guint64 *from = n > 0 ? view(source, n - 1, before) : look(source, range);
    if (from == NULL)
        return FALSE;
    if (n > 0)
        kernels->insert(into, from, range.order, at);
    else
        kernels->unite(into, from, ps_kernels_words(range.order));
    return TRUE;
}

/* The block that a chain leads from into another one; FALSE if the budget does not permit it. */
static gboolean
find_source(const PsPuller *puller, const PsChain *chain, guint block, guint *source)
{
    const PsSpace *space = puller->space;
    guint budget = ps_space_budget_of(space, block);
    if (chain->fault >= 0) {
        const PsWorldOptions *options = ps_world_options(space->world);
        guint left = ps_space_left(space, block, (PsFault)chain->fault);
        gboolean forward = ps_plan_direction(puller->plan) == PS_FORWARD;
        if (left == (forward ? (guint)options->faults[chain->fault] : 0))
            return FALSE;
        budget += forward ? space->budget_step[chain->fault] : -space->budget_step[chain->fault];
    }
    *source = ps_space_block(space, chain->shape, budget);
    return TRUE;
}

gboolean
ps_puller_pull(PsPuller *puller, guint block, guint pair, guint64 chunk, guint64 *into)
{
    const PsSpace *space = puller->space;
    guint shape = ps_space_shape_of(space, block);
    guint order = ps_space_chunk_order(space, shape);
    Range range = {chunk << space->chunk_order, order};
    gboolean any = FALSE;
    memset(into, 0, ps_kernels_words(order) * sizeof *into);
    for (guint side = 0; side < 2; side++) {
        guint n = 0;
        guint local = ps_space_local_of(space, pair, side);
        guint step = side == 0 ? space->n_locals[1] : 1; /* to the pair with the next local */
        const PsChain *chains = ps_plan_chains(puller->plan, shape, side, local, &n);
        for (guint i = 0; i < n; i++) {
            guint from = 0;
            if (!find_source(puller, &chains[i], block, &from) || puller->set->blocks[from] == NULL)
                continue;
            Source source = {puller, &chains[i], puller->set->blocks[from],
                             pair - local * step + chains[i].local * step};
            if (add(&source, chains[i].n_steps, range, into))
                any = TRUE;
        }
    }
    return any;
}

gboolean
ps_puller_is_led_to(const PsPuller *puller, guint block, const gboolean *changed)
{
    guint shape = ps_space_shape_of(puller->space, block);
    for (guint side = 0; side < 2; side++)
        for (guint local = 0; local < puller->space->n_locals[side]; local++) {
            guint n = 0;
            guint from = 0;
            const PsChain *chains = ps_plan_chains(puller->plan, shape, side, local, &n);
            for (guint i = 0; i < n; i++)
                if (find_source(puller, &chains[i], block, &from) && changed[from])
                    return TRUE;
        }
    return FALSE;
}
