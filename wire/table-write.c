/* The table: as text, and as a profile. */
#include "wire/table-private.h"

#include <string.h>

/* Appends "; push, route" for the effects of a row, or nothing. */
static void
append_effects(GString *text, const PsRow *row)
{
    static const char *const names[] = {
        [PS_ROUTE] = "route", [PS_DELIVER] = "deliver", [PS_PUSH] = "push", [PS_SEND] = "send "};
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        g_string_append_printf(
            text, "%s%s%s", i == 0 ? "; " : ", ", names[effect->kind],
            effect->kind == PS_SEND ? ps_presence_name((PsPresence)effect->presence) : "");
    }
}

static void
add_effect(PsRow *row, PsEffectKind kind, guint8 presence)
{
    if (row->n_effects < PS_MAX_EFFECTS)
        row->effects[row->n_effects++] = (PsEffect){(guint8)kind, presence};
}

/* What was found as effects: to the client, then to the peer, as nothing says in which order these
 * two were sent. A presence can be routed and delivered once only, and delivered only as it
 * arrives. */
static PsRow
found_row(const PsFoundCell *cell, PsEvent event)
{
    PsRow row = {.state = (guint8)cell->to, .option = -1};
    gboolean routed = FALSE, delivered = FALSE;
    for (guint i = 0; i < cell->seen.n_told; i++) {
        if (cell->seen.told[i] == PS_PUSH || !delivered)
            add_effect(&row, cell->seen.told[i], 0);
        delivered |= cell->seen.told[i] == PS_DELIVER;
    }
    for (guint i = 0; i < cell->seen.n_sent; i++) {
        gboolean own = ps_event_is_outbound(event) && cell->seen.sent[i] == event && !routed;
        add_effect(&row, own ? PS_ROUTE : PS_SEND, cell->seen.sent[i]);
        routed |= own;
    }
    return row;
}

/* The effects of a cell: as the profile has them where it is right, as there the order of all is
 * known; else as found. */
static PsRow
row_to_write(const PsTable *table, guint state, PsEvent event)
{
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    if (cell->verdict != PS_CELL_AGREES)
        return found_row(cell, event);
    PsRow row = *ps_profile_row(table->profile, event, (guint)ps_table_state(table, state)->state);
    row.state = (guint8)cell->to;
    return row;
}

char *
ps_table_row(const PsTable *table, guint state, PsEvent event, gboolean of_profile)
{
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    const PsRow row = of_profile ? *ps_profile_row(table->profile, event,
                                                   (guint)ps_table_state(table, state)->state)
                                 : found_row(cell, event);
    g_autoptr(GString) text =
        g_string_new(of_profile ? ps_profile_state_name(table->profile, row.state)
                                : ps_table_state(table, cell->to)->name);
    append_effects(text, &row);
    return g_strdup(text->str);
}

char *
ps_table_way(const PsTable *table, guint state)
{
    g_autoptr(GString) way = g_string_new(NULL);
    for (; state != 0; state = ps_table_state(table, state)->from) {
        PsEvent event = ps_table_state(table, state)->event;
        g_autofree char *step =
            ps_event_is_arrival(event)
                ? g_strconcat("receives ", ps_presence_name((PsPresence)(event - PS_N_ACTIONS)),
                              NULL)
                : g_strdup(ps_action_name((PsAction)event));
        g_string_prepend(way, way->len > 0 ? ", " : "");
        g_string_prepend(way, step);
    }
    return g_strdup(way->str);
}

static void
append_states(GString *text, const PsTable *table)
{
    static const struct {
        PsAttributes bit;
        const char *word;
    } words[] = {{PS_ASK, " ask"},
                 {PS_UNASK, " unask"},
                 {PS_PENDING, " pending"},
                 {PS_APPROVED, " approved"},
                 {PS_UNLISTED, " unlisted"}};
    g_string_append(text, "\n[States]\n");
    for (guint i = 0; i < table->states->len; i++) {
        const PsFoundState *state = ps_table_state(table, i);
        g_string_append_printf(text, "%s=%s", state->name,
                               ps_attributes_subscription(state->attributes));
        for (guint w = 0; w < G_N_ELEMENTS(words); w++)
            if (state->attributes & words[w].bit)
                g_string_append(text, words[w].word);
        g_string_append_c(text, '\n');
    }
}

/* The rows of an event. One that is not required is left out where it changes and does nothing. */
static void
append_event(GString *text, const PsTable *table, PsEvent event)
{
    g_autoptr(GString) rows = g_string_new(NULL);
    for (guint i = 0; i < table->states->len; i++) {
        PsRow row = row_to_write(table, i, event);
        if (row.state == i && row.n_effects == 0 && !ps_event_is_required(event))
            continue;
        g_string_append_printf(rows, "%s=%s", ps_table_state(table, i)->name,
                               row.state == i ? "same" : ps_table_state(table, row.state)->name);
        append_effects(rows, &row);
        g_string_append_c(rows, '\n');
    }
    if (rows->len > 0)
        g_string_append_printf(text, "\n[%s]\n%s", ps_event_name(event), rows->str);
}

char *
ps_table_write_profile(const PsTable *table, const char *name)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *server = g_strdelimit(g_strdup(table->server), "\r\n", ' ');
    g_string_append_printf(
        text,
        "# What %s does, as seen by presub live table, beside the profile %s.\n"
        "# Where the two agree, effects stand in the order of that profile; elsewhere those to the "
        "client come first, as\n"
        "# nothing shows what was sent to the client and what to the peer first.\n"
        "\n[Profile]\nName=%s\nTitle=%s, as observed\nReference=presub live table\nInitial=%s\n",
        server, ps_profile_name(table->profile), name, server, ps_table_state(table, 0)->name);
    append_states(text, table);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        append_event(text, table, event);
    return g_strdup(text->str);
}
