/* The report of a check, for people. */
#include "viz/check-report.h"

#include "viz/caption.h"
#include "viz/coverage-report.h"
#include "viz/ladder.h"
#include "viz/text.h"

/* Which servers, and in what world. */
static void
append_head(GString *out, const PsWorld *world, const PsStyle *style)
{
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    ps_style_append(style, out, PS_INK_BOLD, servers, 0);
    g_string_append_printf(out, "\nat most %s in flight%s%s\n\n", bound,
                           settings[0] != '\0' ? "; " : "", settings);
}

char *
ps_check_report_healing(const PsHealing *healing, const PsWorld *world)
{
    if (healing->kind == PS_NEVER_HEALS)
        return g_strdup("does not heal");
    if (healing->kind == PS_HEALING_UNKNOWN)
        return g_strdup("not known to heal");
    g_autofree char *steps = ps_text_count(healing->path->len, "step");
    const char *by = healing->users == 0   ? "itself"
                     : healing->users == 3 ? "both"
                                           : ps_world_name(world, healing->users == 2 ? 1 : 0);
    return g_strdup_printf("heals in %s by %s", steps, by);
}

/* The widths of the columns that can be wider than usual. */
typedef struct {
    guint name, count, needs;
} Widths;

static Widths
measure(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    Widths widths = {17, 13, 0};
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        g_autofree char *count = ps_text_count(verdict->count, "state");
        g_autofree char *needs = ps_needs_text(run->needs, i);
        widths.name = MAX(widths.name, ps_style_width(ps_property_name(verdict->property)) + 2);
        widths.count = MAX(widths.count, ps_style_width(count) + 2);
        if (g_ptr_array_index(run->healings, i) != NULL)
            widths.needs = MAX(widths.needs, ps_style_width(needs) + 3);
    }
    return widths;
}

/* Where and how soon a property falls, what that needs, and how it heals. */
static void
append_fall(GString *out, const PsVerdicts *verdicts, guint i, const PsCheckRun *run, Widths widths)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    const PsHealing *healing = g_ptr_array_index(run->healings, i);
    g_autofree char *steps = ps_text_count(verdict->path->len, "step");
    g_autofree char *states = ps_text_count(verdict->count, "state");
    ps_style_pad(out, steps, 10);
    ps_style_pad(out, states, widths.count);
    if (verdict->outcome != PS_VIOLATED) {
        g_string_append(out, ps_property_meaning(verdict->property));
        return;
    }
    g_autofree char *needs = ps_needs_text(run->needs, i);
    g_string_append(out, "needs ");
    if (healing == NULL) {
        g_string_append(out, needs);
        return;
    }
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    g_autofree char *heals = ps_check_report_healing(healing, world);
    ps_style_pad(out, needs, widths.needs);
    g_string_append(out, heals);
}

/* One line a property: its verdict, and what more there is to say of it. */
static void
append_verdict(GString *out, const PsVerdicts *verdicts, guint i, const PsCheckRun *run,
               Widths widths, const PsStyle *style)
{
    static const PsInk inks[] = {PS_INK_GOOD, PS_INK_BAD, PS_INK_WARN};
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    gboolean unreached = verdict->outcome == PS_VIOLATED && verdict->count == 0;
    g_string_append(out, "  ");
    ps_style_pad(out, ps_property_name(verdict->property), widths.name);
    ps_style_append(style, out, inks[verdict->outcome], ps_outcome_name(verdict->outcome),
                    verdict->path != NULL || unreached ? 11 : 0);
    if (unreached)
        g_string_append_printf(out, "no state is such: %s", ps_property_meaning(verdict->property));
    else if (verdict->path != NULL)
        append_fall(out, verdicts, i, run, widths);
    g_string_append_c(out, '\n');
}

/* What a property needs to fall, and after how many steps it does with no more than that. */
static void
append_needs(GString *out, const PsVerdict *verdict, guint i, const PsCheckRun *run)
{
    g_autofree char *text = ps_needs_text(run->needs, i);
    const GArray *ways = ps_needs_ways(run->needs, i);
    const PsWay *way = ways->len > 0 ? &g_array_index(ways, PsWay, 0) : NULL;
    g_string_append_printf(out, "# needs %s", text);
    if (way != NULL && way->needs == 0)
        g_string_append(out, ": users who never act while anything is in flight get there");
    if (way != NULL && way->steps != verdict->path->len) {
        g_autofree char *steps = ps_text_count(way->steps, "step");
        const char *with = ways->len > 1 ? ": with the first" : ": with it";
        g_string_append_printf(out, "%s after %s", way->needs == 0 ? "" : with, steps);
    }
    g_string_append_c(out, '\n');
}

