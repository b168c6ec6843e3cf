/* Charts: following every presence of a run through the links. */
#include "viz/chart-private.h"
#include "viz/text.h"

G_DEFINE_QUARK(ps_chart_error, ps_chart_error)

/* ---- What is on the links ---- */

/* The presences on both links by their numbers: of a queue from the head on, of a bag from the
 * oldest on. */
typedef struct {
    PsChart *chart;
    GArray *links[2]; /* of guint */
    GArray *begun;    /* of guint: by presence, how many crossings there were when it was sent */
} Follower;

static ChartMessage *
message(const PsChart *chart, guint i)
{
    return &g_array_index(chart->messages, ChartMessage, i);
}

static guint
on_link(const Follower *follower, guint link, guint i)
{
    return g_array_index(follower->links[link], guint, i);
}

static void
add_crossing(Follower *follower, guint a, guint b)
{
    ChartCrossing crossing = {MIN(a, b), MAX(a, b)};
    g_array_append_val(follower->chart->crossings, crossing);
}

/* Puts a presence on the link of its side, before what is at place i. */
static guint
put(Follower *follower, const ChartMessage *sent, guint i)
{
    PsChart *chart = follower->chart;
    guint number = chart->messages->len;
    g_array_append_val(follower->begun, chart->crossings->len);
    g_array_append_vals(chart->messages, sent, 1);
    g_array_insert_val(follower->links[sent->side], i, number);
    return number;
}

/* Puts a presence at the end. All that are on the other link meet it. */
static void
put_last(Follower *follower, const ChartMessage *sent)
{
    guint number = put(follower, sent, follower->links[sent->side]->len);
    const GArray *other = follower->links[1 - sent->side];
    for (guint j = 0; j < other->len; j++)
        add_crossing(follower, g_array_index(other, guint, j), number);
}

/* Where on its link what a step takes is: at the head; in a bag the oldest of its kind. */
static guint
find(const Follower *follower, guint link, PsPresence presence)
{
    guint i = 0;
    while (message(follower->chart, on_link(follower, link, i))->presence != presence)
        i++;
    return i;
}

/* Takes presence i off its link; it overtakes the older ones that stay. */
static void
take(Follower *follower, guint link, guint i, guint step, ChartFate fate)
{
    PsChart *chart = follower->chart;
    guint number = on_link(follower, link, i);
    for (guint j = 0; j < i; j++)
        add_crossing(follower, on_link(follower, link, j), number);
    message(chart, number)->ended = step;
    message(chart, number)->fate = fate;
    g_array_remove_index(follower->links[link], i);
}

/* ---- Steps ---- */

/* What the side of a step puts on its link: its user's presence, or the server's own. */
static void
send_all(Follower *follower, guint i, const PsReplayStep *step)
{
    const PsWorld *world = follower->chart->world;
    guint side = step->step.side;
    PsEvent event = 0;
    if (!ps_step_event(step->step, &event))
        return;
    PsResponse response = ps_step_react(world, side, event, ps_state_local(&step->before, side));
    gboolean routes = FALSE;
    for (guint j = 0; j < step->row.n_effects; j++)
        routes = routes || step->row.effects[j].kind == PS_ROUTE;
    for (guint j = 0; j < response.n_sends; j++) {
        gboolean users = routes && response.sends[j] == event; /* of an action: the same number */
        routes = routes && !users;
        ChartMessage sent = {.presence = (PsPresence)response.sends[j],
                             .side = side,
                             .sent = i,
                             .ended = CHART_NONE,
                             .copy_of = CHART_NONE,
                             .bounced = CHART_NONE,
                             .own = !users};
        put_last(follower, &sent);
    }
}

/* One more copy of it right behind it, which has met all that it has. (Which of the two is the copy
 * nobody can tell.) */
static void
repeat(Follower *follower, guint i, guint link, guint place)
{
    guint number = on_link(follower, link, place);
    ChartMessage copy = *message(follower->chart, number);
    copy.sent = i;
    copy.copy_of = number;
    guint i_copy = put(follower, &copy, place + 1);
    const GArray *crossings = follower->chart->crossings;
    guint n = crossings->len;
    for (guint j = g_array_index(follower->begun, guint, number); j < n; j++) {
        ChartCrossing crossing = g_array_index(crossings, ChartCrossing, j);
        if (crossing.a == number || crossing.b == number)
            add_crossing(follower, crossing.a == number ? crossing.b : crossing.a, i_copy);
    }
    g_array_index(follower->begun, guint, i_copy) = n;
}

/* An error takes the other link, back to who sent it. */
static void
bounce(Follower *follower, guint i, guint number)
{
    ChartMessage error = {.presence = PS_ERROR,
                          .side = 1 - message(follower->chart, number)->side,
                          .sent = i,
                          .ended = CHART_NONE,
                          .copy_of = CHART_NONE,
                          .bounced = number,
                          .own = TRUE};
    put_last(follower, &error);
}

