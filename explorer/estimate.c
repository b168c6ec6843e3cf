/* Estimates. */
#include "explorer/estimate.h"

#include "explorer/space.h"

/* States that are found in about a second, by engine. */
static const double in_a_second[] = {[PS_ENGINE_HASH] = 4e6, [PS_ENGINE_SETS] = 1e8};

/* As many states as are looked at in a world with less in flight. */
#define SAMPLE 50000

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

/* A set and the layer that is found may have chunks in the same places. */
#define SETS 2

static PsEstimate
at_most(const PsWorld *world)
{
    guint capacity = ps_world_link_capacity(world);
    guint most = ps_world_room(world);
    PsEstimate estimate = {0};
    for (guint a = 0; a <= capacity; a++)
        for (guint b = 0; b <= capacity && a + b <= most; b++) {
            estimate.most += n_words(world, a) * n_words(world, b);
            estimate.bytes += SETS * bytes_of_shape(world, a + b);
        }
    double strings = n_pairs(world) * n_budgets(ps_world_options(world));
    estimate.most *= strings;
    estimate.bytes *= strings;
    return estimate;
}

/* ---- About ---- */

/* How many states there are with less in flight; 0 if they are many. */
static double
states_with(const PsWorld *world, guint in_flight)
{
    PsWorldOptions options = *ps_world_options(world);
    PsLimits limits = {.max_states = SAMPLE};
    options.in_flight = in_flight;
    g_autoptr(PsWorld) smaller = ps_world_new(&options, NULL);
    g_assert(smaller != NULL && "a world with less in flight is possible if one with more is");
    g_autoptr(PsSearch) search = ps_search_new(smaller, &limits);
    return ps_search_stopped(search) == NULL ? (double)ps_search_states(search) : 0;
}

/* One more in flight has a factor of ways to be what it is, and there are k + 1 ways to divide k
 * of them between two links: states are as (k + 1) factor^k, nearly. The factor is that between the
 * two largest of the smaller worlds, and at most the kinds of presences; a world with so little in
 * flight that there are no two is looked at itself. */
static double
extrapolate(const PsWorld *world)
{
    guint in_flight = ps_world_options(world)->in_flight;
    guint largest = in_flight > 2 ? in_flight - 1 : in_flight;
    double last = 0;
    double before = 0;
    guint k = 0;
    for (double n; k < largest && (n = states_with(world, k + 1)) > 0; k++) {
        before = last;
        last = n;
    }
    if (k == in_flight)
        return last;
    if (k < 2)
        return 0;
    double factor = MIN(last / before * k / (k + 1), kinds(world));
    double about = last / (k + 1) * (in_flight + 1);
    for (; k < in_flight; k++)
        about *= factor;
    return about;
}

/* Bytes of a store for a state: its own, with a quarter more for room to grow, and slots of the
 * index, of which more than half are taken. */
static double
bytes_of_state(const PsWorld *world)
{
    return (ps_world_bits(world) + 7) / 8 * 1.25 + 4 * 2;
}

PsEstimate
ps_estimate(const PsWorld *world, PsEngine engine)
{
    PsEstimate estimate = at_most(world);
    if (estimate.most > in_a_second[engine])
        estimate.about = MIN(extrapolate(world), estimate.most);
    double states = estimate.about > 0 ? estimate.about : estimate.most;
    estimate.large = states > in_a_second[engine];
    if (engine == PS_ENGINE_HASH)
        estimate.bytes = states * bytes_of_state(world);
    return estimate;
}
