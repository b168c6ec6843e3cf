/* The report on freedoms, for people. */
#include "viz/caption.h"
#include "viz/columns.h"
#include "viz/freedoms-private.h"
#include "viz/mark.h"
#include "viz/text.h"

#define COLUMNS 100
#define INDENT 4

/* Begins a line of columns with two texts, which are copied. */
static void
begin_line(PsColumns *columns, const char *first, const char *second)
{
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup(first));
    ps_columns_add(columns, g_strdup(second));
}

/* ---- Each freedom alone ---- */

/* "5r", "holds", "undecided". Free it. */
static char *
outcome_text(const PsFinding *finding)
{
    return finding->path != NULL && finding->outcome == PS_VIOLATED
               ? ps_mark(finding)
               : g_strdup(ps_outcome_name(finding->outcome));
}

/* What flipping does: "falls 8r", "holds", "5 → 8r", "(9 → 11)" for states; a dot for nothing.
 * While the worlds are not known to the end, what it is then. Free it. */
static char *
change_text(const PsFinding *before, const PsFinding *after, gboolean known)
{
    g_autofree char *was = outcome_text(before);
    g_autofree char *is = outcome_text(after);
    if (before->outcome != after->outcome)
        return after->outcome == PS_VIOLATED ? g_strdup_printf("falls %s", is) : g_strdup(is);
    if (!g_str_equal(was, is))
        return g_strdup_printf("%s → %s", was, is);
    if (!known && after->outcome != PS_HOLDS)
        return g_steal_pointer(&is);
    if (before->count == after->count || before->outcome != PS_VIOLATED)
        return g_strdup(".");
    return g_strdup_printf("(%" G_GUINT64_FORMAT " → %" G_GUINT64_FORMAT ")", before->count,
                           after->count);
}

/* How to read the cells. */
static void
append_legend(GString *out, const PsFreedoms *freedoms)
{
    g_autofree char *letters = ps_mark_legend(freedoms->survey);
    g_string_append(out, "A number is the steps of a shortest counterexample");
    if (letters[0] != '\0')
        g_string_append_printf(out, "; what it needs: %s", letters);
    g_string_append(out, ".\nIn brackets: as soon, but in so many states; a dot: nothing "
                         "changes.\n\n");
}

/* The number of states, and one cell for each property that does not hold whatever the options: of
 * the world as it is or, if alone is one, of what flipping changes. */
static void
add_cells(PsColumns *columns, const PsFreedoms *freedoms, const PsSummary *alone)
{
    const PsSummary *base = ps_freedoms_base(freedoms);
    const PsSummary *shown = alone != NULL ? alone : base;
    gboolean known = base->stopped == NULL && shown->stopped == NULL;
    ps_columns_add(columns, g_strdup_printf("%" G_GUINT64_FORMAT, shown->states));
    for (guint j = 0; j < base->findings->len; j++) {
        const PsFinding *before = ps_summary_finding(base, j);
        if (!freedoms_holds_everywhere(freedoms, j))
            ps_columns_add(columns, alone != NULL
                                        ? change_text(before, ps_summary_finding(alone, j), known)
                                        : outcome_text(before));
    }
}

static void
append_alone(GString *out, const PsFreedoms *freedoms, const PsStyle *style)
{
    g_autoptr(PsColumns) columns = ps_columns_new();
    const PsSummary *base = ps_freedoms_base(freedoms);
    begin_line(columns, "flipped alone", "from");
    ps_columns_add(columns, g_strdup("states"));
    for (guint j = 0; j < base->findings->len; j++)
        if (!freedoms_holds_everywhere(freedoms, j))
            ps_columns_add(columns,
                           g_strdup(ps_property_name(ps_summary_finding(base, j)->property)));
    begin_line(columns, "as they are", "");
    add_cells(columns, freedoms, NULL);
    for (guint i = 0; i < freedoms->n; i++) {
        begin_line(columns, freedoms->list[i].name, freedoms->list[i].on ? "on" : "off");
        add_cells(columns, freedoms, ps_freedoms_alone(freedoms, i));
    }
    ps_columns_append(columns, out, style);
    g_string_append_c(out, '\n');
}

/* ---- All combinations ---- */

/* Adds a line for each property that a freedom does something to; the first one names it. */
static void
add_influences(PsColumns *columns, const PsFreedoms *freedoms, guint i)
{
    const GArray *findings = ps_freedoms_base(freedoms)->findings;
    const char *name = freedoms->list[i].name;
    for (guint j = 0; j < findings->len; j++) {
        PsInfluence influence = ps_freedoms_influence(freedoms, i, j);
        g_autofree char *text = freedoms_influence_text(&influence);
        if (text[0] == '\0')
            continue;
        begin_line(columns, name, ps_property_name(g_array_index(findings, PsFinding, j).property));
        ps_columns_add(columns, g_steal_pointer(&text));
        name = "";
    }
    if (name[0] != '\0')
        begin_line(columns, name, ".");
}

