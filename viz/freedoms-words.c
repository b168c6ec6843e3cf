/* Freedoms, in sentences. */
#include "viz/freedoms-private.h"
#include "viz/text.h"

/* "without it " for what is on and flipped, "with it " for what is off. */
static const char *
condition(const PsFreedom *freedom)
{
    return freedom->on ? "without it" : "with it";
}

/* What becomes of a violation: "falls in 8 steps instead of 5 and needs a race". before may be NULL
 * or hold. Free it. */
static char *
fall_text(const PsFinding *finding, const PsFinding *before)
{
    if (finding->path == NULL)
        return g_strdup("is never reached");
    g_autofree char *steps = ps_text_count(finding->path->len, "step");
    g_autofree char *ways = ps_ways_text(finding->ways);
    g_autofree char *needs = finding->ways->len > 0
                                 ? g_strdup_printf(" and needs %s", ways)
                                 : g_strdup(", but what that needs is not known");
    gboolean moved = before != NULL && before->outcome == PS_VIOLATED && before->path != NULL &&
                     before->path->len != finding->path->len;
    g_autofree char *instead =
        moved ? g_strdup_printf(" instead of %u", before->path->len) : g_strdup("");
    return g_strdup_printf("falls in %s%s%s", steps, instead, needs);
}

static gboolean
falls_alike(const PsFinding *a, const PsFinding *b)
{
    g_autofree char *here = fall_text(a, NULL);
    g_autofree char *there = fall_text(b, NULL);
    return g_str_equal(here, there);
}

/* What flipping does to one property: "without it no-ghost falls in 8 steps and needs a race". NULL
 * if it changes neither its verdict nor its counterexample. Free it. */
static char *
clause(const PsFreedom *freedom, const PsFinding *before, const PsFinding *after)
{
    const char *name = ps_property_name(before->property);
    if (after->outcome == PS_VIOLATED &&
        (before->outcome != PS_VIOLATED || !falls_alike(before, after))) {
        g_autofree char *fall = fall_text(after, before);
        return g_strdup_printf("%s %s %s", condition(freedom), name, fall);
    }
    if (after->outcome != before->outcome)
        return g_strdup_printf("%s %s %s", condition(freedom), name,
                               after->outcome == PS_HOLDS ? "holds" : "is not known to hold");
    return NULL;
}

typedef enum { FALLS, IS_MENDED, IS_DELAYED, IS_HASTENED, N_CHANGES } Change;

/* TRUE if turning the freedom off or on, whichever it is not, changes a property like this. */
static gboolean
is_change(Change change, const PsFinding *before, const PsFinding *after)
{
    if (change == FALLS)
        return before->outcome == PS_HOLDS && after->outcome == PS_VIOLATED;
    if (change == IS_MENDED)
        return before->outcome == PS_VIOLATED && after->outcome == PS_HOLDS;
    return before->outcome == after->outcome && before->path != NULL && after->path != NULL &&
           (change == IS_DELAYED ? after->path->len > before->path->len
                                 : after->path->len < before->path->len);
}

/* The names of the properties that flipping changes like this. Free it; "" if none. */
static char *
list_changed(const PsFreedoms *freedoms, guint i, Change change)
{
    const PsSummary *base = ps_freedoms_base(freedoms);
    const PsSummary *alone = ps_freedoms_alone(freedoms, i);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint j = 0; j < base->findings->len; j++)
        if (is_change(change, ps_summary_finding(base, j), ps_summary_finding(alone, j)))
            g_ptr_array_add(names,
                            g_strdup(ps_property_name(ps_summary_finding(base, j)->property)));
    return ps_text_list(names);
}

/* What the freedom does while it is on: "carries no-ghost", "mends no-leak and delays no-orphan".
 */
static void
append_verbs(GString *text, const PsFreedoms *freedoms, guint i)
{
    static const char *const verbs[2][N_CHANGES] = {
        {"breaks", "mends", "delays", "hastens"},                 /* it is off */
        {"carries", "stands in the way of", "hastens", "delays"}, /* it is on */
    };
    guint n = 0;
    for (guint change = 0; change < N_CHANGES; change++) {
        g_autofree char *names = list_changed(freedoms, i, (Change)change);
        if (names[0] != '\0')
            g_string_append_printf(text, "%s %s %s", n++ > 0 ? ";" : "",
                                   verbs[freedoms->list[i].on ? 1 : 0][change], names);
    }
}

