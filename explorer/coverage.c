/* Coverage: judging the rows. What is infeasible is found from the tables alone, as a fixed point.
 */
#include "explorer/coverage.h"

struct _PsCoverage {
    const PsSearch *search;
    guint n_tables;
    GArray *rows[2]; /* of PsRowCoverage */
    guint counts[2][PS_N_ROW_FATES];
};

static const struct {
    const char *name;
    const char *meaning;
} fates[PS_N_ROW_FATES] = {
    [PS_ROW_FIRED] = {"fired", "fired"},
    [PS_ROW_NO_TURN] = {"no-turn", "the user never could act in this state"},
    [PS_ROW_TOO_LARGE] = {"too-large", "it sends more than may be in flight"},
    [PS_ROW_NOT_ARRIVED] = {"not-arrived", "the presence never arrived in this state"},
    [PS_ROW_STATE_NOT_MET] = {"state-not-met", "the entry never was in this state"},
    [PS_ROW_IDLE] = {"idle", "the action changes and sends nothing"},
    [PS_ROW_NO_REASON] = {"no-reason", "a sensible user has no reason to"},
    [PS_ROW_UNREACHABLE] = {"unreachable", "nothing leads to this state"},
    [PS_ROW_NO_EVENT] = {"no-event", "there is no such event in this world"},
};

const char *
ps_row_fate_name(PsRowFate fate)
{
    return fates[fate].name;
}

const char *
ps_row_fate_meaning(PsRowFate fate)
{
    return fates[fate].meaning;
}

/* ---- What is feasible ---- */

/* What can be if every presence that is ever sent can arrive at any time. */
typedef struct {
    const PsWorld *world;
    guint64 states[2];  /* bit s: something leads the side's entry to state s */
    guint presences[2]; /* bit p: presence p is sent to the side at some time */
} Feasible;

static gboolean
has_event(const Feasible *feasible, guint side, PsEvent event)
{
    if (ps_event_is_arrival(event))
        return feasible->presences[side] >> (event - PS_N_ACTIONS) & 1;
    if (event == PS_DO_LOGIN && !ps_world_has_action(feasible->world, PS_DO_LOGOUT))
        return FALSE; /* everybody is online at first */
    return ps_world_has_action(feasible->world, (PsAction)event);
}

/* TRUE for an action that is no transition because nothing comes of it. */
static gboolean
is_idle(PsEvent event, guint state, const PsMove *move)
{
    return event <= PS_DO_ADD && move->entry == state && move->n_sends == 0;
}

/* Why a row is infeasible; PS_ROW_FIRED if it is feasible. */
static PsRowFate
judge_feasible(const Feasible *feasible, guint side, PsEvent event, guint state)
{
    const PsMove *move = ps_world_move(feasible->world, side, event, state);
    if (!has_event(feasible, side, event))
        return PS_ROW_NO_EVENT;
    if (!(feasible->states[side] >> state & 1))
        return PS_ROW_UNREACHABLE;
    if (!ps_event_is_arrival(event) && !move->allowed)
        return PS_ROW_NO_REASON;
    return is_idle(event, state, move) ? PS_ROW_IDLE : PS_ROW_FIRED;
}

/* Adds what comes of a row. */
static void
follow(Feasible *feasible, guint side, const PsMove *move)
{
    feasible->states[side] |= (guint64)1 << move->entry;
    for (guint i = 0; i < move->n_sends; i++)
        feasible->presences[1 - side] |= 1u << move->sends[i];
}

/* Adds what comes of all rows that are feasible so far, and of bounces: what is sent to a side may
 * come back from it as an error. */
static void
follow_all(Feasible *feasible)
{
    for (guint side = 0; side < 2; side++) {
        guint n = ps_profile_n_states(ps_world_profile(feasible->world, side));
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; state < n; state++)
                if (judge_feasible(feasible, side, event, state) == PS_ROW_FIRED)
                    follow(feasible, side, ps_world_move(feasible->world, side, event, state));
        if (ps_world_options(feasible->world)->faults[PS_BOUNCE] != 0 &&
            (feasible->presences[side] & ~(1u << PS_ERROR)) != 0)
            feasible->presences[1 - side] |= 1u << PS_ERROR;
    }
}

static gboolean
equal(const Feasible *a, const Feasible *b)
{
    gboolean same = TRUE;
    for (guint side = 0; side < 2; side++)
        same =
            same && a->states[side] == b->states[side] && a->presences[side] == b->presences[side];
    return same;
}

