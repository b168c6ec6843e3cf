/* Difference: matching states, comparing rows, and the search for distinguishing sequences. */
#include "explorer/difference.h"

struct _PsDifference {
    PsWorld *world;
    guint64 reachable[2];
    guint64 partners[2][PS_MAX_STATES];
    GArray *rows; /* of PsDifferentRow */
    guint n_compared;
    GArray *runs[PS_N_OBSERVERS]; /* of PsFed, or NULL */
};

/* ---- Partners ---- */

static gboolean
has_state(guint64 set, guint state)
{
    return set >> state & 1;
}

static gboolean
same_attributes(const PsDifference *difference, guint a, guint b)
{
    return ps_profile_attributes(ps_world_profile(difference->world, 0), a) ==
           ps_profile_attributes(ps_world_profile(difference->world, 1), b);
}

static gboolean
same_name(const PsDifference *difference, guint a, guint b)
{
    return same_attributes(difference, a, b) &&
           g_str_equal(ps_profile_state_name(ps_world_profile(difference->world, 0), a),
                       ps_profile_state_name(ps_world_profile(difference->world, 1), b));
}

static gboolean
same_but_unlisted(const PsDifference *difference, guint a, guint b)
{
    return ((ps_profile_attributes(ps_world_profile(difference->world, 0), a) ^
             ps_profile_attributes(ps_world_profile(difference->world, 1), b)) &
            ~(guint)PS_UNLISTED) == 0;
}

guint64
ps_difference_lone(const PsDifference *difference, guint side)
{
    guint64 lone = 0;
    for (guint state = 0; state < PS_MAX_STATES; state++)
        if (has_state(difference->reachable[side], state) && difference->partners[side][state] == 0)
            lone |= (guint64)1 << state;
    return lone;
}

/* Makes partners of all states that suit each other, if one of them had none before. */
static void
match(PsDifference *difference, gboolean (*suits)(const PsDifference *difference, guint a, guint b))
{
    guint64 lone[2] = {ps_difference_lone(difference, 0), ps_difference_lone(difference, 1)};
    for (guint a = 0; a < PS_MAX_STATES; a++) {
        for (guint b = 0; b < PS_MAX_STATES; b++) {
            if (!has_state(difference->reachable[0], a) ||
                !has_state(difference->reachable[1], b) ||
                !(has_state(lone[0], a) || has_state(lone[1], b)) || !suits(difference, a, b))
                continue;
            difference->partners[0][a] |= (guint64)1 << b;
            difference->partners[1][b] |= (guint64)1 << a;
        }
    }
}

/* ---- Rows ---- */

static guint
count_effects(const PsRow *row, PsEffectKind kind)
{
    guint n = 0;
    for (guint i = 0; i < row->n_effects; i++)
        n += row->effects[i].kind == kind;
    return n;
}

static gboolean
same_sends(const PsMove *a, const PsMove *b)
{
    gboolean same = a->n_sends == b->n_sends;
    for (guint i = 0; same && i < a->n_sends; i++)
        same = a->sends[i] == b->sends[i];
    return same;
}

static gboolean
same_row(const PsDifference *difference, PsEvent event, guint a, guint b)
{
    const PsRow *rows[2] = {ps_profile_row(ps_world_profile(difference->world, 0), event, a),
                            ps_profile_row(ps_world_profile(difference->world, 1), event, b)};
    return has_state(difference->partners[0][rows[0]->state], rows[1]->state) &&
           same_sends(ps_world_move(difference->world, 0, event, a),
                      ps_world_move(difference->world, 1, event, b)) &&
           count_effects(rows[0], PS_DELIVER) == count_effects(rows[1], PS_DELIVER) &&
           count_effects(rows[0], PS_PUSH) == count_effects(rows[1], PS_PUSH);
}

static void
compare_rows(PsDifference *difference)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint a = 0; a < PS_MAX_STATES; a++) {
            for (guint b = 0; b < PS_MAX_STATES; b++) {
                PsDifferentRow row = {event, {a, b}};
                if (!ps_world_has_event(difference->world, event) ||
                    !has_state(difference->partners[0][a], b))
                    continue;
                difference->n_compared++;
                if (!same_row(difference, event, a, b))
                    g_array_append_val(difference->rows, row);
            }
        }
    }
}

/* The states that some sequence of the events that there are leads a side to, as a set. */
static guint64
find_reachable(const PsWorld *world, guint side)
{
    const PsProfile *profile = ps_world_profile(world, side);
    guint64 seen = 0;
    guint64 next = (guint64)1 << ps_profile_initial(profile);
    while (next != seen) {
        seen = next;
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; state < ps_profile_n_states(profile); state++)
                if (has_state(seen, state) && ps_world_has_event(world, event))
                    next |= (guint64)1 << ps_profile_row(profile, event, state)->state;
    }
    return seen;
}

