/* A sweep: a layer is found chunk by chunk, each pulled from the chunks that lead to it, and when
 * all of it is found it is merged. */
#include "explorer/sweep.h"

#include "explorer/pull.h"
#include "explorer/tasks.h"
#include "explorer/team.h"

#include <stdatomic.h>
#include <string.h>

/* What one thread has for itself. */
typedef struct {
    PsPuller *puller;
    guint64 *buffer;
} Member;

struct _PsSweep {
    PsSweepOptions options;
    const PsSpace *space;
    PsPool *pool;
    const PsKernels *kernels;
    PsSet *fresh;
    gboolean *changed;     /* by block: some of its chunks have changed */
    PsTeam *team;          /* NULL until there is work for one */
    GArray *members;       /* of Member; until then one */
    PsTasks *tasks;        /* chunks that the present work is about */
    guint8 apart[64];      /* what all write from what all read */
    _Atomic guint64 found; /* states */
    _Atomic int result;    /* PsSweepResult */
};

static void
note_changed(PsSweep *sweep)
{
    const PsSet *set = sweep->options.set;
    for (guint block = 0; block < sweep->space->n_blocks; block++)
        sweep->changed[block] = set->blocks[block] != NULL;
}

static Member *
member_of(const PsSweep *sweep, guint number)
{
    return &g_array_index(sweep->members, Member, number);
}

/* Until there are n. */
static void
add_members(PsSweep *sweep, guint n)
{
    while (sweep->members->len < n) {
        Member member = {
            ps_puller_new(sweep->options.set, sweep->options.plan, sweep->kernels, FALSE),
            ps_kernels_buffer(sweep->space->chunk_order),
        };
        g_array_append_val(sweep->members, member);
    }
}

PsSweep *
ps_sweep_new(const PsSweepOptions *options)
{
    PsSweep *sweep = g_new0(PsSweep, 1);
    sweep->options = *options;
    sweep->space = options->set->space;
    sweep->pool = options->set->pool;
    sweep->kernels = ps_kernels_fastest();
    sweep->fresh = ps_set_new(sweep->space, sweep->pool);
    sweep->changed = g_new0(gboolean, sweep->space->n_blocks);
    sweep->members = g_array_new(FALSE, FALSE, sizeof(Member));
    add_members(sweep, 1);
    sweep->tasks = ps_tasks_new(sweep->space);
    sweep->found = ps_set_size(options->set);
    note_changed(sweep);
    return sweep;
}

void
ps_sweep_free(PsSweep *sweep)
{
    if (sweep == NULL)
        return;
    for (guint i = 0; i < sweep->members->len; i++) {
        ps_puller_free(member_of(sweep, i)->puller);
        g_aligned_free(member_of(sweep, i)->buffer);
    }
    g_array_unref(sweep->members);
    g_clear_pointer(&sweep->team, ps_team_free);
    ps_set_free(sweep->fresh);
    g_free(sweep->changed);
    ps_tasks_free(sweep->tasks);
    g_free(sweep);
}

const PsSet *
ps_sweep_fresh(const PsSweep *sweep)
{
    return sweep->fresh;
}

guint64
ps_sweep_found(const PsSweep *sweep)
{
    return sweep->found;
}

/* ---- Work ---- */

static void
stop(PsSweep *sweep, PsSweepResult result)
{
    sweep->result = result;
}

static gboolean
goes_on(PsSweep *sweep, guint member)
{
    if (member == 0 && sweep->options.progress != NULL &&
        !sweep->options.progress(sweep->options.progress_data))
        stop(sweep, PS_SWEEP_INTERRUPTED);
    return sweep->result == PS_SWEEP_WENT_ON;
}

/* Work on fewer bits is done before other threads have been woken. */
#define FEW_BITS ((guint64)1 << 21)

static void
do_work(PsSweep *sweep, PsTeamWork work)
{
    if (ps_tasks_bits(sweep->tasks) < FEW_BITS) {
        work(0, sweep);
        return;
    }
    if (sweep->team == NULL) {
        sweep->team = ps_team_new(MAX(sweep->options.threads, 1));
        add_members(sweep, ps_team_size(sweep->team));
    }
    ps_team_run(sweep->team, work, sweep);
}

/* ---- Finding ---- */

