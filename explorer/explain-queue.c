/* Explaining a log: nodes, and those that wait, as a binary heap. */
#include "explorer/explain-private.h"

#include <string.h>

guint
ps_explain_node_hash(gconstpointer data)
{
    const PsExplainNode *node = data;
    guint64 hash = node->packed.lo * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    hash = (hash ^ node->packed.hi) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    for (guint side = 0; side < 2; side++)
        for (guint stream = 0; stream < PS_N_STREAMS; stream++)
            hash = (hash ^ node->place.at[side][stream] ^ hash >> 29) *
                   G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return (guint)(hash >> 32);
}

gboolean
ps_explain_node_equal(gconstpointer a, gconstpointer b)
{
    const PsExplainNode *x = a, *y = b;
    return ps_packed_equal(x->packed, y->packed) &&
           memcmp(&x->place, &y->place, sizeof x->place) == 0;
}

typedef struct {
    guint64 cost;
    guint64 number; /* in the order in which they were added */
    PsExplainNode *node;
} Entry;

void
ps_explain_queue_init(PsExplainQueue *queue)
{
    *queue = (PsExplainQueue){.entries = g_array_new(FALSE, FALSE, sizeof(Entry))};
}

void
ps_explain_queue_clear(PsExplainQueue *queue)
{
    g_array_unref(queue->entries);
}

static gboolean
before(const Entry *a, const Entry *b)
{
    return a->cost < b->cost || (a->cost == b->cost && a->number < b->number);
}

void
ps_explain_queue_add(PsExplainQueue *queue, guint64 cost, PsExplainNode *node)
{
    Entry entry = {cost, queue->n_added++, node};
    guint at = queue->entries->len;
    g_array_append_val(queue->entries, entry);
    Entry *entries = (Entry *)(void *)queue->entries->data;
    for (; at > 0 && before(&entry, &entries[(at - 1) / 2]); at = (at - 1) / 2)
        entries[at] = entries[(at - 1) / 2];
    entries[at] = entry;
}

PsExplainNode *
ps_explain_queue_take(PsExplainQueue *queue, guint64 *cost)
{
    Entry *entries = (Entry *)(void *)queue->entries->data;
    guint n = queue->entries->len;
    guint at = 0;
    if (n == 0)
        return NULL;
    Entry first = entries[0];
    Entry last = entries[--n];
    for (;;) {
        guint child = 2 * at + 1;
        if (child + 1 < n && before(&entries[child + 1], &entries[child]))
            child++;
        if (child >= n || before(&last, &entries[child]))
            break;
        entries[at] = entries[child];
        at = child;
    }
    entries[at] = last;
    g_array_set_size(queue->entries, n);
    *cost = first.cost;
    return first.node;
}
