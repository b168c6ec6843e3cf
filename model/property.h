/* Properties: what must hold. One table of them; each is judged for both ways round of watcher and
 * publisher: the watcher W wants to see the presence of the publisher P. */
#ifndef PS_MODEL_PROPERTY_H
#define PS_MODEL_PROPERTY_H

#include "model/world.h"

G_BEGIN_DECLS

typedef enum {
    PS_PROPERTY_SETTLED,   /* judged in every state whose links are both empty */
    PS_PROPERTY_BRANCHING, /* from every state a good one can be reached (AG EF) */
    PS_PROPERTY_ALWAYS,    /* judged in every state */
} PsPropertyKind;

typedef struct _PsProperty PsProperty;

/* All properties, in the order in which they are reported. The table is static. */
guint ps_n_properties(void);
const PsProperty *ps_property(guint i);

/* Finds the property called name, or NULL. */
const PsProperty *ps_property_from_name(const char *name);

/* Its name, such as "no-leak". */
const char *ps_property_name(const PsProperty *property);

PsPropertyKind ps_property_kind(const PsProperty *property);

/* "settled", "branching" or "always". Static. */
const char *ps_property_kind_name(PsPropertyKind kind);

/* What it means for users when it falls, in one line, such as "a user's presence goes to somebody
 * who is not subscribed". Static. */
const char *ps_property_meaning(const PsProperty *property);

/* TRUE if it can be judged in this world: some need availability. */
gboolean ps_property_applies(const PsProperty *property, const PsWorld *world);

/* For a settled property: TRUE if the state violates it with side as the watcher. Also judges
 * states with presences in flight, where no violation is meant. */
gboolean ps_property_violated_for(const PsProperty *property, const PsWorld *world,
                                  const PsState *state, guint watcher);

/* For a settled property: TRUE if the state is settled and violates it either way round. */
gboolean ps_property_violated(const PsProperty *property, const PsWorld *world,
                              const PsState *state);

/* TRUE if the state is settled and satisfies the four properties that no-leak, no-ghost, no-orphan
 * and no-stuck are: both records agree. This is what `recoverable` wants to reach. */
gboolean ps_property_all_agree(const PsWorld *world, const PsState *state);

/* Why the state violates a settled property, with the names of the sides and of the attributes:
 * "juliet has from, romeo has not to". Free it; NULL if the state does not violate it. */
char *ps_property_explain(const PsProperty *property, const PsWorld *world, const PsState *state);

G_END_DECLS

#endif
