/* A profile as tables. */
#include "viz/tables.h"

static gboolean
is_shown(const PsProfile *profile, guint state)
{
    return ps_profile_reachable(profile) >> state & 1;
}

/* The width of the widest state name, or of head if that is wider. */
static guint
state_width(const PsProfile *profile, const char *head)
{
    guint width = ps_style_width(head);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (is_shown(profile, state))
            width = MAX(width, ps_style_width(ps_profile_state_name(profile, state)));
    return width;
}

static void
append_options(GString *out, const PsProfile *profile)
{
    guint width = 0;
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        width = MAX(width, ps_style_width(ps_profile_option(profile, i)->name));
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        g_string_append(out, i == 0 ? "\nOptions:\n  " : "  ");
        ps_style_pad(out, option->name, width);
        g_string_append_printf(out, "  %-3s  %s\n", option->on ? "on" : "off", option->why);
    }
}

/* What the roster item of a state shows, and what it does not show. */
static void
append_state(GString *out, const PsProfile *profile, guint state, guint width)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    const char *ask = ps_attributes_ask(attributes);
    g_autoptr(GString) line = g_string_new(NULL);
    ps_style_pad(line, ps_profile_state_name(profile, state), width);
    if (attributes & PS_UNLISTED)
        g_string_append(line, "  no item");
    else
        g_string_append_printf(line, "  subscription='%s'", ps_attributes_subscription(attributes));
    if (ask != NULL)
        g_string_append_printf(line, " ask='%s'", ask);
    if (attributes & PS_APPROVED)
        g_string_append(line, " approved='true'");
    if (attributes & PS_PENDING)
        g_string_append(line, ", a request waits for an answer");
    if (state == ps_profile_initial(profile))
        g_string_append(line, ", initial");
    g_string_append_printf(out, "  %s\n", line->str);
}

/* What a row does besides routing or delivering, in its order; and which option brought it in. */
static void
append_effects(GString *line, const PsProfile *profile, const PsRow *row)
{
    guint n = 0;
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        if (effect->kind == PS_PUSH)
            g_string_append_printf(line, "%spush", n++ > 0 ? ", " : "");
        else if (effect->kind == PS_SEND)
            g_string_append_printf(line, "%ssend %s", n++ > 0 ? ", " : "",
                                   ps_presence_name((PsPresence)effect->presence));
    }
    if (row->option >= 0)
        g_string_append_printf(line, "%s[%s]", n > 0 ? " " : "",
                               ps_profile_option(profile, (guint)row->option)->name);
}

/* Whether the presence goes on, and whether other effects come before. */
static const char *
describe_forward(const PsRow *row)
{
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == PS_ROUTE || row->effects[i].kind == PS_DELIVER)
            return i == 0 ? "yes" : "yes, after";
    return "no";
}

/* Whether the event has a presence of its own that a server routes or delivers. */
static const char *
forward_head(PsEvent event)
{
    if (ps_event_is_outbound(event))
        return "ROUTE?";
    return ps_event_is_arrival(event) ? "DELIVER?" : NULL;
}

static void
append_row(GString *out, const PsProfile *profile, PsEvent event, guint state, guint width)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    g_autoptr(GString) line = g_string_new("  ");
    ps_style_pad(line, ps_profile_state_name(profile, state), width);
    g_string_append(line, "  ");
    if (forward_head(event) != NULL)
        ps_style_pad(line, describe_forward(row), 12);
    ps_style_pad(
        line, row->state == state ? "no state change" : ps_profile_state_name(profile, row->state),
        width + 2);
    append_effects(line, profile, row);
    g_string_append_printf(out, "%s\n", g_strchomp(line->str));
}

/* TRUE if some row of the event changes or does something. */
static gboolean
says_something(const PsProfile *profile, PsEvent event)
{
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        const PsRow *row = ps_profile_row(profile, event, state);
        if (is_shown(profile, state) && (row->state != state || row->n_effects > 0))
            return TRUE;
    }
    return FALSE;
}

static void
append_table(GString *out, const PsProfile *profile, PsEvent event, const PsStyle *style)
{
    guint width = state_width(profile, "EXISTING STATE");
    const char *reference = ps_profile_event_reference(profile, event);
    g_autoptr(GString) head = g_string_new("  ");
    if (!says_something(profile, event))
        return;
    g_string_append_c(out, '\n');
    ps_style_append(style, out, PS_INK_BOLD, ps_event_name(event), 0);
    if (reference != NULL)
        g_string_append_printf(out, "  (%s)", reference);
    g_string_append_c(out, '\n');
    ps_style_pad(head, "EXISTING STATE", width + 2);
    if (forward_head(event) != NULL)
        ps_style_pad(head, forward_head(event), 12);
    ps_style_pad(head, "NEW STATE", width + 2);
    g_string_append(head, "ALSO");
    ps_style_append(style, out, PS_INK_DIM, head->str, 0);
    g_string_append_c(out, '\n');
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (is_shown(profile, state))
            append_row(out, profile, event, state, width);
}

void
ps_tables_append(GString *out, const PsProfile *profile, const PsStyle *style)
{
    g_autofree char *title =
        g_strdup_printf("%s: %s", ps_profile_name(profile), ps_profile_title(profile));
    ps_style_append(style, out, PS_INK_BOLD, title, 0);
    g_string_append_printf(out, "\n%s\n", ps_profile_reference(profile));
    append_options(out, profile);
    g_string_append(out, "\nStates:\n");
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (is_shown(profile, state))
            append_state(out, profile, state, state_width(profile, ""));
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        append_table(out, profile, event, style);
}
