/* Which engine searches a world. */
#include "explorer/lanes.h"
#include "explorer/search-private.h"

const char *
ps_engine_name(PsEngine engine)
{
    static const char *const names[] = {"hash", "bitmaps", "sets", "auto"};
    return names[engine];
}

/* ---- Samples ---- */

/* As many states of a small world as are looked at to know what its states are like. */
#define SAMPLE 50000

static PsSearch *
search_small(const PsWorld *small, const PsLimits *limits)
{
    PsLimits of_sample = {
        .max_states = SAMPLE,
        .max_memory = limits->max_memory,
        .engine = PS_ENGINE_BITMAPS,
    };
    return ps_search_new(small, &of_sample);
}

/* The same world with two in flight, and with faults as they are or without a count. */
static PsWorld *
make_small(const PsWorld *world, gboolean any_faults)
{
    PsWorldOptions options = *ps_world_options(world);
    options.in_flight = MIN(options.in_flight, 2);
    for (guint fault = 0; any_faults && fault < PS_N_FAULTS; fault++)
        if (options.faults[fault] != 0)
            options.faults[fault] = PS_FAULT_ANY;
    PsWorld *small = ps_world_new(&options, NULL);
    g_assert(small != NULL && "a world with less in flight is possible if one with more is");
    return small;
}

/* ---- Do sets pay? ---- */

/* Sets take and move all bits of a chunk, whether states are there or not: about as long for twelve
 * bits as for one state otherwise. */
#define BITS_A_STATE 12

/* In worlds of fewer bits, what is done for each chunk takes longer than states one by one. */
#define FEW_BITS ((guint64)1 << 22)

/* In lanes, which work on many chunks at once, that is so with fewer bits only; and in a world
 * between the two it takes no longer to search it than to find out whether states lie dense. */
#define FEW_BITS_IN_LANES ((guint64)1 << 19)

/* With only the four presences of subscriptions, which two bits tell apart. With more, answers take
 * links far past the bound, where strings are long and states are few. */
#define FEW_DIGITS 2

/* The bits of all strings with no more in flight than the bound. */
static guint64
count_bits(const PsSpace *space)
{
    guint64 bits = 0;
    for (guint shape = 0; shape < space->n_shapes; shape++) {
        guint order = ps_space_order(space, shape);
        if (ps_space_is_shape(space, shape) &&
            order <= ps_world_options(space->world)->in_flight * space->digit)
            bits += (guint64)space->n_pairs << order;
    }
    return bits * space->n_budgets;
}

/* TRUE if states lie dense in the same world with two in flight and faults without a count. */
static gboolean
is_dense(const PsWorld *world, const PsLimits *limits)
{
    g_autoptr(PsWorld) small = make_small(world, TRUE);
    g_autoptr(PsSpace) space = ps_space_new(small);
    g_autoptr(PsSearch) sample = search_small(small, limits);
    return ps_search_states(sample) * BITS_A_STATE >= count_bits(space);
}

static gboolean
sets_pay(const PsWorld *world, const PsLimits *limits)
{
    g_autoptr(PsSpace) space = ps_space_new(world);
    guint64 bits = count_bits(space);
    if (space->digit > FEW_DIGITS)
        return FALSE;
    if (bits >= FEW_BITS)
        return is_dense(world, limits);
    return bits >= FEW_BITS_IN_LANES &&
           ps_search_suits_lanes(space, ps_lanes_can_fold(space), limits);
}

/* ---- Do bitmaps pay? ---- */

/* A table takes up to sixteen bytes a state, and six times as long as bitmaps that take as much. */
#define BYTES_A_STATE 32

/* TRUE if there may be many flights with few states each: where faults are counted, or errors or
 * answers beget more and more. */
static gboolean
may_be_sparse(const PsWorld *world)
{
    return ps_world_has_faults(world) || ps_world_answers_may_cycle(world);
}

/* FALSE if bitmaps are nearly empty in the small world, unless that is small indeed. */
static gboolean
bitmaps_pay(const PsWorld *world, const PsLimits *limits)
{
    if (!may_be_sparse(world))
        return TRUE;
    g_autoptr(PsWorld) small = make_small(world, FALSE);
    g_autoptr(PsSearch) sample = search_small(small, limits);
    return ps_search_stopped(sample) == NULL ||
           ps_search_bytes(sample) <= ps_search_states(sample) * BYTES_A_STATE;
}

/* ---- The choice ---- */

/* Few states are soon found with any engine, and with numbers also paths to them. */
static gboolean
is_small(const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    return options->in_flight <= 2 || options->sequential;
}

gboolean
ps_search_can_be_sets(const PsWorld *world, const PsLimits *limits)
{
    const PsWorldOptions *options = ps_world_options(world);
    return !options->any_order && limits->goal == NULL && !limits->no_faults &&
           options->in_flight <= PS_MAX_ORDER / ps_world_presence_bits(world);
}

gboolean
ps_search_can_be_bitmaps(const PsWorld *world, const PsLimits *limits)
{
    return !ps_world_options(world)->any_order && limits->goal == NULL && !limits->no_faults;
}

PsEngine
ps_search_engine(const PsWorld *world, const PsLimits *limits)
{
    if (limits->engine == PS_ENGINE_HASH || !ps_search_can_be_bitmaps(world, limits))
        return PS_ENGINE_HASH;
    if (limits->engine == PS_ENGINE_BITMAPS)
        return PS_ENGINE_BITMAPS;
    if (limits->engine == PS_ENGINE_AUTO && is_small(world))
        return PS_ENGINE_HASH;
    if (ps_search_can_be_sets(world, limits) &&
        (limits->engine == PS_ENGINE_SETS || sets_pay(world, limits)))
        return PS_ENGINE_SETS;
    return bitmaps_pay(world, limits) ? PS_ENGINE_BITMAPS : PS_ENGINE_HASH;
}
