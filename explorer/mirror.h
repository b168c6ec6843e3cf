/* Mirror images: where both servers are the same, the two sides of a world may change places.
 *
 * The mirror image of a state has romeo's part at juliet's side and the other way round. The two
 * can do the same, but for who is who, so that a graph may show one for both: the one with the
 * lower number, which is its representative. */
#ifndef PS_EXPLORER_MIRROR_H
#define PS_EXPLORER_MIRROR_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* The mirror image of a state. */
PsState ps_mirror_state(const PsState *state);

/* TRUE if mirror images in this world can do the same: both sides have the same profile and the
 * same options. */
gboolean ps_mirror_applies(const PsWorld *world);

/* The states of a numbered search, with mirror images merged or not. A value; the search must
 * outlive it, and if merged, its world be one with mirror images. */
typedef struct {
    const PsSearch *search;
    gboolean merged;
} PsMirror;

/* TRUE if the state stands for itself, and its mirror image if that is another one. */
gboolean ps_mirror_keeps(PsMirror mirror, guint64 id);

/* Sets *id to the number of what stands for a state, and *turned to whether that is its mirror
 * image: then the sides have changed places. FALSE if the search did not find it. */
gboolean ps_mirror_find(PsMirror mirror, const PsState *state, guint64 *id, gboolean *turned);

/* The transitions out of a state that stands for itself, as ps_step_transitions. Of a state that is
 * its own mirror image only the first side's: those of the other one are their mirror images. */
guint ps_mirror_transitions(PsMirror mirror, guint64 id, PsTransition *out);

/* TRUE if the state is its own mirror image and mirror images are merged: it does not matter then
 * who is who. */
gboolean ps_mirror_is_even(PsMirror mirror, const PsState *state);

/* Says what leads from a state to a mirror image of what is shown as what leads to that itself, if
 * it is all the same there who is who: the steps change sides, and *turned becomes FALSE. */
void ps_mirror_straighten(PsMirror mirror, const PsState *from, PsStep *steps, guint n,
                          gboolean *turned);

G_END_DECLS

#endif
