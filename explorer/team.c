/* A team: one mutex, and a condition for each direction. */
#include "explorer/team.h"

#include <stdatomic.h>

typedef struct {
    PsTeam *team;
    guint number;
    GThread *thread;
} Member;

struct _PsTeam {
    guint n;
    Member *members; /* 1 to n - 1; nobody is at 0 */
    GMutex mutex;
    GCond begins, ends;
    _Atomic guint64 round; /* of work: goes up by one when it begins */
    _Atomic guint busy;    /* threads that are not done with it */
    _Atomic gboolean dissolved;
    PsTeamWork work;
    gpointer data;
};

/* To be woken takes some fifty microseconds: whoever waits looks for as long whether it is worth
 * sleeping, and lets others run meanwhile. */
#define LOOK_MICROSECONDS 50

typedef gboolean (*IsOver)(const PsTeam *team, guint64 round);

static void
look(const PsTeam *team, IsOver is_over, guint64 round)
{
    gint64 end = g_get_monotonic_time() + LOOK_MICROSECONDS;
    while (!is_over(team, round) && g_get_monotonic_time() < end)
        g_thread_yield();
}

static gboolean
has_begun(const PsTeam *team, guint64 round)
{
    return team->round != round || team->dissolved;
}

static gboolean
is_done(const PsTeam *team, guint64 round)
{
    (void)round;
    return team->busy == 0;
}

/* Waits for the round after the given one. FALSE if there will be none. */
static gboolean
wait_for_round(PsTeam *team, guint64 *round)
{
    look(team, has_begun, *round);
    g_mutex_lock(&team->mutex);
    while (!has_begun(team, *round))
        g_cond_wait(&team->begins, &team->mutex);
    *round = team->round;
    gboolean dissolved = team->dissolved;
    g_mutex_unlock(&team->mutex);
    return !dissolved;
}

static gpointer
take_part(gpointer data)
{
    const Member *member = data;
    PsTeam *team = member->team;
    guint64 round = 0;
    while (wait_for_round(team, &round)) {
        team->work(member->number, team->data);
        g_mutex_lock(&team->mutex);
        if (--team->busy == 0)
            g_cond_signal(&team->ends);
        g_mutex_unlock(&team->mutex);
    }
    return NULL;
}

PsTeam *
ps_team_new(guint n)
{
    g_assert(n > 0);
    PsTeam *team = g_new0(PsTeam, 1);
    g_mutex_init(&team->mutex);
    g_cond_init(&team->begins);
    g_cond_init(&team->ends);
    team->members = g_new0(Member, n);
    for (team->n = 1; team->n < n; team->n++) {
        Member *member = &team->members[team->n];
        *member = (Member){.team = team, .number = team->n};
        member->thread = g_thread_try_new("search", take_part, member, NULL);
        if (member->thread == NULL) /* the others will do it */
            break;
    }
    return team;
}

void
ps_team_free(PsTeam *team)
{
    if (team == NULL)
        return;
    g_mutex_lock(&team->mutex);
    team->dissolved = TRUE;
    g_cond_broadcast(&team->begins);
    g_mutex_unlock(&team->mutex);
    for (guint i = 1; i < team->n; i++)
        g_thread_join(team->members[i].thread);
    g_free(team->members);
    g_cond_clear(&team->begins);
    g_cond_clear(&team->ends);
    g_mutex_clear(&team->mutex);
    g_free(team);
}

guint
ps_team_size(const PsTeam *team)
{
    return team->n;
}

void
ps_team_run(PsTeam *team, PsTeamWork work, gpointer data)
{
    if (team->n > 1) {
        g_mutex_lock(&team->mutex);
        team->work = work;
        team->data = data;
        team->busy = team->n - 1;
        team->round++;
        g_cond_broadcast(&team->begins);
        g_mutex_unlock(&team->mutex);
    }
    work(0, data);
    look(team, is_done, 0);
    g_mutex_lock(&team->mutex);
    while (team->busy > 0)
        g_cond_wait(&team->ends, &team->mutex);
    g_mutex_unlock(&team->mutex);
}
