/* Estimates. */
#include "explorer/estimate.h"

#include "explorer/lanes.h"
#include "explorer/mirror.h"
#include "explorer/search-private.h"

/* By engine: states that are found in about a second; and as many as are looked at, at most, in a
 * world with less in flight, with a table of states or with bitmaps. */
static const double in_a_second[] = {
    [PS_ENGINE_HASH] = 4e6, [PS_ENGINE_BITMAPS] = 2e7, [PS_ENGINE_SETS] = 1e8};
static const guint64 samples[] = {
    [PS_ENGINE_HASH] = 50000, [PS_ENGINE_BITMAPS] = 200000, [PS_ENGINE_SETS] = 50000};

/* ---- At most ---- */

/* How many presences there can be on a link: those of subscriptions, availability, errors. */
static guint
kinds(const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    return 4 + (options->availability ? 2 : 0) + (options->faults[PS_BOUNCE] != 0 ? 1 : 0);
}

/* How many words of this length a link can hold, or how many bags of as many. */
static double
n_words(const PsWorld *world, guint length)
{
    guint n = kinds(world);
    double count = 1;
    if (!ps_world_options(world)->any_order)
        for (guint i = 0; i < length; i++)
            count *= n;
    else
        for (guint i = 1; i < n; i++) /* length + n - 1 over n - 1 */
            count *= (double)(length + i) / i;
    return count;
}

/* The bytes of all chunks of one pair with these lengths: bits, in 64-bit words. */
static double
bytes_of_shape(const PsWorld *world, guint in_flight)
{
    double bits = 1;
    for (guint i = 0; i < in_flight * ps_world_presence_bits(world); i++)
        bits *= 2;
    return MAX(bits / 8, sizeof(guint64));
}

static double
n_budgets(const PsWorldOptions *options)
{
    double n = 1;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        n *= MAX(options->faults[fault], 0) + 1;
    return n;
}

/* The pairs of what both sides can be apart from the links. */
static guint
n_pairs(const PsWorld *world)
{
    PsWorldOptions options = *ps_world_options(world);
    options.any_order = FALSE; /* as in a world with queues */
    g_autoptr(PsWorld) queues = ps_world_new(&options, NULL);
    g_assert(queues != NULL && "a world with queues is possible if one with bags is");
    g_autoptr(PsSpace) space = ps_space_new(queues);
    return space->n_pairs;
}

/* States, what of them is in flight, and the bytes of sets of them. */
typedef struct {
    double states, flights, bytes_of_sets;
} Size;

/* A set and the layer that is found may have chunks in the same places. */
#define SETS 2

static Size
at_most(const PsWorld *world)
{
    guint capacity = ps_world_link_capacity(world);
    guint most = ps_world_room(world);
    double pairs = n_pairs(world);
    double budgets = n_budgets(ps_world_options(world));
    Size size = {0};
    for (guint a = 0; a <= capacity; a++)
        for (guint b = 0; b <= capacity && a + b <= most; b++) {
            size.flights += n_words(world, a) * n_words(world, b);
            size.bytes_of_sets += SETS * bytes_of_shape(world, a + b);
        }
    size.flights *= budgets;
    size.states = pairs * size.flights;
    size.bytes_of_sets *= pairs * budgets;
    return size;
}

/* ---- About ---- */

/* How many there are with less in flight; 0 states if they are many. Flights are only counted with
 * bitmaps. */
static Size
size_with(const PsWorld *world, guint in_flight, PsEngine engine)
{
    PsWorldOptions options = *ps_world_options(world);
    PsLimits limits = {
        .max_states = samples[engine],
        .engine = engine == PS_ENGINE_BITMAPS ? PS_ENGINE_BITMAPS : PS_ENGINE_HASH,
    };
    options.in_flight = in_flight;
    g_autoptr(PsWorld) smaller = ps_world_new(&options, NULL);
    g_assert(smaller != NULL && "a world with less in flight is possible if one with more is");
    g_autoptr(PsSearch) search = ps_search_new(smaller, &limits);
    if (ps_search_stopped(search) != NULL)
        return (Size){0};
    return (Size){
        .states = (double)ps_search_states(search),
        .flights = search->bitmaps != NULL ? ps_bitmaps_n(search->bitmaps) : 0,
    };
}

