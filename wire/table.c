/* The table: experiments, breadth first. */
#include "wire/table-private.h"

typedef struct {
    PsTable *table;
    const PsBench *bench;
    gpointer subject;
    PsTableProgress progress;
    gpointer data;
} Hunt;

static void
free_state(gpointer data)
{
    PsFoundState *state = data;
    g_free(state->name);
    g_free(state);
}

static void
free_cell(gpointer data)
{
    PsFoundCell *cell = data;
    g_ptr_array_unref(cell->differences);
    g_free(cell->stanzas);
    g_free(cell);
}

gboolean
ps_table_matches(const PsProfile *profile, guint state, PsAttributes found)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    if (attributes == found)
        return TRUE;
    if ((attributes ^ found) != PS_UNLISTED)
        return FALSE;
    for (guint other = 0; other < ps_profile_n_states(profile); other++)
        if (ps_profile_attributes(profile, other) == found)
            return FALSE;
    return TRUE;
}

/* The state of the profile that an entry with these attributes is taken for: the one that was
 * predicted, if it can be; else any that can; or -1. */
static gint
take_for(const PsProfile *profile, gint predicted, PsAttributes found)
{
    if (predicted >= 0 && ps_table_matches(profile, (guint)predicted, found))
        return predicted;
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (ps_table_matches(profile, state, found))
            return (gint)state;
    return -1;
}

static gboolean
is_taken(const PsTable *table, const char *name)
{
    for (guint i = 0; i < table->states->len; i++)
        if (g_str_equal(ps_table_state(table, i)->name, name))
            return TRUE;
    return FALSE;
}

char *
ps_table_describe(PsAttributes attributes)
{
    static const char *const subscriptions[] = {"None", "To", "From", "Both"};
    gboolean ask = attributes & PS_ASK, pending = attributes & PS_PENDING;
    gboolean is_absent = attributes & PS_UNLISTED && !(attributes & PS_BOTH);
    return g_strconcat(is_absent ? "Absent" : subscriptions[attributes & PS_BOTH],
                       ask && pending ? " + Pending Out+In"
                       : ask          ? " + Pending Out"
                       : pending      ? " + Pending In"
                                      : "",
                       attributes & PS_UNASK ? " + Unask" : "",
                       attributes & PS_APPROVED ? " + Approved" : "", NULL);
}

/* The name of the profile's state if that has just these attributes, else one of our own. */
static char *
choose_name(const PsTable *table, gint state, PsAttributes attributes)
{
    if (state >= 0 && ps_profile_attributes(table->profile, (guint)state) == attributes &&
        !is_taken(table, ps_profile_state_name(table->profile, (guint)state)))
        return g_strdup(ps_profile_state_name(table->profile, (guint)state));
    char *name = ps_table_describe(attributes);
    for (guint i = 2; is_taken(table, name); i++) {
        g_free(name);
        g_autofree char *plain = ps_table_describe(attributes);
        name = g_strdup_printf("%s (%u)", plain, i);
    }
    return name;
}

/* The found state with these attributes that is taken for that state of the profile; a new one, if
 * there is none, to which the way leads from `from` by event. */
static guint
find_or_add(PsTable *table, gint state, PsAttributes attributes, guint from, PsEvent event)
{
    for (guint i = 0; i < table->states->len; i++) {
        const PsFoundState *found = ps_table_state(table, i);
        if (found->state == state && found->attributes == attributes)
            return i;
    }
    PsFoundState *found = g_new(PsFoundState, 1);
    *found = (PsFoundState){choose_name(table, state, attributes), attributes, state, from, event};
    g_ptr_array_add(table->states, found);
    return table->states->len - 1;
}

/* The roster shows what it showed when this state was found; else an error. */
static gboolean
look_again(Hunt *hunt, guint state, GError **error)
{
    const PsFoundState *found = ps_table_state(hunt->table, state);
    PsAttributes now = PS_NONE;
    if (!hunt->bench->look(hunt->subject, &now, error))
        return FALSE;
    /* These need not be shown: the look at the end of an experiment finds them out. */
    if (((now ^ found->attributes) & ~(guint)(PS_PENDING | PS_APPROVED)) == 0)
        return TRUE;
    g_autofree char *name = ps_table_describe(now);
    g_autofree char *way = ps_table_way(hunt->table, state);
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_STRANGE,
                "expected %s after “%s”, as the time before, found %s", found->name, way, name);
    return FALSE;
}

/* Brings the contact's entry into a found state. */
static gboolean
bring_into(Hunt *hunt, guint state, GError **error)
{
    const PsFoundState *found = ps_table_state(hunt->table, state);
    PsBenchSeen seen;
    if (state == 0)
        return TRUE;
    return bring_into(hunt, found->from, error) &&
           hunt->bench->perform(hunt->subject, found->event, &seen, error) &&
           (found->event != PS_DO_LOGOUT ||
            hunt->bench->perform(hunt->subject, PS_DO_LOGIN, &seen, error)) &&
           look_again(hunt, state, error);
}

