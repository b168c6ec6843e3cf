/* Tests of the table that is found by experiment: on servers that are profiles themselves. */
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/table-report.h"
#include "wire/table.h"

#include <string.h>

/* A server that does what a profile says, and shows what a server shows. */
typedef struct {
    const PsProfile *profile;
    guint entry;
    gboolean hides;   /* who only has a request is not in the roster */
    guint performed;  /* events so far */
    guint forgets_at; /* the event after which the entry is the initial one; 0: never */
    PsEvent last;
} Server;

static gboolean
begin(gpointer subject, GError **error G_GNUC_UNUSED)
{
    Server *server = subject;
    server->entry = ps_profile_initial(server->profile);
    return TRUE;
}

static gboolean
perform(gpointer subject, PsEvent event, PsBenchSeen *seen, GError **error G_GNUC_UNUSED)
{
    Server *server = subject;
    const PsRow *row = ps_profile_row(server->profile, event, server->entry);
    *seen = (PsBenchSeen){0};
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        if (effect->kind == PS_ROUTE || effect->kind == PS_SEND)
            seen->sent[seen->n_sent++] =
                effect->kind == PS_ROUTE ? (guint8)event : effect->presence;
        else
            seen->told[seen->n_told++] = effect->kind;
        seen->n_delivered += effect->kind == PS_DELIVER;
        seen->n_pushed += effect->kind == PS_PUSH;
    }
    seen->push = ps_item_of_push(server->profile, event, row->state);
    server->entry = row->state;
    server->last = event;
    if (++server->performed == server->forgets_at)
        server->entry = ps_profile_initial(server->profile);
    return TRUE;
}

static gboolean
finish(gpointer subject, PsAttributes *attributes, GError **error G_GNUC_UNUSED)
{
    const Server *server = subject;
    *attributes = ps_profile_attributes(server->profile, server->entry);
    if (server->hides && *attributes == PS_PENDING)
        *attributes |= PS_UNLISTED;
    return TRUE;
}

static gboolean
look(gpointer subject, PsAttributes *attributes, GError **error)
{
    finish(subject, attributes, error);
    *attributes &= ~(guint)(PS_PENDING | PS_APPROVED);
    return TRUE;
}

static char *
stanzas(gpointer subject)
{
    return g_strdup(ps_event_name(((Server *)subject)->last));
}

static const PsBench bench = {begin, perform, look, finish, stanzas};

static PsTable *
find(Server *server, const PsProfile *profile)
{
    g_autoptr(GError) error = NULL;
    PsTable *table = ps_table_find(&bench, server, "a server", profile, NULL, NULL, &error);
    REQUIRE(table != NULL, "%s beside %s: %s", ps_profile_name(server->profile),
            ps_profile_name(profile), error->message);
    return table;
}

static guint
count_bits(guint64 set)
{
    return (guint)__builtin_popcountll(set);
}

/* TRUE if two states of a profile show the same: no experiment can tell these apart but by luck. */
static gboolean
has_doubles(const PsProfile *profile)
{
    for (guint a = 0; a < ps_profile_n_states(profile); a++)
        for (guint b = 0; b < a; b++)
            if (ps_profile_attributes(profile, a) == ps_profile_attributes(profile, b))
                return TRUE;
    return FALSE;
}

/* Beside its own profile, which tells apart what shows the same, every server agrees, and all that
 * can be reached is. */
static void
every_server_agrees_with_itself(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_autoptr(PsProfile) profile = load_profile(names[i]);
        Server server = {.profile = profile};
        g_autoptr(PsTable) table = find(&server, profile);
        CHECK_NUMBER(ps_table_count(table, PS_CELL_DIFFERS), 0, "cells of %s", names[i]);
        CHECK_NUMBER(ps_table_n_states(table), count_bits(ps_profile_reachable(profile)),
                     "states of %s", names[i]);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            CHECK(ps_table_reached(table, state) ==
                      (gboolean)(ps_profile_reachable(profile) >> state & 1),
                  "%s: %s", names[i], ps_profile_state_name(profile, state));
    }
}

