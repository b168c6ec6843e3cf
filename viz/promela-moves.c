/* The Promela export: what the servers and the links do.
 *
 * Whatever happens is one option of a loop: a d_step, which SPIN takes as one transition. Its first
 * statement says exactly when it can. */
#include "viz/promela-private.h"

/* "to_b", "to_a": the link that leaves a side. */
static const char *
link_name(guint side)
{
    return side == 0 ? "to_b" : "to_a";
}

/* The statement that puts a presence on the link that leaves side, or takes it from there, and
 * counts it if need be. Free it. */
static char *
send_text(const PsPromela *model, guint side, PsPresence presence)
{
    const char *name = ps_presence_name(presence);
    g_autofree char *send =
        g_strdup_printf("%s%s%s", link_name(side), model->options->any_order ? "!!" : "!", name);
    if (!(model->counted[side] >> presence & 1))
        return g_steal_pointer(&send);
    return g_strdup_printf("%s; sent_%c_%s++", send, ps_promela_side(side), name);
}

static char *
take_text(const PsPromela *model, guint side, PsPresence presence)
{
    const char *name = ps_presence_name(presence);
    g_autofree char *take =
        g_strdup_printf("%s%s%s", link_name(side), model->options->any_order ? "??" : "?", name);
    if (!(model->counted[side] >> presence & 1))
        return g_steal_pointer(&take);
    return g_strdup_printf("%s; sent_%c_%s--", take, ps_promela_side(side), name);
}

/* Joins the statements of a step; they are freed. */
static char *
join(GPtrArray *statements)
{
    if (statements->len == 0)
        g_ptr_array_add(statements, g_strdup("skip"));
    g_ptr_array_add(statements, NULL);
    char *text = g_strjoinv("; ", (char **)statements->pdata);
    g_ptr_array_unref(statements);
    return text;
}

/* What an event does to who is online and who sees whom, in terms of the entry before. */
static void
add_session(GPtrArray *statements, guint side, PsEvent event, const PsMove *move)
{
    char letter = ps_promela_side(side);
    if (event == PS_DO_LOGIN || event == PS_DO_LOGOUT)
        g_ptr_array_add(statements, g_strdup_printf("online_%c = %s", letter,
                                                    event == PS_DO_LOGIN ? "true" : "false"));
    if (event == PS_DO_LOGOUT || event == ps_event_arrival(PS_UNAVAILABLE) || move->ends_to)
        g_ptr_array_add(statements, g_strdup_printf("sees_%c = false", letter));
    else if (event == ps_event_arrival(PS_AVAILABLE))
        g_ptr_array_add(statements, g_strdup_printf("sees_%c = online_%c", letter, letter));
}

/* TRUE if what a user's action would send is sent: available only by who is online afterwards,
 * unavailable only by who was online before. */
static gboolean
action_sends(PsEvent action, PsPresence presence)
{
    return !(presence == PS_AVAILABLE && action == PS_DO_LOGOUT) &&
           !(presence == PS_UNAVAILABLE && action == PS_DO_LOGIN);
}

static guint
count_sends(PsEvent action, const PsMove *move)
{
    guint n = 0;
    for (guint i = 0; i < move->n_sends; i++)
        n += action_sends(action, (PsPresence)move->sends[i]);
    return n;
}

/* Answers of a server whose user may be offline. */
static void
add_send(const PsPromela *model, GPtrArray *statements, guint side, PsEvent event,
         PsPresence presence)
{
    gboolean depends = presence == PS_AVAILABLE || presence == PS_UNAVAILABLE;
    g_autofree char *send = send_text(model, side, presence);
    if (ps_event_is_arrival(event) && depends)
        g_ptr_array_add(statements, g_strdup_printf("if :: online_%c -> %s :: else fi",
                                                    ps_promela_side(side), send));
    else if (ps_event_is_arrival(event) || action_sends(event, presence))
        g_ptr_array_add(statements, g_steal_pointer(&send));
}

/* The user action or the presence of an event. */
static const char *
event_word(PsEvent event)
{
    return ps_event_is_arrival(event) ? ps_presence_name((PsPresence)(event - PS_N_ACTIONS))
                                      : ps_action_name((PsAction)event);
}

