/* Tests of expressions: what binds how, what every word of the language looks at, and that the
 * built-in properties say what they are meant to. */
#include "model/property.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* Adds the property in a text that must be right. */
static const PsProperty *
read_property(PsProperties *properties, const char *text)
{
    g_autoptr(GError) error = NULL;
    guint before = ps_properties_n(properties);
    gboolean right = ps_properties_add(properties, text, strlen(text), "test", &error);
    REQUIRE(right, "%s: %s", text, error->message);
    CHECK_NUMBER(ps_properties_n(properties), before + 1, "%s", text);
    return ps_properties_get(properties, before);
}

/* What an expression comes to in a state, as a property of this kind. */
static gboolean
value_of(const Setting *setting, const char *kind, const char *expression, const PsState *state)
{
    g_autoptr(PsProperties) properties = ps_properties_new(&setting->options);
    g_autofree char *text = g_strdup_printf("%s it: %s", kind, expression);
    return ps_property_accepts(read_property(properties, text), setting->world, state);
}

typedef struct {
    const char *expression;
    gboolean value;
} Value;

static void
check_values(const Setting *setting, const PsState *state, const Value *values, guint n)
{
    for (guint i = 0; i < n; i++)
        CHECK(value_of(setting, "always", values[i].expression, state) == values[i].value, "%s",
              values[i].expression);
}

/* Each of these comes out otherwise if it is grouped otherwise. */
static void
operators_bind(void)
{
    static const Value values[] = {
        {"true or true and false", TRUE},
        {"(true or true) and false", FALSE},
        {"true or false implies false", FALSE},
        {"true or (false implies false)", TRUE},
        {"false and true implies false", TRUE},
        {"false and (true implies false)", FALSE},
        {"false implies true implies false", TRUE},
        {"(false implies true) implies false", FALSE},
        {"not false and false", FALSE},
        {"not (false and false)", TRUE},
        {"not true or true", TRUE},
        {"not (true or true)", FALSE},
        {"false and false = false", FALSE},
        {"(false and false) = false", TRUE},
        {"not 1 = 2", TRUE},
        {"not not true", TRUE},
        {"true and not false", TRUE},
        {"true and true and false", FALSE},
        {"false or false or true", TRUE},
        {"((((true))))", TRUE},
        {"(1) < (2)", TRUE},
        {"(1 < 2) = (2 < 3)", TRUE},
    };
    g_autoptr(Setting) setting = setting_new("rfc6121");
    PsState state = ps_world_initial(setting->world);
    check_values(setting, &state, values, G_N_ELEMENTS(values));
}

/* Every operator with all that can stand on its sides. */
static void
operators_compute(void)
{
    static const Value values[] = {
        {"true", TRUE},
        {"false", FALSE},
        {"not true", FALSE},
        {"not false", TRUE},
        {"false and false", FALSE},
        {"false and true", FALSE},
        {"true and false", FALSE},
        {"true and true", TRUE},
        {"false or false", FALSE},
        {"false or true", TRUE},
        {"true or false", TRUE},
        {"true or true", TRUE},
        {"false implies false", TRUE},
        {"false implies true", TRUE},
        {"true implies false", FALSE},
        {"true implies true", TRUE},
        {"true = true", TRUE},
        {"true = false", FALSE},
        {"false = false", TRUE},
        {"true != false", TRUE},
        {"true != true", FALSE},
        {"2 = 2", TRUE},
        {"2 = 3", FALSE},
        {"2 != 3", TRUE},
        {"2 != 2", FALSE},
        {"2 < 2", FALSE},
        {"2 < 3", TRUE},
        {"3 < 2", FALSE},
        {"2 <= 2", TRUE},
        {"3 <= 2", FALSE},
        {"2 <= 3", TRUE},
        {"2 > 2", FALSE},
        {"3 > 2", TRUE},
        {"2 > 3", FALSE},
        {"2 >= 2", TRUE},
        {"3 >= 2", TRUE},
        {"2 >= 3", FALSE},
        {"009 = 9", TRUE},
        {"4294967295 > 4294967294", TRUE},
        {"not(true)or(true)", TRUE},
        {"1<2", TRUE},
        {"# a comment\n true # another", TRUE},
        {"\r\n\ttrue\r\n", TRUE},
    };
    g_autoptr(Setting) setting = setting_new("rfc6121");
    PsState state = ps_world_initial(setting->world);
    check_values(setting, &state, values, G_N_ELEMENTS(values));
}

