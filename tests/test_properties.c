/* Tests of sets of properties: what they hold, under which names and for which sides; and of near
 * names. */
#include "model/nearest.h"
#include "model/property.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Sides with unusual names ---- */

static void
sides_have_any_name(void)
{
    static const char *const names[] = {"not",    "and",    "true", "in_flight", "always", "state",
                                        "müller", "o'hara", "4",    "\"",        "a\\b",   "-"};
    g_autoptr(Setting) setting = setting_new("rfc6121");
    PsWorldOptions options = setting->options;
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        options.names[0] = names[i];
        g_autoptr(PsWorld) world = make_world(&options);
        g_autoptr(PsProperties) properties = ps_properties_new(&options);
        g_autofree char *backslashed = g_strescape(names[i], "ü");
        g_autofree char *text = g_strdup_printf("always it: not \"%s\".to", backslashed);
        g_autofree char *bare = g_strdup_printf("always bare: not %s.to", names[i]);
        PsState state = make_state(world, "To", "From", "", "");
        CHECK(ps_properties_add(properties, text, strlen(text), "f", NULL), "%s", text);
        const PsProperty *property = ps_properties_find(properties, "it");
        REQUIRE(property != NULL, "%s", text);
        CHECK(!ps_property_accepts(property, world, &state), "%s", text);
        CHECK(ps_properties_add(properties, bare, strlen(bare), "f", NULL) == (i < 6), "%s", bare);
    }
}

/* A message names a side as an expression would. */
static void
sides_are_quoted(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    g_autoptr(GError) error = NULL;
    PsWorldOptions options = setting->options;
    options.names[0] = "o'hara";
    g_autoptr(PsProperties) properties = ps_properties_new(&options);
    CHECK(!ps_properties_add(properties, "always x: o.to", 14, "f", &error), "no such side");
    CHECK_STRING(error->message,
                 "f:1:11: expected \"o'hara\", juliet, watcher or publisher, found “o”");
}

/* ---- Sets ---- */

static gboolean
add(PsProperties *properties, const char *text)
{
    return ps_properties_add(properties, text, strlen(text), "f", NULL);
}

/* The names of all, and those that are not built in with a star. Free it. */
static char *
names_text(const PsProperties *properties)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        g_string_append_printf(text, "%s%s%s", i > 0 ? " " : "", ps_property_name(property),
                               ps_property_is_built_in(property) ? "" : "*");
    }
    return g_strdup(text->str);
}

static void
sets_change(void)
{
    static const char *const few[] = {"no-stuck", "calm", NULL};
    static const char *const none[] = {"no-leak", "clam", NULL};
    g_autoptr(Setting) setting = setting_new("mini");
    g_autoptr(GError) error = NULL;
    PsProperties *properties = setting->properties;
    CHECK(add(properties, "always calm: in_flight <= 2\nreachable far \"it is far\":\n"
                          "  true # not very\n  and\ttrue"),
          "two");
    CHECK(add(properties, "always no-stuck: true"), "one that replaces a built-in one");
    CHECK(!add(properties, "always calm: true"), "one that was added");
    CHECK(!add(properties, "always more: true always no-stuck: true"), "replaced twice");
    CHECK(add(properties, "reachable no-reply-storm: false"), "even this one");
    g_autofree char *all = names_text(properties);
    CHECK_STRING(all, "no-leak no-ghost no-orphan no-stuck* no-overexposure no-stale-online "
                      "no-blindness recoverable no-reply-storm* calm* far*");
    const PsProperty *far = ps_properties_find(properties, "far");
    CHECK_STRING(ps_property_expression(far), "true and true");
    CHECK_STRING(ps_property_meaning(far), "it is far");
    CHECK_STRING(ps_property_meaning(ps_properties_find(properties, "calm")), "in_flight <= 2");
    CHECK(!ps_properties_keep(properties, none, &error), "no clam");
    CHECK_STRING(error->message,
                 "expected a property such as no-leak, found “clam”; did you mean calm?");
    CHECK_NUMBER(ps_properties_n(properties), 11, "nothing was kept");
    CHECK(ps_properties_keep(properties, few, NULL), "few");
    g_autofree char *kept = names_text(properties);
    CHECK_STRING(kept, "no-stuck* calm*");
}

static void
availability_is_needed(void)
{
    static const struct {
        const char *expression;
        gboolean needs;
    } cases[] = {
        {"romeo.online", TRUE},
        {"true or not (watcher.sees = true)", TRUE},
        {"romeo.sent(available) = 0", TRUE},
        {"in_flight > romeo.sent(unavailable)", TRUE},
        {"romeo.sent(probe) = 0", TRUE},
        {"romeo.sent(error) = 0", FALSE},
        {"romeo.sent(unsubscribed) = 0 and juliet.to", FALSE},
    };
    g_autoptr(Setting) plain = setting_new("mini");
    g_autoptr(Setting) full = setting_new("mini availability");
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(PsProperties) properties = ps_properties_new(&plain->options);
        g_autofree char *text = g_strdup_printf("always it: %s", cases[i].expression);
        REQUIRE(add(properties, text), "%s", text);
        const PsProperty *property = ps_properties_find(properties, "it");
        CHECK(ps_property_applies(property, full->world), "%s", text);
        CHECK(ps_property_applies(property, plain->world) == !cases[i].needs, "%s", text);
    }
}

/* ---- Near names ---- */

static void
near_names_are_found(void)
{
    static const char *const names[] = {"subscribe", "unsubscribe", "from", "to", "ask", NULL};
    static const char *const pairs[][2] = {
        {"subscribe", "subscribe"},
        {"subcribe", "subscribe"},
        {"form", "from"},
        {"aks", "ask"},
        {"asks", "ask"},
        {"too", "to"},
        {"unsubscribed", "unsubscribe"},
        {"uns", "unsubscribe"},
        {"fr", NULL},
        {"x", NULL},
        {"", NULL},
        {"rfom", "from"},
        {"morf", NULL},
        {"both", NULL},
    };
    g_autofree char *endless = g_strnfill(100000, 's');
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        CHECK_STRING(ps_nearest(pairs[i][0], names), pairs[i][1]);
    CHECK_STRING(ps_nearest(endless, names), NULL);
    g_autofree char *hint = ps_nearest_hint("form", names);
    g_autofree char *nothing = ps_nearest_hint("both", names);
    CHECK_STRING(hint, "; did you mean from?");
    CHECK_STRING(nothing, "");
}

const Test properties_tests[] = {
    {"sides have any name", sides_have_any_name, FALSE},
    {"sides are quoted", sides_are_quoted, FALSE},
    {"sets change", sets_change, FALSE},
    {"availability is needed", availability_is_needed, FALSE},
    {"near names are found", near_names_are_found, FALSE},
    {0},
};
