/* The bench: how near the search with sets comes to what the machine could do at best. */
#include "explorer/sweep.h"
#include "tests/bench/setup.h"

/* Bytes of chunks, summed over all layers. */
typedef struct {
    guint64 set;     /* in the end */
    guint64 changed; /* that changed in the layer before: each is read at least once, */
    guint64 fresh; /* in which something is new: each is written, then read and joined to the set */
} Traffic;

static guint64
count_chunks(const PsSet *set, gboolean only_changed)
{
    const PsSpace *space = set->space;
    guint64 bytes = 0;
    for (guint block = 0; block < space->n_blocks; block++) {
        guint64 n = ps_space_n_chunks(space, ps_space_shape_of(space, block));
        gsize size = ps_set_chunk_words(set, block) * sizeof(guint64);
        for (guint64 i = 0; set->blocks[block] != NULL && i < n; i++) {
            const PsChunks *chunks = set->blocks[block][i];
            for (guint pair = 0; chunks != NULL && pair < space->n_pairs; pair++)
                if (chunks->chunks[pair] != NULL && (!only_changed || chunks->changed[pair]))
                    bytes += size;
        }
    }
    return bytes;
}

static void
sweep(const PsWorld *world, Traffic *traffic)
{
    PsPlace place;
    PsState start = ps_world_initial(world);
    g_autoptr(PsSpace) space = ps_space_new(world);
    g_autoptr(PsPool) pool = ps_pool_new(ps_kernels_words(space->chunk_order), 0, 1);
    g_autoptr(PsPlan) plan = ps_plan_new(space, PS_FORWARD, FALSE);
    PsSet *set = ps_set_new(space, pool);
    if (ps_space_find(space, &start, &place) && ps_set_add(set, place)) {
        PsSweepOptions options = {.set = set, .plan = plan, .threads = 1};
        g_autoptr(PsSweep) sweep = ps_sweep_new(&options);
        gboolean more = TRUE;
        while (more) {
            traffic->changed += count_chunks(set, TRUE);
            more = ps_sweep_find(sweep) == PS_SWEEP_WENT_ON;
            traffic->fresh += count_chunks(ps_sweep_fresh(sweep), FALSE);
            more &= ps_sweep_merge(sweep);
        }
        traffic->set = count_chunks(set, FALSE);
    }
    ps_set_free(set);
}

/* In a process of its own. */
static void
measure(gpointer result, gpointer data)
{
    g_autoptr(PsSetup) setup = bench_setup(data);
    if (setup != NULL)
        sweep(setup->world, result);
}

static void
say_share(Bench *bench, const char *bound, double bound_seconds, double seconds)
{
    g_autofree char *bound_ms = bench_digits(bound_seconds * 1e3);
    g_autofree char *ms = bench_digits(seconds * 1e3);
    g_autofree char *share = bench_digits(bound_seconds / seconds * 100);
    bench_row(bench, "%s | %s | %s | %s %%", bound, bound_ms, ms, share);
}

static void
say_bounds(Bench *bench, guint in_flight)
{
    Traffic traffic = {0};
    const BenchMachine *machine = bench_machine(bench);
    g_autofree char *world = g_strdup_printf("%s -k %u", BENCH_CORE, in_flight);
    g_autofree char *line = g_strdup_printf("%s --threads 1 --engine sets", world);
    BenchFigures figures = bench_search(bench, line);
    g_auto(BenchProcess) process = bench_fork(measure, world, &traffic, sizeof traffic);
    if (process.status != 0 || traffic.set == 0 || figures.states == 0) {
        bench_fail(bench, "the layers of %s cannot be counted", world);
        return;
    }
    g_autofree char *any = g_strdup_printf("K=%u: one read anywhere a transition", in_flight);
    g_autofree char *once = g_strdup_printf("K=%u: all chunks, read and written once", in_flight);
    g_autofree char *layers = g_strdup_printf("K=%u: what each layer touches", in_flight);
    double in_layers =
        (double)traffic.changed / machine->read[0] + 2 * (double)traffic.fresh / machine->update[0];
    say_share(bench, any, (double)figures.transitions / machine->random[0], figures.seconds);
    say_share(bench, layers, in_layers, figures.seconds);
    say_share(bench, once, (double)traffic.set / machine->update[0], figures.seconds);
}

void
bench_section_bounds(Bench *bench)
{
    guint from = bench->quick ? 3 : 9;
    guint to = bench->quick ? 3 : 10;
    bench_head(bench, 42, "the core model, one thread | bound, ms | search, ms | bound / search");
    for (guint k = from; k <= to; k++)
        say_bounds(bench, k);
}
