/* Tests of properties, one state at a time, and of roster items. */
#include "model/item.h"
#include "model/property.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
properties_are_listed(void)
{
    static const struct {
        const char *name, *kind;
        gboolean availability;
    } expected[] = {
        {"no-leak", "settled", FALSE},        {"no-ghost", "settled", FALSE},
        {"no-orphan", "settled", FALSE},      {"no-stuck", "settled", FALSE},
        {"recoverable", "branching", FALSE},  {"no-reply-storm", "always", FALSE},
        {"no-overexposure", "settled", TRUE}, {"no-stale-online", "settled", TRUE},
        {"no-blindness", "settled", TRUE},
    };
    g_autoptr(Setting) plain = setting_new("rfc6121");
    g_autoptr(Setting) full = setting_new("rfc6121 availability");
    CHECK_NUMBER(ps_properties_n(plain->properties), G_N_ELEMENTS(expected), "properties");
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        const PsProperty *property = ps_properties_find(plain->properties, expected[i].name);
        REQUIRE(property != NULL, "no property %s", expected[i].name);
        CHECK_STRING(ps_property_name(property), expected[i].name);
        CHECK_STRING(ps_property_kind_name(ps_property_kind(property)), expected[i].kind);
        CHECK(ps_property_meaning(property)[0] != '\0', "%s has no meaning", expected[i].name);
        CHECK(ps_property_applies(property, full->world), "%s does not apply", expected[i].name);
        CHECK(ps_property_applies(property, plain->world) == !expected[i].availability,
              "%s without availability", expected[i].name);
    }
    CHECK(ps_properties_find(plain->properties, "no-luck") == NULL, "there is a property no-luck");
    CHECK(ps_properties_find(plain->properties, "") == NULL, "there is a property without a name");
}

/* "no-leak no-ghost": the settled properties that a state violates. Free it. */
static char *
violated_text(const Setting *setting, const PsState *state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_properties_n(setting->properties); i++) {
        const PsProperty *property = ps_properties_get(setting->properties, i);
        if (ps_property_applies(property, setting->world) &&
            ps_property_violated(property, setting->world, state))
            g_string_append_printf(text, "%s%s", text->len > 0 ? " " : "",
                                   ps_property_name(property));
    }
    return g_strdup(text->str);
}

static PsState
swapped(PsState state)
{
    PsState other = state;
    for (guint side = 0; side < 2; side++) {
        other.entry[side] = state.entry[1 - side];
        other.link[side] = state.link[1 - side];
    }
    other.online = (guint8)((state.online & 1) << 1 | state.online >> 1);
    other.sees = (guint8)((state.sees & 1) << 1 | state.sees >> 1);
    return other;
}

/* Two entries of rfc6121 with empty links, and what that violates, either way round. */
static void
check_violated(const char *a, const char *b, const char *expected)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    PsState state = make_state(setting->world, a, b, "", "");
    PsState other = swapped(state);
    g_autofree char *found = violated_text(setting, &state);
    g_autofree char *other_found = violated_text(setting, &other);
    CHECK(g_str_equal(found, expected), "%s, %s: expected “%s”, found “%s”", a, b, expected, found);
    CHECK(g_str_equal(other_found, expected), "%s, %s: expected “%s”, found “%s”", b, a, expected,
          other_found);
    const PsProperty *recoverable = ps_properties_find(setting->properties, "recoverable");
    CHECK(ps_property_accepts(recoverable, setting->world, &state) == (expected[0] == '\0'),
          "%s, %s: all agree or not", a, b);
}

static void
records_that_agree(void)
{
    check_violated("None", "None", "");
    check_violated("To", "From", "");
    check_violated("Both", "Both", "");
    check_violated("None + Pending Out", "None + Pending In", "");
    check_violated("None + Pending Out", "From", "no-leak");
    check_violated("None + Pending Out+In", "None + Pending Out+In", "");
    check_violated("To + Pending In", "From + Pending Out", "");
    check_violated("None + Approved", "None", "");
}

static void
records_that_disagree(void)
{
    check_violated("None", "From", "no-leak");
    check_violated("To", "None", "no-ghost");
    check_violated("To", "To", "no-ghost");
    check_violated("From", "From", "no-leak");
    check_violated("Both", "None", "no-leak no-ghost");
    check_violated("Both", "To", "no-ghost");
    check_violated("None", "None + Pending In", "no-orphan");
    check_violated("To", "From + Approved", "");
    check_violated("From + Pending Out", "To + Pending In", "");
    check_violated("None + Pending Out", "None", "no-stuck");
    check_violated("None + Pending Out+In", "None", "no-orphan no-stuck");
    check_violated("From", "To + Pending In", "no-orphan");
    check_violated("None + Pending Out", "To", "no-ghost no-stuck");
}

/* Entries, who is online and who sees: what that violates beyond the first four. */
static void
check_session(const char *a, const char *b, guint8 online, guint8 sees, const char *expected)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 availability");
    PsState state = make_state(setting->world, a, b, "", "");
    state.online = online;
    state.sees = sees;
    PsState other = swapped(state);
    g_autofree char *found = violated_text(setting, &state);
    g_autofree char *other_found = violated_text(setting, &other);
    CHECK(g_str_equal(found, expected), "%s, %s, online %u, sees %u: expected “%s”, found “%s”", a,
          b, online, sees, expected, found);
    CHECK_STRING(other_found, expected);
}

