/* Pulling: from the bits that are wanted back to the bits that they come from, one letter at a
 * time. */
#include "explorer/pull.h"

#include <string.h>

/* 2^order bits, from bit `begin` on, which is a multiple of that. */
typedef struct {
    guint64 begin;
    guint order;
} Range;

/* A chain that leads to the chunk that is aimed at from chunks some of which have changed. */
typedef struct {
    const PsChain *chain;
    PsChunks **chunks; /* of the block that it starts from */
    guint64 first;     /* of these: where the bits come from, */
    guint n;           /* and how many of them */
} Source;

struct _PsPuller {
    const PsSet *set;
    const PsSpace *space;
    const PsPlan *plan;
    const PsKernels *kernels;
    gboolean all; /* every chunk counts as changed */
    Range aim;
    GArray *sources;                    /* of Source, by side and then by local state */
    guint begins[2][PS_MAX_LOCALS + 1]; /* where those of each begin */
    guint64 *buffers[PS_MAX_CHAIN];     /* what is between two steps of a chain */
    guint64 word;                       /* a string of less than 64 bits */
    GArray **origins; /* by block: of guint, the blocks that lead to it; NULL: not asked for */
};

/* What one call of ps_puller_pull follows. */
typedef struct {
    PsPuller *puller;
    const Source *source;
    guint pair; /* of the source */
} Pull;

PsPuller *
ps_puller_new(const PsSet *set, const PsPlan *plan, const PsKernels *kernels, gboolean all)
{
    PsPuller *puller = g_new0(PsPuller, 1);
    *puller =
        (PsPuller){.set = set, .space = set->space, .plan = plan, .kernels = kernels, .all = all};
    for (guint i = 0; i < PS_MAX_CHAIN; i++)
        puller->buffers[i] = ps_kernels_buffer(puller->space->chunk_order);
    puller->sources = g_array_new(FALSE, FALSE, sizeof(Source));
    puller->origins = g_new0(GArray *, puller->space->n_blocks);
    return puller;
}

void
ps_puller_free(PsPuller *puller)
{
    if (puller == NULL)
        return;
    for (guint i = 0; i < PS_MAX_CHAIN; i++)
        g_aligned_free(puller->buffers[i]);
    g_array_unref(puller->sources);
    for (guint block = 0; block < puller->space->n_blocks; block++)
        g_clear_pointer(&puller->origins[block], g_array_unref);
    g_free(puller->origins);
    g_free(puller);
}

static guint64
low_bits(guint64 value, guint n)
{
    return value & (((guint64)1 << n) - 1);
}

static gboolean
is_changed(const PsPuller *puller, const PsChunks *chunks, guint pair)
{
    return chunks != NULL &&
           (chunks->changed[pair] || (puller->all && chunks->chunks[pair] != NULL));
}

