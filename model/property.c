/* Properties: the table, and judging one state. */
#include "model/property.h"

/* What the settled properties look at, from one watcher's point of view. Availability counts as
 * attributes too, so that each property is a conjunction of attributes that are there or not. */
typedef enum {
    ONLINE = 1 << 8,
    SEES = 1 << 9,
} Session;

/* A settled property is violated where the watcher and the publisher have all of these and none of
 * those. */
typedef struct {
    guint watcher_has, watcher_lacks;
    guint publisher_has, publisher_lacks;
} Pattern;

struct _PsProperty {
    const char *name;
    PsPropertyKind kind;
    gboolean core;         /* one of the four on which the records of both servers agree */
    gboolean availability; /* needs it */
    Pattern violation;     /* of a settled property */
    const char *meaning;   /* of its fall */
};

static const PsProperty properties[] = {
    {"no-leak",
     PS_PROPERTY_SETTLED,
     TRUE,
     FALSE,
     {.publisher_has = PS_FROM, .watcher_lacks = PS_TO},
     "a user's presence goes to somebody who is not subscribed"},
    {"no-ghost",
     PS_PROPERTY_SETTLED,
     TRUE,
     FALSE,
     {.watcher_has = PS_TO, .publisher_lacks = PS_FROM},
     "a subscriber waits for presence that never comes"},
    {"no-orphan",
     PS_PROPERTY_SETTLED,
     TRUE,
     FALSE,
     {.publisher_has = PS_PENDING, .watcher_lacks = PS_ASK},
     "a user is asked for what the other no longer wants"},
    {"no-stuck",
     PS_PROPERTY_SETTLED,
     TRUE,
     FALSE,
     {.watcher_has = PS_ASK, .publisher_lacks = PS_PENDING | PS_FROM},
     "a user waits for an answer that never comes"},
    {"no-overexposure",
     PS_PROPERTY_SETTLED,
     FALSE,
     TRUE,
     {.watcher_has = SEES, .publisher_lacks = PS_FROM},
     "a user is seen by somebody who may not see"},
    {"no-stale-online",
     PS_PROPERTY_SETTLED,
     FALSE,
     TRUE,
     {.watcher_has = SEES, .publisher_lacks = ONLINE},
     "a user who is offline is shown as available"},
    {"no-blindness",
     PS_PROPERTY_SETTLED,
     FALSE,
     TRUE,
     {.watcher_has = PS_TO | ONLINE, .watcher_lacks = SEES, .publisher_has = PS_FROM | ONLINE},
     "a subscriber does not see a user who is available"},
    {"recoverable",
     PS_PROPERTY_BRANCHING,
     FALSE,
     FALSE,
     {0},
     "no way leads back to records that agree"},
    {"no-reply-storm",
     PS_PROPERTY_ALWAYS,
     FALSE,
     FALSE,
     {0},
     "the servers answer each other for ever"},
};

guint
ps_n_properties(void)
{
    return G_N_ELEMENTS(properties);
}

const PsProperty *
ps_property(guint i)
{
    g_assert(i < G_N_ELEMENTS(properties));
    return &properties[i];
}

const PsProperty *
ps_property_from_name(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
        if (g_str_equal(properties[i].name, name))
            return &properties[i];
    return NULL;
}

const char *
ps_property_name(const PsProperty *property)
{
    return property->name;
}

PsPropertyKind
ps_property_kind(const PsProperty *property)
{
    return property->kind;
}

const char *
ps_property_kind_name(PsPropertyKind kind)
{
    static const char *const names[] = {"settled", "branching", "always"};
    return names[kind];
}

const char *
ps_property_meaning(const PsProperty *property)
{
    return property->meaning;
}

gboolean
ps_property_applies(const PsProperty *property, const PsWorld *world)
{
    return !property->availability || ps_world_options(world)->availability;
}

static guint
attributes(const PsWorld *world, const PsState *state, guint side)
{
    guint found = ps_profile_attributes(ps_world_profile(world, side), state->entry[side]);
    if (state->online >> side & 1)
        found |= ONLINE;
    if (state->sees >> side & 1)
        found |= SEES;
    return found;
}

/* TRUE if found has all of `has` and none of `lacks`. */
static gboolean
matches(guint found, guint has, guint lacks)
{
    return (found & has) == has && (found & lacks) == 0;
}

gboolean
ps_property_violated_for(const PsProperty *property, const PsWorld *world, const PsState *state,
                         guint watcher)
{
    const Pattern *pattern = &property->violation;
    if (property->kind != PS_PROPERTY_SETTLED)
        return FALSE;
    return matches(attributes(world, state, watcher), pattern->watcher_has,
                   pattern->watcher_lacks) &&
           matches(attributes(world, state, 1 - watcher), pattern->publisher_has,
                   pattern->publisher_lacks);
}

gboolean
ps_property_violated(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    return ps_state_is_settled(state) && (ps_property_violated_for(property, world, state, 0) ||
                                          ps_property_violated_for(property, world, state, 1));
}

gboolean
ps_property_all_agree(const PsWorld *world, const PsState *state)
{
    if (!ps_state_is_settled(state))
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(properties); i++)
        if (properties[i].core && ps_property_violated(&properties[i], world, state))
            return FALSE;
    return TRUE;
}

/* Appends what a side has of `has`, and has not of `lacks`. */
static void
describe(GString *text, const char *name, guint has, guint lacks)
{
    static const struct {
        guint bit;
        const char *there, *missing;
    } words[] = {{ONLINE, "is online", "is offline"},
                 {SEES, "sees the other available", "does not see the other"},
                 {PS_TO, "has to", "has not to"},
                 {PS_FROM, "has from", "has not from"},
                 {PS_ASK, "has ask", "has not ask"},
                 {PS_PENDING, "has pending", "has not pending"}};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if ((has | lacks) & words[i].bit)
            g_string_append_printf(text, "%s%s %s", text->len > 0 ? ", " : "", name,
                                   has & words[i].bit ? words[i].there : words[i].missing);
}

char *
ps_property_explain(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    const Pattern *pattern = &property->violation;
    for (guint watcher = 0; watcher < 2; watcher++) {
        if (!ps_property_violated_for(property, world, state, watcher))
            continue;
        g_autoptr(GString) text = g_string_new(NULL);
        describe(text, ps_world_name(world, 1 - watcher), pattern->publisher_has,
                 pattern->publisher_lacks);
        describe(text, ps_world_name(world, watcher), pattern->watcher_has, pattern->watcher_lacks);
        return g_strdup(text->str);
    }
    return NULL;
}
