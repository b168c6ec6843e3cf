/* The report of a difference, for people: the head and the rows. The runs are in diff-run.c. */
#include "viz/caption.h"
#include "viz/columns.h"
#include "viz/diff-private.h"
#include "viz/text.h"

const char *
ps_diff_name(const PsDifference *difference, guint side)
{
    static const char *const places[] = {"the first", "the second"};
    const PsWorld *world = ps_difference_world(difference);
    const char *names[] = {ps_profile_name(ps_world_profile(world, 0)),
                           ps_profile_name(ps_world_profile(world, 1))};
    return g_str_equal(names[0], names[1]) ? places[side] : names[side];
}

/* ---- The head ---- */

static void
append_servers(GString *out, const PsDifference *difference, const PsStyle *style)
{
    static const char *const places[] = {"first: ", "second: "};
    const PsWorld *world = ps_difference_world(difference);
    for (guint side = 0; side < 2; side++) {
        g_autofree char *caption = ps_caption_profile(ps_world_profile(world, side));
        ps_style_pad(out, places[side], 8);
        ps_style_append(style, out, PS_INK_BOLD, caption, 0);
        g_string_append_c(out, '\n');
    }
    if (ps_world_options(world)->availability)
        g_string_append(out, "with availability\n");
}

/* "only openfire has 2 states: None + Unask, From + Unask"; nothing if there are none. */
static void
append_lone(GString *out, const PsDifference *difference, guint side)
{
    const PsProfile *profile = ps_world_profile(ps_difference_world(difference), side);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (ps_difference_lone(difference, side) >> state & 1)
            g_ptr_array_add(names, g_strdup(ps_profile_state_name(profile, state)));
    if (names->len == 0)
        return;
    g_autofree char *count = ps_text_count(names->len, "state");
    g_autofree char *list = ps_text_join(names, ", ");
    g_string_append_printf(out, "only %s has %s: %s\n", ps_diff_name(difference, side), count,
                           list);
}

/* ---- Rows ---- */

char *
ps_diff_row_text(const PsWorld *world, guint side, PsEvent event, guint state)
{
    static const char *const kinds[] = {"route", "deliver", "push", "send "};
    const PsProfile *profile = ps_world_profile(world, side);
    const PsRow *row = ps_profile_row(profile, event, state);
    GString *text =
        g_string_new(row->state == state ? "same" : ps_profile_state_name(profile, row->state));
    guint n = 0;
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        PsPresence presence = (PsPresence)effect->presence;
        gboolean is_send = effect->kind == PS_SEND;
        if (is_send && !ps_world_has_event(world, ps_event_arrival(presence)))
            continue;
        g_string_append_printf(text, "%s%s%s", n++ == 0 ? "; " : ", ", kinds[effect->kind],
                               is_send ? ps_presence_name(presence) : "");
    }
    return g_string_free(text, FALSE);
}

/* The names of two states that are partners: one if it is the same. Free it. */
static char *
partner_names(const PsWorld *world, const guint states[2])
{
    const char *names[2];
    for (guint side = 0; side < 2; side++)
        names[side] = ps_profile_state_name(ps_world_profile(world, side), states[side]);
    return g_str_equal(names[0], names[1]) ? g_strdup(names[0])
                                           : g_strdup_printf("%s / %s", names[0], names[1]);
}

/* The lines of the rows of one event, from row i on; returns the first row after them. */
static guint
append_event(GString *out, const PsDifference *difference, guint i, const PsStyle *style)
{
    const PsWorld *world = ps_difference_world(difference);
    PsEvent event = ps_difference_row(difference, i)->event;
    g_autoptr(PsColumns) columns = ps_columns_new();
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup("STATE"));
    for (guint side = 0; side < 2; side++)
        ps_columns_add(columns, g_strdup(ps_diff_name(difference, side)));
    for (; i < ps_difference_n_rows(difference); i++) {
        const PsDifferentRow *row = ps_difference_row(difference, i);
        if (row->event != event)
            break;
        ps_columns_line(columns);
        ps_columns_add(columns, partner_names(world, row->states));
        for (guint side = 0; side < 2; side++)
            ps_columns_add(columns, ps_diff_row_text(world, side, event, row->states[side]));
    }
    g_string_append_c(out, '\n');
    ps_style_append(style, out, PS_INK_BOLD, ps_event_name(event), 0);
    g_string_append_c(out, '\n');
    ps_columns_append(columns, out, style);
    return i;
}

static void
append_rows(GString *out, const PsDifference *difference, const PsStyle *style)
{
    guint n = ps_difference_n_rows(difference);
    g_string_append_printf(out, "\n%u of %u rows differ\n", n,
                           ps_difference_n_compared(difference));
    for (guint i = 0; i < n;)
        i = append_event(out, difference, i, style);
}

char *
ps_diff_report_text(const PsDifference *difference, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    append_servers(out, difference, style);
    for (guint side = 0; side < 2; side++)
        append_lone(out, difference, side);
    append_rows(out, difference, style);
    for (guint observer = 0; observer < PS_N_OBSERVERS; observer++)
        ps_diff_append_run(out, difference, (PsObserver)observer, style);
    return g_string_free(out, FALSE);
}