/* The least fixed point above the initial entries. */
static Feasible
find_feasible(const PsWorld *world)
{
    Feasible feasible = {.world = world};
    Feasible before;
    for (guint side = 0; side < 2; side++)
        feasible.states[side] = (guint64)1 << ps_profile_initial(ps_world_profile(world, side));
    do {
        before = feasible;
        follow_all(&feasible);
    } while (!equal(&before, &feasible));
    return feasible;
}

/* ---- Judging rows ---- */

/* Why a row that is feasible did not fire. */
static PsRowFate
judge_missed(const PsSearch *search, guint side, PsEvent event, guint state)
{
    const PsWorld *world = ps_search_world(search);
    if (!ps_search_met(search, side, state))
        return PS_ROW_STATE_NOT_MET;
    if (ps_event_is_arrival(event))
        return PS_ROW_NOT_ARRIVED;
    if (ps_world_move(world, side, event, state)->n_sends > ps_world_options(world)->in_flight)
        return PS_ROW_TOO_LARGE;
    return PS_ROW_NO_TURN;
}

static PsRowFate
judge(const PsSearch *search, const Feasible *feasible, guint side, PsEvent event, guint state)
{
    if (ps_search_fired(search, side, event, state))
        return PS_ROW_FIRED;
    PsRowFate fate = judge_feasible(feasible, side, event, state);
    return fate == PS_ROW_FIRED ? judge_missed(search, side, event, state) : fate;
}

/* Judges the rows of the profile of side `table`; of both sides where they count as one. */
static void
judge_table(PsCoverage *coverage, guint table, const Feasible *feasible)
{
    const PsProfile *profile = ps_world_profile(feasible->world, table);
    coverage->rows[table] = g_array_new(FALSE, FALSE, sizeof(PsRowCoverage));
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            PsRowCoverage row = {event, state,
                                 judge(coverage->search, feasible, table, event, state)};
            if (!ps_profile_states_row(profile, event, state))
                continue;
            if (coverage->n_tables == 1) /* fates are numbered from the one that came furthest */
                row.fate = MIN(row.fate, judge(coverage->search, feasible, 1, event, state));
            coverage->counts[table][row.fate]++;
            g_array_append_val(coverage->rows[table], row);
        }
    }
}

PsCoverage *
ps_coverage_new(const PsSearch *search)
{
    PsCoverage *coverage = g_new0(PsCoverage, 1);
    const PsWorld *world = ps_search_world(search);
    Feasible feasible = find_feasible(world);
    coverage->search = search;
    coverage->n_tables =
        ps_profile_equal(ps_world_profile(world, 0), ps_world_profile(world, 1)) ? 1 : 2;
    for (guint table = 0; table < coverage->n_tables; table++)
        judge_table(coverage, table, &feasible);
    return coverage;
}

void
ps_coverage_free(PsCoverage *coverage)
{
    if (coverage == NULL)
        return;
    for (guint table = 0; table < coverage->n_tables; table++)
        g_array_unref(coverage->rows[table]);
    g_free(coverage);
}

const PsSearch *
ps_coverage_search(const PsCoverage *coverage)
{
    return coverage->search;
}

guint
ps_coverage_n_tables(const PsCoverage *coverage)
{
    return coverage->n_tables;
}

guint
ps_coverage_n_rows(const PsCoverage *coverage, guint table)
{
    return coverage->rows[table]->len;
}

const PsRowCoverage *
ps_coverage_row(const PsCoverage *coverage, guint table, guint i)
{
    g_assert(i < coverage->rows[table]->len);
    return &g_array_index(coverage->rows[table], PsRowCoverage, i);
}

guint
ps_coverage_count(const PsCoverage *coverage, guint table, PsRowFate fate)
{
    return coverage->counts[table][fate];
}

PsCoverageFigures
ps_coverage_figures(const PsCoverage *coverage, guint table)
{
    PsCoverageFigures figures = {.rows = coverage->rows[table]->len,
                                 .fired = coverage->counts[table][PS_ROW_FIRED]};
    for (guint fate = 0; fate < PS_N_ROW_FATES; fate++)
        if (!ps_row_fate_is_feasible((PsRowFate)fate))
            figures.infeasible += coverage->counts[table][fate];
    figures.missed = figures.rows - figures.fired - figures.infeasible;
    return figures;
}

PsCoverageFigures
ps_coverage_total(const PsCoverage *coverage)
{
    PsCoverageFigures total = {0};
    for (guint table = 0; table < coverage->n_tables; table++) {
        PsCoverageFigures figures = ps_coverage_figures(coverage, table);
        total.rows += figures.rows;
        total.fired += figures.fired;
        total.missed += figures.missed;
        total.infeasible += figures.infeasible;
    }
    return total;
}
