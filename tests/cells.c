/* Tables of tests/tables, compared with profiles cell by cell. */
#include "tests/cells.h"

#include "tests/support.h"

#include <string.h>

GPtrArray *
cells_read(const char *path, guint columns, guint rows)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    REQUIRE(g_file_get_contents(path, &text, NULL, &error), "%s",
            error != NULL ? error->message : "");
    GPtrArray *table = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
        char **cells = g_strsplit(g_strchomp(lines[i]), ",", columns);
        REQUIRE(g_strv_length(cells) == columns, "%s:%u has not %u columns", path, i + 1, columns);
        g_ptr_array_add(table, cells);
    }
    CHECK_NUMBER(table->len, rows, "rows of %s", path);
    return table;
}

PsEvent
cells_event(const char *direction, const char *stanza)
{
    g_autofree char *name = g_strdup_printf(
        "%s %s", g_str_equal(direction, "outbound") ? "Outbound" : "Inbound", stanza);
    PsEvent event = 0;
    REQUIRE(ps_event_from_name(name, &event), "no event %s", name);
    return event;
}

gboolean
cells_has_effect(const PsRow *row, PsEffectKind kind)
{
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == kind)
            return TRUE;
    return FALSE;
}

gboolean
cells_sends(const PsRow *row, PsPresence presence)
{
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == PS_SEND && row->effects[i].presence == presence)
            return TRUE;
    return FALSE;
}

/* Appends another word of a list. */
static void
append(GString *list, const char *separator, const char *word)
{
    g_string_append_printf(list, "%s%s", list->len > 0 ? separator : "", word);
}

char *
cells_effects(const PsRow *row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        if (effect->kind == PS_SEND) {
            append(text, ", ", "send ");
            g_string_append(text, ps_presence_name((PsPresence)effect->presence));
        } else if (effect->kind != PS_PUSH) {
            append(text, ", ", effect->kind == PS_ROUTE ? "route" : "deliver");
        }
    }
    return g_strdup(text->str);
}

guint
cells_count_differences(const PsProfile *a, const PsProfile *b, PsEvent which)
{
    guint n = 0;
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        if (which != event && which != PS_N_EVENTS)
            continue;
        for (guint state = 0; state < ps_profile_n_states(a); state++) {
            const PsRow *x = ps_profile_row(a, event, state);
            const PsRow *y = ps_profile_row(b, event, state);
            n += x->state != y->state || x->n_effects != y->n_effects ||
                 memcmp(x->effects, y->effects, sizeof x->effects) != 0;
        }
    }
    return n;
}

/* ---- Tables of the RFCs ---- */

/* "subscribed": the subscription presences that the server itself sends, joined by blanks. Free it.
 */
static char *
replies(const PsRow *row)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == PS_SEND && row->effects[i].presence <= PS_UNSUBSCRIBED)
            append(text, " ", ps_presence_name((PsPresence)row->effects[i].presence));
    return g_strdup(text->str);
}

void
cells_check_rfc(const PsProfile *profile, char **cells, gboolean with_reply)
{
    PsEvent event = cells_event(cells[0], cells[1]);
    const PsRow *row = ps_profile_row(profile, event, state_called(profile, cells[2]));
    const char *state = ps_profile_state_name(profile, row->state);
    gboolean forwards = cells_has_effect(row, ps_event_is_arrival(event) ? PS_DELIVER : PS_ROUTE);
    gboolean must = g_str_equal(cells[3], "MUST") || g_str_equal(cells[3], "yes");
    g_autofree char *sent = replies(row);
    CHECK(g_str_equal(state, cells[4]), "[%s] %s: leads to %s instead of %s", ps_event_name(event),
          cells[2], state, cells[4]);
    CHECK(forwards == must, "[%s] %s: %s routed or delivered, though it is %s",
          ps_event_name(event), cells[2], forwards ? "is" : "is not", cells[3]);
    CHECK(g_str_equal(sent, with_reply ? cells[5] : ""), "[%s] %s: sends “%s” instead of “%s”",
          ps_event_name(event), cells[2], sent, with_reply ? cells[5] : "");
}

/* What the user's client sees of a state. */
static guint
visible(const PsProfile *profile, guint state)
{
    return ps_profile_attributes(profile, state) & ~PS_PENDING;
}

/* TRUE if what arrives is to be delivered: if the entry changes, with deliver-idle also if it does
 * not, but never the request of who has no need to ask. */
static gboolean
is_delivered(const PsProfile *profile, PsEvent event, guint state, gboolean idle)
{
    gboolean changes = ps_profile_row(profile, event, state)->state != state;
    PsAttributes attributes = ps_profile_attributes(profile, state);
    if (event != ps_event_arrival(PS_SUBSCRIBE))
        return changes || idle;
    return !(attributes & (PS_FROM | PS_APPROVED)) && (changes || idle);
}