/* The bits of a range of the source itself; NULL if its chunk has not changed. */
static const guint64 *
look(const Pull *pull, Range range)
{
    guint chunk_order = pull->puller->space->chunk_order;
    const PsChunks *chunks = pull->source->chunks[range.begin >> chunk_order];
    if (!is_changed(pull->puller, chunks, pull->pair))
        return NULL;
    guint64 begin = low_bits(range.begin, chunk_order);
    const guint64 *words = &chunks->chunks[pull->pair][begin / 64];
    if (range.order >= 6)
        return words;
    pull->puller->word = low_bits(*words >> (begin % 64), 1u << range.order);
    return pull->puller->word != 0 ? &pull->puller->word : NULL;
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

static gboolean add(const Pull *pull, guint n, Range range, guint64 *into);

/* The bits of a range after the first n steps of the chain; NULL if it has none. Valid until the
 * next call. */
static const guint64 *
view(const Pull *pull, guint n, Range range)
{
    while (n > 0 && pull->source->chain->steps[n - 1].at.place >= range.order)
        if (!step_back_above(&pull->source->chain->steps[--n], &range))
            return NULL;
    if (n == 0)
        return look(pull, range);
    guint64 *buffer = pull->puller->buffers[n - 1];
    memset(buffer, 0, ps_kernels_words(range.order) * sizeof *buffer);
    return add(pull, n, range, buffer) ? buffer : NULL;
}

/* The range came of one with a letter more, which may be more than a chunk: piece by piece. */
static gboolean
add_taken(const Pull *pull, guint n, Range range, guint64 *into)
{
    PsLetterAt at = pull->source->chain->steps[n].at;
    guint order = MIN(range.order + at.digit, pull->puller->space->chunk_order);
    guint pieces = 1u << (range.order + at.digit - order);
    gboolean any = FALSE;
    for (guint i = 0; i < pieces; i++) {
        Range piece = {(range.begin << at.digit) + ((guint64)i << order), order};
        const guint64 *from = view(pull, n, piece);
        if (from == NULL)
            continue;
        any = TRUE;
        pull->puller->kernels->take(into + i * ps_kernels_words(order - at.digit), from, order, at);
    }
    return any;
}

/* Adds the bits of a range after the first n steps of the chain; FALSE if it has none. */
static gboolean
add(const Pull *pull, guint n, Range range, guint64 *into)
{
    const PsKernels *kernels = pull->puller->kernels;
    while (n > 0 && pull->source->chain->steps[n - 1].at.place >= range.order)
        if (!step_back_above(&pull->source->chain->steps[--n], &range))
            return FALSE;
    if (n > 0 && pull->source->chain->steps[n - 1].takes)
        return add_taken(pull, n - 1, range, into);
    PsLetterAt at = n > 0 ? pull->source->chain->steps[n - 1].at : (PsLetterAt){0};
    Range before = {range.begin >> at.digit, range.order - at.digit};
    const guint64 *from = n > 0 ? view(pull, n - 1, before) : look(pull, range);
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

/* Where the bits of a range after all steps of a chain come from. FALSE if from nowhere. */
static gboolean
find_chunks(const PsSpace *space, const PsChain *chain, Range range, guint64 *first, guint *n)
{
    *n = 1;
    for (guint i = chain->n_steps; i-- > 0;) {
        const PsLetterStep *step = &chain->steps[i];
        if (step->at.place >= range.order) {
            if (!step_back_above(step, &range))
                return FALSE;
        } else if (!step->takes) {
            range = (Range){range.begin >> step->at.digit, range.order - step->at.digit};
        } else { /* only one letter is ever taken within a range; before it, the range is longer */
            guint order = MIN(range.order + step->at.digit, space->chunk_order);
            *n <<= range.order + step->at.digit - order;
            range = (Range){range.begin << step->at.digit, order};
        }
    }
    *first = range.begin >> space->chunk_order;
    return TRUE;
}

static gboolean
any_changed(const PsPuller *puller, const Source *source)
{
    for (guint64 i = source->first; i < source->first + source->n; i++)
        if (source->chunks[i] != NULL && (source->chunks[i]->any_changed || puller->all))
            return TRUE;
    return FALSE;
}

/* Collects the chains that lead to the aim for one local state of a side. */
static void
add_sources(PsPuller *puller, guint block, guint side, guint local)
{
    const PsSpace *space = puller->space;
    guint n = 0;
    const PsChain *chains =
        ps_plan_chains(puller->plan, ps_space_shape_of(space, block), side, local, &n);
    for (guint i = 0; i < n; i++) {
        guint from = 0;
        Source source = {.chain = &chains[i]};
        if (!find_source(puller, &chains[i], block, &from))
            continue;
        source.chunks = puller->set->blocks[from];
        if (source.chunks != NULL &&
            find_chunks(space, &chains[i], puller->aim, &source.first, &source.n) &&
            any_changed(puller, &source))
            g_array_append_val(puller->sources, source);
    }
}

gboolean
ps_puller_aim(PsPuller *puller, guint block, guint64 chunk)
{
    const PsSpace *space = puller->space;
    guint order = ps_space_chunk_order(space, ps_space_shape_of(space, block));
    puller->aim = (Range){chunk << space->chunk_order, order};
    g_array_set_size(puller->sources, 0);
    for (guint side = 0; side < 2; side++) {
        for (guint local = 0; local < space->n_locals[side]; local++) {
            puller->begins[side][local] = puller->sources->len;
            add_sources(puller, block, side, local);
        }
        puller->begins[side][space->n_locals[side]] = puller->sources->len;
    }
    return puller->sources->len > 0;
}

static gboolean
has_changed(const PsPuller *puller, const Source *source, guint pair)
{
    for (guint64 i = source->first; i < source->first + source->n; i++)
        if (is_changed(puller, source->chunks[i], pair))
            return TRUE;
    return FALSE;
}

gboolean
ps_puller_pull(PsPuller *puller, guint pair, guint64 *into)
{
    const PsSpace *space = puller->space;
    gboolean any = FALSE;
    gsize bytes = ps_kernels_words(puller->aim.order) * sizeof *into;
    for (guint side = 0; side < 2; side++) {
        guint local = ps_space_local_of(space, pair, side);
        guint step = side == 0 ? space->n_locals[1] : 1; /* to the pair with the next local */
        for (guint i = puller->begins[side][local]; i < puller->begins[side][local + 1]; i++) {
            const Source *source = &g_array_index(puller->sources, Source, i);
            Pull pull = {puller, source, pair - local * step + source->chain->local * step};
            if (!has_changed(puller, source, pull.pair))
                continue;
            if (!any)
                memset(into, 0, bytes);
            any = TRUE;
            add(&pull, source->chain->n_steps, puller->aim, into);
        }
    }
    return any;
}

static void
add_origin(GArray *origins, guint block)
{
    for (guint i = 0; i < origins->len; i++)
        if (g_array_index(origins, guint, i) == block)
            return;
    g_array_append_val(origins, block);
}

/* The blocks from which the plan leads to a block. */
static GArray *
list_origins(const PsPuller *puller, guint block)
{
    guint shape = ps_space_shape_of(puller->space, block);
    GArray *origins = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint side = 0; side < 2; side++)
        for (guint local = 0; local < puller->space->n_locals[side]; local++) {
            guint n = 0;
            guint from = 0;
            const PsChain *chains = ps_plan_chains(puller->plan, shape, side, local, &n);
            for (guint i = 0; i < n; i++)
                if (find_source(puller, &chains[i], block, &from))
                    add_origin(origins, from);
        }
    return origins;
}

gboolean
ps_puller_is_led_to(PsPuller *puller, guint block, const gboolean *changed)
{
    if (puller->origins[block] == NULL)
        puller->origins[block] = list_origins(puller, block);
    const GArray *origins = puller->origins[block];
    for (guint i = 0; i < origins->len; i++)
        if (changed[g_array_index(origins, guint, i)])
            return TRUE;
    return FALSE;
}
