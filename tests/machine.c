/* Machines: outputs in words, and the table-filling algorithm. */
#include "tests/machine.h"

#include "model/item.h"

#include <string.h>

static gboolean
is_of_availability(const char *word)
{
    static const char *const words[] = {"available", "unavailable", "probe",
                                        "Login",     "Logout",      NULL};
    return g_strv_contains(words, word);
}

/* TRUE if a presence is sent by a user who was online before and is afterwards. */
static gboolean
is_sent(const Machine *machine, const char *presence, gboolean before, gboolean after)
{
    if (!machine->availability && is_of_availability(presence))
        return FALSE;
    if (g_str_equal(presence, "available"))
        return after;
    return !g_str_equal(presence, "unavailable") || before;
}

/* What the peer gets on the event whose last word this is. Free it. */
static char *
peer_text(const Machine *machine, const PsRow *row, const char *word, gboolean before,
          gboolean after)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < row->n_effects; i++) {
        PsEffect effect = row->effects[i];
        const char *presence = effect.kind == PS_ROUTE  ? word
                               : effect.kind == PS_SEND ? ps_presence_name(effect.presence)
                                                        : NULL;
        if (presence != NULL && is_sent(machine, presence, before, after))
            g_string_append_printf(text, "%s ", presence);
    }
    return g_string_free(text, FALSE);
}

/* What a client that is online gets: first whether the presence, then pushes. Free it. */
static char *
client_text(const Machine *machine, const PsRow *row, PsEvent event)
{
    GString *text = g_string_new(NULL);
    PsItem item = ps_item_of_push(machine->profile, event, row->state);
    g_autofree char *push = ps_item_text(&item);
    for (guint i = 0; i < row->n_effects; i++) {
        if (row->effects[i].kind == PS_DELIVER)
            g_string_prepend(text, "delivered ");
        if (row->effects[i].kind == PS_PUSH)
            g_string_append_printf(text, "pushed %s ", push);
    }
    return g_string_free(text, FALSE);
}

static MachineOutput
make_output(const Machine *machine, guint state, PsEvent event, gboolean online)
{
    const char *name = ps_event_name(event);
    const char *space = strchr(name, ' ');
    const char *word = space != NULL ? space + 1 : name;
    const PsRow *row = ps_profile_row(machine->profile, event, state);
    gboolean is_login = g_str_equal(name, "Login");
    gboolean is_arrival = g_str_has_prefix(name, "Inbound");
    gboolean after = is_login || (online && !g_str_equal(name, "Logout"));
    MachineOutput output = {.to = row->state, .online = after};
    output.can =
        (machine->availability || !is_of_availability(word)) && (is_arrival || online != is_login);
    output.seen[PS_OBSERVER_PEER] = peer_text(machine, row, word, online, after);
    output.seen[PS_OBSERVER_CLIENT] = after ? client_text(machine, row, event) : g_strdup("");
    return output;
}

Machine *
machine_new(const PsProfile *profile, gboolean availability)
{
    Machine *machine = g_new0(Machine, 1);
    machine->profile = profile;
    machine->availability = availability;
    for (guint online = 0; online < 2; online++)
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                machine->outputs[online][state][event] =
                    make_output(machine, state, event, online == 1);
    return machine;
}

void
machine_free(Machine *machine)
{
    for (guint online = 0; online < 2; online++)
        for (guint state = 0; state < PS_MAX_STATES; state++)
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                for (guint i = 0; i < PS_N_OBSERVERS; i++)
                    g_free(machine->outputs[online][state][event].seen[i]);
    g_free(machine);
}

/* steps[online][a][b]: how many events it takes to tell a from b; 0: not known yet. */
typedef struct {
    guint steps[2][PS_MAX_STATES][PS_MAX_STATES];
} Table;

/* TRUE if some event tells a from b in exactly n steps, n - 1 of them known from the table. */
static gboolean
is_told(const Machine *first, const Machine *second, const Table *table, PsObserver observer,
        guint online, guint a, guint b, guint n)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const MachineOutput *x = &first->outputs[online][a][event];
        const MachineOutput *y = &second->outputs[online][b][event];
        if (!x->can)
            continue;
        if (n == 1 ? !g_str_equal(x->seen[observer], y->seen[observer])
                   : table->steps[x->online][x->to][y->to] == n - 1)
            return TRUE;
    }
    return FALSE;
}

/* Fills the table from its end, as Moore did: first what one event tells apart, then what two do.
 */
guint
machine_shortest(const Machine *first, const Machine *second, PsObserver observer)
{
    g_autofree Table *table = g_new0(Table, 1);
    gboolean grew = TRUE;
    for (guint n = 1; grew; n++) {
        grew = FALSE;
        for (guint online = 0; online < 2; online++)
            for (guint a = 0; a < ps_profile_n_states(first->profile); a++)
                for (guint b = 0; b < ps_profile_n_states(second->profile); b++)
                    if (table->steps[online][a][b] == 0 &&
                        is_told(first, second, table, observer, online, a, b, n)) {
                        table->steps[online][a][b] = n;
                        grew = TRUE;
                    }
    }
    return table->steps[1][ps_profile_initial(first->profile)][ps_profile_initial(second->profile)];
}
