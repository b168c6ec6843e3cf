/* The state graph as Aldebaran has it (.aut), which CADP, mCRL2 and LTSmin read: one line a
 * transition. Its states are numbered without gaps. */
#include "viz/stream.h"

/* Where mirror images are merged, numbers have gaps: how many states stand for themselves before
 * each block of these, and which do. A bit a state, and a little more. */
#define BLOCK 64

typedef struct {
    GArray *kept;   /* of guint64: the bits of a block */
    GArray *before; /* of guint64 */
} Ranks;

static Ranks *
ranks_new(const PsStates *states)
{
    PsMirror mirror = {states->search, TRUE};
    Ranks *ranks = g_new0(Ranks, 1);
    guint64 before = 0;
    ranks->kept = g_array_new(FALSE, FALSE, sizeof(guint64));
    ranks->before = g_array_new(FALSE, FALSE, sizeof(guint64));
    for (guint64 first = 0; first < ps_search_states(states->search); first += BLOCK) {
        guint64 bits = 0;
        for (guint64 i = 0; i < BLOCK && first + i < ps_search_states(states->search); i++)
            bits |= (guint64)ps_mirror_keeps(mirror, first + i) << i;
        g_array_append_val(ranks->kept, bits);
        g_array_append_val(ranks->before, before);
        before += (guint64)__builtin_popcountll(bits);
    }
    return ranks;
}

static guint64
number_of(const PsStream *stream, guint64 id)
{
    const Ranks *ranks = stream->data;
    if (ranks == NULL)
        return id;
    guint64 below =
        g_array_index(ranks->kept, guint64, id / BLOCK) & (((guint64)1 << id % BLOCK) - 1);
    return g_array_index(ranks->before, guint64, id / BLOCK) + (guint64)__builtin_popcountll(below);
}

static void
begin(PsStream *stream)
{
    stream->data = stream->states->symmetric ? ranks_new(stream->states) : NULL;
    fprintf(stream->file, "des (0,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ")\n", stream->n_edges,
            stream->n_nodes);
}

static void
write_node(PsStream *stream, const PsStateNode *node)
{
    (void)stream;
    (void)node;
}

/* The step as a trace has it, in quotes; a name may have what must be escaped there. */
static void
write_edge(PsStream *stream, const PsStateEdge *edge)
{
    g_autofree char *text = ps_step_text(stream->world, edge->step);
    fprintf(stream->file, "(%" G_GUINT64_FORMAT ",\"", number_of(stream, edge->from));
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            putc('\\', stream->file);
        putc(*c, stream->file);
    }
    fprintf(stream->file, "%s\",%" G_GUINT64_FORMAT ")\n", edge->turned ? PS_LOOK_TURNED : "",
            number_of(stream, edge->to));
}

static void
end(PsStream *stream)
{
    Ranks *ranks = stream->data;
    if (ranks == NULL)
        return;
    g_array_unref(ranks->kept);
    g_array_unref(ranks->before);
    g_free(ranks);
}

const PsPrinter ps_stream_aut = {"aut", begin, write_node, write_edge, end};
