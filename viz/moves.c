/* Moves between pairs of entries. */
#include "viz/moves.h"

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

static void
add_transition(PsMoves *moves, PsPairId from, const PsTransition *transition)
{
    PsPairId to = ps_pair_id(&transition->to);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(moves->index, key_of(from, to)));
    if (number == 0) {
        PsPairMove move = {.from = from, .to = to};
        g_array_append_val(moves->moves, move);
        number = moves->moves->len;
        g_hash_table_insert(moves->index, key_of(from, to), GUINT_TO_POINTER(number));
    }
    PsStep step = transition->step;
    PsPairMove *move = &g_array_index(moves->moves, PsPairMove, number - 1);
    move->what[step.kind][step.side] |= (guint16)(1u << step.what);
}

/* Only the states that were expanded have transitions in the search: the first ones. left is how
 * many transitions are still to come. */
static void
add_state(PsMoves *moves, const PsSearch *search, guint64 id, guint64 *left)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState from = ps_search_state(search, id);
    PsPairId pair = ps_pair_id(&from);
    if (!moves->seen[pair])
        g_array_append_val(moves->pairs, pair);
    moves->seen[pair] = TRUE;
    guint n = *left > 0 ? ps_step_transitions(ps_search_world(search), &from, out, &overflow) : 0;
    for (guint i = 0; i < n; i++)
        add_transition(moves, pair, &out[i]);
    *left -= n;
}

PsMoves *
ps_moves_new(const PsSearch *search)
{
    PsMoves *moves = g_new0(PsMoves, 1);
    guint64 left = ps_search_transitions(search);
    moves->pairs = g_array_new(FALSE, FALSE, sizeof(PsPairId));
    moves->moves = g_array_new(FALSE, FALSE, sizeof(PsPairMove));
    moves->index = g_hash_table_new(NULL, NULL);
    for (guint64 id = 0; id < ps_search_states(search); id++)
        add_state(moves, search, id, &left);
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
    for (guint kind = 0; kind < G_N_ELEMENTS(move->what); kind++)
        if (move->what[kind][0] != 0 || move->what[kind][1] != 0)
            kinds |= 1u << kind;
    return kinds;
}

GPtrArray *
ps_pair_move_list(const PsPairMove *move, const PsWorld *world,
                  char *(*text)(const PsWorld *, PsStep))
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint kind = 0; kind < G_N_ELEMENTS(move->what); kind++)
        for (guint side = 0; side < 2; side++)
            for (guint what = 0; what < 16; what++)
                if (move->what[kind][side] >> what & 1)
                    g_ptr_array_add(
                        list, text(world, (PsStep){(guint8)kind, (guint8)side, (guint8)what}));
    return list;
}