/* What a row does, as statements. Free it. */
static char *
row_text(const PsPromela *model, guint side, PsEvent event, guint state)
{
    const PsMove *move = ps_world_move(model->world, side, event, state);
    GPtrArray *statements = g_ptr_array_new_with_free_func(g_free);
    if (move->entry != state)
        g_ptr_array_add(statements, g_strdup_printf("%c = %s", ps_promela_side(side),
                                                    model->labels[side][move->entry]));
    if (model->options->availability)
        add_session(statements, side, event, move);
    for (guint i = 0; i < move->n_sends; i++)
        add_send(model, statements, side, event, (PsPresence)move->sends[i]);
    return join(statements);
}

/* ---- Rows ---- */

/* What an event does in each of the entries in a set of them; FALSE if that is the same in all that
 * are declared. Free the strings. */
static gboolean
list_rows(const PsPromela *model, guint side, PsEvent event, guint64 entries,
          char *rows[PS_MAX_STATES])
{
    gboolean differ = entries != model->entries[side];
    const char *first = NULL;
    for (guint state = 0; state < PS_MAX_STATES; state++) {
        if (!(entries >> state & 1))
            continue;
        rows[state] = row_text(model, side, event, state);
        first = first != NULL ? first : rows[state];
        differ = differ || !g_str_equal(rows[state], first);
    }
    return differ;
}

/* An inline with what the event does, by entry; without the entries if it does the same in all. */
static void
append_rows(PsPromela *model, guint side, PsEvent event, guint64 entries)
{
    char *rows[PS_MAX_STATES] = {NULL};
    gboolean differ = list_rows(model, side, event, entries, rows);
    gboolean arrival = ps_event_is_arrival(event);
    char letter = ps_promela_side(side);
    g_string_append_printf(model->out, "inline %c_%s%s() {\n%s", letter, arrival ? "receives_" : "",
                           event_word(event), differ ? "    if\n" : "");
    for (guint state = 0, n = 0; state < PS_MAX_STATES; state++) {
        if (rows[state] != NULL && differ && !(arrival && g_str_equal(rows[state], "skip")))
            g_string_append_printf(model->out, "    :: %c == %s -> %s\n", letter,
                                   model->labels[side][state], rows[state]);
        else if (rows[state] != NULL && !differ && n++ == 0)
            g_string_append_printf(model->out, "    %s\n", rows[state]);
        g_free(rows[state]);
    }
    if (differ)
        g_string_append(model->out, arrival ? "    :: else\n    fi\n" : "    fi\n");
    g_string_append(model->out, "}\n");
}

/* The entries in which a user's action is a transition where there is room for it, with this many
 * presences that it sends. */
static guint64
entries_that_send(const PsPromela *model, guint side, PsEvent action, guint n_sends)
{
    gboolean is_session = action == PS_DO_LOGIN || action == PS_DO_LOGOUT;
    guint64 entries = 0;
    for (guint state = 0; state < PS_MAX_STATES; state++) {
        const PsMove *move = ps_world_move(model->world, side, action, state);
        gboolean changes = is_session || move->entry != state || n_sends > 0;
        if (move->allowed && changes && count_sends(action, move) == n_sends)
            entries |= (guint64)1 << state;
    }
    return entries & model->entries[side];
}

static guint64
entries_that_act(const PsPromela *model, guint side, PsEvent action)
{
    guint64 entries = 0;
    for (guint n = 0; n <= PS_MAX_EFFECTS; n++)
        entries |= entries_that_send(model, side, action, n);
    return entries;
}

void
ps_promela_append_rows(PsPromela *model)
{
    for (guint side = 0; side < 2; side++) {
        for (PsEvent action = 0; action < PS_N_ACTIONS; action++) {
            guint64 entries = entries_that_act(model, side, action);
            if (entries != 0)
                append_rows(model, side, action, entries);
        }
        for (guint presence = 0; presence < PS_N_PRESENCES; presence++)
            if (model->sends[1 - side] >> presence & 1)
                append_rows(model, side, ps_event_arrival((PsPresence)presence),
                            model->entries[side]);
    }
}

/* ---- Users ---- */

/* "a == From || a == Both". */
static void
append_entries(PsPromela *model, guint side, guint64 entries)
{
    guint n = 0;
    for (guint state = 0; state < PS_MAX_STATES; state++)
        if (entries >> state & 1)
            g_string_append_printf(model->out, "%s%c == %s", n++ > 0 ? " || " : "",
                                   ps_promela_side(side), model->labels[side][state]);
}

