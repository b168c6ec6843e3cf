/* Coverage: which rows of the tables a search fired, and why the others did not fire.
 *
 * A row is what a profile states for one event in one state, with the options as they are. It is
 * infeasible if it could not fire even if every presence that some feasible row sends could arrive
 * at any time, any number of times; then no bound, no order and no limit changes that. */
#ifndef PS_EXPLORER_COVERAGE_H
#define PS_EXPLORER_COVERAGE_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* What became of a row, and why. */
typedef enum {
    PS_ROW_FIRED,
    /* It is feasible and did not fire in this search: */
    PS_ROW_NO_TURN,       /* whenever in this state, too much was in flight, or the user offline */
    PS_ROW_TOO_LARGE,     /* it alone sends more than may be in flight */
    PS_ROW_NOT_ARRIVED,   /* the presence never arrived in this state */
    PS_ROW_STATE_NOT_MET, /* the entry never was in this state */
    /* It is infeasible in this world: */
    PS_ROW_IDLE,        /* the action changes and sends nothing, so it is no transition */
    PS_ROW_NO_REASON,   /* a sensible user has no reason to act so in this state */
    PS_ROW_UNREACHABLE, /* nothing leads to this state */
    PS_ROW_NO_EVENT,    /* users may not do that at all, or nobody ever sends that presence */
} PsRowFate;

#define PS_N_ROW_FATES 9

static inline gboolean
ps_row_fate_is_feasible(PsRowFate fate)
{
    return fate <= PS_ROW_STATE_NOT_MET;
}

/* Its name, such as "state-not-met", and what it means for a row: "the entry never was in this
 * state". Static. */
const char *ps_row_fate_name(PsRowFate fate);
const char *ps_row_fate_meaning(PsRowFate fate);

typedef struct {
    PsEvent event;
    guint state;
    PsRowFate fate;
} PsRowCoverage;

/* How many rows there are, and how many of them fired, did not although they are feasible, and are
 * infeasible. */
typedef struct {
    guint rows;
    guint fired;
    guint missed;
    guint infeasible;
} PsCoverageFigures;

typedef struct _PsCoverage PsCoverage;

/* Judges every row of both sides' profiles. Where these are equal (ps_profile_equal), the rows of
 * both sides count as one: what became of the one that came further. The search must outlive the
 * coverage. Free with ps_coverage_free. */
PsCoverage *ps_coverage_new(const PsSearch *search);

void ps_coverage_free(PsCoverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsCoverage, ps_coverage_free)

const PsSearch *ps_coverage_search(const PsCoverage *coverage);

/* The number of tables of rows: one for both sides, or one for each. Table t is of the profile of
 * side t. */
guint ps_coverage_n_tables(const PsCoverage *coverage);

/* The rows of a table, in the order of events and then of states. */
guint ps_coverage_n_rows(const PsCoverage *coverage, guint table);
const PsRowCoverage *ps_coverage_row(const PsCoverage *coverage, guint table, guint i);

/* How many rows of a table have this fate. */
guint ps_coverage_count(const PsCoverage *coverage, guint table, PsRowFate fate);

/* The figures of a table, and the sums over all tables. */
PsCoverageFigures ps_coverage_figures(const PsCoverage *coverage, guint table);
PsCoverageFigures ps_coverage_total(const PsCoverage *coverage);

G_END_DECLS

#endif