static void
sessions_that_disagree(void)
{
    check_session("To", "From", 3, 1, "");
    check_session("To", "From", 3, 0, "no-blindness");
    check_session("To", "From", 1, 0, "");
    check_session("To", "From", 2, 0, "");
    check_session("To", "From", 1, 1, "no-stale-online");
    check_session("To", "From", 3, 3, "no-overexposure");
    check_session("To", "From", 1, 3, "no-overexposure no-stale-online");
    check_session("None", "None", 3, 1, "no-overexposure");
    check_session("None", "None", 0, 0, "");
    check_session("Both", "Both", 3, 3, "");
    check_session("Both", "Both", 3, 1, "no-blindness");
    check_session("None", "From", 3, 0, "no-leak");
}

/* While something is in flight no settled property is violated, though it may not hold. */
static void
only_settled_states_are_judged(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    const PsProperty *leak = ps_properties_find(setting->properties, "no-leak");
    PsState settled = make_state(setting->world, "None", "From", "", "");
    PsState flying = make_state(setting->world, "None", "From", "", "subscribed");
    PsState agreeing = make_state(setting->world, "To", "From", "subscribe", "");
    CHECK(ps_property_violated(leak, setting->world, &settled), "settled");
    CHECK(!ps_property_violated(leak, setting->world, &flying), "in flight");
    CHECK(!ps_property_accepts(leak, setting->world, &flying), "in flight, it does not hold");
    const PsProperty *recoverable = ps_properties_find(setting->properties, "recoverable");
    CHECK(!ps_property_accepts(recoverable, setting->world, &agreeing), "agree in flight");
}

static void
violations_are_explained(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 availability");
    const PsProperty *leak = ps_properties_find(setting->properties, "no-leak");
    const PsProperty *stuck = ps_properties_find(setting->properties, "no-stuck");
    PsState leaking = make_state(setting->world, "None", "From", "", "");
    PsState waiting = make_state(setting->world, "None", "None + Pending Out", "", "");
    g_autofree char *leaks = ps_property_explain(leak, setting->world, &leaking);
    g_autofree char *waits = ps_property_explain(stuck, setting->world, &waiting);
    CHECK_STRING(leaks, "juliet has from, romeo has not to");
    CHECK_CONTAINS(waits, "juliet has ask");
    CHECK_CONTAINS(waits, "romeo has not from");
    CHECK_CONTAINS(waits, "pending");
}

/* ---- Items ---- */

static void
check_item(const char *profile_name, const char *state, const char *expected)
{
    g_autoptr(PsProfile) profile = load_profile(profile_name);
    PsItem item = {"untouched", NULL, FALSE};
    gboolean has = ps_item_of_state(profile, state_called(profile, state), &item);
    g_autofree char *text = ps_item_text(&item);
    CHECK(has == (expected != NULL), "%s: %s an item", state, has ? "has" : "has not");
    CHECK_STRING(text, expected != NULL ? expected : "subscription=untouched");
}

static void
items_show_what_clients_see(void)
{
    check_item("rfc6121", "None", "subscription=none");
    check_item("rfc6121", "None + Pending Out+In", "subscription=none ask=subscribe");
    check_item("rfc6121", "To + Pending In", "subscription=to");
    check_item("rfc6121", "From + Pending Out", "subscription=from ask=subscribe");
    check_item("rfc6121", "Both", "subscription=both");
    check_item("rfc6121", "To + Approved", "subscription=to approved=true");
    check_item("openfire", "From + Unask", "subscription=from ask=unsubscribe");
    check_item("openfire", "Absent", NULL);
}

static void
pushes_show_removal(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    PsItem removed = ps_item_of_push(profile, PS_DO_REMOVE, state_called(profile, "None"));
    PsItem kept = ps_item_of_push(profile, PS_DO_SUBSCRIBE, state_called(profile, "None"));
    g_autofree char *removed_text = ps_item_text(&removed);
    g_autofree char *kept_text = ps_item_text(&kept);
    CHECK_STRING(removed_text, "subscription=remove");
    CHECK_STRING(kept_text, "subscription=none");
    CHECK(ps_item_equal(&kept, &kept) && !ps_item_equal(&kept, &removed), "equal or not");
    PsItem asking = {"none", "subscribe", FALSE};
    PsItem approved = {"none", NULL, TRUE};
    CHECK(!ps_item_equal(&kept, &asking) && !ps_item_equal(&kept, &approved), "equal or not");
}

const Test property_tests[] = {
    {"properties are listed", properties_are_listed, FALSE},
    {"records that agree", records_that_agree, FALSE},
    {"records that disagree", records_that_disagree, FALSE},
    {"sessions that disagree", sessions_that_disagree, FALSE},
    {"only settled states are judged", only_settled_states_are_judged, FALSE},
    {"violations are explained", violations_are_explained, FALSE},
    {"items show what clients see", items_show_what_clients_see, FALSE},
    {"pushes show removal", pushes_show_removal, FALSE},
    {0},
};
