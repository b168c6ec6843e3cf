/* The report of a check, for people. */
#include "viz/check-report.h"

#include "viz/caption.h"
#include "viz/ladder.h"

/* "5 steps", "1 state". Free it. */
static char *
amount(guint64 n, const char *what)
{
    return g_strdup_printf("%" G_GUINT64_FORMAT " %s%s", n, what, n == 1 ? "" : "s");
}

/* Which servers, and in what world. */
static void
append_head(GString *out, const PsWorld *world, const PsStyle *style)
{
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *bound = amount(ps_world_options(world)->in_flight, "presence");
    ps_style_append(style, out, PS_INK_BOLD, servers, 0);
    g_string_append_printf(out, "\nat most %s in flight%s%s\n\n", bound,
                           settings[0] != '\0' ? "; " : "", settings);
}

/* "9 states": where the property was decided. Free it. */
static char *
count_text(const PsVerdict *verdict)
{
    return amount(verdict->count, "state");
}

/* The widths of the columns that can be wider than usual. */
typedef struct {
    guint name, count;
} Widths;

static Widths
measure(const PsVerdicts *verdicts)
{
    Widths widths = {17, 13};
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        g_autofree char *count = count_text(verdict);
        widths.name = MAX(widths.name, ps_style_width(ps_property_name(verdict->property)) + 2);
        widths.count = MAX(widths.count, ps_style_width(count) + 2);
    }
    return widths;
}

/* One line a property: its verdict, and what its fall means. */
static void
append_verdict(GString *out, const PsVerdict *verdict, Widths widths, const PsStyle *style)
{
    static const PsInk inks[] = {PS_INK_GOOD, PS_INK_BAD, PS_INK_WARN};
    g_string_append(out, "  ");
    ps_style_pad(out, ps_property_name(verdict->property), widths.name);
    ps_style_append(style, out, inks[verdict->outcome], ps_outcome_name(verdict->outcome),
                    verdict->path != NULL || verdict->outcome == PS_VIOLATED ? 11 : 0);
    if (verdict->outcome == PS_VIOLATED && verdict->path == NULL) {
        g_string_append_printf(out, "no state is such: %s", ps_property_meaning(verdict->property));
    } else if (verdict->path != NULL) {
        g_autofree char *steps = amount(verdict->path->len, "step");
        g_autofree char *states = count_text(verdict);
        ps_style_pad(out, steps, 10);
        ps_style_pad(out, states, widths.count);
        g_string_append(out, ps_property_meaning(verdict->property));
    }
    g_string_append_c(out, '\n');
}

/* Steps as comments under a heading; nothing if there are none. */
static void
append_steps(GString *out, const char *heading, const GArray *steps, const PsWorld *world)
{
    for (guint i = 0; steps != NULL && i < steps->len; i++) {
        g_autofree char *step = ps_step_text(world, g_array_index(steps, PsStep, i));
        g_string_append_printf(out, "%s#   %s\n", i == 0 ? heading : "", step);
    }
}

/* The trace of a counterexample or a witness: what it is, where it runs, its ladder, and why its
 * last state is one. */
static void
append_trace(GString *out, const PsVerdicts *verdicts, const PsVerdict *verdict,
             const PsCheckRun *run, const PsStyle *style)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    g_autoptr(PsReplay) replay = ps_replay_path(world, verdict->path);
    PsState end = ps_replay_state(replay);
    g_autofree char *header = ps_trace_header(world, run->profiles);
    g_autofree char *steps = amount(verdict->path->len, "step");
    g_autofree char *why = ps_property_explain(verdict->property, world, &end);
    g_autofree char *title =
        g_strdup_printf("# %s is %s after %s:", ps_property_name(verdict->property),
                        verdict->outcome == PS_VIOLATED ? "violated" : "reached", steps);
    g_autofree char *last = g_strdup_printf("# %s: %s", ps_property_name(verdict->property), why);
    ps_style_append(style, out, PS_INK_BOLD, title, 0);
    g_string_append_printf(out, "\n%s", header);
    ps_ladder_append(out, replay, "", style);
    ps_style_append(style, out, verdict->outcome == PS_VIOLATED ? PS_INK_BAD : PS_INK_GOOD, last,
                    0);
    g_string_append_c(out, '\n');
    append_steps(out, "# then, by arrivals alone:\n", verdict->stem, world);
    append_steps(out, "# and then these, over and over:\n", verdict->loop, world);
}

static void
append_figures(GString *out, const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    guint64 states = ps_search_states(search);
    g_string_append_printf(
        out,
        "%" G_GUINT64_FORMAT " states, %" G_GUINT64_FORMAT
        " transitions, depth %u, %" G_GUINT64_FORMAT " settled, %.2f s, %.1f bytes a state\n",
        states, ps_search_transitions(search), ps_search_depth(search), ps_search_settled(search),
        run->seconds, (double)ps_search_bytes(search) / (double)states);
    if (ps_verdicts_complete(verdicts))
        g_string_append(out, "complete: yes\n");
    else
        g_string_append_printf(out, "complete: no, ended by %s\n", ps_verdicts_stopped(verdicts));
}

/* The result in plain words. */
static void
append_result(GString *out, const PsVerdicts *verdicts, const PsStyle *style)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    guint violated = ps_verdicts_n_violated(verdicts);
    guint n = ps_verdicts_n(verdicts);
    g_autofree char *bound = amount(ps_world_options(world)->in_flight, "presence");
    g_autofree char *properties =
        n == 1 ? g_strdup("1 property") : g_strdup_printf("%u properties", n);
    g_autofree char *all = g_strdup_printf("all %u properties hold", n);
    g_autofree char *text = violated > 0 ? g_strdup_printf("%u of %s %s violated", violated,
                                                           properties, violated == 1 ? "is" : "are")
                            : ps_verdicts_complete(verdicts)
                                ? g_strdup_printf("%s with at most %s in flight",
                                                  n == 1 ? "the property holds" : all, bound)
                                : g_strdup_printf("none of %s is violated so far", properties);
    PsInk ink = violated > 0                     ? PS_INK_BAD
                : ps_verdicts_complete(verdicts) ? PS_INK_GOOD
                                                 : PS_INK_WARN;
    ps_style_append(style, out, ink, text, 0);
    g_string_append_c(out, '\n');
}

char *
ps_check_report_text(const PsVerdicts *verdicts, const PsCheckRun *run, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    Widths widths = measure(verdicts);
    append_head(out, ps_search_world(ps_verdicts_search(verdicts)), style);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        append_verdict(out, ps_verdicts_get(verdicts, i), widths, style);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        if (verdict->path == NULL)
            continue;
        g_string_append_c(out, '\n');
        append_trace(out, verdicts, verdict, run, style);
    }
    g_string_append_c(out, '\n');
    append_figures(out, verdicts, run);
    append_result(out, verdicts, style);
    return g_string_free(out, FALSE);
}

char *
ps_check_report_trace(const PsVerdicts *verdicts, const PsVerdict *verdict, const PsCheckRun *run)
{
    const PsStyle plain = {.colour = FALSE};
    GString *out = g_string_new(NULL);
    append_trace(out, verdicts, verdict, run, &plain);
    return g_string_free(out, FALSE);
}