/* Beside any other profile, what is written down is the server: it agrees with it in every cell. */
static void
what_is_observed_is_the_server(void)
{
    g_auto(GStrv) names = all_profiles();
    guint n = 0;
    for (guint r = 0; names[r] != NULL; r++) {
        g_autoptr(PsProfile) real = load_profile(names[r]);
        for (guint b = 0; names[b] != NULL && !has_doubles(real); b++, n++) {
            g_autoptr(PsProfile) beside = load_profile(names[b]);
            Server server = {.profile = real};
            g_autoptr(PsTable) table = find(&server, beside);
            g_autofree char *text = ps_table_write_profile(table, "seen");
            g_autoptr(PsProfile) seen = parse_profile(text);
            g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
            ps_profile_verify(seen, findings);
            CHECK_NUMBER(findings->len, 0, "findings of %s beside %s", names[r], names[b]);
            g_autoptr(PsTable) again = find(&server, seen);
            CHECK_NUMBER(ps_table_count(again, PS_CELL_DIFFERS), 0, "%s beside %s", names[r],
                         names[b]);
            CHECK_NUMBER(ps_table_n_unreached(again), 0, "%s beside %s", names[r], names[b]);
        }
    }
    CHECK(n >= 70, "%u pairs", n);
}

static const PsFoundCell *
cell_of(const PsTable *table, const char *state, PsEvent event)
{
    for (guint i = 0; i < ps_table_n_states(table); i++)
        if (g_str_equal(ps_table_state(table, i)->name, state))
            return ps_table_cell(table, i, event);
    REQUIRE(FALSE, "no state “%s”", state);
    return NULL;
}

/* What a cell says when the row of the server is another one. Free it. */
static char *
differences(const char *row, const char *instead, const char *state, PsEvent event)
{
    g_autofree char *text = NULL;
    g_file_get_contents("model/profiles/prosody.profile", &text, NULL, NULL);
    g_autofree char *changed = replaced(text, row, instead);
    g_autoptr(PsProfile) real = parse_profile(changed);
    g_autoptr(PsProfile) profile = load_profile("prosody");
    Server server = {.profile = real};
    g_autoptr(PsTable) table = find(&server, profile);
    const PsFoundCell *cell = cell_of(table, state, event);
    g_autoptr(GString) all = g_string_new(NULL);
    CHECK_NUMBER(ps_table_count(table, PS_CELL_DIFFERS), 1, "%s", instead);
    CHECK(cell->verdict == PS_CELL_DIFFERS, "%s", instead);
    CHECK_STRING(cell->stanzas, ps_event_name(event));
    for (guint i = 0; i < cell->differences->len; i++)
        g_string_append_printf(all, "%s%s", i > 0 ? "; " : "",
                               (char *)g_ptr_array_index(cell->differences, i));
    return g_strdup(all->str);
}

