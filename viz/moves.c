/* Moves between pairs of entries. */
#include "viz/moves.h"

#include "viz/look.h"

struct _PsMoves {
    GArray *pairs;     /* of PsPairId */
    GArray *moves;     /* of PsPairMove */
    GHashTable *index; /* from a key of two pairs to a number in moves, from 1 */
    gboolean seen[PS_N_PAIR_IDS];
};

static gpointer
key_of(PsPairId from, PsPairId to)
{
    return GUINT_TO_POINTER(from * PS_N_PAIR_IDS + to);
}

static PsPairMove *
find_or_add(PsMoves *moves, PsPairId from, PsPairId to)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(moves->index, key_of(from, to)));
    if (number == 0) {
        PsPairMove move = {.from = from, .to = to};
        g_array_append_val(moves->moves, move);
        number = moves->moves->len;
        g_hash_table_insert(moves->index, key_of(from, to), GUINT_TO_POINTER(number));
    }
    return &g_array_index(moves->moves, PsPairMove, number - 1);
}

static PsPairId
turned_pair(PsPairId pair)
{
    return ps_pair_entry(pair, 1) * PS_MAX_STATES + ps_pair_entry(pair, 0);
}

/* Turns a pair so that the first entry is not the higher one; TRUE if it had to be turned. */
static gboolean
turn(PsPairId *pair)
{
    gboolean turns = ps_pair_entry(*pair, 0) > ps_pair_entry(*pair, 1);
    if (turns)
        *pair = turned_pair(*pair);
    return turns;
}

/* Where both entries are the same it does not matter whose step it is: it is shown as one to the
 * pair that is shown. */
static void
add_transition(PsMoves *moves, gboolean merged, PsPairId from, const PsTransition *transition)
{
    PsPairId to = ps_pair_id(&transition->to);
    PsStep step = transition->step;
    gboolean turned = FALSE;
    if (merged) {
        gboolean from_turned = turn(&from);
        turned = turn(&to) != from_turned && ps_pair_entry(to, 0) != ps_pair_entry(to, 1);
        if (ps_pair_entry(from, 0) == ps_pair_entry(from, 1) ? turned : from_turned)
            step.side = 1 - step.side;
        turned = turned && ps_pair_entry(from, 0) != ps_pair_entry(from, 1);
    }
    find_or_add(moves, from, to)->what[turned][step.kind][step.side] |= (guint16)(1u << step.what);
}

/* Only the states that were expanded have transitions in the search: the first ones. */
static void
add_state(PsMoves *moves, PsMirror mirror, guint64 id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState from = ps_search_state(mirror.search, id);
    PsPairId pair = ps_pair_id(&from);
    PsPairId shown = pair;
    if (mirror.merged)
        turn(&shown);
    if (!moves->seen[shown])
        g_array_append_val(moves->pairs, shown);
    moves->seen[shown] = TRUE;
    if (id >= ps_search_expanded(mirror.search))
        return;
    guint n = ps_step_transitions(ps_search_world(mirror.search), &from, out, &overflow);
    for (guint i = 0; i < n; i++)
        add_transition(moves, mirror.merged, pair, &out[i]);
}

PsMoves *
ps_moves_new(PsMirror mirror)
{
    PsMoves *moves = g_new0(PsMoves, 1);
    moves->pairs = g_array_new(FALSE, FALSE, sizeof(PsPairId));
    moves->moves = g_array_new(FALSE, FALSE, sizeof(PsPairMove));
    moves->index = g_hash_table_new(NULL, NULL);
    for (guint64 id = 0; id < ps_search_states(mirror.search); id++)
        add_state(moves, mirror, id);
    return moves;
}

void
ps_moves_free(PsMoves *moves)
{
    if (moves == NULL)
        return;
    g_array_unref(moves->pairs);
    g_array_unref(moves->moves);
    g_hash_table_unref(moves->index);
    g_free(moves);
}

guint
ps_moves_n_pairs(const PsMoves *moves)
{
    return moves->pairs->len;
}

PsPairId
ps_moves_pair(const PsMoves *moves, guint i)
{
    g_assert(i < moves->pairs->len);
    return g_array_index(moves->pairs, PsPairId, i);
}

guint
ps_moves_n(const PsMoves *moves)
{
    return moves->moves->len;
}

const PsPairMove *
ps_moves_get(const PsMoves *moves, guint i)
{
    g_assert(i < moves->moves->len);
    return &g_array_index(moves->moves, PsPairMove, i);
}

const PsPairMove *
ps_moves_find(const PsMoves *moves, PsPairId from, PsPairId to)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(moves->index, key_of(from, to)));
    return number > 0 ? ps_moves_get(moves, number - 1) : NULL;
}

guint
ps_pair_move_kinds(const PsPairMove *move)
{
    guint kinds = 0;
    for (guint turned = 0; turned < 2; turned++)
        for (guint kind = 0; kind < PS_N_STEP_KINDS; kind++)
            if (move->what[turned][kind][0] != 0 || move->what[turned][kind][1] != 0)
                kinds |= 1u << kind;
    return kinds;
}

static void
list_step(GPtrArray *list, const PsPairMove *move, const PsWorld *world, PsStep step,
          char *(*text)(const PsWorld *, PsStep))
{
    for (guint turned = 0; turned < 2; turned++) {
        if (!(move->what[turned][step.kind][step.side] >> step.what & 1))
            continue;
        g_autofree char *line = text(world, step);
        g_ptr_array_add(list, g_strconcat(line, turned ? PS_LOOK_TURNED : "", NULL));
    }
}

GPtrArray *
ps_pair_move_list(const PsPairMove *move, const PsWorld *world,
                  char *(*text)(const PsWorld *, PsStep))
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint kind = 0; kind < PS_N_STEP_KINDS; kind++)
        for (guint side = 0; side < 2; side++)
            for (guint what = 0; what < 16; what++)
                list_step(list, move, world, (PsStep){(guint8)kind, (guint8)side, (guint8)what},
                          text);
    return list;
}
