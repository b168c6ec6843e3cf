/* Tests of the real profiles against the tables of their sources, row by row and cell by cell:
 * tests/tables/rfc6121.csv is Appendix A of the RFC, tests/tables/openfire.csv was taken from the
 * source of Openfire independently of the profile. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- RFC 6121 ---- */

static void
check_rfc6121(const PsProfile *profile, gboolean with_replies)
{
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", 6, 8 * 9);
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
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", 6, 8 * 9);
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
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", 6, 8 * 9);
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

/* ---- Openfire ---- */

/* What the table calls the states with its two columns: the subscription, and what is under way.
 * Free it. */
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

static void
openfire_is_its_table(void)
{
    g_autoptr(PsProfile) profile = load_profile("openfire");
    g_autoptr(GPtrArray) table = cells_read("tests/tables/openfire.csv", 8, 11 * 17);
    for (guint i = 0; i < table->len; i++)
        CHECK(cells_check_server(profile, g_ptr_array_index(table, i), openfire_state),
              "row %u: no such state", i);
}

/* Without its option, a subscribe from a subscriber is not answered; nothing else changes. */
static void
openfire_without_autoreply(void)
{
    g_autoptr(PsProfile) on = load_profile("openfire");
    g_autoptr(PsProfile) off = load_profile("openfire");
    ps_profile_set_option(off, "subscribe-autoreply", FALSE, NULL);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < ps_profile_n_states(on); state++) {
            const PsRow *a = ps_profile_row(on, event, state);
            const PsRow *b = ps_profile_row(off, event, state);
            gboolean answers = event == ps_event_arrival(PS_SUBSCRIBE) &&
                               (ps_profile_attributes(on, state) & PS_FROM);
            CHECK(a->state == b->state, "[%s] state %u", ps_event_name(event), state);
            CHECK(a->n_effects == b->n_effects + (answers ? 1 : 0), "[%s] state %u: %u, %u",
                  ps_event_name(event), state, a->n_effects, b->n_effects);
        }
    }
}

const Test tables_tests[] = {
    {"rfc6121 is Appendix A", rfc6121_is_appendix_a, FALSE},
    {"rfc6121 without options replies nothing", rfc6121_without_options_replies_nothing, FALSE},
    {"rfc6121: replies follow their options", rfc6121_replies_follow_their_options, FALSE},
    {"rfc6121 with pre-approval", rfc6121_with_pre_approval, FALSE},
    {"rfc6121 pushes what shows", rfc6121_pushes_what_shows, FALSE},
    {"openfire is its table", openfire_is_its_table, FALSE},
    {"openfire without autoreply", openfire_without_autoreply, FALSE},
    {0},
};
