/* Tests of the profiles of servers against the tables of tests/tables: every row of every table is
 * that of the profile, every state that the profile has not is one that nothing leads to, and every
 * row of the profile that can be reached is in the table or is known not to be. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

/* What the table of Openfire calls the states with its two columns. Free it. */
static char *
openfire_state(const char *subscription, const char *notes)
{
    static const char *const names[][3] = {
        {"absent", "none", "Absent"},
        {"none", "none", "None"},
        {"none", "out", "None + Ask"},
        {"none", "in", "None + Recv"},
        {"none", "both", "None + Ask+Recv"},
        {"none", "ask=unsubscribe/recv=none", "None + Unask"},
        {"none", "ask=unsubscribe/recv=subscribe", "None + Unask+Recv"},
        {"none", "ask=unsubscribe/recv=unsubscribe", "None + Unask+Unrecv"},
        {"none", "ask=subscribe/recv=unsubscribe", "None + Ask+Unrecv"},
        {"none", "ask=none/recv=unsubscribe", "None + Unrecv"},
        {"to", "none", "To"},
        {"to", "in", "To + Recv"},
        {"to", "ask=none/recv=unsubscribe", "To + Unrecv"},
        {"from", "none", "From"},
        {"from", "out", "From + Ask"},
        {"from", "ask=unsubscribe/recv=none", "From + Unask"},
        {"both", "none", "Both"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_str_equal(names[i][0], subscription) && g_str_equal(names[i][1], notes))
            return g_strdup(names[i][2]);
    REQUIRE(FALSE, "no state for %s, %s", subscription, notes);
    return NULL;
}

/* unreachable: how many rows are of states that nothing leads to, and that the profile has not: in
 * Prosody none, none + out and to, each with a request and approved; in jabberd2 to and both with
 * ask=subscribe, none and from with ask=unsubscribe. */
typedef struct {
    const char *profile;
    guint rows;
    guint unreachable;
    CellsStateName name;
} Server;

static const Server servers[] = {
    {"ejabberd", 172, 0, cells_rfc_state},  {"ejabberd-23", 91, 0, cells_rfc_state},
    {"mongooseim", 91, 0, cells_rfc_state}, {"openfire", 187, 0, openfire_state},
    {"prosody", 247, 36, cells_rfc_state},  {"tigase", 143, 0, cells_rfc_state},
    {"jabberd2", 117, 36, cells_rfc_state},
};

static GPtrArray *
read_table(const Server *server)
{
    g_autofree char *path = g_strdup_printf("tests/tables/%s.csv", server->profile);
    return cells_read(path, CELLS_SERVER_COLUMNS, server->rows);
}

static void
servers_are_their_tables(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
        g_autoptr(GPtrArray) table = read_table(&servers[i]);
        g_autoptr(PsProfile) profile = load_profile(servers[i].profile);
        guint missing = 0;
        for (guint row = 0; row < table->len; row++)
            if (!cells_check_server(profile, g_ptr_array_index(table, row), servers[i].name))
                missing++;
        CHECK_NUMBER(missing, servers[i].unreachable, "rows of %s that the profile does not have",
                     servers[i].profile);
    }
}

/* ---- The states ---- */

/* The attributes that the two columns of a table stand for. */
static PsAttributes
attributes_of(const char *subscription, const char *notes)
{
    static const struct {
        const char *word;
        PsAttributes attributes;
    } subscriptions[] = {{"absent", PS_UNLISTED},
                         {"none", 0},
                         {"to", PS_TO},
                         {"from", PS_FROM},
                         {"both", PS_TO | PS_FROM}},
      words[] = {{"out", PS_ASK},
                 {"in", PS_PENDING},
                 {"both", PS_ASK | PS_PENDING},
                 {"ask=subscribe", PS_ASK},
                 {"ask=unsubscribe", PS_UNASK},
                 {"recv=subscribe", PS_PENDING}};
    PsAttributes attributes = g_str_has_suffix(notes, "+appr") ? PS_APPROVED : 0;
    for (guint i = 0; i < G_N_ELEMENTS(subscriptions); i++)
        if (g_str_equal(subscription, subscriptions[i].word))
            attributes |= subscriptions[i].attributes;
    g_auto(GStrv) parts = g_strsplit_set(notes, "/+", -1);
    for (guint part = 0; parts[part] != NULL; part++)
        for (guint i = 0; i < G_N_ELEMENTS(words); i++)
            if (g_str_equal(parts[part], words[i].word))
                attributes |= words[i].attributes;
    return attributes;
}

/* A profile's states are what the names of the table say. */
static void
states_are_what_the_tables_say(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
        g_autoptr(GPtrArray) table = read_table(&servers[i]);
        g_autoptr(PsProfile) profile = load_profile(servers[i].profile);
        for (guint row = 0; row < table->len; row++) {
            char **cells = g_ptr_array_index(table, row);
            g_autofree char *name = servers[i].name(cells[2], cells[3]);
            guint state = 0;
            if (ps_profile_find_state(profile, name, &state))
                CHECK_NUMBER(ps_profile_attributes(profile, state),
                             attributes_of(cells[2], cells[3]), "%s: %s", servers[i].profile, name);
        }
    }
}

