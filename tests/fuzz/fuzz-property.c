/* Properties: what is refused is refused with an error that names file, line and column, and
 * changes nothing; what is accepted judges and explains any state. */
#include "model/property.h"
#include "tests/fuzz/target.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME "fuzz.properties"

/* The servers of both sides, read once. */
static const PsProfile *
server(guint side)
{
    static PsProfile *profiles[2];
    static const char *const paths[] = {"model/profiles/rfc6121.profile",
                                        "model/profiles/openfire.profile"};
    g_autoptr(GError) error = NULL;
    if (profiles[side] == NULL)
        profiles[side] = ps_profile_load(paths[side], &error);
    if (profiles[side] == NULL)
        g_error("%s", error->message);
    return profiles[side];
}

/* What is shown of a property is one line, and says something. */
static char *
text_complaint(const char *text)
{
    FUZZ_EXPECT(g_utf8_validate(text, -1, NULL), "a text is not UTF-8");
    FUZZ_EXPECT(text[0] != '\0' && strpbrk(text, "\n\r\033") == NULL, "not one line: “%s”", text);
    return NULL;
}

static char *
state_complaint(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    g_autofree char *why = ps_property_explain(property, world, state);
    FUZZ_EXPECT(!ps_property_accepts(property, world, state) ||
                    !ps_property_violated(property, world, state),
                "%s is accepted and violated", ps_property_name(property));
    return text_complaint(why);
}

/* Judges the first state and one in which much is on its way. */
static char *
use_property(const PsProperty *property, const PsWorld *world)
{
    PsState state = ps_world_initial(world);
    char *wrong = text_complaint(ps_property_meaning(property));
    if (wrong == NULL)
        wrong = state_complaint(property, world, &state);
    state.link[0] = ps_world_link_add(world, state.link[0], PS_SUBSCRIBE);
    state.link[0] = ps_world_link_add(world, state.link[0], PS_PROBE);
    state.link[1] = ps_world_link_add(world, state.link[1], PS_UNSUBSCRIBED);
    state.entry[0] = 2;
    return wrong != NULL ? wrong : state_complaint(property, world, &state);
}

static char *
refusal_complaint(const GError *error, guint added)
{
    guint line = 0, column = 0;
    FUZZ_EXPECT(added == 0, "%u properties were added all the same", added);
    FUZZ_EXPECT(error->domain == PS_PROPERTY_ERROR, "an error of another domain");
    FUZZ_EXPECT(sscanf(error->message, FILE_NAME ":%u:%u: expected ", &line, &column) == 2,
                "no line and column: %s", error->message);
    return fuzz_message_complaint(error->message, FILE_NAME);
}

static char *
try_property(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GError) error = NULL;
    PsWorldOptions options;
    ps_world_options_init(&options);
    options.profiles[0] = server(0);
    options.profiles[1] = server(1);
    options.availability = TRUE;
    g_autoptr(PsWorld) world = ps_world_new(&options, NULL);
    g_autoptr(PsProperties) properties = ps_properties_new(&options);
    guint before = ps_properties_n(properties);
    char *wrong = NULL;
    *accepted = ps_properties_add(properties, text, length, FILE_NAME, &error);
    FUZZ_EXPECT(*accepted == (error == NULL), "an error and no refusal, or the other way round");
    if (error != NULL)
        return refusal_complaint(error, ps_properties_n(properties) - before);
    for (guint i = 0; wrong == NULL && i < ps_properties_n(properties); i++)
        if (!ps_property_is_built_in(ps_properties_get(properties, i)))
            wrong = use_property(ps_properties_get(properties, i), world);
    return wrong;
}

FUZZ_TARGET(property, try_property)
