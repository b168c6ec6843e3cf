/* A keeper: when a search is written down, and whether what was written is of it. */
#include "explorer/keeper.h"

#include "explorer/identity.h"
#include "explorer/search-private.h"

struct _PsKeeper {
    PsKeeping keeping;
    gint64 last;     /* when the last checkpoint was written, or the search began; microseconds */
    guint depth;     /* that was reached then */
    gboolean failed; /* to write it */
};

static PsKeeper *
keeper_new(const PsKeeping *keeping)
{
    PsKeeper *keeper = g_new0(PsKeeper, 1);
    keeper->keeping = *keeping;
    keeper->last = g_get_monotonic_time();
    return keeper;
}

void
ps_keeper_free(PsKeeper *keeper)
{
    g_free(keeper);
}

gboolean
ps_keeper_is_eager(const PsKeeper *keeper)
{
    return keeper != NULL && keeper->keeping.seconds == 0;
}

gboolean
ps_search_is_kept(const PsSearch *search)
{
    return search->keeper == NULL || !search->keeper->failed;
}

/* ---- What engines keep alike ---- */

#define FIGURES "figures"

void
ps_keep_figures(PsCheckpointWriter *writer, const guint64 *figures, guint n)
{
    ps_checkpoint_begin(writer, FIGURES, n * sizeof *figures);
    for (guint i = 0; i < n; i++)
        ps_checkpoint_put_number(writer, figures[i]);
}

gboolean
ps_load_figures(PsCheckpoint *checkpoint, guint64 *figures, guint n, GError **error)
{
    guint64 length = 0;
    if (!ps_checkpoint_enter(checkpoint, FIGURES, &length, error))
        return FALSE;
    for (guint i = 0; i < n; i++)
        if (!ps_checkpoint_get_number(checkpoint, &figures[i], error))
            return FALSE;
    return ps_checkpoint_leave(checkpoint, error);
}

gsize
ps_keep_packed_bytes(const PsWorld *world)
{
    return (ps_world_bits(world) + 7) / 8;
}

void
ps_keep_packed(const PsWorld *world, PsPacked packed, PsCheckpointWriter *writer)
{
    guint64 words[2] = {GUINT64_TO_LE(packed.lo), GUINT64_TO_LE(packed.hi)};
    ps_checkpoint_put(writer, words, ps_keep_packed_bytes(world));
}

gboolean
ps_load_packed(const PsWorld *world, PsCheckpoint *checkpoint, PsPacked *packed, GError **error)
{
    guint64 words[2] = {0};
    if (!ps_checkpoint_get(checkpoint, words, ps_keep_packed_bytes(world), error))
        return FALSE;
    *packed = (PsPacked){GUINT64_FROM_LE(words[0]), GUINT64_FROM_LE(words[1])};
    return ps_world_has_packed(world, *packed) ||
           ps_checkpoint_fail(checkpoint, error, "a state is none of this world");
}

/* ---- Writing ---- */

static gboolean
write_all(const PsSearch *search, GError **error)
{
    PsEngine engine = ps_search_engine_of(search);
    g_autofree char *identity = ps_identity_new(search->world, engine, search->instead);
    g_autoptr(PsCheckpointWriter) writer =
        ps_checkpoint_writer_new(search->keeper->keeping.to, identity, error);
    if (writer == NULL)
        return FALSE;
    if (engine == PS_ENGINE_HASH)
        ps_keep_hash(search, writer);
    else if (engine == PS_ENGINE_BITMAPS)
        ps_keep_bitmaps(search, writer);
    else
        ps_keep_sets(search, writer);
    return ps_checkpoint_commit(writer, error);
}

void
ps_keeper_write(const PsSearch *search)
{
    PsKeeper *keeper = search->keeper;
    g_autoptr(GError) error = NULL;
    if (keeper == NULL)
        return;
    gboolean written = write_all(search, &error);
    if (!written && !keeper->failed && keeper->keeping.failed != NULL)
        keeper->keeping.failed(error, keeper->keeping.data);
    keeper->failed = !written;
    keeper->last = g_get_monotonic_time();
    keeper->depth = search->depth;
}

/* After each layer, or after some time. */
static gboolean
is_due(const PsKeeper *keeper, guint depth)
{
    if (ps_keeper_is_eager(keeper))
        return depth != keeper->depth;
    gint64 interval = (gint64)keeper->keeping.seconds * G_USEC_PER_SEC;
    return g_get_monotonic_time() - keeper->last >= interval;
}

void
ps_keeper_write_if_due(const PsSearch *search)
{
    if (search->keeper != NULL && is_due(search->keeper, search->depth))
        ps_keeper_write(search);
}

/* ---- Going on ---- */

/* TRUE if the checkpoint is of the world of a search and of this version; its engine becomes
 * *engine. */
