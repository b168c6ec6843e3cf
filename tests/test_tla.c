/* Tests of the TLA+ export. TLC is not at hand: the tables are read back and compared with the
 * profiles, everything else is the same in every module. */
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/export.h"

#include <string.h>

static char *
module_of(const Setting *setting)
{
    PsExport export = {.world = setting->world,
                       .properties = setting->properties,
                       .command = "test",
                       .file = "Test.tla"};
    return ps_export_tla(&export, "Test");
}

/* What stands between a line and the next one that is `}`. Free it. */
static char *
table_of(const char *module, const char *name)
{
    g_autofree char *head = g_strdup_printf("\n%s == {\n", name);
    const char *start = strstr(module, head);
    REQUIRE(start != NULL, "no table %s", name);
    start += strlen(head);
    const char *end = strstr(start, "\n}");
    REQUIRE(end != NULL, "%s does not end", name);
    return g_strndup(start, (gsize)(end - start));
}

/* What the row of a profile sends in this world, as TLA+ writes a sequence. Free it. */
static char *
sends_text(const Setting *setting, PsEvent event, const PsRow *row)
{
    g_autoptr(GPtrArray) sent = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < row->n_effects; i++) {
        PsPresence presence = (PsPresence)row->effects[i].presence;
        if (row->effects[i].kind == PS_ROUTE)
            g_ptr_array_add(sent, g_strdup_printf("\"%s\"", ps_action_name((PsAction)event)));
        else if (row->effects[i].kind == PS_SEND &&
                 (setting->options.availability || !ps_presence_is_availability(presence)))
            g_ptr_array_add(sent, g_strdup_printf("\"%s\"", ps_presence_name(presence)));
    }
    g_ptr_array_add(sent, NULL);
    g_autofree char *list = g_strjoinv(", ", (char **)sent->pdata);
    return g_strdup_printf("<<%s>>", list);
}

/* Takes a row as the profile has it out of the table. */
static void
take_row(GPtrArray *rows, const Setting *setting, guint side, PsEvent event, guint state)
{
    const PsProfile *profile = setting->profiles[side];
    const PsRow *row = ps_profile_row(profile, event, state);
    const char *what = ps_event_is_arrival(event)
                           ? ps_presence_name((PsPresence)(event - PS_N_ACTIONS))
                           : ps_action_name((PsAction)event);
    g_autofree char *sends = sends_text(setting, event, row);
    g_autofree char *expected = g_strdup_printf("  Row(\"%s\", \"%s\", \"%s\", %s)", what,
                                                ps_profile_state_name(profile, state),
                                                ps_profile_state_name(profile, row->state), sends);
    guint at = 0;
    if (g_ptr_array_find_with_equal_func(rows, expected, g_str_equal, &at))
        g_ptr_array_remove_index(rows, at);
}

/* Every row of the table is one of the profile, none is there twice; and there are so many. */
static void
check_table(const Setting *setting, const char *module, guint side, gboolean arrivals, guint n)
{
    g_autofree char *name =
        g_strdup_printf("%sOf%c", arrivals ? "Arrivals" : "Actions", 'A' + (int)side);
    g_autofree char *table = table_of(module, name);
    g_auto(GStrv) lines = g_strsplit(table, ",\n", -1);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; lines[i] != NULL; i++)
        g_ptr_array_add(rows, g_strdup(lines[i]));
    CHECK_NUMBER(rows->len, n, "%s", name);
    for (guint event = arrivals ? PS_N_ACTIONS : 0; event < (arrivals ? PS_N_EVENTS : PS_N_ACTIONS);
         event++)
        for (guint state = 0; state < ps_profile_n_states(setting->profiles[side]); state++)
            take_row(rows, setting, side, event, state);
    CHECK(rows->len == 0, "%s: no row of the profile: %s", name,
          (char *)g_ptr_array_index(rows, 0));
}