static void
follow_step(Follower *follower, guint i)
{
    static const ChartFate fates[] = {0, CHART_ARRIVES, CHART_LOST, 0, CHART_BOUNCED};
    PsChart *chart = follower->chart;
    const PsReplayStep *step = chart_step(chart, i);
    guint link = 1 - step->step.side;
    guint taken = CHART_NONE;
    g_array_append_val(chart->sent, chart->messages->len);
    if (step->step.kind != PS_STEP_ACTION) {
        guint place = find(follower, link, (PsPresence)step->step.what);
        taken = on_link(follower, link, place);
        if (step->step.kind == PS_STEP_REPEAT)
            repeat(follower, i, link, place);
        else
            take(follower, link, place, i, fates[step->step.kind]);
        if (step->step.kind == PS_STEP_BOUNCE)
            bounce(follower, i, taken);
    }
    g_array_append_val(chart->taken, taken);
    send_all(follower, i, step);
}

/* Leaves only what crosses when both come to an end at the other side: what is lost or in flight
 * meets nobody there. */
static void
keep_crossings(PsChart *chart)
{
    guint n = 0;
    for (guint i = 0; i < chart->crossings->len; i++) {
        ChartCrossing crossing = g_array_index(chart->crossings, ChartCrossing, i);
        ChartFate a = message(chart, crossing.a)->fate;
        ChartFate b = message(chart, crossing.b)->fate;
        if ((a == CHART_ARRIVES || a == CHART_BOUNCED) &&
            (b == CHART_ARRIVES || b == CHART_BOUNCED))
            g_array_index(chart->crossings, ChartCrossing, n++) = crossing;
    }
    g_array_set_size(chart->crossings, n);
}

static void
follow(PsChart *chart)
{
    Follower follower = {.chart = chart, .begun = g_array_new(FALSE, FALSE, sizeof(guint))};
    for (guint side = 0; side < 2; side++)
        follower.links[side] = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < chart->steps->len; i++)
        follow_step(&follower, i);
    for (guint side = 0; side < 2; side++)
        g_array_unref(follower.links[side]);
    g_array_unref(follower.begun);
    keep_crossings(chart);
}

/* ---- Charts ---- */

PsChart *
ps_chart_new(const PsReplay *replay, const PsChartEnd *end)
{
    PsChart *chart = g_new0(PsChart, 1);
    const GError *error = ps_replay_error(replay);
    chart->world = ps_replay_world(replay);
    chart->steps = g_array_new(FALSE, FALSE, sizeof(PsReplayStep));
    chart->messages = g_array_new(FALSE, FALSE, sizeof(ChartMessage));
    chart->taken = g_array_new(FALSE, FALSE, sizeof(guint));
    chart->sent = g_array_new(FALSE, FALSE, sizeof(guint));
    chart->crossings = g_array_new(FALSE, FALSE, sizeof(ChartCrossing));
    chart->rows = g_array_new(FALSE, FALSE, sizeof(ChartRow));
    chart->row_of = g_array_new(FALSE, FALSE, sizeof(guint));
    chart->end = end != NULL ? g_strdup(end->text) : NULL;
    chart->violated = end != NULL && end->violated;
    chart->loop = end != NULL ? end->loop : PS_CHART_NO_LOOP;
    chart->error = error != NULL ? g_strdup(error->message) : NULL;
    for (guint i = 0; i < ps_replay_n_steps(replay); i++)
        g_array_append_vals(chart->steps, ps_replay_step(replay, i), 1);
    follow(chart);
    chart_fold(chart);
    return chart;
}

/* "no-orphan is violated after 3 steps: a user is asked for what the other no longer wants". */
static char *
verdict_title(const PsVerdict *verdict)
{
    g_autofree char *steps = ps_text_count(verdict->path->len, "step");
    return g_strdup_printf("%s is %s after %s: %s", ps_property_name(verdict->property),
                           verdict->outcome == PS_VIOLATED ? "violated" : "reached", steps,
                           ps_property_meaning(verdict->property));
}

PsChart *
ps_chart_of_verdict(const PsVerdicts *verdicts, guint i)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    g_assert(verdict->path != NULL);
    g_autoptr(GArray) path = g_array_copy(verdict->path);
    g_autofree char *why = ps_property_explain(verdict->property, world, &verdict->state);
    g_autofree char *text = g_strdup_printf("%s: %s", ps_property_name(verdict->property), why);
    PsChartEnd end = {text, verdict->outcome == PS_VIOLATED, PS_CHART_NO_LOOP};
    if (verdict->loop != NULL) {
        g_array_append_vals(path, verdict->stem->data, verdict->stem->len);
        end.loop = path->len;
        g_array_append_vals(path, verdict->loop->data, verdict->loop->len);
    }
    g_autoptr(PsReplay) replay = ps_replay_path(world, path);
    PsChart *chart = ps_chart_new(replay, &end);
    chart->title = verdict_title(verdict);
    return chart;
}

void
ps_chart_free(PsChart *chart)
{
    if (chart == NULL)
        return;
    g_array_unref(chart->steps);
    g_array_unref(chart->messages);
    g_array_unref(chart->taken);
    g_array_unref(chart->sent);
    g_array_unref(chart->crossings);
    g_array_unref(chart->rows);
    g_array_unref(chart->row_of);
    g_free(chart->title);
    g_free(chart->end);
    g_free(chart->error);
    g_free(chart);
}

guint
ps_chart_n_crossings(const PsChart *chart)
{
    return chart->crossings->len;
}