static void
append_influences(GString *out, const PsFreedoms *freedoms, const PsStyle *style)
{
    g_autoptr(PsColumns) columns = ps_columns_new();
    guint n = ps_survey_n(freedoms->survey) / 2;
    g_autofree char *of = n == 1
                              ? g_strdup("the one combination there is")
                              : g_strdup_printf("how many of the %u combinations of the others", n);
    begin_line(columns, "turned on", "property");
    gboolean known = ps_survey_n_unfinished(freedoms->survey) == 0;
    ps_columns_add(columns, g_strdup_printf("in %s%s", of, known ? "" : ", as far as known"));
    for (guint i = 0; i < freedoms->n; i++)
        add_influences(columns, freedoms, i);
    ps_columns_append(columns, out, style);
    g_string_append_c(out, '\n');
}

/* ---- The whole ---- */

/* Appends text in lines of a terminal, all but the first one indented, or all of them. */
static void
append_wrapped(GString *out, const char *text, gboolean indent_first)
{
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, COLUMNS - INDENT);
    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(out, "%*s%s\n", i > 0 || indent_first ? INDENT : 0, "",
                               (const char *)g_ptr_array_index(lines, i));
}

/* The sentence on each freedom, and why there is one. */
static void
append_sentences(GString *out, const PsFreedoms *freedoms)
{
    for (guint i = 0; i < freedoms->n; i++) {
        const PsFreedom *freedom = &freedoms->list[i];
        g_autofree char *sentence = freedoms_sentence(freedoms, i);
        g_autofree char *why = g_strdup_printf(
            "%s: %s", freedom->by_default ? "default on" : "default off", freedom->why);
        append_wrapped(out, sentence, FALSE);
        append_wrapped(out, why, TRUE);
    }
    g_string_append(out, freedoms->n > 0 ? "\n" : "");
}

/* How many of the options there are can change something. Free it. */
static char *
acting_text(const PsFreedoms *freedoms)
{
    guint n = ps_freedoms_n_acting(freedoms);
    if (freedoms->n == 1)
        return g_strdup_printf(", which can change %s here", n == 1 ? "something" : "nothing");
    return n == 0 ? g_strdup(", of which none can change anything here")
                  : g_strdup_printf(", of which %u can change something here", n);
}

static void
append_head(GString *out, const PsFreedoms *freedoms, const PsStyle *style)
{
    const PsWorld *world = ps_survey_world(freedoms->survey, 0);
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    g_autofree char *options = ps_text_count(freedoms->n, "option");
    g_autofree char *acting = acting_text(freedoms);
    g_autofree char *combinations = ps_text_count(ps_survey_n(freedoms->survey), "combination");
    ps_style_append(style, out, PS_INK_BOLD, servers, 0);
    g_string_append_printf(out, "\nat most %s in flight%s%s\n%s", bound,
                           settings[0] != '\0' ? "; " : "", settings, options);
    if (freedoms->n == 0)
        g_string_append(out, ": there is nothing to compare\n\n");
    else if (freedoms->combined)
        g_string_append_printf(out, "%s: %s\n\n", acting, combinations);
    else
        g_string_append_printf(out, "%s: more than %d combinations, so each is flipped alone\n\n",
                               acting, PS_MAX_COMBINATIONS);
}

/* Which properties hold whatever the options are, and what the best combinations are. */
static void
append_result(GString *out, const PsFreedoms *freedoms, const PsStyle *style)
{
    const GArray *findings = ps_freedoms_base(freedoms)->findings;
    g_autoptr(GPtrArray) held = g_ptr_array_new_with_free_func(g_free);
    guint unfinished = ps_survey_n_unfinished(freedoms->survey);
    for (guint j = 0; j < findings->len; j++)
        if (freedoms_holds_everywhere(freedoms, j))
            g_ptr_array_add(
                held, g_strdup(ps_property_name(g_array_index(findings, PsFinding, j).property)));
    g_autofree char *list = ps_text_list(held);
    if (held->len > 0)
        g_string_append_printf(out, "%s, %s hold%s\n",
                               freedoms->combined ? "whatever the options"
                                                  : "whichever option is flipped alone",
                               list, held->len == 1 ? "s" : "");
    if (unfinished > 0)
        g_string_append_printf(out, "not finished: %u of %u, ended by a limit or an interruption\n",
                               unfinished, ps_survey_n(freedoms->survey));
    if (!freedoms->combined || freedoms->n == 0)
        return;
    g_autofree char *best = freedoms_best_text(freedoms);
    gboolean all = ps_freedoms_best(freedoms).holding == findings->len;
    ps_style_append(style, out, all ? PS_INK_GOOD : PS_INK_BAD, best, 0);
    g_string_append_c(out, '\n');
}

char *
ps_freedoms_text(const PsFreedoms *freedoms, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    append_head(out, freedoms, style);
    append_legend(out, freedoms);
    append_alone(out, freedoms, style);
    if (freedoms->combined && ps_freedoms_n_acting(freedoms) > 0)
        append_influences(out, freedoms, style);
    append_sentences(out, freedoms);
    append_result(out, freedoms, style);
    return g_string_free(out, FALSE);
}