static void
links_are_looked_at(void)
{
    static const Value values[] = {
        {"in_flight = 3", TRUE},
        {"in_flight = 2", FALSE},
        {"romeo.sent(subscribe) = 2", TRUE},
        {"romeo.sent(unsubscribe) = 0", TRUE},
        {"romeo.sent(available) = 0", TRUE},
        {"juliet.sent(subscribe) = 0", TRUE},
        {"juliet.sent(unsubscribed) = 1", TRUE},
        {"romeo.sent(subscribe) > juliet.sent(unsubscribed)", TRUE},
        {"watcher.sent(subscribe) = 2", FALSE}, /* not both ways */
        {"watcher.sent(subscribe) = 2 or watcher.sent(subscribe) = 0", TRUE},
        {"watcher.sent(subscribe) = 2 or publisher.sent(subscribe) = 2", TRUE},
    };
    g_autoptr(Setting) setting = setting_new("rfc6121 availability");
    PsState state =
        make_state(setting->world, "None", "None", "subscribe subscribe", "unsubscribed");
    check_values(setting, &state, values, G_N_ELEMENTS(values));
    CHECK(value_of(setting, "reachable", "watcher.sent(subscribe) = 2", &state), "either way");
    CHECK(value_of(setting, "reachable", "publisher.sent(unsubscribed) = 1", &state), "either way");
}

static void
states_are_looked_at(void)
{
    static const Value values[] = {
        {"romeo.state = \"To + Pending In\"", TRUE},
        {"romeo.state = 'To + Pending In'", TRUE},
        {"romeo.state != \"To + Pending In\"", FALSE},
        {"\"romeo\".state = \"To\"", FALSE},
        {"juliet.state = \"Absent\"", TRUE},
        {"juliet.state != \"None\"", TRUE},
        /* a state of one profile only: the other side is never in it */
        {"watcher.state = \"Absent\" or publisher.state = \"Absent\"", TRUE},
        {"watcher.state = \"Absent\"", FALSE},
        {"not (watcher.state = \"Absent\" and publisher.state = \"Absent\")", TRUE},
        {"watcher.state = \"Absent\" implies publisher.state = \"To + Pending In\"", TRUE},
        {"watcher.state != \"To + Pending In\" or watcher.to", TRUE},
    };
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire");
    PsState state = make_state(setting->world, "To + Pending In", "Absent", "", "");
    check_values(setting, &state, values, G_N_ELEMENTS(values));
    CHECK(value_of(setting, "reachable", "watcher.state = \"Absent\"", &state), "either way");
}

/* ---- Attributes ---- */

static const char *const words[] = {"to",       "from",     "ask",    "unask", "pending",
                                    "approved", "unlisted", "online", "sees"};

/* What a side has, without the help of expressions. */
static gboolean
has(const PsWorld *world, const PsState *state, guint side, guint word)
{
    const PsAttributes bits[] = {PS_TO,      PS_FROM,     PS_ASK,     PS_UNASK,
                                 PS_PENDING, PS_APPROVED, PS_UNLISTED};
    if (word >= G_N_ELEMENTS(bits))
        return (word == G_N_ELEMENTS(bits) ? state->online : state->sees) >> side & 1;
    return (ps_profile_attributes(ps_world_profile(world, side), state->entry[side]) &
            bits[word]) != 0;
}

/* Calls check with every pair of entries, and all that can be said of who is online and who sees.
 */
static void
for_each_settled_state(const PsWorld *world, void (*check)(const PsState *, gpointer),
                       gpointer data)
{
    PsState state = ps_world_initial(world);
    for (guint a = 0; a < ps_profile_n_states(ps_world_profile(world, 0)); a++) {
        for (guint b = 0; b < ps_profile_n_states(ps_world_profile(world, 1)); b++) {
            for (guint bits = 0; bits < 16; bits++) {
                state.entry[0] = (guint8)a;
                state.entry[1] = (guint8)b;
                state.online = (guint8)(bits & 3);
                state.sees = (guint8)(bits >> 2);
                check(&state, data);
            }
        }
    }
}

/* "watcher.FIRST implies publisher.SECOND", and of one side, in four ways of asking. */
typedef struct {
    const PsWorld *world;
    guint first, second;
    const PsProperty *always, *reachable, *of_romeo, *of_juliet;
} Question;