static gboolean
experiment(Hunt *hunt, guint state, PsEvent event, GError **error)
{
    PsTable *table = hunt->table;
    PsFoundCell *cell = g_new0(PsFoundCell, 1);
    PsAttributes after = PS_NONE;
    cell->differences = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(table->cells, cell);
    if (!hunt->bench->begin(hunt->subject, error) || !bring_into(hunt, state, error) ||
        !hunt->bench->perform(hunt->subject, event, &cell->seen, error))
        return FALSE;
    cell->stanzas = hunt->bench->stanzas(hunt->subject);
    if (!hunt->bench->finish(hunt->subject, &after, error))
        return FALSE;
    const PsFoundState *before = ps_table_state(table, state);
    gint predicted = before->state >= 0
                         ? ps_profile_row(table->profile, event, (guint)before->state)->state
                         : -1;
    gint taken = take_for(table->profile, predicted, after);
    cell->to = find_or_add(table, taken, after, state, event);
    ps_table_compare(table, state, event, cell);
    return TRUE;
}

/* Every event in a found state. */
static gboolean
try_all(Hunt *hunt, guint state, GError **error)
{
    PsTable *table = hunt->table;
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        if (hunt->progress != NULL)
            hunt->progress(table->states->len, table->cells->len, hunt->data);
        if (experiment(hunt, state, event, error))
            continue;
        g_autofree char *way = ps_table_way(table, state);
        g_prefix_error(error, "%s in %s (after “%s”): ", ps_event_name(event),
                       ps_table_state(table, state)->name, way);
        return FALSE;
    }
    return TRUE;
}

static gboolean
find_first(Hunt *hunt, GError **error)
{
    PsTable *table = hunt->table;
    PsAttributes attributes = PS_NONE;
    if (!hunt->bench->begin(hunt->subject, error) ||
        !hunt->bench->finish(hunt->subject, &attributes, error))
        return FALSE;
    gint initial = (gint)ps_profile_initial(table->profile);
    find_or_add(table, take_for(table->profile, initial, attributes), attributes, 0, 0);
    return TRUE;
}

PsTable *
ps_table_find(const PsBench *bench, gpointer subject, const char *server, const PsProfile *profile,
              PsTableProgress progress, gpointer data, GError **error)
{
    g_autoptr(PsTable) table = g_new0(PsTable, 1);
    Hunt hunt = {table, bench, subject, progress, data};
    table->profile = profile;
    table->server = g_strdup(server);
    table->states = g_ptr_array_new_with_free_func(free_state);
    table->cells = g_ptr_array_new_with_free_func(free_cell);
    if (!find_first(&hunt, error))
        return NULL;
    for (guint state = 0; state < table->states->len; state++) {
        if (table->states->len > PS_MAX_STATES) {
            g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_STRANGE,
                        "expected at most %d states, found more", PS_MAX_STATES);
            return NULL;
        }
        if (!try_all(&hunt, state, error))
            return NULL;
    }
    return g_steal_pointer(&table);
}

void
ps_table_free(PsTable *table)
{
    if (table == NULL)
        return;
    g_ptr_array_unref(table->states);
    g_ptr_array_unref(table->cells);
    g_free(table->server);
    g_free(table);
}

const PsProfile *
ps_table_profile(const PsTable *table)
{
    return table->profile;
}

const char *
ps_table_server(const PsTable *table)
{
    return table->server;
}

guint
ps_table_n_states(const PsTable *table)
{
    return table->states->len;
}

const PsFoundState *
ps_table_state(const PsTable *table, guint state)
{
    return g_ptr_array_index(table->states, state);
}

const PsFoundCell *
ps_table_cell(const PsTable *table, guint state, PsEvent event)
{
    return g_ptr_array_index(table->cells, state * PS_N_EVENTS + event);
}

guint
ps_table_count(const PsTable *table, PsCellVerdict verdict)
{
    guint n = 0;
    for (guint i = 0; i < table->cells->len; i++)
        n += ((PsFoundCell *)g_ptr_array_index(table->cells, i))->verdict == verdict;
    return n;
}

gboolean
ps_table_reached(const PsTable *table, guint profile_state)
{
    for (guint i = 0; i < table->states->len; i++)
        if (ps_table_state(table, i)->state == (gint)profile_state)
            return TRUE;
    return FALSE;
}

guint
ps_table_n_unreached(const PsTable *table)
{
    guint n_states = 0, n_events = 0;
    for (guint state = 0; state < ps_profile_n_states(table->profile); state++)
        n_states += !ps_table_reached(table, state);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        n_events += ps_table_speaks_of(table->profile, event);
    return n_states * n_events;
}

gboolean
ps_table_speaks_of(const PsProfile *profile, PsEvent event)
{
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (ps_profile_states_row(profile, event, state))
            return TRUE;
    return FALSE;
}
