/* A report: what was checked, what came out, and the matrix. */
#include "viz/report-private.h"

#include "explorer/coverage.h"
#include "viz/caption.h"
#include "viz/coverage-report.h"
#include "viz/matrix.h"
#include "viz/pairs.h"
#include "viz/text.h"

/* ---- Facts ---- */

static void
append_fact(const ReportPage *page, const char *name, const char *text)
{
    g_string_append(page->html, "<div>");
    report_element(page->html, "dt", NULL, name);
    report_element(page->html, "dd", NULL, text);
    g_string_append(page->html, "</div>\n");
}

static void
append_number_fact(const ReportPage *page, const char *name, guint64 number)
{
    g_autofree char *text = ps_text_number(number);
    append_fact(page, name, text);
}

static char *
users_text(const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    g_autoptr(GPtrArray) actions = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < PS_N_ACTIONS; i++)
        if (ps_world_has_action(world, (PsAction)i))
            g_ptr_array_add(actions, g_strdup(ps_action_name((PsAction)i)));
    g_autofree char *list = ps_text_list(actions);
    return g_strdup_printf(
        "%s%s: %s",
        options->users == PS_USERS_SENSIBLE ? "do what their own entry suggests" : "do anything",
        options->sequential ? ", while nothing is in flight" : ", at any time", list);
}

static char *
faults_text(const PsWorldOptions *options)
{
    static const char *const words[PS_N_FAULTS] = {"is lost", "is repeated",
                                                   "comes back as an error"};
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < PS_N_FAULTS; i++)
        if (options->faults[i] == PS_FAULT_ANY)
            g_ptr_array_add(faults, g_strdup_printf("any presence %s", words[i]));
        else if (options->faults[i] == 1)
            g_ptr_array_add(faults, g_strdup_printf("one presence in a run %s", words[i]));
        else if (options->faults[i] > 1)
            g_ptr_array_add(faults, g_strdup_printf("%d presences in a run: each %s",
                                                    options->faults[i], words[i]));
    return faults->len > 0 ? ps_text_join(faults, "; ") : g_strdup("none");
}

/* "on: auto-reply, pre-approval; off: keep-approval"; "none". Free it. */
static char *
options_text(const PsProfile *profile)
{
    static const char *const words[] = {"off", "on"};
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func(g_free);
    for (int on = 1; on >= 0; on--) {
        g_autoptr(GPtrArray) options = g_ptr_array_new_with_free_func(g_free);
        for (guint i = 0; i < ps_profile_n_options(profile); i++) {
            const PsOption *option = ps_profile_option(profile, i);
            const char *note = option->on == option->by_default ? "" : " (not the default)";
            if (option->on == on)
                g_ptr_array_add(options, g_strconcat(option->name, note, NULL));
        }
        g_autofree char *list = ps_text_join(options, ", ");
        if (options->len > 0)
            g_ptr_array_add(lists, g_strdup_printf("%s: %s", words[on], list));
    }
    return lists->len > 0 ? ps_text_join(lists, "; ") : g_strdup("none");
}

static void
append_servers(const ReportPage *page)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(page->world, side);
        g_autofree char *name = g_strdup_printf("%s’s server", ps_world_name(page->world, side));
        g_autofree char *options = options_text(profile);
        g_autofree char *text = g_strdup_printf("%s (%s); options %s", ps_profile_name(profile),
                                                ps_profile_title(profile), options);
        append_fact(page, name, text);
    }
}

/* What the world is. */
static void
append_world(const ReportPage *page)
{
    const PsWorldOptions *options = ps_world_options(page->world);
    g_autofree char *in_flight = ps_text_count(options->in_flight, "presence");
    g_autofree char *bound = g_strdup_printf("at most %s in flight", in_flight);
    g_autofree char *users = users_text(page->world);
    g_autofree char *faults = faults_text(options);
    g_string_append(page->html, "<dl class=\"facts\">\n");
    append_servers(page);
    append_fact(page, "Users", users);
    append_fact(page, "Bound", bound);
    append_fact(page, "Order",
                options->any_order ? "presences overtake each other"
                                   : "presences arrive in the order of their sending");
    append_fact(page, "Faults", faults);
    append_fact(page, "Availability",
                options->availability ? "users log in and out; available presence is sent"
                                      : "left out");
    g_string_append(page->html, "</dl>\n");
}

/* What the search came to. */
static void
append_figures(const ReportPage *page)
{
    const PsSearch *search = ps_verdicts_search(page->verdicts);
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    PsCoverageFigures rows = ps_coverage_total(coverage);
    g_autofree char *missed =
        g_strdup_printf("%u of %u that can", rows.missed, rows.rows - rows.infeasible);
    g_autofree char *complete = ps_check_report_complete(page->verdicts, page->run);
    g_string_append(page->html, "<dl class=\"figures\">\n");
    append_number_fact(page, "States", ps_search_states(search));
    append_number_fact(page, "Transitions", ps_search_transitions(search));
    append_number_fact(page, "Depth", ps_search_depth(search));
    append_number_fact(page, "Settled", ps_search_settled(search));
    append_fact(page, "Rows never fired", missed);
    append_fact(page, "Complete", complete);
    g_string_append(page->html, "</dl>\n");
}

/* ---- The head ---- */