/* The names of the states that the rows of a table lead to, from no item and an empty one. */
static GHashTable *
reached_in_table(const Server *server, const GPtrArray *table)
{
    GHashTable *reached = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(reached, g_strdup("Absent"));
    g_hash_table_add(reached, g_strdup("None"));
    for (gboolean grows = TRUE; grows;) {
        grows = FALSE;
        for (guint row = 0; row < table->len; row++) {
            char **cells = g_ptr_array_index(table, row);
            g_autofree char *from = server->name(cells[2], cells[3]);
            if (g_hash_table_contains(reached, from))
                grows |= g_hash_table_add(reached, server->name(cells[5], cells[6]));
        }
    }
    return reached;
}

/* A profile has every state that its table leads to. */
static void
missing_states_cannot_be_reached(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
        g_autoptr(GPtrArray) table = read_table(&servers[i]);
        g_autoptr(PsProfile) profile = load_profile(servers[i].profile);
        g_autoptr(GHashTable) reached = reached_in_table(&servers[i], table);
        GHashTableIter iter;
        gpointer name;
        guint state = 0;
        g_hash_table_iter_init(&iter, reached);
        while (g_hash_table_iter_next(&iter, &name, NULL))
            CHECK(ps_profile_find_state(profile, name, &state), "%s: no state %s",
                  servers[i].profile, (char *)name);
    }
}

/* ---- The rows of the profiles ---- */

/* Rows that no table has, and where they come from instead; NULL stands for all. test_servers.c
 * says of each what it must be. */
typedef struct {
    const char *profile, *event, *state;
} Untabled;

static const Untabled untabled[] = {
    /* No table has a logout: unavailable to the subscribers. */
    {NULL, "Logout", NULL},
    /* Of roster sets, which make an item, the tables have only Prosody's that find one. */
    {"ejabberd", "Add", NULL},
    {"ejabberd-23", "Add", NULL},
    {"mongooseim", "Add", NULL},
    {"openfire", "Add", NULL},
    {"tigase", "Add", NULL},
    {"jabberd2", "Add", NULL},
    {"prosody", "Add", "Absent"},
    {"prosody", "Add", "Absent + Pending In"},
    /* No item is an empty one to these, but for removal. */
    {"ejabberd", NULL, "Absent"},
    {"ejabberd-23", NULL, "Absent"},
    {"mongooseim", NULL, "Absent"},
    /* Who is not subscribed is not answered, says the text that comes with the tables. */
    {"ejabberd", "Inbound probe", NULL},
    {"ejabberd-23", "Inbound probe", NULL},
    {"mongooseim", "Inbound probe", NULL},
    /* As without the pre-approval. */
    {"ejabberd", "Login", "None + Approved"},
    {"ejabberd", "Login", "None + Pending Out + Approved"},
    {"ejabberd", "Login", "To + Approved"},
    {"ejabberd", "Login", "From + Approved"},
    {"ejabberd", "Login", "From + Pending Out + Approved"},
    {"ejabberd", "Login", "Both + Approved"},
    /* As read in the source. */
    {"jabberd2", "Login", NULL},
    {"jabberd2", "Inbound probe", NULL},
};

static gboolean
matches(const char *pattern, const char *text)
{
    return pattern == NULL || g_str_equal(pattern, text);
}

/* Marks in used which of the above have a row; FALSE if none has. */
static gboolean
is_untabled(const PsProfile *profile, PsEvent event, guint state, gboolean *used)
{
    gboolean found = FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(untabled); i++)
        if (matches(untabled[i].profile, ps_profile_name(profile)) &&
            matches(untabled[i].event, ps_event_name(event)) &&
            matches(untabled[i].state, ps_profile_state_name(profile, state)))
            found = used[i] = TRUE;
    return found;
}

/* For each event, the set of states that have a row in the table. */
static void
find_tabled(const Server *server, const PsProfile *profile, guint64 tabled[PS_N_EVENTS])
{
    g_autoptr(GPtrArray) table = read_table(server);
    for (guint row = 0; row < table->len; row++) {
        char **cells = g_ptr_array_index(table, row);
        g_autofree char *name = server->name(cells[2], cells[3]);
        guint state = 0;
        if (ps_profile_find_state(profile, name, &state))
            tabled[cells_server_event(cells)] |= G_GUINT64_CONSTANT(1) << state;
    }
}

/* Of an available, unavailable or error that arrives no profile says anything. */
static gboolean
is_silent(PsEvent event)
{
    return event == ps_event_arrival(PS_AVAILABLE) || event == ps_event_arrival(PS_UNAVAILABLE) ||
           event == ps_event_arrival(PS_ERROR);
}

static void
check_rows(const Server *server, gboolean *used)
{
    g_autoptr(PsProfile) profile = load_profile(server->profile);
    guint64 reached = ps_profile_reachable(profile);
    guint64 tabled[PS_N_EVENTS] = {0};
    find_tabled(server, profile, tabled);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            if ((reached & ~tabled[event]) >> state & 1 && !is_silent(event))
                CHECK(is_untabled(profile, event, state, used), "%s: [%s] %s: not in the table",
                      server->profile, ps_event_name(event), ps_profile_state_name(profile, state));
}

static void
rows_are_in_their_tables(void)
{
    gboolean used[G_N_ELEMENTS(untabled)] = {FALSE};
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++)
        check_rows(&servers[i], used);
    for (guint i = 0; i < G_N_ELEMENTS(untabled); i++)
        CHECK(used[i], "all rows of untabled[%u] are in the tables", i);
}

const Test server_tables_tests[] = {
    {"servers are their tables", servers_are_their_tables, FALSE},
    {"states are what the tables say", states_are_what_the_tables_say, FALSE},
    {"missing states cannot be reached", missing_states_cannot_be_reached, FALSE},
    {"rows are in their tables", rows_are_in_their_tables, FALSE},
    {0},
};