static void
check_question(const PsState *state, gpointer data)
{
    const Question *q = data;
    gboolean a_first = has(q->world, state, 0, q->first);
    gboolean b_first = has(q->world, state, 1, q->first);
    gboolean a_second = has(q->world, state, 0, q->second);
    gboolean b_second = has(q->world, state, 1, q->second);
    gboolean one = !a_first || b_second; /* romeo is the watcher */
    gboolean other = !b_first || a_second;
    CHECK(ps_property_accepts(q->always, q->world, state) == (one && other), "always %s %s",
          words[q->first], words[q->second]);
    CHECK(ps_property_accepts(q->reachable, q->world, state) == (one || other), "reachable %s %s",
          words[q->first], words[q->second]);
    CHECK(ps_property_accepts(q->of_romeo, q->world, state) == (a_first && !b_second),
          "romeo %s, juliet %s", words[q->first], words[q->second]);
    CHECK(ps_property_accepts(q->of_juliet, q->world, state) == (b_first && !a_second),
          "juliet %s, romeo %s", words[q->first], words[q->second]);
}

/* Every attribute of every role, against every other, in every state. */
static void
attributes_are_looked_at(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire availability");
    Question q = {.world = setting->world};
    for (q.first = 0; q.first < G_N_ELEMENTS(words); q.first++) {
        for (q.second = 0; q.second < G_N_ELEMENTS(words); q.second++) {
            g_autoptr(PsProperties) properties = ps_properties_new(&setting->options);
            const char *x = words[q.first];
            const char *y = words[q.second];
            g_autofree char *text =
                g_strdup_printf("always one: watcher.%s implies publisher.%s\n"
                                "reachable two: watcher.%s implies publisher.%s\n"
                                "always three: romeo.%s and not juliet.%s\n"
                                "settled four: juliet.%s and romeo.%s != true\n",
                                x, y, x, y, x, y, x, y);
            REQUIRE(ps_properties_add(properties, text, strlen(text), "test", NULL), "%s", text);
            q.always = ps_properties_find(properties, "one");
            q.reachable = ps_properties_find(properties, "two");
            q.of_romeo = ps_properties_find(properties, "three");
            q.of_juliet = ps_properties_find(properties, "four");
            for_each_settled_state(setting->world, check_question, &q);
        }
    }
}

/* ---- Built-in properties ---- */

static void
check_built_in(const PsState *state, gpointer data)
{
    const Setting *setting = data;
    NaiveState naive = {.entry = {state->entry[0], state->entry[1]},
                        .online = {state->online & 1, state->online >> 1},
                        .sees = {state->sees & 1, state->sees >> 1}};
    for (guint i = 0; i < ps_properties_n(setting->properties); i++) {
        const PsProperty *property = ps_properties_get(setting->properties, i);
        PsPropertyKind kind = ps_property_kind(property);
        const char *name = ps_property_name(property);
        if (kind == PS_PROPERTY_STORM)
            continue;
        gboolean expected = kind == PS_PROPERTY_RECOVERABLE
                                ? naive_agrees(&setting->options, &naive)
                                : naive_holds(&setting->options, &naive, name);
        if (ps_property_accepts(property, setting->world, state) == expected)
            continue;
        g_autofree char *text = state_text(setting->world, state);
        CHECK(FALSE, "%s: expected %d in %s", name, expected, text);
    }
}

/* The file of the built-in properties against the naive judge, in every state that any two servers
 * could be in. */
static void
check_profiles_of(const char *const *names, const char *first)
{
    for (guint i = 0; names[i] != NULL; i++) {
        g_autofree char *line = g_strdup_printf("%s %s availability", first, names[i]);
        g_autoptr(Setting) setting = setting_new(line);
        CHECK_NUMBER(ps_properties_n(setting->properties), 9, "%s", line);
        for_each_settled_state(setting->world, check_built_in, setting);
    }
}

static void
built_in_properties_say_what_they_mean(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++)
        check_profiles_of((const char *const *)names, names[i]);
}

const Test expression_tests[] = {
    {"operators bind", operators_bind, FALSE},
    {"operators compute", operators_compute, FALSE},
    {"links are looked at", links_are_looked_at, FALSE},
    {"states are looked at", states_are_looked_at, FALSE},
    {"attributes are looked at", attributes_are_looked_at, FALSE},
    {"built-in properties say what they mean", built_in_properties_say_what_they_mean, FALSE},
    {0},
};