/* One link for each property, with its mark. */
static void
append_verdicts(const ReportPage *page)
{
    g_string_append(page->html, "<ul class=\"verdicts\">\n");
    for (guint i = 0; i < ps_verdicts_n(page->verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(page->verdicts, i);
        const char *name = ps_property_name(verdict->property);
        g_string_append_printf(
            page->html, "<li class=\"%s\"><a href=\"#property-%s\">%s</a> %s</li>\n",
            ps_outcome_name(verdict->outcome), name, name, ps_outcome_name(verdict->outcome));
    }
    g_string_append(page->html, "</ul>\n");
}

void
report_append_head(const ReportPage *page)
{
    gboolean violated = ps_verdicts_n_violated(page->verdicts) > 0;
    g_autofree char *title = ps_caption_servers(page->world);
    g_autofree char *result = ps_check_report_result(page->verdicts);
    const char *class = violated                               ? "result violated"
                        : ps_verdicts_complete(page->verdicts) ? "result holds"
                                                               : "result undecided";
    g_string_append(page->html, "<header>\n");
    report_element(page->html, "h1", NULL, title);
    report_element(page->html, "p", class, result);
    append_verdicts(page);
    append_figures(page);
    g_string_append(page->html, "<details open=\"open\">\n<summary>What was checked</summary>\n");
    append_world(page);
    g_string_append(page->html, "</details>\n</header>\n");
}

/* ---- The matrix ---- */

static void
append_cell_row(const ReportPage *page, const PsPairs *pairs, guint a, guint b)
{
    const PsPair *pair = ps_pairs_get(pairs, a, b);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; pair->violated >> i != 0; i++)
        if (pair->violated >> i & 1)
            g_ptr_array_add(
                names, g_strdup(ps_property_name(ps_verdicts_get(page->verdicts, i)->property)));
    g_autofree char *violated = ps_text_join(names, ", ");
    g_autofree char *states = ps_text_number(pair->states);
    g_autofree char *settled = ps_text_number(pair->settled);
    g_string_append(page->html, "<tr>");
    report_element(page->html, "td", NULL,
                   ps_profile_state_name(ps_world_profile(page->world, 0), a));
    report_element(page->html, "td", NULL,
                   ps_profile_state_name(ps_world_profile(page->world, 1), b));
    report_element(page->html, "td", "number", states);
    report_element(page->html, "td", "number", settled);
    report_element(page->html, "td", NULL, violated);
    g_string_append(page->html, "</tr>\n");
}

/* The same for those who do not see the picture: every pair of entries that is met. */
static void
append_pairs(const ReportPage *page)
{
    g_autoptr(PsPairs) pairs = ps_pairs_new(page->verdicts, FALSE);
    g_string_append(page->html, "<details>\n<summary>The same as a table</summary>\n");
    report_begin_scroll(page->html, "scroll", "Pairs of entries", "");
    g_string_append(page->html, "<table>\n<thead><tr>\n");
    report_element(page->html, "th", NULL, ps_world_name(page->world, 0));
    report_element(page->html, "th", NULL, ps_world_name(page->world, 1));
    g_string_append(page->html, "<th class=\"number\">States</th>\n"
                                "<th class=\"number\">Settled</th>\n<th>Violated</th>\n"
                                "</tr></thead>\n<tbody>\n");
    for (guint a = 0; a < ps_profile_n_states(ps_world_profile(page->world, 0)); a++)
        for (guint b = 0; b < ps_profile_n_states(ps_world_profile(page->world, 1)); b++)
            if (ps_pairs_get(pairs, a, b)->states > 0)
                append_cell_row(page, pairs, a, b);
    g_string_append(page->html, "</tbody>\n</table>\n</div>\n</details>\n");
}

/* Says what is left out of a page about a large world. */
static void
append_part(const ReportPage *page)
{
    if (page->part->whole)
        return;
    g_autofree char *all = ps_text_number(ps_search_states(page->part->search));
    g_autofree char *most = ps_text_number(PS_REPORT_MAX_STATES);
    g_autofree char *here = ps_text_number(report_part_n(page->part));
    g_autofree char *radius = ps_text_count(page->part->radius, "step");
    g_autofree char *text = g_strdup_printf(
        "This world has %s states, more than the %s that a page holds. The filters and the stepper "
        "have %s of them: those of the counterexamples, and those at most %s from one. The "
        "figures, "
        "the verdicts and the matrix are of all states.",
        all, most, here, radius);
    report_element(page->html, "p", "note", text);
}

void
report_append_matrix(const ReportPage *page)
{
    g_autofree char *svg = ps_matrix_svg(page->verdicts, FALSE);
    g_string_append(page->html, "<section id=\"matrix\">\n<h2>Which entries can meet</h2>\n"
                                "<noscript><p class=\"note\">The filters and the stepper of this "
                                "page need JavaScript; all else is shown without it.</p>"
                                "</noscript>\n");
    append_part(page);
    g_string_append(page->html, "<div class=\"beside\">\n<div>\n"
                                "<div class=\"scroll picture\" tabindex=\"0\" role=\"region\" "
                                "aria-label=\"The matrix\">\n");
    g_string_append(page->html, svg);
    g_string_append(page->html, "</div>\n");
    append_pairs(page);
    g_string_append_printf(page->html, "</div>\n%s</div>\n</section>\n", report_filters);
}
