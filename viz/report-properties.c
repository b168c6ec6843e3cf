/* A report: the properties, and the charts of those that fell. */
#include "viz/report-private.h"

#include "viz/chart.h"
#include "viz/text.h"

/* A link to the stepper, for where there are scripts. */
static void
append_link(const ReportPage *page, const char *fragment, const char *text)
{
    if (fragment == NULL)
        return;
    g_autofree char *safe = ps_text_xml(fragment);
    g_string_append_printf(page->html, "<a class=\"button scripted\" href=\"%s\">%s</a>\n", safe,
                           text);
}

/* "violated after 5 steps, 9 states; needs nothing; heals in 2 steps by juliet". Free it. */
static char *
facts_text(const ReportPage *page, guint i)
{
    const PsVerdict *verdict = ps_verdicts_get(page->verdicts, i);
    const PsHealing *healing = g_ptr_array_index(page->run->healings, i);
    GString *text = g_string_new(NULL);
    if (verdict->path == NULL)
        return g_string_free(text, FALSE);
    gboolean violated = verdict->outcome == PS_VIOLATED;
    g_autofree char *steps = ps_text_count(verdict->path->len, "step");
    g_autofree char *states = ps_text_count(verdict->count, "state");
    g_string_append_printf(text, "%s after %s; %s", violated ? "Violated" : "Reached", steps,
                           states);
    if (violated) {
        g_autofree char *needs = ps_needs_text(page->run->needs, i);
        g_string_append_printf(text, "; needs %s", needs);
    }
    if (healing != NULL) {
        g_autofree char *heals = ps_check_report_healing(healing, page->world);
        g_string_append_printf(text, "; %s", heals);
    }
    return g_string_free(text, FALSE);
}

/* What it means when a property falls, and what it says, in the words of a file of properties. */
static void
append_meaning(const ReportPage *page, const PsVerdict *verdict)
{
    const char *meaning = ps_property_meaning(verdict->property);
    const char *expression = ps_property_expression(verdict->property);
    gboolean found = verdict->path != NULL || verdict->outcome == PS_VIOLATED;
    if (g_strcmp0(meaning, expression) != 0) {
        g_autofree char *text = g_strdup_printf("%s%s", found ? "" : "If it fell: ", meaning);
        report_element(page->html, "p", "meaning", text);
    }
    if (expression != NULL) {
        static const char *const kinds[] = {"settled", "always", "reachable", "recoverable"};
        g_autofree char *text =
            g_strdup_printf("%s: %s", kinds[ps_property_kind(verdict->property)], expression);
        report_element(page->html, "p", "expression", text);
    }
}

/* Ways into the stepper. */
static void
append_ways(const ReportPage *page, guint i)
{
    const PsVerdict *verdict = ps_verdicts_get(page->verdicts, i);
    const PsHealing *healing = g_ptr_array_index(page->run->healings, i);
    g_autofree char *run = report_part_fragment(page->part, verdict->path, verdict->stem);
    g_string_append(page->html, "<p class=\"ways\">\n");
    append_link(page, run, "Step through it");
    if (healing != NULL && healing->path != NULL) {
        g_autofree char *heals = report_part_fragment(page->part, verdict->path, healing->path);
        append_link(page, heals, "Step through how it heals");
    }
    g_string_append(page->html, "</p>\n");
}

/* The counterexample or witness: its chart, and the same as a trace. */
static void
append_run(const ReportPage *page, guint i)
{
    const PsVerdict *verdict = ps_verdicts_get(page->verdicts, i);
    const char *name = ps_property_name(verdict->property);
    g_autofree char *steps = ps_text_count(verdict->path->len, "step");
    g_autofree char *title = g_strdup_printf("%s: a shortest way there, %s", name, steps);
    g_autoptr(PsChart) chart = ps_chart_of_verdict(page->verdicts, i);
    g_autofree char *id = g_strdup_printf("chart-%u", i + 1);
    g_autofree char *svg = ps_chart_svg(chart, title, id);
    g_autofree char *trace = ps_check_report_trace(page->verdicts, i, page->run);
    report_begin_scroll(page->html, "scroll picture", "The chart of ", name);
    g_string_append_printf(page->html, "%s</div>\n<details>\n<summary>The trace</summary>\n", svg);
    report_begin_scroll(page->html, "scroll", "The trace of ", name);
    report_element(page->html, "pre", NULL, trace);
    g_string_append(page->html, "</div>\n</details>\n");
}

static void
append_property(const ReportPage *page, guint i)
{
    const PsVerdict *verdict = ps_verdicts_get(page->verdicts, i);
    const char *name = ps_property_name(verdict->property);
    const char *outcome = ps_outcome_name(verdict->outcome);
    g_autofree char *facts = facts_text(page, i);
    g_string_append_printf(page->html,
                           "<article id=\"property-%s\" class=\"%s\" data-property=\"%u\">\n"
                           "<div class=\"about\">\n"
                           "<h3>%s <span class=\"verdict\">%s</span></h3>\n",
                           name, outcome, i, name, outcome);
    append_meaning(page, verdict);
    if (facts[0] != '\0')
        report_element(page->html, "p", "run", facts);
    g_string_append(page->html, "<p class=\"filtered\" hidden=\"hidden\"></p>\n");
    if (verdict->path != NULL)
        append_ways(page, i);
    g_string_append(page->html, "</div>\n");
    if (verdict->path != NULL)
        append_run(page, i);
    g_string_append(page->html, "</article>\n");
}

void
report_append_properties(const ReportPage *page)
{
    g_string_append(page->html, "<section id=\"properties\">\n<h2>Properties</h2>\n"
                                "<p id=\"properties-note\" hidden=\"hidden\"></p>\n"
                                "<div class=\"cards\">\n");
    for (guint i = 0; i < ps_verdicts_n(page->verdicts); i++)
        append_property(page, i);
    g_string_append(page->html, "</div>\n</section>\n");
}

void
report_append_explorer(const ReportPage *page)
{
    g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(PsStep));
    g_autoptr(PsReplay) replay = ps_replay_path(page->world, nothing);
    g_autoptr(PsChart) chart = ps_chart_new(replay, NULL);
    g_autofree char *svg = ps_chart_svg(chart, NULL, "run");
    g_autoptr(GString) stepper = g_string_new(report_stepper);
    g_string_replace(stepper, "<!-- chart -->", svg, 1);
    g_string_append(page->html, report_states);
    g_string_append(page->html, stepper->str);
}
