/* Links: presences as the digits of a number below a leading one. */
#include "model/world-private.h"

guint
ps_world_link_length(const PsWorld *world, guint64 link)
{
    /* The place of the leading one, below 64, over presence_bits; exact for all of its multiples.
     */
    guint leading = 63 - (guint)__builtin_clzll(link);
    return leading * world->length_factor / 512;
}

PsPresence
ps_world_link_peek(const PsWorld *world, guint64 link, guint i)
{
    guint64 mask = ((guint64)1 << world->presence_bits) - 1;
    return (PsPresence)(link >> (i * world->presence_bits) & mask);
}

/* The link with a presence inserted before presence i. */
static guint64
link_insert(const PsWorld *world, guint64 link, guint i, PsPresence presence)
{
    guint bits = world->presence_bits;
    guint64 before = link & (((guint64)1 << (i * bits)) - 1);
    guint64 after = link >> (i * bits);
    return (after << bits | presence) << (i * bits) | before;
}

guint64
ps_world_link_add(const PsWorld *world, guint64 link, PsPresence presence)
{
    guint i = ps_world_link_length(world, link);
    while (world->options.any_order && i > 0 && ps_world_link_peek(world, link, i - 1) > presence)
        i--;
    return link_insert(world, link, i, presence);
}

guint64
ps_world_link_add_front(const PsWorld *world, guint64 link, PsPresence presence)
{
    return link_insert(world, link, 0, presence);
}

guint64
ps_world_link_remove(const PsWorld *world, guint64 link, guint i)
{
    guint bits = world->presence_bits;
    guint64 before = link & (((guint64)1 << (i * bits)) - 1);
    return link >> ((i + 1) * bits) << (i * bits) | before;
}