static void
a_difference_is_said(void)
{
    static const struct {
        const char *row, *instead, *state;
        PsEvent event;
        const char *said;
    } cases[] = {
        {"None + Pending Out+In=Absent + Pending In; send unsubscribed, send unavailable, send "
         "unsubscribe, push",
         "None + Pending Out+In=Absent + Pending In; send unsubscribed, send unsubscribe, send "
         "unavailable, push",
         "None + Pending Out+In", PS_DO_REMOVE,
         "expected unsubscribed, unavailable, unsubscribe to be sent, found unsubscribed, "
         "unsubscribe, unavailable"},
        {"Both=From; push, route", "Both=From; route", "Both", PS_DO_UNSUBSCRIBE,
         "expected 1 push, found 0"},
        {"Both=From; push, route", "Both=From; push, push, route", "Both", PS_DO_UNSUBSCRIBE,
         "expected 1 push, found 2"},
        {"Both=From; push, route", "Both=To; push, route", "Both", PS_DO_UNSUBSCRIBE,
         "expected From afterwards, found To; expected the push to show subscription=from, found "
         "subscription=to"},
        {"To=None; push, route", "To=Absent; push, route", "To", PS_DO_UNSUBSCRIBE,
         "expected None afterwards, found Absent; expected the push to show subscription=none, "
         "found subscription=remove"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *said =
            differences(cases[i].row, cases[i].instead, cases[i].state, cases[i].event);
        CHECK_STRING(said, cases[i].said);
    }
}

/* RFC 6121 does not tell None with an item from None without: both are its None, and ejabberd's
 * hidden requests are its None + Pending In. But where a profile tells them apart, they differ. */
static void
what_a_profile_does_not_tell_apart(void)
{
    g_autoptr(PsProfile) real = load_profile("ejabberd-23");
    g_autoptr(PsProfile) prosody = load_profile("prosody");
    Server server = {.profile = real, .hides = TRUE};
    g_autoptr(PsTable) own = find(&server, real);
    CHECK_NUMBER(ps_table_count(own, PS_CELL_DIFFERS), 0, "cells of a server that hides requests");
    CHECK(ps_table_matches(real, state_called(real, "None + Pending In"), PS_PENDING | PS_UNLISTED),
          "a hidden request");
    CHECK(!ps_table_matches(prosody, state_called(prosody, "None + Pending In"),
                            PS_PENDING | PS_UNLISTED),
          "that is another state of Prosody's");
    g_autofree char *row = ps_table_row(own, 0, ps_event_arrival(PS_SUBSCRIBE), FALSE);
    CHECK_STRING(row, "Absent + Pending In; deliver");
}

static void
a_state_that_is_not_reached(void)
{
    g_autoptr(PsProfile) real = parse_profile(mini_profile());
    g_autoptr(PsProfile) beside = load_profile("rfc6121");
    Server server = {.profile = real};
    g_autoptr(PsTable) table = find(&server, beside);
    CHECK(!ps_table_reached(table, state_called(beside, "Both")), "Both is reached");
    CHECK(ps_table_n_unreached(table) > 0, "all is reached");
    CHECK(ps_table_count(table, PS_CELL_AGREES) + ps_table_count(table, PS_CELL_DIFFERS) > 0,
          "nothing is compared");
}

/* The suite counts every cell. */
static void
tables_are_reported_as_junit(void)
{
    g_autoptr(PsProfile) real = parse_profile(mini_profile());
    g_autoptr(PsProfile) beside = load_profile("rfc6121");
    Server server = {.profile = real};
    g_autoptr(PsTable) table = find(&server, beside);
    guint differ = ps_table_count(table, PS_CELL_DIFFERS);
    guint skipped = ps_table_n_unreached(table);
    g_autofree char *xml = ps_table_report_junit(table);
    g_autofree char *head = g_strdup_printf(
        "<testsuite name=\"a server beside %s\" tests=\"%u\" failures=\"%u\" errors=\"0\" "
        "skipped=\"%u\">",
        ps_profile_name(beside), ps_table_count(table, PS_CELL_AGREES) + differ + skipped, differ,
        skipped);
    CHECK(differ > 0 && skipped > 0, "nothing differs, or all is reached");
    CHECK_CONTAINS(xml, head);
    CHECK_CONTAINS(xml, "<testcase classname=\"presub.Both\" name=\"Remove\">\n"
                        "      <skipped message=\"nothing that was tried leads to this state\"/>");
    g_auto(GStrv) failures = g_strsplit(xml, "<failure message=\"", -1);
    CHECK_NUMBER(g_strv_length(failures) - 1, differ, "failures");
}

/* A server that is not the same twice is an error, which says where. */
static void
a_server_that_forgets(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    guint found = 0;
    for (guint at = 1; at < 60; at++) {
        Server server = {.profile = profile, .forgets_at = at};
        g_autoptr(GError) error = NULL;
        g_autoptr(PsTable) table =
            ps_table_find(&bench, &server, "a server", profile, NULL, NULL, &error);
        if (table == NULL) {
            CHECK(g_error_matches(error, PS_WIRE_ERROR, PS_WIRE_ERROR_STRANGE), "%s",
                  error->message);
            CHECK_CONTAINS(error->message, "as the time before, found ");
            found++;
        }
    }
    CHECK(found > 0, "nobody noticed");
}

const Test experiment_tests[] = {
    {"every server agrees with itself", every_server_agrees_with_itself, FALSE},
    {"what is observed is the server, whatever it is compared with", what_is_observed_is_the_server,
     FALSE},
    {"a difference is said", a_difference_is_said, FALSE},
    {"what a profile does not tell apart", what_a_profile_does_not_tell_apart, FALSE},
    {"tables are reported as JUnit", tables_are_reported_as_junit, FALSE},
    {"a state that is not reached", a_state_that_is_not_reached, FALSE},
    {"a server that forgets", a_server_that_forgets, FALSE},
    {0},
};
