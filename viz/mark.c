/* Marks. */
#include "viz/mark.h"

/* None twice, so that they can stand together, and none that is read as a digit behind a number:
 * what is lost vanishes, what is repeated is doubled. */
static const char letters[PS_N_NEEDS] = {
    [PS_NEED_RACE] = 'r',   [PS_NEED_LOSS] = 'v',       [PS_NEED_REPEAT] = 'd',
    [PS_NEED_BOUNCE] = 'b', [PS_NEED_OVERTAKING] = 't', [PS_NEED_AVAILABILITY] = 'a',
};

static void
append_letters(GString *mark, const GArray *ways)
{
    for (guint i = 0; i < ways->len; i++) {
        g_string_append(mark, i > 0 ? "/" : "");
        for (guint need = 0; need < PS_N_NEEDS; need++)
            if (g_array_index(ways, PsWay, i).needs >> need & 1)
                g_string_append_c(mark, letters[need]);
    }
    g_string_append(mark, ways->len == 0 ? "?" : "");
}

char *
ps_mark(const PsFinding *finding)
{
    static const char *const marks[] = {
        [PS_HOLDS] = ".", [PS_VIOLATED] = "x", [PS_UNDECIDED] = "?"};
    if (finding->outcome != PS_VIOLATED || finding->path == NULL)
        return g_strdup(marks[finding->outcome]);
    GString *mark = g_string_new(NULL);
    g_string_printf(mark, "%u", finding->path->len);
    append_letters(mark, finding->ways);
    return g_string_free(mark, FALSE);
}

/* TRUE if it is not known of some violation what it needs. */
static gboolean
has_unknown(const PsSummary *summary)
{
    for (guint i = 0; i < summary->findings->len; i++) {
        const PsFinding *finding = ps_summary_finding(summary, i);
        if (finding->outcome == PS_VIOLATED && finding->path != NULL && finding->ways->len == 0)
            return TRUE;
    }
    return FALSE;
}

char *
ps_mark_legend(const PsSurvey *survey)
{
    GString *text = g_string_new(NULL);
    guint needs = 0;
    gboolean unknown = FALSE;
    for (guint i = 0; i < ps_survey_n(survey); i++) {
        needs |= ps_summary_needs(ps_survey_summary(survey, i));
        unknown = unknown || has_unknown(ps_survey_summary(survey, i));
    }
    for (guint need = 0; need < PS_N_NEEDS; need++)
        if (needs >> need & 1)
            g_string_append_printf(text, "%s%c %s", text->len > 0 ? ", " : "", letters[need],
                                   ps_need_text((PsNeed)need));
    if (unknown)
        g_string_append_printf(text, "%s? not known", text->len > 0 ? ", " : "");
    return g_string_free(text, FALSE);
}