static gboolean
is_of_this(const PsCheckpoint *checkpoint, PsSearch *search, PsEngine *engine, GError **error)
{
    const char *name = ps_checkpoint_name(checkpoint);
    const char *there = ps_checkpoint_head(checkpoint);
    if (!ps_identity_engine(there, engine, &search->instead))
        return ps_checkpoint_fail(checkpoint, error, "it names no engine");
    g_autofree char *here = ps_identity_new(search->world, *engine, search->instead);
    g_autofree char *difference = ps_identity_difference(there, here);
    if (difference != NULL)
        g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_OTHER,
                    "%s: expected a checkpoint of this search, found one of another: %s", name,
                    difference);
    return difference == NULL;
}

/* TRUE if this engine can search such a world. */
static gboolean
is_possible(const PsSearch *search, PsEngine engine)
{
    return engine == PS_ENGINE_HASH ||
           (engine == PS_ENGINE_SETS ? ps_search_can_be_sets(search->world, &search->limits)
                                     : ps_search_can_be_bitmaps(search->world, &search->limits));
}

/* TRUE if the limits permit the engine of a checkpoint: if they leave it open, or lead to it, or to
 * sets, instead of which there is this one. */
static gboolean
is_wanted(const PsCheckpoint *checkpoint, const PsSearch *search, PsEngine engine, GError **error)
{
    if (!is_possible(search, engine))
        return ps_checkpoint_fail(checkpoint, error, "its engine cannot search such a world");
    if (search->limits.engine == PS_ENGINE_AUTO)
        return TRUE;
    PsEngine wanted = ps_search_engine(search->world, &search->limits);
    if (wanted == engine || (search->instead && wanted == PS_ENGINE_SETS))
        return TRUE;
    g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_OTHER,
                "%s: expected a checkpoint of the engine %s, found one of the engine %s",
                ps_checkpoint_name(checkpoint), ps_engine_name(wanted), ps_engine_name(engine));
    return FALSE;
}

gboolean
ps_keeper_fits(const PsSearch *search, const PsCheckpoint *checkpoint, GError **error)
{
    guint64 max = search->limits.max_states;
    if (max == 0 || search->states <= max)
        return TRUE;
    g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_LIMIT,
                "%s: expected at most %" G_GUINT64_FORMAT " states, found %" G_GUINT64_FORMAT,
                ps_checkpoint_name(checkpoint), max, search->states);
    return FALSE;
}

gboolean
ps_keeper_fail_memory(const PsSearch *search, const PsCheckpoint *checkpoint, GError **error)
{
    guint64 max = search->limits.max_memory;
    g_autofree char *limit = max > 0 ? ps_search_describe_memory(max) : g_strdup("memory");
    g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_MEMORY,
                "%s: its %" G_GUINT64_FORMAT " states do not fit into %s",
                ps_checkpoint_name(checkpoint), search->states, limit);
    return FALSE;
}

/* Makes the search what is in the checkpoint, of which every checksum is right. */
static gboolean
load(PsSearch *search, PsCheckpoint *checkpoint, PsEngine engine, GError **error)
{
    gboolean loaded = engine == PS_ENGINE_HASH      ? ps_load_hash(search, checkpoint, error)
                      : engine == PS_ENGINE_BITMAPS ? ps_load_bitmaps(search, checkpoint, error)
                                                    : ps_load_sets(search, checkpoint, error);
    search->states_before = search->states;
    return loaded;
}

static gboolean
go_on(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    PsEngine engine = PS_ENGINE_HASH;
    return is_of_this(checkpoint, search, &engine, error) &&
           is_wanted(checkpoint, search, engine, error) &&
           ps_checkpoint_verify(checkpoint, error) && load(search, checkpoint, engine, error);
}

PsSearch *
ps_search_resume(const PsWorld *world, const PsLimits *limits, PsCheckpoint *checkpoint,
                 GError **error)
{
    PsState initial = ps_world_initial(world);
    g_autoptr(PsSearch) search = ps_search_begin(world, &initial, limits);
    if (!go_on(search, checkpoint, error))
        return NULL;
    ps_search_run(search);
    return g_steal_pointer(&search);
}

/* FALSE and error if the file cannot be written at all. What is there stays. */
static gboolean
can_write(const char *path, GError **error)
{
    g_autoptr(PsCheckpointWriter) writer = ps_checkpoint_writer_new(path, "", error);
    return writer != NULL;
}

PsSearch *
ps_search_keep(const PsWorld *world, const PsLimits *limits, const PsKeeping *keeping,
               GError **error)
{
    PsState initial = ps_world_initial(world);
    g_autoptr(PsSearch) search = ps_search_begin(world, &initial, limits);
    g_assert(search->limits.goal == NULL && !search->limits.no_faults);
    if (keeping->to != NULL && !can_write(keeping->to, error))
        return NULL;
    if (keeping->from != NULL) {
        g_autoptr(PsCheckpoint) checkpoint = ps_checkpoint_open(keeping->from, error);
        if (checkpoint == NULL || !go_on(search, checkpoint, error))
            return NULL;
    }
    if (keeping->to != NULL)
        search->keeper = keeper_new(keeping);
    search->limits.engine = ps_search_engine_of(search);
    if (keeping->begins != NULL)
        keeping->begins(search->limits.engine, keeping->data);
    ps_search_run(search);
    return g_steal_pointer(&search);
}
