/* The inside of conversations, for their files: conversations.c finds them, conversations-list.c
 * keeps them. */
#ifndef PS_EXPLORER_CONVERSATIONS_PRIVATE_H
#define PS_EXPLORER_CONVERSATIONS_PRIVATE_H

#include "explorer/conversations.h"

struct _PsConversations {
    GArray *settled;      /* of guint64 */
    GArray *list;         /* of PsConversation */
    GHashTable *distance; /* by the number of a settled state, plus one: plus one */
};

/* The number of a state as a key. */
gpointer conversations_key(guint64 id);

/* TRUE if it is noted how far away a settled state is. */
gboolean conversations_has_reached(const PsConversations *conversations, guint64 id);

/* Notes that it is so many conversations away, and puts it into a queue. */
void conversations_reach(PsConversations *conversations, guint64 id, guint distance, GArray *queue);

/* The same for all states that are not reached and to which one of the first n conversations leads
 * from the state `from`. These are in the order of where they begin. */
void conversations_go_on(PsConversations *conversations, guint n, guint64 from, guint distance,
                         GArray *queue);

/* Puts all into their order, and notes how far away from the start they lead. */
void conversations_sort(PsConversations *conversations);

#endif
