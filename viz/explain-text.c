/* The report of an explanation, for a terminal. */
#include "viz/caption.h"
#include "viz/columns.h"
#include "viz/explain-private.h"
#include "viz/ladder.h"
#include "viz/text.h"

#include <string.h>

/* As many alternatives are listed. */
#define MAX_ALTERNATIVES 6

static void
append_head(GString *out, const PsExplanation *explanation, const PsExplainRun *run)
{
    const PsWorld *world = ps_explanation_world(explanation);
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *things = ps_text_count(ps_explanation_log(explanation)->n, "stanza");
    g_autofree char *others = ps_text_count(run->n_others, "other stanza");
    g_string_append_printf(out, "%s%s%s\n", servers, settings[0] != '\0' ? "; " : "", settings);
    g_string_append_printf(out, "%s: %s of %s and %s", run->file, things, run->users[0],
                           run->users[1]);
    if (run->n_others > 0)
        g_string_append_printf(out, "; %s passed over", others);
    g_string_append(out, "\n\n");
}

/* ---- What is missing ---- */

static void
append_where(GString *out, const PsExplanation *explanation, guint step)
{
    guint line = ps_explain_line_after(explanation, step);
    if (line > 0)
        g_string_append_printf(out, ", before line %u", line);
}

static void
append_line(GString *out, const PsExplanation *explanation, guint step, const char *why,
            const char *what)
{
    g_string_append_printf(out, "  %s: %s", why, what);
    append_where(out, explanation, step);
    g_string_append_c(out, '\n');
}

/* One line for each user's action and fault that the log does not show. */
static void
append_unseen(GString *out, const PsExplanation *explanation)
{
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *step = ps_explanation_step(explanation, i);
        g_autofree char *text = ps_step_text(ps_explanation_world(explanation), step->step);
        if (step->unseen)
            append_line(out, explanation, i, step->beyond ? "out of its sight" : "missing", text);
    }
}

/* One line for each stanza that should be there beside these. */
static void
append_gaps(GString *out, const PsExplanation *explanation)
{
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *step = ps_explanation_step(explanation, i);
        for (guint j = 0; j < step->n_missing; j++) {
            g_autofree char *text =
                ps_seen_text(ps_explanation_world(explanation), &step->missing[j]);
            if (step->missing[j].kind != PS_SEEN_ACTION) /* it was said */
                append_line(out, explanation, i, "missing", text);
        }
    }
}

/* ---- The run ---- */

/* What of the log a step explains: "line 3, 4", or that it is not there; NULL if there is nothing
 * to say. Free it. */
static char *
note(const PsExplanation *explanation, guint i)
{
    const PsExplainStep *step = ps_explanation_step(explanation, i);
    const PsSeenLog *log = ps_explanation_log(explanation);
    g_autoptr(GString) text = g_string_new(NULL);
    if (step->unseen)
        g_string_append(text, step->beyond ? "out of sight" : "missing");
    if (step->unseen && step->n_matched > 0)
        g_string_append(text, ", but for ");
    for (guint j = 0; j < step->n_matched; j++)
        g_string_append_printf(text, "%s%u",
                               j > 0                 ? ", "
                               : step->n_matched > 1 ? "lines "
                                                     : "line ",
                               log->seen[step->matched[j]].line);
    return text->len > 0 ? g_strdup(text->str) : NULL;
}

static void
append_run(GString *out, const PsExplanation *explanation, const PsExplainRun *run,
           const PsStyle *style)
{
    g_autoptr(PsReplay) replay = ps_explain_replay(explanation);
    g_autofree char *header = ps_trace_header(ps_explanation_world(explanation), run->profiles);
    guint n = ps_explanation_n_steps(explanation);
    g_auto(GStrv) notes = g_new0(char *, n + 1);
    g_string_append_printf(out, "\n%s", header);
    for (guint i = 0; i < n; i++) {
        notes[i] = note(explanation, i);
        if (notes[i] == NULL)
            notes[i] = g_strdup("");
    }
    g_autoptr(GString) ladder = g_string_new(NULL);
    ps_ladder_append_noted(ladder, replay, (const char *const *)notes, "", style);
    for (char *line = ladder->str, *end = NULL; *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        char *last = end;
        while (last > line && last[-1] == ' ')
            last--;
        g_string_append_len(out, line, last - line);
        g_string_append_c(out, '\n');
    }
}

/* ---- What cannot be ---- */