/* When the user can act: the more it sends, the more room it needs. */
static void
append_guard(PsPromela *model, guint side, PsEvent action)
{
    guint alternatives = 0;
    for (guint n = 0; n <= PS_MAX_EFFECTS; n++) {
        guint64 entries = entries_that_send(model, side, action, n);
        if (entries == 0)
            continue;
        g_string_append_printf(model->out, "%sroom(%u)",
                               alternatives++ > 0 ? " ||\n                " : "", n);
        if (entries == model->entries[side])
            continue;
        g_string_append(model->out, " && (");
        append_entries(model, side, entries);
        g_string_append_c(model->out, ')');
    }
}

gboolean
ps_promela_append_actions(PsPromela *model)
{
    gboolean any = FALSE;
    for (guint side = 0; side < 2; side++) {
        for (PsEvent action = 0; action < PS_N_ACTIONS; action++) {
            char letter = ps_promela_side(side);
            if (entries_that_act(model, side, action) == 0)
                continue;
            g_string_append(model->out, "    :: d_step { ");
            if (model->options->availability)
                g_string_append_printf(model->out, "%sonline_%c && (",
                                       action == PS_DO_LOGIN ? "!" : "", letter);
            append_guard(model, side, action);
            g_string_append_printf(model->out, "%s -> %c_%s() }\n",
                                   model->options->availability ? ")" : "", letter,
                                   event_word(action));
            any = TRUE;
        }
    }
    return any;
}

/* ---- Arrivals ---- */

gboolean
ps_promela_append_arrivals(PsPromela *model)
{
    for (guint link = 0; link < 2; link++) {
        for (guint presence = 0; presence < PS_N_PRESENCES; presence++) {
            if (!(model->sends[link] >> presence & 1))
                continue;
            g_autofree char *take = take_text(model, link, (PsPresence)presence);
            g_string_append_printf(model->out, " \\\n    :: d_step { %s -> %c_receives_%s() }",
                                   take, ps_promela_side(1 - link),
                                   ps_presence_name((PsPresence)presence));
        }
    }
    return (model->sends[0] | model->sends[1]) != 0;
}

/* ---- Faults ---- */

/* What becomes of a presence by a fault. Free it. */
static char *
fault_text(const PsPromela *model, guint link, PsPresence presence, PsFault fault)
{
    g_autofree char *take = take_text(model, link, presence);
    g_autofree char *back = send_text(model, 1 - link, PS_ERROR);
    gboolean counted = model->counted[link] >> presence & 1;
    if (fault == PS_LOSS)
        return g_steal_pointer(&take);
    if (fault == PS_BOUNCE)
        return g_strdup_printf("%s; %s", take, back);
    if (model->options->any_order)
        return send_text(model, link, presence);
    const char *name = ps_presence_name(presence);
    g_autofree char *count =
        counted ? g_strdup_printf("; sent_%c_%s++", ps_promela_side(link), name) : g_strdup("");
    return g_strdup_printf("repeat(%s, %s)%s", link_name(link), name, count);
}

/* When it can happen, besides that the presence can be taken. Free it. */
static char *
fault_guard(const PsPromela *model, PsFault fault)
{
    return g_strdup_printf("%s%s%s", fault == PS_REPEAT ? "in_flight < K && " : "",
                           model->options->faults[fault] > 0 ? ps_fault_name(fault) : "",
                           model->options->faults[fault] > 0 ? "_left > 0 && " : "");
}

static void
append_fault(PsPromela *model, guint link, PsPresence presence, PsFault fault)
{
    g_autofree char *guard = fault_guard(model, fault);
    g_autofree char *text = fault_text(model, link, presence, fault);
    g_string_append_printf(model->out, "    :: d_step { %s%s%s[%s] -> %s", guard, link_name(link),
                           model->options->any_order ? "??" : "?", ps_presence_name(presence),
                           text);
    if (model->options->faults[fault] > 0)
        g_string_append_printf(model->out, "; %s_left--", ps_fault_name(fault));
    g_string_append(model->out, " }\n");
}

gboolean
ps_promela_append_faults(PsPromela *model)
{
    gboolean any = FALSE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        if (model->options->faults[fault] == 0)
            continue;
        g_string_append_printf(model->out, "    /* %s */\n", ps_fault_name((PsFault)fault));
        for (guint link = 0; link < 2; link++) {
            for (guint presence = 0; presence < PS_N_PRESENCES; presence++) {
                if (!(model->sends[link] >> presence & 1) ||
                    (fault == PS_BOUNCE && presence == PS_ERROR))
                    continue;
                append_fault(model, link, (PsPresence)presence, (PsFault)fault);
                any = TRUE;
            }
        }
    }
    return any;
}