/* Nine entries come about; users can do six things and, with availability, eight. */
static void
tables_are_the_profiles(void)
{
    g_autoptr(Setting) plain = setting_new("rfc6121 k=2");
    g_autofree char *module = module_of(plain);
    check_table(plain, module, 0, FALSE, 9 * 6);
    check_table(plain, module, 0, TRUE, 9 * 4);
    check_table(plain, module, 1, FALSE, 9 * 6);
    check_table(plain, module, 1, TRUE, 9 * 4);
    g_autoptr(Setting) session = setting_new("rfc6121 k=2 availability b:auto-unsubscribed=off");
    g_autofree char *longer = module_of(session);
    check_table(session, longer, 0, FALSE, 9 * 8);
    check_table(session, longer, 1, TRUE, 9 * 7);
    CHECK_CONTAINS(longer, "  Row(\"logout\", \"Both\", \"Both\", <<\"unavailable\">>)");
}

static void
users_have_the_rows_they_may_take(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2 sensible actions=subscribe,subscribed");
    g_autofree char *module = module_of(setting);
    g_autofree char *table = table_of(module, "ActionsOfA");
    /* subscribe with neither to nor ask, subscribed with pending: in three entries each */
    check_table(setting, module, 0, FALSE, 3 + 3);
    CHECK(strstr(table, "Row(\"subscribe\", \"Both\"") == NULL, "%s", table);
}

static void
options_are_constants(void)
{
    g_autoptr(Setting) setting =
        setting_new("rfc6121 openfire k=4 sequential bag availability loss=any repeat=2");
    g_autofree char *module = module_of(setting);
    CHECK_CONTAINS(module, "\nK == 4 ");
    CHECK_CONTAINS(module, "\nSequential == TRUE ");
    CHECK_CONTAINS(module, "\nAnyOrder == TRUE ");
    CHECK_CONTAINS(module, "\nAvailability == TRUE ");
    CHECK_CONTAINS(module, "\nBudgets == [loss |-> -1, repeat |-> 2, bounce |-> 0]\n");
    CHECK_CONTAINS(module, "\nInitialOfA == \"None\"\n");
    CHECK_CONTAINS(module, "\nInitialOfB == \"Absent\"\n");
    CHECK_CONTAINS(module, "@@ \"To + Pending In\" :> {\"to\", \"pending\"}\n");
}

static void
properties_are_invariants(void)
{
    static const char more[] = "always few: romeo.sent(subscribe) <= 1 and not juliet.ask\n"
                               "always vars: romeo.state = \"To\" implies in_flight < 2\n"
                               "always K: in_flight < 9\n"
                               "reachable met: watcher.to\n";
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    REQUIRE(ps_properties_add(setting->properties, more, strlen(more), "test", NULL), "%s", more);
    PsExport export = {.world = setting->world, .properties = setting->properties};
    g_autofree char *module = module_of(setting);
    g_autofree char *configuration = ps_export_tla_configuration(&export, "Test");
    CHECK_CONTAINS(
        module,
        "\nfew == ((Count(link[\"a\"], \"subscribe\") <= 1) /\\ ~(\"ask\" \\in Has(\"b\")))\n");
    CHECK_CONTAINS(module, "\nvars_2 == (entry[\"a\"] \\in {\"To\"} => (InFlight < 2))\n");
    CHECK_CONTAINS(module, "\nmet == ~(\"to\" \\in Has(\"a\") \\/ \"to\" \\in Has(\"b\"))\n");
    CHECK_STRING(configuration, "\\* For TLC, with Test.tla.\nINIT Init\nNEXT Step\n"
                                "CHECK_DEADLOCK FALSE\nINVARIANT no_leak\nINVARIANT no_ghost\n"
                                "INVARIANT no_orphan\nINVARIANT no_stuck\nINVARIANT few\n"
                                "INVARIANT vars_2\nINVARIANT k\nINVARIANT met\n");
}

const Test tla_tests[] = {
    {"tables are the profiles", tables_are_the_profiles, FALSE},
    {"users have the rows they may take", users_have_the_rows_they_may_take, FALSE},
    {"options are constants", options_are_constants, FALSE},
    {"properties are invariants", properties_are_invariants, FALSE},
    {0},
};