static void
append_unexplained(GString *out, const PsExplanation *explanation, const PsStyle *style)
{
    const PsWorld *world = ps_explanation_world(explanation);
    const PsSeen *seen =
        &ps_explanation_log(explanation)->seen[ps_explanation_reached(explanation)];
    g_autofree char *text = ps_seen_text(world, seen);
    guint n = ps_explanation_n_alternatives(explanation);
    ps_style_append(style, out, PS_INK_BAD, "no run explains", 0);
    g_string_append_printf(out, " line %u: %s\n", seen->line, text);
    if (ps_explanation_impossible(explanation))
        g_string_append_printf(out, "nothing in %s ever shows that\n",
                               ps_profile_name(ps_world_profile(world, seen->side)));
    if (n > 0)
        g_string_append(out, "what could be there instead:\n");
    for (guint i = 0; i < MIN(n, MAX_ALTERNATIVES); i++) {
        const PsAlternative *alternative = ps_explanation_alternative(explanation, i);
        PsExplainCost more = alternative->cost;
        PsExplainCost before = ps_explanation_cost(explanation);
        g_autofree char *instead = ps_seen_text(world, &alternative->seen);
        more.unseen -= MIN(more.unseen, before.unseen);
        g_autofree char *actions = ps_text_count(more.unseen, "more action");
        g_string_append_printf(out, "  %s", instead);
        if (more.unseen > 0)
            g_string_append_printf(out, ", with %s that the log does not show", actions);
        g_string_append_c(out, '\n');
    }
    if (n > MAX_ALTERNATIVES)
        g_string_append_printf(out, "  and %u more\n", n - MAX_ALTERNATIVES);
}

static void
append_verdict(GString *out, const PsExplanation *explanation, const PsStyle *style)
{
    PsExplainMissing missing = ps_explain_missing(explanation);
    g_autofree char *steps = ps_text_count(ps_explanation_n_steps(explanation), "step");
    g_autofree char *what = ps_explain_missing_text(&missing);
    gboolean found = ps_explanation_found(explanation);
    const char *stopped = ps_explanation_stopped(explanation);
    const PsSeenLog *log = ps_explanation_log(explanation);
    if (stopped != NULL)
        g_string_append_printf(out,
                               "not finished: %s ended the search, which came to line %u so far\n",
                               stopped, log->seen[ps_explanation_reached(explanation)].line);
    else if (!found)
        append_unexplained(out, explanation, style);
    if (found)
        ps_style_append(style, out, PS_INK_GOOD, "explained", 0);
    else
        g_string_append(out, "what comes before is explained");
    g_string_append_printf(out, " by %s; the log is %s%s\n", steps,
                           missing.actions + missing.stanzas > 0 ? "incomplete: " : "", what);
}

char *
ps_explain_report_text(const PsExplanation *explanation, const PsExplainRun *run,
                       const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    append_head(out, explanation, run);
    append_verdict(out, explanation, style);
    append_unseen(out, explanation);
    append_gaps(out, explanation);
    append_run(out, explanation, run, style);
    return g_string_free(out, FALSE);
}

char *
ps_explain_report_trace(const PsExplanation *explanation, const PsExplainRun *run)
{
    static const PsStyle plain = {.colour = FALSE};
    g_autoptr(PsReplay) replay = ps_explain_replay(explanation);
    g_autofree char *header = ps_trace_header(ps_explanation_world(explanation), run->profiles);
    GString *out = g_string_new(header);
    ps_ladder_append(out, replay, "", &plain);
    return g_string_free(out, FALSE);
}

/* ---- Which server fits ---- */

static void
add_fit(PsColumns *columns, const PsExplanation *explanation)
{
    const PsWorld *world = ps_explanation_world(explanation);
    PsExplainMissing missing = ps_explain_missing(explanation);
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup(ps_profile_name(ps_world_profile(world, 0))));
    if (ps_explanation_found(explanation)) {
        ps_columns_add(columns, ps_explain_missing_text(&missing));
        return;
    }
    guint reached = ps_explanation_reached(explanation);
    const PsSeen *seen = &ps_explanation_log(explanation)->seen[reached];
    g_autofree char *text = ps_seen_text(world, seen);
    if (ps_explanation_stopped(explanation) != NULL)
        ps_columns_add(columns,
                       g_strdup_printf("not finished: %s", ps_explanation_stopped(explanation)));
    else
        ps_columns_add(columns, g_strdup_printf("no run explains line %u: %s", seen->line, text));
}

char *
ps_explain_fit_text(const GPtrArray *explanations, const PsExplainRun *run, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    g_autoptr(PsColumns) columns = ps_columns_new();
    g_autoptr(GPtrArray) ranked = ps_explain_ranked(explanations);
    const PsExplanation *first = g_ptr_array_index(ranked, 0);
    g_autofree char *things = ps_text_count(ps_explanation_log(first)->n, "stanza");
    g_string_append_printf(out, "%s: %s of %s and %s\n\n", run->file, things, run->users[0],
                           run->users[1]);
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup("both servers"));
    ps_columns_add(columns, g_strdup("the log"));
    for (guint i = 0; i < ranked->len; i++)
        add_fit(columns, g_ptr_array_index(ranked, i));
    ps_columns_append(columns, out, style);
    return g_string_free(out, FALSE);
}