/* How many there are with so much in flight, if there were `before` with k - 1 and are `last` with
 * k. One more in flight has a factor of ways to be what it is, and there are k + 1 ways to divide k
 * of them between two links: they are as (k + 1) factor^k, nearly. */
static double
go_on(double before, double last, guint k, guint in_flight, double most_factor)
{
    double factor = before > 0 ? MIN(last / before * k / (k + 1), most_factor) : 0;
    double about = last * (in_flight + 1) / (k + 1);
    for (; k < in_flight; k++)
        about *= factor;
    return about;
}

/* The factor is that between the two largest of the smaller worlds, and at most the kinds of
 * presences; a world with so little in flight that there are no two is looked at itself. 0 if
 * nothing is known. */
static Size
extrapolate(const PsWorld *world, PsEngine engine)
{
    guint in_flight = ps_world_options(world)->in_flight;
    guint largest = in_flight > 2 ? in_flight - 1 : in_flight;
    Size last = {0};
    Size before = {0};
    guint k = 0;
    for (Size size; k < largest && (size = size_with(world, k + 1, engine)).states > 0; k++) {
        before = last;
        last = size;
    }
    if (k < MIN(in_flight, 2))
        return (Size){0};
    return (Size){
        .states = go_on(before.states, last.states, k, in_flight, kinds(world)),
        .flights = go_on(before.flights, last.flights, k, in_flight, kinds(world)),
    };
}

/* ---- Bytes ---- */

/* Bytes of a store for a state, or a flight: its own, with a quarter more for room to grow, and
 * slots of the index, of which more than half are taken. */
static double
bytes_of_state(const PsWorld *world)
{
    return (ps_world_bits(world) + 7) / 8 * 1.25 + 4 * 2;
}

/* Of bitmaps with all that belongs to them, in whole pages, and of the frontier, in which there is
 * hardly ever more than a quarter of all states at a time. Where mirror images are folded, half of
 * all flights and states stand for nearly all others. */
static double
bytes_of_bitmaps(const PsWorld *world, Size size, guint64 max_states)
{
    g_autoptr(PsSpace) space = ps_space_new(world);
    g_autoptr(PsTurns) turns = ps_turns_new(space);
    guint stride = ps_bitmaps_stride(space->n_pairs, turns->rules->len);
    if (max_states == 0 && ps_mirror_applies(world))
        size = (Size){.states = size.states / 2, .flights = size.flights / 2};
    double bytes = size.flights * stride * sizeof(guint64);
    double direct = MIN(size.flights * 64, (double)ps_bitmaps_n_direct(world));
    double each = direct > 0 ? sizeof(guint32) : bytes_of_state(world);
    if (bytes > PS_HUGE_PAGE)
        bytes += PS_HUGE_PAGE;
    return bytes + direct * sizeof(PsBitmapPlace) + size.flights * each +
           size.states / 4 * sizeof(PsFound);
}

/* Without a limit of states a small world is in lanes, and a set only at the end. */
static double
bytes_of_sets(const PsWorld *world, Size most, guint64 max_states)
{
    g_autoptr(PsSpace) space = ps_space_new(world);
    guint64 lanes = max_states == 0 ? ps_lanes_bytes(space, ps_lanes_can_fold(space)) : 0;
    return lanes > 0 ? (double)lanes + most.bytes_of_sets / SETS : most.bytes_of_sets;
}

PsEstimate
ps_estimate(const PsWorld *world, PsEngine engine, guint64 max_states)
{
    Size most = at_most(world);
    Size about = {0};
    if (most.states > in_a_second[engine])
        about = extrapolate(world, engine);
    about.states = MIN(about.states, most.states);
    about.flights = MIN(about.flights, most.flights);
    Size size = about.states > 0 ? about : most;
    return (PsEstimate){
        .most = most.states,
        .about = about.states,
        .bytes = engine == PS_ENGINE_HASH      ? size.states * bytes_of_state(world)
                 : engine == PS_ENGINE_BITMAPS ? bytes_of_bitmaps(world, size, max_states)
                                               : bytes_of_sets(world, most, max_states),
        .large = size.states > in_a_second[engine],
    };
}
