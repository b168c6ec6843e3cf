/* What a log shows of two users: its stanzas as what the model speaks of.
 *
 * Of the stanzas of a log, those matter that are about a subscription between two users: presences
 * of the four types (with availability of all), roster sets, pushes and rosters. Everything else is
 * passed over. */
#ifndef PS_WIRE_OBSERVE_H
#define PS_WIRE_OBSERVE_H

#include "explorer/seen.h"
#include "wire/log.h"

G_BEGIN_DECLS

typedef struct {
    const char *users[2]; /* their bare JIDs, or what stands before the @; NULL: the two with most
                           * stanzas between them, the first to be seen first */
    gboolean availability;
    gboolean apart; /* the order is sure only within what is one user's */
} PsObserveOptions;

typedef struct _PsObserved PsObserved;

/* Reads what the log shows. NULL and error (PS_LOG_ERROR_SYNTAX, naming the file) if it shows
 * nothing of such users. Free with ps_observed_free. */
PsObserved *ps_observed_new(const PsLog *log, const PsObserveOptions *options, GError **error);

void ps_observed_free(PsObserved *observed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsObserved, ps_observed_free)

const PsSeenLog *ps_observed_log(const PsObserved *observed);

/* The bare JID of a side. */
const char *ps_observed_user(const PsObserved *observed, guint side);

/* How many stanzas were about other contacts. */
guint ps_observed_n_others(const PsObserved *observed);

G_END_DECLS

#endif
