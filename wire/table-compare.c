/* The table: what was found beside the profile's row. */
#include "wire/table-private.h"

/* What the profile's row has its server send to the peer, its user's own presence included. */
static guint
expected_sent(const PsRow *row, PsEvent event, guint8 sent[PS_MAX_EFFECTS])
{
    guint n = 0;
    for (guint i = 0; i < row->n_effects; i++) {
        if (row->effects[i].kind == PS_ROUTE)
            sent[n++] = (guint8)event;
        else if (row->effects[i].kind == PS_SEND)
            sent[n++] = row->effects[i].presence;
    }
    return n;
}

static guint
count_effects(const PsRow *row, PsEffectKind kind)
{
    guint n = 0;
    for (guint i = 0; i < row->n_effects; i++)
        n += row->effects[i].kind == kind;
    return n;
}

/* "subscribed, available", or "nothing". Free it. */
static char *
name_presences(const guint8 *presences, guint n)
{
    g_autoptr(GString) text = g_string_new(n == 0 ? "nothing" : NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               ps_presence_name((PsPresence)presences[i]));
    return g_strdup(text->str);
}

static void G_GNUC_PRINTF(2, 3) differ(PsFoundCell *cell, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_ptr_array_add(cell->differences, g_strdup_vprintf(format, args));
    va_end(args);
}

static void
compare_sent(PsFoundCell *cell, const PsRow *row, PsEvent event)
{
    guint8 sent[PS_MAX_EFFECTS];
    guint n = expected_sent(row, event, sent);
    gboolean same = n == cell->seen.n_sent;
    for (guint i = 0; same && i < n; i++)
        same = sent[i] == cell->seen.sent[i];
    if (same)
        return;
    g_autofree char *expected = name_presences(sent, n);
    g_autofree char *found = name_presences(cell->seen.sent, cell->seen.n_sent);
    differ(cell, "expected %s to be sent, found %s", expected, found);
}

static void
compare_told(PsFoundCell *cell, const PsProfile *profile, const PsRow *row, PsEvent event)
{
    guint deliveries = count_effects(row, PS_DELIVER), pushes = count_effects(row, PS_PUSH);
    if (deliveries != cell->seen.n_delivered)
        differ(cell, "expected %s to the client, found %u", deliveries > 0 ? "a delivery" : "none",
               cell->seen.n_delivered);
    if (pushes != cell->seen.n_pushed)
        differ(cell, "expected %u push%s, found %u", pushes, pushes == 1 ? "" : "es",
               cell->seen.n_pushed);
    if (pushes == 0 || cell->seen.n_pushed == 0)
        return;
    /* Not every server shows who is approved in advance. */
    PsItem expected = ps_item_of_push(profile, event, row->state), found = cell->seen.push;
    expected.approved = found.approved = FALSE;
    if (ps_item_equal(&expected, &found))
        return;
    g_autofree char *expected_text = ps_item_text(&expected);
    g_autofree char *found_text = ps_item_text(&found);
    differ(cell, "expected the push to show %s, found %s", expected_text, found_text);
}

void
ps_table_compare(const PsTable *table, guint state, PsEvent event, PsFoundCell *cell)
{
    const PsProfile *profile = table->profile;
    gint before = ps_table_state(table, state)->state;
    cell->verdict = PS_CELL_EXTRA;
    if (before < 0 || !ps_table_speaks_of(profile, event))
        return;
    const PsRow *row = ps_profile_row(profile, event, (guint)before);
    const PsFoundState *after = ps_table_state(table, cell->to);
    if (!ps_table_matches(profile, row->state, after->attributes))
        differ(cell, "expected %s afterwards, found %s", ps_profile_state_name(profile, row->state),
               after->name);
    compare_sent(cell, row, event);
    compare_told(cell, profile, row, event);
    if (cell->seen.overflow)
        differ(cell, "found more stanzas than can be counted");
    cell->verdict = cell->differences->len > 0 ? PS_CELL_DIFFERS : PS_CELL_AGREES;
}
