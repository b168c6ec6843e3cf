/* Conversations: how users lead their servers from one settled state to the next.
 *
 * A conversation is a run from a settled state to a settled one, with none between them. It begins
 * with an action, as nothing else can happen in a settled state. It is quiet if only arrivals come
 * after that; if actions or faults come too, it is disturbed. */
#ifndef PS_EXPLORER_CONVERSATIONS_H
#define PS_EXPLORER_CONVERSATIONS_H

#include "explorer/mirror.h"

G_BEGIN_DECLS

/* An action that begins a quiet conversation. */
typedef struct {
    PsStep step;
    gboolean turned; /* it ends in the mirror image of what is shown */
} PsOpening;

/* What leads from one settled state to another one or to itself. */
typedef struct {
    guint64 from, to;
    GArray *quiet;     /* of PsOpening: what some quiet conversation begins with; or none, and */
    GArray *disturbed; /* the actions and faults (PsStep) of a disturbed one, in their order */
    gboolean turned;   /* which ends in the mirror image of what is shown */
} PsConversation;

typedef struct _PsConversations PsConversations;

/* Finds all quiet conversations of a numbered search, which must outlive them, between settled
 * states that stand for themselves; and for each settled state that these do not lead to from the
 * start, one disturbed conversation that leads there from one that is reached, if there is any.
 * NULL if the progress function of the search ends it. Free with ps_conversations_free. */
PsConversations *ps_conversations_new(PsMirror mirror);

void ps_conversations_free(PsConversations *conversations);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsConversations, ps_conversations_free)

/* The settled states, by their numbers, in the order of these. */
guint ps_conversations_n_settled(const PsConversations *conversations);
guint64 ps_conversations_settled(const PsConversations *conversations, guint i);

/* How many conversations, of those that were found, lead from the start to a settled state;
 * G_MAXUINT if none do. */
guint ps_conversations_distance(const PsConversations *conversations, guint64 id);

/* The conversations, ordered by where they begin and then by where they end. */
guint ps_conversations_n(const PsConversations *conversations);
const PsConversation *ps_conversations_get(const PsConversations *conversations, guint i);

/* The one that leads from a settled state to another one or to itself; NULL if there is none. */
const PsConversation *ps_conversations_find(const PsConversations *conversations, guint64 from,
                                            guint64 to);

G_END_DECLS

#endif