/* Leaves the first n of the members of a chunk. */
static void
cut(guint64 *words, gsize n_words, guint64 n)
{
    for (gsize i = 0; i < n_words; i++) {
        guint64 kept = 0;
        for (; n > 0 && words[i] != 0; n--) {
            kept |= words[i] & -words[i];
            words[i] &= words[i] - 1;
        }
        words[i] = kept;
    }
}

/* Counts states that were found; fewer, if no more may be added. */
static guint64
claim(PsSweep *sweep, guint64 n)
{
    guint64 max = sweep->options.max_states;
    if (max == 0) /* those of a chunk of all pairs are counted together */
        return n;
    guint64 before = atomic_fetch_add_explicit(&sweep->found, n, memory_order_relaxed);
    if (before + n <= max)
        return n;
    guint64 granted = before < max ? max - before : 0;
    atomic_fetch_sub_explicit(&sweep->found, n - granted, memory_order_relaxed);
    stop(sweep, PS_SWEEP_FULL);
    return granted;
}

/* Leaves in a buffer what is new of it; returns how many states. */
static guint64
leave_new(PsSweep *sweep, guint block, guint pair, guint64 chunk, guint64 *words)
{
    gsize n = ps_set_chunk_words(sweep->fresh, block);
    const PsSet *within = sweep->options.within;
    const PsChunks *known = ps_set_chunks(sweep->options.set, block, chunk);
    const guint64 *there = known != NULL ? known->chunks[pair] : NULL;
    guint64 count = 0;
    if (within != NULL) {
        const PsChunks *all = ps_set_chunks(within, block, chunk);
        if (all == NULL || all->chunks[pair] == NULL)
            return 0;
        count = sweep->kernels->intersect(words, all->chunks[pair], n);
    }
    if (there != NULL)
        count = sweep->kernels->subtract(words, there, n);
    else if (within == NULL)
        count = sweep->kernels->intersect(words, words, n);
    guint64 granted = count > 0 ? claim(sweep, count) : 0;
    if (granted < count)
        cut(words, n, granted);
    return granted;
}

static gboolean
keep(PsSweep *sweep, guint thread, const PsSetPart *found)
{
    gsize n = ps_set_chunk_words(sweep->fresh, found->block);
    PsChunks *chunks = ps_set_make_chunks(sweep->fresh, found->block, found->chunk);
    guint64 *copy = chunks != NULL ? ps_pool_take(sweep->pool, thread, n) : NULL;
    if (copy == NULL)
        return FALSE;
    memcpy(copy, found->words, n * sizeof *copy);
    chunks->chunks[found->pair] = copy;
    chunks->counts[found->pair] = (guint32)found->count;
    chunks->any_changed = TRUE;
    return TRUE;
}

static void
find_chunk(PsSweep *sweep, guint number, guint block, guint64 chunk)
{
    Member *member = member_of(sweep, number);
    if (!ps_puller_aim(member->puller, block, chunk))
        return;
    PsSetPart found = {.block = block, .chunk = chunk, .words = member->buffer};
    guint64 total = 0;
    for (found.pair = 0; found.pair < sweep->space->n_pairs; found.pair++) {
        if (!ps_puller_pull(member->puller, found.pair, member->buffer))
            continue;
        found.count = leave_new(sweep, block, found.pair, chunk, member->buffer);
        total += found.count;
        if (found.count > 0 && !keep(sweep, number, &found))
            stop(sweep, PS_SWEEP_NO_MEMORY);
        else if (found.count > 0 && sweep->options.note != NULL)
            sweep->options.note(number, &found, sweep->options.note_data);
    }
    if (sweep->options.max_states == 0)
        atomic_fetch_add_explicit(&sweep->found, total, memory_order_relaxed);
}

static void
find_chunks(guint member, gpointer data)
{
    PsSweep *sweep = data;
    guint i = 0;
    guint block = 0;
    guint64 chunk = 0;
    while (goes_on(sweep, member) && ps_tasks_next(sweep->tasks, &i, &block, &chunk))
        find_chunk(sweep, member, block, chunk);
}

PsSweepResult
ps_sweep_find(PsSweep *sweep)
{
    guint64 before = sweep->found;
    sweep->result = PS_SWEEP_WENT_ON;
    ps_tasks_clear(sweep->tasks);
    for (guint block = 0; block < sweep->space->n_blocks; block++) {
        if (!ps_puller_is_led_to(member_of(sweep, 0)->puller, block, sweep->changed))
            continue;
        if (!ps_set_make_block(sweep->fresh, block))
            return PS_SWEEP_NO_MEMORY;
        ps_tasks_add(sweep->tasks, block);
    }
    do_work(sweep, find_chunks);
    if (sweep->result != PS_SWEEP_WENT_ON)
        return (PsSweepResult)sweep->result;
    return sweep->found > before ? PS_SWEEP_WENT_ON : PS_SWEEP_DONE;
}