/* ---- Runs ---- */

/* A state of the product, and how it was found. */
typedef struct {
    guint parent;
    PsFed fed; /* of the first one: only `to` */
} Node;

/* What has been found so far. Both users are online or both are not, as they do the same. */
typedef struct {
    GArray *nodes; /* of Node, in the order in which they were found */
    gboolean seen[2][PS_MAX_STATES][PS_MAX_STATES];
} Product;

static void
add_node(Product *product, guint parent, const PsFed *fed)
{
    Node node = {parent, *fed};
    gboolean *seen = &product->seen[fed->to.online & 1][fed->to.entry[0]][fed->to.entry[1]];
    if (!*seen)
        g_array_append_val(product->nodes, node);
    *seen = TRUE;
}

static gboolean
looks_same(const PsFed *fed, PsObserver observer)
{
    const PsReaction *a = &fed->reactions[0];
    const PsReaction *b = &fed->reactions[1];
    return observer == PS_OBSERVER_PEER ? ps_reaction_same_sent(a, b)
                                        : ps_reaction_same_shown(a, b);
}

/* The run to a node, and the last event after it. */
static GArray *
make_run(const Product *product, guint node, const PsFed *last)
{
    GArray *run = g_array_new(FALSE, FALSE, sizeof(PsFed));
    g_array_append_val(run, *last);
    for (; node != 0; node = g_array_index(product->nodes, Node, node).parent)
        g_array_prepend_val(run, g_array_index(product->nodes, Node, node).fed);
    return run;
}

/* Feeds all events in a state of the product. */
static void
expand(PsDifference *difference, Product *product, guint node)
{
    PsState from = g_array_index(product->nodes, Node, node).fed.to;
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        PsFed fed;
        if (!ps_product_feed(difference->world, &from, event, &fed))
            continue;
        for (guint i = 0; i < PS_N_OBSERVERS; i++)
            if (difference->runs[i] == NULL && !looks_same(&fed, (PsObserver)i))
                difference->runs[i] = make_run(product, node, &fed);
        add_node(product, node, &fed);
    }
}

/* Breadth first, so the first difference is after a shortest run. */
static void
find_runs(PsDifference *difference)
{
    g_autofree Product *product = g_new0(Product, 1);
    PsFed initial = {.to = ps_world_initial(difference->world)};
    product->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
    add_node(product, 0, &initial);
    for (guint node = 0; node < product->nodes->len; node++)
        expand(difference, product, node);
    g_array_unref(product->nodes);
}

/* ---- The whole ---- */

PsDifference *
ps_difference_new(const PsProfile *first, const PsProfile *second, gboolean availability)
{
    PsDifference *difference = g_new0(PsDifference, 1);
    difference->world = ps_product_world(first, second, availability);
    for (guint side = 0; side < 2; side++)
        difference->reachable[side] = find_reachable(difference->world, side);
    difference->rows = g_array_new(FALSE, FALSE, sizeof(PsDifferentRow));
    match(difference, same_name);
    match(difference, same_attributes);
    match(difference, same_but_unlisted);
    compare_rows(difference);
    find_runs(difference);
    return difference;
}

void
ps_difference_free(PsDifference *difference)
{
    if (difference == NULL)
        return;
    ps_world_free(difference->world);
    g_array_unref(difference->rows);
    for (guint i = 0; i < PS_N_OBSERVERS; i++)
        g_clear_pointer(&difference->runs[i], g_array_unref);
    g_free(difference);
}

const PsWorld *
ps_difference_world(const PsDifference *difference)
{
    return difference->world;
}

guint64
ps_difference_partners(const PsDifference *difference, guint side, guint state)
{
    return difference->partners[side][state];
}

guint
ps_difference_n_compared(const PsDifference *difference)
{
    return difference->n_compared;
}

guint
ps_difference_n_rows(const PsDifference *difference)
{
    return difference->rows->len;
}

const PsDifferentRow *
ps_difference_row(const PsDifference *difference, guint i)
{
    g_assert(i < difference->rows->len);
    return &g_array_index(difference->rows, PsDifferentRow, i);
}

const GArray *
ps_difference_run(const PsDifference *difference, PsObserver observer)
{
    return difference->runs[observer];
}

gboolean
ps_difference_equivalent(const PsDifference *difference)
{
    return difference->runs[PS_OBSERVER_PEER] == NULL &&
           difference->runs[PS_OBSERVER_CLIENT] == NULL;
}
