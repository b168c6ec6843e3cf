/* Tests of the profile rfc6121 against Appendix A of the RFC, tests/tables/rfc6121.csv, row by row
 * and cell by cell. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
check_rfc6121(const PsProfile *profile, gboolean with_replies)
{
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    for (guint i = 0; i < table->len; i++)
        cells_check_rfc(profile, g_ptr_array_index(table, i), with_replies);
}

static void
rfc6121_is_appendix_a(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    check_rfc6121(profile, TRUE);
}

static void
set_all_options(PsProfile *profile, gboolean on)
{
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        REQUIRE(ps_profile_set_option(profile, ps_profile_option(profile, i)->name, on, NULL),
                "option %u cannot be set", i);
}

static void
rfc6121_without_options_replies_nothing(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    set_all_options(profile, FALSE);
    check_rfc6121(profile, FALSE);
}

/* Each reply belongs to its own option. */
static void
rfc6121_replies_follow_their_options(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    for (guint combination = 0; combination < 4; combination++) {
        ps_profile_set_option(profile, "auto-subscribed", combination & 1, NULL);
        ps_profile_set_option(profile, "auto-unsubscribed", combination & 2, NULL);
        for (guint i = 0; i < table->len; i++) {
            char **cells = g_ptr_array_index(table, i);
            gboolean on = combination & (g_str_equal(cells[5], "subscribed") ? 1 : 2);
            cells_check_rfc(profile, cells, on);
        }
    }
}

/* Footnote 1 of table 4: with pre-approval, a subscribed that nobody asked for is kept, not routed.
 */
static void
rfc6121_with_pre_approval(void)
{
    static const char *const approves[] = {"None", "None + Pending Out", "To", NULL};
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    ps_profile_set_option(profile, "pre-approval", TRUE, NULL);
    for (guint i = 0; i < table->len; i++) {
        char **cells = g_ptr_array_index(table, i);
        PsEvent event = cells_event(cells[0], cells[1]);
        const PsRow *row = ps_profile_row(profile, event, state_called(profile, cells[2]));
        if (event != ps_event_action(PS_DO_SUBSCRIBED) || !g_strv_contains(approves, cells[2])) {
            cells_check_rfc(profile, cells, TRUE);
            continue;
        }
        g_autofree char *approved = g_strconcat(cells[2], " + Approved", NULL);
        CHECK_STRING(ps_profile_state_name(profile, row->state), approved);
        CHECK(!cells_has_effect(row, PS_ROUTE), "%s: a pre-approval is routed", cells[2]);
        CHECK(cells_has_effect(row, PS_PUSH), "%s: a pre-approval is not pushed", cells[2]);
    }
}

static void
rfc6121_pushes_what_shows(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    cells_check_pushes(profile);
}

const Test tables_tests[] = {
    {"rfc6121 is Appendix A", rfc6121_is_appendix_a, FALSE},
    {"rfc6121 without options replies nothing", rfc6121_without_options_replies_nothing, FALSE},
    {"rfc6121: replies follow their options", rfc6121_replies_follow_their_options, FALSE},
    {"rfc6121 with pre-approval", rfc6121_with_pre_approval, FALSE},
    {"rfc6121 pushes what shows", rfc6121_pushes_what_shows, FALSE},
    {0},
};