/* ---- Merging ---- */

/* A chunk of a pair that is new goes to the set, or its states do. */
static void
merge_pair(PsSweep *sweep, guint thread, guint block, PsChunks *into, PsChunks *from, guint pair)
{
    gsize n = ps_set_chunk_words(sweep->fresh, block);
    into->changed[pair] = from->chunks[pair] != NULL;
    if (from->chunks[pair] == NULL)
        return;
    if (into->chunks[pair] == NULL) {
        into->chunks[pair] = from->chunks[pair];
    } else {
        sweep->kernels->unite(into->chunks[pair], from->chunks[pair], n);
        ps_pool_give(sweep->pool, thread, from->chunks[pair], n);
    }
    into->counts[pair] += from->counts[pair];
    from->counts[pair] = 0;
    from->chunks[pair] = NULL;
}

static void
merge_chunk(PsSweep *sweep, guint thread, guint block, guint64 chunk)
{
    PsChunks *from = ps_set_chunks(sweep->fresh, block, chunk);
    PsChunks *into = ps_set_chunks(sweep->options.set, block, chunk);
    if (from != NULL && from->any_changed) {
        into = ps_set_make_chunks(sweep->options.set, block, chunk);
        for (guint pair = 0; into != NULL && pair < sweep->space->n_pairs; pair++)
            merge_pair(sweep, thread, block, into, from, pair);
        if (into == NULL) {
            stop(sweep, PS_SWEEP_NO_MEMORY);
            return;
        }
        into->any_changed = TRUE;
        from->any_changed = FALSE;
    } else if (into != NULL && into->any_changed) {
        memset(into->changed, 0, sweep->space->n_pairs);
        into->any_changed = FALSE;
    }
}

static void
merge_chunks(guint member, gpointer data)
{
    PsSweep *sweep = data;
    guint i = 0;
    guint block = 0;
    guint64 chunk = 0;
    while (ps_tasks_next(sweep->tasks, &i, &block, &chunk))
        merge_chunk(sweep, member, block, chunk);
}

static gboolean
has_changed(const PsSweep *sweep, guint block)
{
    guint64 n = ps_space_n_chunks(sweep->space, ps_space_shape_of(sweep->space, block));
    PsChunks **of_block = sweep->options.set->blocks[block];
    for (guint64 i = 0; of_block != NULL && i < n; i++) {
        const PsChunks *chunks = of_block[i];
        if (chunks != NULL && chunks->any_changed)
            return TRUE;
    }
    return FALSE;
}

static gboolean
make_room_in(PsSweep *sweep, guint block)
{
    guint64 n = ps_space_n_chunks(sweep->space, ps_space_shape_of(sweep->space, block));
    if (sweep->fresh->blocks[block] == NULL)
        return TRUE;
    if (!ps_set_make_block(sweep->options.set, block))
        return FALSE;
    for (guint64 chunk = 0; chunk < n; chunk++) {
        const PsChunks *from = ps_set_chunks(sweep->fresh, block, chunk);
        if (from != NULL && from->any_changed &&
            ps_set_make_chunks(sweep->options.set, block, chunk) == NULL)
            return FALSE;
    }
    return TRUE;
}

gboolean
ps_sweep_make_room(PsSweep *sweep)
{
    gboolean made = TRUE;
    for (guint block = 0; block < sweep->space->n_blocks && made; block++)
        made = make_room_in(sweep, block);
    return made;
}

gboolean
ps_sweep_merge(PsSweep *sweep)
{
    sweep->result = PS_SWEEP_WENT_ON;
    ps_tasks_clear(sweep->tasks);
    for (guint block = 0; block < sweep->space->n_blocks; block++) {
        if (sweep->fresh->blocks[block] == NULL && sweep->options.set->blocks[block] == NULL)
            continue;
        if (!ps_set_make_block(sweep->options.set, block))
            return FALSE;
        ps_tasks_add(sweep->tasks, block);
    }
    do_work(sweep, merge_chunks);
    for (guint block = 0; block < sweep->space->n_blocks; block++)
        sweep->changed[block] = has_changed(sweep, block);
    return sweep->result == PS_SWEEP_WENT_ON;
}
