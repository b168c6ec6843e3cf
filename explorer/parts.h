/* Parts: a packed state, taken apart into its links and what is below them, for those who move
 * presences by shifts and masks. Only for worlds whose links are queues.
 *
 * All of it is inline: what it is called for is done many million times a second. `wide` is
 * ps_world_is_wide, a constant where that pays. */
#ifndef PS_EXPLORER_PARTS_H
#define PS_EXPLORER_PARTS_H

#include "model/layout.h"

G_BEGIN_DECLS

/* What is to be known of a world. */
typedef struct {
    const PsWorldOptions *options;
    PsLayout layout;
    guint digit;          /* bits of a presence */
    guint length_factor;  /* 512 / digit, rounded up: faster than to divide by these */
    guint capacity, room; /* as ps_world_link_capacity and ps_world_room */
} PsJoints;

typedef struct {
    guint64 low;     /* all but the links and the length of the first of them */
    guint64 link[2]; /* as in PsState */
    guint length[2];
} PsParts;

static inline PsJoints
ps_joints_of(const PsWorld *world)
{
    guint digit = ps_world_presence_bits(world);
    return (PsJoints){
        .options = ps_world_options(world),
        .layout = *ps_world_layout(world),
        .digit = digit,
        .length_factor = (512 + digit - 1) / digit,
        .capacity = ps_world_link_capacity(world),
        .room = ps_world_room(world),
    };
}

/* What a response sends, as digits of which the lowest is the first one. */
static inline guint32
ps_joints_digits(const PsJoints *joints, const PsResponse *response)
{
    guint32 digits = 0;
    G_STATIC_ASSERT(PS_MAX_EFFECTS * 3 < 32);
    for (guint i = 0; i < response->n_sends; i++)
        digits |= (guint32)response->sends[i] << (i * joints->digit);
    return digits;
}

#define PS_INLINE static inline __attribute__((always_inline))

PS_INLINE guint64
ps_field_get(guint64 low, PsField where)
{
    return low >> where.shift & (((guint64)1 << where.bits) - 1);
}

PS_INLINE PsParts
ps_parts_of(const PsJoints *joints, PsPacked packed, gboolean wide)
{
    const PsLayout *layout = &joints->layout;
    guint64 lengths = (((guint64)1 << layout->length.bits) - 1) << layout->length.shift;
    unsigned __int128 bits = (unsigned __int128)packed.hi << 64 | packed.lo;
    unsigned __int128 links = wide ? bits >> layout->links.shift : packed.lo >> layout->links.shift;
    PsParts parts = {.low = packed.lo & (((guint64)1 << layout->length.shift) - 1)};
    parts.length[0] = (guint)((packed.lo & lengths) >> layout->length.shift);
    guint digits = parts.length[0] * joints->digit;
    guint64 leading = (guint64)1 << digits;
    parts.link[0] = ((guint64)links & (leading - 1)) | leading;
    parts.link[1] = wide ? (guint64)(links >> digits) : (guint64)links >> digits;
    guint place = 63 - (guint)__builtin_clzll(parts.link[1]);
    parts.length[1] = place * joints->length_factor / 512;
    return parts;
}

PS_INLINE PsPacked
ps_parts_join(const PsJoints *joints, const PsParts *parts, gboolean wide)
{
    const PsLayout *layout = &joints->layout;
    guint digits = parts->length[0] * joints->digit;
    guint64 first = parts->link[0] ^ (guint64)1 << digits;
    guint64 low = parts->low | (guint64)parts->length[0] << layout->length.shift;
    if (!wide)
        return (PsPacked){low | (first | parts->link[1] << digits) << layout->links.shift, 0};
    unsigned __int128 links = first | (unsigned __int128)parts->link[1] << digits;
    unsigned __int128 bits = links << layout->links.shift | low;
    return (PsPacked){(guint64)bits, (guint64)(bits >> 64)};
}

/* n presences, as digits of which the lowest is the first one, join a side's outgoing link. FALSE,
 * and nothing is done, if there is no room for them. */
PS_INLINE gboolean
ps_parts_send(const PsJoints *joints, guint side, guint32 digits, guint n, PsParts *parts)
{
    guint64 added = digits ^ 1 ^ (guint64)1 << (n * joints->digit);
    if (parts->length[side] + n > joints->capacity ||
        parts->length[0] + parts->length[1] + n > joints->room)
        return FALSE;
    parts->link[side] ^= added << parts->length[side] * joints->digit;
    parts->length[side] += n;
    return TRUE;
}

/* The presence at the head of a link that is not empty. */
PS_INLINE PsPresence
ps_parts_head(const PsJoints *joints, const PsParts *parts, guint link)
{
    return (PsPresence)(parts->link[link] & ((1u << joints->digit) - 1));
}

PS_INLINE void
ps_parts_remove_head(const PsJoints *joints, guint link, PsParts *parts)
{
    parts->link[link] >>= joints->digit;
    parts->length[link]--;
}

/* One more presence comes in front of the head; there must be room for it. */
PS_INLINE void
ps_parts_add_head(const PsJoints *joints, guint link, PsPresence presence, PsParts *parts)
{
    parts->link[link] = parts->link[link] << joints->digit | presence;
    parts->length[link]++;
}

/* TRUE if a fault may still happen. */
PS_INLINE gboolean
ps_parts_has_fault(const PsJoints *joints, const PsParts *parts, PsFault fault)
{
    return joints->options->faults[fault] == PS_FAULT_ANY ||
           ps_field_get(parts->low, joints->layout.left[fault]) > 0;
}

/* Counts a fault against its budget, if it has one. */
PS_INLINE void
ps_parts_spend(const PsJoints *joints, PsFault fault, PsParts *parts)
{
    if (joints->options->faults[fault] > 0)
        parts->low -= (guint64)1 << joints->layout.left[fault].shift;
}

G_END_DECLS

#endif