static void
check_push(const PsProfile *profile, PsEvent event, guint state, gboolean idle)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    const char *name = ps_profile_state_name(profile, state);
    CHECK(cells_has_effect(row, PS_PUSH) ==
              (visible(profile, state) != visible(profile, row->state)),
          "%s: [%s] %s: pushed or not", ps_profile_name(profile), ps_event_name(event), name);
    CHECK(!ps_event_is_arrival(event) ||
              cells_has_effect(row, PS_DELIVER) == is_delivered(profile, event, state, idle),
          "%s: [%s] %s: delivered or not", ps_profile_name(profile), ps_event_name(event), name);
}

void
cells_check_pushes(PsProfile *profile)
{
    guint n = ps_profile_n_options(profile);
    for (guint combination = 0; combination < 1u << n; combination++) {
        gboolean idle = FALSE;
        for (guint i = 0; i < n; i++) {
            const PsOption *option = ps_profile_option(profile, i);
            ps_profile_set_option(profile, option->name, combination >> i & 1, NULL);
            idle |= option->on && g_str_equal(option->name, "deliver-idle");
        }
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            if (ps_event_is_outbound(event) ||
                (ps_event_is_arrival(event) && ps_event_is_required(event)))
                for (guint state = 0; state < ps_profile_n_states(profile); state++)
                    check_push(profile, event, state, idle);
    }
}

/* ---- Tables of servers ---- */

char *
cells_rfc_state(const char *subscription, const char *notes)
{
    static const struct {
        const char *note;
        const char *words;
    } all[] = {{"none", ""},
               {"out", " + Pending Out"},
               {"in", " + Pending In"},
               {"both", " + Pending Out+In"},
               {"ask=unsubscribe", " + Unask"}};
    g_autofree char *note = g_strdup(notes);
    gboolean approved = g_str_has_suffix(note, "+appr");
    if (approved)
        note[strlen(note) - strlen("+appr")] = '\0';
    const char *words = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        if (g_str_equal(all[i].note, note))
            words = all[i].words;
    REQUIRE(words != NULL, "no state for %s, %s", subscription, notes);
    char *name = g_strconcat(subscription, words, approved ? " + Approved" : NULL, NULL);
    name[0] = g_ascii_toupper(name[0]);
    return name;
}

PsEvent
cells_server_event(char **cells)
{
    if (g_str_equal(cells[0], "iq"))
        return ps_event_action(g_str_equal(cells[1], "remove") ? PS_DO_REMOVE : PS_DO_ADD);
    if (g_str_equal(cells[0], "login"))
        return ps_event_action(PS_DO_LOGIN);
    return cells_event(g_str_equal(cells[0], "out") ? "outbound" : "inbound", cells[1]);
}

/* A word of the table's emit column in the words of the profile: NULL if the profile has no word
 * for it, as for the stored request that a login delivers without an arrival. Free it. */
static char *
expected_effect(const char *word, PsEvent event)
{
    const char *presence = strchr(word, ':');
    if (g_str_has_prefix(word, "deliver:"))
        return ps_event_is_arrival(event) ? g_strdup("deliver") : NULL;
    if (g_str_has_prefix(word, "route:") && ps_event_is_outbound(event))
        return g_strdup("route");
    if (presence != NULL)
        return g_strdup_printf("send %s", presence + 1);
    if (g_str_equal(word, "avail"))
        return g_strdup("send available");
    if (g_str_equal(word, "unavail"))
        return g_strdup("send unavailable");
    return g_strdup_printf("send %s", word);
}

/* The effects that the table wants, in their order but for the push. Free it. */
static char *
expected_effects(const char *emit, PsEvent event)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit(emit, " ", -1);
    for (guint i = 0; words[i] != NULL; i++) {
        g_autofree char *effect = words[i][0] != '\0' ? expected_effect(words[i], event) : NULL;
        if (effect != NULL)
            append(text, ", ", effect);
    }
    return g_strdup(text->str);
}

gboolean
cells_check_server(const PsProfile *profile, char **cells, CellsStateName name)
{
    PsEvent event = cells_server_event(cells);
    g_autofree char *from = name(cells[2], cells[3]);
    g_autofree char *to = name(cells[5], cells[6]);
    guint from_state = 0;
    if (!ps_profile_find_state(profile, from, &from_state))
        return FALSE;
    const PsRow *row = ps_profile_row(profile, event, from_state);
    const char *state = ps_profile_state_name(profile, row->state);
    g_autofree char *expected = expected_effects(cells[4], event);
    g_autofree char *found = cells_effects(row);
    CHECK(g_str_equal(state, to), "%s: [%s] %s: leads to %s instead of %s",
          ps_profile_name(profile), ps_event_name(event), from, state, to);
    CHECK(g_str_equal(found, expected), "%s: [%s] %s: “%s” instead of “%s”",
          ps_profile_name(profile), ps_event_name(event), from, found, expected);
    CHECK(cells_has_effect(row, PS_PUSH) == g_str_equal(cells[7], "yes"),
          "%s: [%s] %s: pushed: expected %s", ps_profile_name(profile), ps_event_name(event), from,
          cells[7]);
    return TRUE;
}
