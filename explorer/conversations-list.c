/* Conversations that were found: in their order, and how far they lead. */
#include "explorer/conversations-private.h"

gpointer
conversations_key(guint64 id)
{
    return GSIZE_TO_POINTER(id + 1);
}

static int
compare(gconstpointer a, gconstpointer b)
{
    const PsConversation *left = a;
    const PsConversation *right = b;
    if (left->from != right->from)
        return left->from < right->from ? -1 : 1;
    return (left->to > right->to) - (left->to < right->to);
}

/* The place of the first of n conversations, which are in the order of where they begin, that
 * begins in a state or in a later one. */
static guint
first_from(const GArray *list, guint n, guint64 from)
{
    guint low = 0;
    for (guint high = n; low < high;) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(list, PsConversation, middle).from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

gboolean
conversations_has_reached(const PsConversations *conversations, guint64 id)
{
    return g_hash_table_contains(conversations->distance, conversations_key(id));
}

void
conversations_reach(PsConversations *conversations, guint64 id, guint distance, GArray *queue)
{
    g_hash_table_insert(conversations->distance, conversations_key(id),
                        GUINT_TO_POINTER(distance + 1));
    g_array_append_val(queue, id);
}

void
conversations_go_on(PsConversations *conversations, guint n, guint64 from, guint distance,
                    GArray *queue)
{
    const GArray *list = conversations->list;
    for (guint i = first_from(list, n, from); i < n; i++) {
        const PsConversation *each = &g_array_index(list, PsConversation, i);
        if (each->from != from)
            return;
        if (!conversations_has_reached(conversations, each->to))
            conversations_reach(conversations, each->to, distance, queue);
    }
}

void
conversations_sort(PsConversations *conversations)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint64));
    g_array_sort(conversations->list, compare);
    g_hash_table_remove_all(conversations->distance);
    conversations_reach(conversations, g_array_index(conversations->settled, guint64, 0), 0, queue);
    for (guint i = 0; i < queue->len; i++) {
        guint64 from = g_array_index(queue, guint64, i);
        guint distance = ps_conversations_distance(conversations, from);
        conversations_go_on(conversations, conversations->list->len, from, distance + 1, queue);
    }
}

void
ps_conversations_free(PsConversations *conversations)
{
    if (conversations == NULL)
        return;
    for (guint i = 0; i < conversations->list->len; i++) {
        PsConversation *each = &g_array_index(conversations->list, PsConversation, i);
        g_array_unref(each->quiet);
        if (each->disturbed != NULL)
            g_array_unref(each->disturbed);
    }
    g_array_unref(conversations->list);
    g_array_unref(conversations->settled);
    g_hash_table_unref(conversations->distance);
    g_free(conversations);
}

guint
ps_conversations_n_settled(const PsConversations *conversations)
{
    return conversations->settled->len;
}

guint64
ps_conversations_settled(const PsConversations *conversations, guint i)
{
    g_assert(i < conversations->settled->len);
    return g_array_index(conversations->settled, guint64, i);
}

guint
ps_conversations_distance(const PsConversations *conversations, guint64 id)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(conversations->distance, conversations_key(id))) -
           1;
}

guint
ps_conversations_n(const PsConversations *conversations)
{
    return conversations->list->len;
}

const PsConversation *
ps_conversations_get(const PsConversations *conversations, guint i)
{
    g_assert(i < conversations->list->len);
    return &g_array_index(conversations->list, PsConversation, i);
}

const PsConversation *
ps_conversations_find(const PsConversations *conversations, guint64 from, guint64 to)
{
    const PsConversation wanted = {.from = from, .to = to};
    guint i = 0;
    return g_array_binary_search(conversations->list, &wanted, compare, &i)
               ? ps_conversations_get(conversations, i)
               : NULL;
}