/* How it heals, step by step. */
static void
append_healing(GString *out, const PsHealing *healing, const PsWorld *world)
{
    g_autofree char *text = ps_check_report_healing(healing, world);
    g_string_append_printf(out, "# %s", text);
    for (guint i = 0; healing->path != NULL && i < healing->path->len; i++) {
        g_autofree char *step = ps_step_text(world, g_array_index(healing->path, PsStep, i));
        g_string_append_printf(out, "%s%s", i == 0 ? ": " : ", ", step);
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

/* What is wrong, or was found, at the end of a trace; what it needs and how it heals. */
static void
append_end(GString *out, const PsVerdicts *verdicts, guint i, const PsCheckRun *run,
           const PsStyle *style)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    const PsHealing *healing = g_ptr_array_index(run->healings, i);
    gboolean violated = verdict->outcome == PS_VIOLATED;
    g_autofree char *why = ps_property_explain(verdict->property, world, &verdict->state);
    g_autofree char *last = g_strdup_printf("# %s: %s", ps_property_name(verdict->property), why);
    ps_style_append(style, out, violated ? PS_INK_BAD : PS_INK_GOOD, last, 0);
    g_string_append_c(out, '\n');
    append_steps(out, "# then, by arrivals alone:\n", verdict->stem, world);
    append_steps(out, "# and then these, over and over:\n", verdict->loop, world);
    if (violated)
        append_needs(out, verdict, i, run);
    if (healing != NULL)
        append_healing(out, healing, world);
}

/* The trace of a counterexample or a witness: what it is, where it runs, its ladder. */
static void
append_trace(GString *out, const PsVerdicts *verdicts, guint i, const PsCheckRun *run,
             const PsStyle *style)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    g_autoptr(PsReplay) replay = ps_replay_path(world, verdict->path);
    g_autofree char *header = ps_trace_header(world, run->profiles);
    g_autofree char *steps = ps_text_count(verdict->path->len, "step");
    g_autofree char *title =
        g_strdup_printf("# %s is %s after %s: %s", ps_property_name(verdict->property),
                        verdict->outcome == PS_VIOLATED ? "violated" : "reached", steps,
                        ps_property_meaning(verdict->property));
    ps_style_append(style, out, PS_INK_BOLD, title, 0);
    g_string_append_printf(out, "\n%s", header);
    ps_ladder_append(out, replay, "", style);
    append_end(out, verdicts, i, run, style);
}

gboolean
ps_check_report_finished(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    return ps_verdicts_complete(verdicts) && ps_needs_stopped(run->needs) == NULL &&
           ps_healings_stopped(run->healings) == NULL;
}

char *
ps_check_report_complete(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const char *needs = ps_needs_stopped(run->needs);
    const char *healings = ps_healings_stopped(run->healings);
    if (!ps_verdicts_complete(verdicts))
        return g_strdup_printf("no, ended by %s", ps_verdicts_stopped(verdicts));
    GString *out = g_string_new("yes");
    if (needs != NULL)
        g_string_append_printf(out, "; what the violations need is not known: ended by %s", needs);
    if (healings != NULL)
        g_string_append_printf(out, "; how they heal is not known: ended by %s", healings);
    return g_string_free(out, FALSE);
}

static void
append_figures(GString *out, const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    g_string_append_printf(
        out,
        "%" G_GUINT64_FORMAT " states, %" G_GUINT64_FORMAT
        " transitions, depth %u, %" G_GUINT64_FORMAT " settled, %.2f s, %.1f bytes a state, %s\n",
        ps_search_states(search), ps_search_transitions(search), ps_search_depth(search),
        ps_search_settled(search), run->seconds, ps_search_bytes_a_state(search),
        ps_engine_name(ps_search_engine_of(search)));
    g_autofree char *complete = ps_check_report_complete(verdicts, run);
    g_string_append_printf(out, "complete: %s\n", complete);
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    g_autofree char *rows = ps_coverage_line(coverage);
    g_string_append_printf(out, "%s\n", rows);
}

char *
ps_check_report_result(const PsVerdicts *verdicts)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    guint violated = ps_verdicts_n_violated(verdicts);
    guint n = ps_verdicts_n(verdicts);
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    g_autofree char *properties =
        n == 1 ? g_strdup("1 property") : g_strdup_printf("%u properties", n);
    g_autofree char *all = g_strdup_printf("all %u properties hold", n);
    if (violated > 0)
        return g_strdup_printf("%u of %s %s violated", violated, properties,
                               violated == 1 ? "is" : "are");
    if (!ps_verdicts_complete(verdicts))
        return g_strdup_printf("none of %s is violated so far", properties);
    return g_strdup_printf("%s with at most %s in flight", n == 1 ? "the property holds" : all,
                           bound);
}

static void
append_result(GString *out, const PsVerdicts *verdicts, const PsStyle *style)
{
    g_autofree char *text = ps_check_report_result(verdicts);
    PsInk ink = ps_verdicts_n_violated(verdicts) > 0 ? PS_INK_BAD
                : ps_verdicts_complete(verdicts)     ? PS_INK_GOOD
                                                     : PS_INK_WARN;
    ps_style_append(style, out, ink, text, 0);
    g_string_append_c(out, '\n');
}

char *
ps_check_report_text(const PsVerdicts *verdicts, const PsCheckRun *run, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    Widths widths = measure(verdicts, run);
    append_head(out, ps_search_world(ps_verdicts_search(verdicts)), style);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        append_verdict(out, verdicts, i, run, widths, style);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        if (ps_verdicts_get(verdicts, i)->path == NULL)
            continue;
        g_string_append_c(out, '\n');
        append_trace(out, verdicts, i, run, style);
    }
    g_string_append_c(out, '\n');
    append_figures(out, verdicts, run);
    append_result(out, verdicts, style);
    return g_string_free(out, FALSE);
}

char *
ps_check_report_trace(const PsVerdicts *verdicts, guint i, const PsCheckRun *run)
{
    const PsStyle plain = {.colour = FALSE};
    GString *out = g_string_new(NULL);
    append_trace(out, verdicts, i, run, &plain);
    return g_string_free(out, FALSE);
}