/* The clauses on all properties, with "; " between them. Free it. */
static char *
clauses(const PsFreedoms *freedoms, guint i)
{
    const PsSummary *base = ps_freedoms_base(freedoms);
    const PsSummary *alone = ps_freedoms_alone(freedoms, i);
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(g_free);
    for (guint j = 0; j < base->findings->len; j++) {
        char *text =
            clause(&freedoms->list[i], ps_summary_finding(base, j), ps_summary_finding(alone, j));
        if (text != NULL)
            g_ptr_array_add(list, text);
    }
    return ps_text_join(list, "; ");
}

/* TRUE if the worlds with and without the freedom are known to the end. */
static gboolean
is_known(const PsFreedoms *freedoms, guint i)
{
    return ps_freedoms_base(freedoms)->stopped == NULL &&
           ps_freedoms_alone(freedoms, i)->stopped == NULL;
}

char *
freedoms_sentence(const PsFreedoms *freedoms, guint i)
{
    const PsSummary *base = ps_freedoms_base(freedoms);
    const PsSummary *alone = ps_freedoms_alone(freedoms, i);
    g_autofree char *effects = clauses(freedoms, i);
    GString *text = g_string_new(freedoms->list[i].name);
    append_verbs(text, freedoms, i);
    if (!freedoms->list[i].acts)
        g_string_append_printf(text, " does nothing here%s",
                               freedoms->list[i].acts_on ? " (it needs --availability)" : "");
    else if (effects[0] != '\0')
        g_string_append_printf(text, ": %s%s", effects,
                               is_known(freedoms, i) ? "" : "; what else it changes is not known");
    else if (!is_known(freedoms, i))
        g_string_append(text, ": what it changes is not known");
    else if (base->states == alone->states && base->transitions == alone->transitions)
        g_string_append(text, " does nothing alone");
    else
        g_string_append(text, " changes no verdict and no shortest counterexample");
    return g_string_free(text, FALSE);
}

/* ---- Combinations ---- */

char *
freedoms_influence_text(const PsInfluence *influence)
{
    const struct {
        const char *verb;
        guint n;
    } parts[] = {
        {"mends", influence->mends},
        {"breaks", influence->breaks},
        {"delays", influence->delays},
        {"hastens", influence->hastens},
    };
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        if (parts[i].n > 0)
            g_string_append_printf(text, "%s%s %u", text->len > 0 ? ", " : "", parts[i].verb,
                                   parts[i].n);
    return g_string_free(text, FALSE);
}

gboolean
freedoms_holds_everywhere(const PsFreedoms *freedoms, guint property)
{
    for (guint i = 0; i < ps_survey_n(freedoms->survey); i++)
        if (ps_summary_finding(ps_survey_summary(freedoms->survey, i), property)->outcome !=
            PS_HOLDS)
            return FALSE;
    return TRUE;
}

/* "the smallest change: remove-cancels-pending on and auto-subscribed off". Free it. */
static char *
change_text(const PsFreedoms *freedoms, const PsBest *best)
{
    guint64 flipped = ps_freedoms_flipped(freedoms, best->nearest);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < freedoms->n; i++)
        if (flipped >> i & 1)
            g_ptr_array_add(words, g_strdup_printf("%s %s", freedoms->list[i].name,
                                                   freedoms->list[i].on ? "off" : "on"));
    if (words->len == 0)
        return g_strdup("one of them is as they are");
    g_autofree char *list = ps_text_list(words);
    return g_strdup_printf("the smallest change%s: %s", best->open ? " known" : "", list);
}

/* "all properties" of a verb's subject, "all 6 properties", "the property". Free it. */
static char *
all_text(guint n, gboolean counted)
{
    if (n == 1)
        return g_strdup("the property");
    return counted ? g_strdup_printf("all %u properties", n) : g_strdup("all properties");
}

char *
freedoms_best_text(const PsFreedoms *freedoms)
{
    PsBest best = ps_freedoms_best(freedoms);
    guint n = ps_freedoms_base(freedoms)->findings->len;
    gboolean one = best.holding == 1;
    const char *hold = best.open ? (one ? "is known to hold" : "are known to hold")
                       : one     ? "holds"
                                 : "hold";
    g_autofree char *change = change_text(freedoms, &best);
    g_autofree char *worlds = ps_text_count(ps_survey_n(freedoms->survey), "combination");
    g_autofree char *all = all_text(n, best.holding < n);
    if (best.holding == n)
        return g_strdup_printf("%s %s in %u of %s; %s", all, hold, best.worlds, worlds, change);
    g_autofree char *none = g_strdup_printf("no combination %s %s hold",
                                            best.possible == n ? "is known to make" : "makes", all);
    if (n == 1)
        return g_steal_pointer(&none);
    return g_strdup_printf("%s; at most %u %s, in %u of %s; %s", none, best.holding, hold,
                           best.worlds, worlds, change);
}
