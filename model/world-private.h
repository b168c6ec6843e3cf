/* The inside of a world, shared by the files world*.c. */
#ifndef PS_MODEL_WORLD_PRIVATE_H
#define PS_MODEL_WORLD_PRIVATE_H

#include "model/layout.h"

struct _PsWorld {
    PsWorldOptions options;
    char *names[2];
    guint presence_bits; /* one presence on a link */
    guint length_factor; /* 512 / presence_bits, rounded up: faster than to divide by these */
    guint capacity;      /* presences on one link */
    guint room;          /* on both together */
    guint bits;
    PsLayout layout;
    PsMove moves[2][PS_N_EVENTS][PS_MAX_STATES];
};

/* TRUE if presences of this kind exist in the world at all. */
static inline gboolean
ps_world_has_presence(const PsWorld *world, PsPresence presence)
{
    return world->options.availability || !ps_presence_is_availability(presence);
}

/* Computes the layout of a packed state from the moves and the bound. */
gboolean ps_world_lay_out(PsWorld *world, GError **error);

#endif
