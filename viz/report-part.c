/* A report: which states are in the page. */
#include "viz/report-private.h"

/* Adds a state. FALSE if it is in already, or was not found. */
static gboolean
add(ReportPart *part, const PsState *state)
{
    guint64 number = 0;
    if (!ps_search_find(part->search, state, &number) ||
        !g_hash_table_add(part->places, GSIZE_TO_POINTER(number)))
        return FALSE;
    g_array_append_val(part->numbers, number);
    return TRUE;
}

/* Adds the states that steps lead through, and returns the last one. */
static PsState
add_steps(ReportPart *part, PsState state, const GArray *steps)
{
    for (guint i = 0; steps != NULL && i < steps->len; i++) {
        PsState after;
        if (!ps_step_take(ps_search_world(part->search), &state, g_array_index(steps, PsStep, i),
                          &after))
            break;
        add(part, &after);
        state = after;
    }
    return state;
}

static void
add_verdict(ReportPart *part, const PsVerdict *verdict, const PsHealing *healing)
{
    PsState end = add_steps(part, ps_world_initial(ps_search_world(part->search)), verdict->path);
    if (healing != NULL)
        add_steps(part, end, healing->path);
    add_steps(part, add_steps(part, end, verdict->stem), verdict->loop);
}

/* Adds what is one step from the states from `first` on; takes it back and returns FALSE if that is
 * too much. */
static gboolean
add_neighbours(ReportPart *part, guint first)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint end = part->numbers->len;
    for (guint i = first; i < end && part->numbers->len <= PS_REPORT_MAX_STATES; i++) {
        PsState from = ps_search_state(part->search, g_array_index(part->numbers, guint64, i));
        guint n = ps_step_transitions(ps_search_world(part->search), &from, out, &overflow);
        for (guint j = 0; j < n; j++)
            add(part, &out[j].to);
    }
    if (part->numbers->len <= PS_REPORT_MAX_STATES)
        return TRUE;
    for (guint i = end; i < part->numbers->len; i++)
        g_hash_table_remove(part->places,
                            GSIZE_TO_POINTER(g_array_index(part->numbers, guint64, i)));
    g_array_set_size(part->numbers, end);
    return FALSE;
}

static gint
compare_numbers(gconstpointer a, gconstpointer b)
{
    const guint64 *x = a;
    const guint64 *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Gives the states places in the order of their numbers. */
static void
place(ReportPart *part)
{
    g_array_sort(part->numbers, compare_numbers);
    for (guint i = 0; i < part->numbers->len; i++)
        g_hash_table_insert(part->places,
                            GSIZE_TO_POINTER(g_array_index(part->numbers, guint64, i)),
                            GUINT_TO_POINTER(i));
}

ReportPart *
report_part_new(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    ReportPart *part = g_new0(ReportPart, 1);
    part->search = ps_verdicts_search(verdicts);
    part->whole = ps_search_states(part->search) <= PS_REPORT_MAX_STATES;
    part->numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
    part->places = g_hash_table_new(g_direct_hash, g_direct_equal);
    if (part->whole)
        return part;
    PsState initial = ps_world_initial(ps_search_world(part->search));
    add(part, &initial);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        add_verdict(part, ps_verdicts_get(verdicts, i), g_ptr_array_index(run->healings, i));
    guint first = 0;
    for (guint next = part->numbers->len; first < next && add_neighbours(part, first);) {
        first = next;
        next = part->numbers->len;
        part->radius++;
    }
    place(part);
    return part;
}

void
report_part_free(ReportPart *part)
{
    g_array_unref(part->numbers);
    g_hash_table_unref(part->places);
    g_free(part);
}

guint
report_part_n(const ReportPart *part)
{
    return part->whole ? (guint)ps_search_states(part->search) : part->numbers->len;
}

guint64
report_part_number(const ReportPart *part, guint place)
{
    return part->whole ? place : g_array_index(part->numbers, guint64, place);
}

gboolean
report_part_find(const ReportPart *part, const PsState *state, guint *place)
{
    guint64 number = 0;
    gpointer found = NULL;
    if (!ps_search_find(part->search, state, &number))
        return FALSE;
    if (part->whole) {
        *place = (guint)number;
        return TRUE;
    }
    if (!g_hash_table_lookup_extended(part->places, GSIZE_TO_POINTER(number), NULL, &found))
        return FALSE;
    *place = GPOINTER_TO_UINT(found);
    return TRUE;
}

/* Appends the place of a step among the transitions that the page has in a state, which becomes the
 * next one; FALSE if it is not among them. */
static gboolean
append_step(GString *run, const ReportPart *part, PsState *state, PsStep step)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_transitions(ps_search_world(part->search), state, out, &overflow);
    guint listed = 0;
    for (guint i = 0; i < n; i++) {
        guint ignored = 0;
        gboolean in_page = report_part_find(part, &out[i].to, &ignored);
        if (in_page && ps_step_equal(out[i].step, step)) {
            g_string_append_printf(run, "%s%u", run->len > 0 ? "." : "", listed);
            *state = out[i].to;
            return TRUE;
        }
        listed += in_page ? 1 : 0;
    }
    return FALSE;
}

char *
report_part_fragment(const ReportPart *part, const GArray *path, const GArray *then)
{
    const GArray *const parts[] = {path, then};
    PsState state = ps_world_initial(ps_search_world(part->search));
    g_autoptr(GString) run = g_string_new(NULL);
    guint64 number = 0;
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
        for (guint j = 0; parts[i] != NULL && j < parts[i]->len; j++)
            if (!append_step(run, part, &state, g_array_index(parts[i], PsStep, j)))
                return NULL;
    if (!ps_search_find(part->search, &state, &number))
        return NULL;
    return g_strdup_printf("#state=%" G_GUINT64_FORMAT "&run=%s", number, run->str);
}
