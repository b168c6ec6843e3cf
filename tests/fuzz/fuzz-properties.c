/* Properties: what is refused is refused with an error that names file, line and column, and leaves
 * the properties as they were; what is accepted can be shown, judged and explained, and its
 * expression, as it is shown, can be read again. */
#include "model/property.h"
#include "tests/fuzz/target.h"

#include <stdio.h>
#include <string.h>

#define FILE_NAME "fuzz.properties"

/* A world of two servers with different states, made once. */
static const PsWorld *
world(void)
{
    static PsWorld *made;
    if (made != NULL)
        return made;
    g_autoptr(GError) error = NULL;
    PsWorldOptions options;
    ps_world_options_init(&options);
    options.profiles[0] = ps_profile_load("model/profiles/rfc6121.profile", &error);
    options.profiles[1] =
        error == NULL ? ps_profile_load("model/profiles/openfire.profile", &error) : NULL;
    options.availability = TRUE;
    if (error != NULL)
        g_error("%s", error->message);
    made = ps_world_new(&options, NULL);
    g_assert(made != NULL);
    return made;
}

static char *
line_complaint(const char *what, const char *line)
{
    FUZZ_EXPECT(line != NULL && line[0] != '\0', "%s: nothing", what);
    FUZZ_EXPECT(g_utf8_validate(line, -1, NULL), "%s: not UTF-8", what);
    FUZZ_EXPECT(strpbrk(line, "\n\r\033") == NULL, "%s: not one line: %s", what, line);
    return NULL;
}

static char *
judging_complaint(const PsProperty *property, const PsState *state)
{
    gboolean accepts = ps_property_accepts(property, world(), state);
    gboolean violated = ps_property_violated(property, world(), state);
    g_autofree char *why = ps_property_explain(property, world(), state);
    FUZZ_EXPECT(!accepts || !violated, "%s: accepted and violated", ps_property_name(property));
    return line_complaint("explanation", why);
}

static char *
expression_complaint(const PsProperty *property)
{
    const char *expression = ps_property_expression(property);
    g_autofree char *text = g_strdup_printf("always again: %s\n", expression);
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world()));
    g_autoptr(GError) error = NULL;
    ps_properties_add(properties, text, strlen(text), FILE_NAME, &error);
    FUZZ_EXPECT(error == NULL, "%s, in %s", error->message, text);
    g_autoptr(PsProperty) alone = ps_property_new(properties, PS_PROPERTY_ALWAYS, expression,
                                                  strlen(expression), FILE_NAME, &error);
    FUZZ_EXPECT(alone != NULL, "%s, alone in %s", error->message, expression);
    return line_complaint("expression", expression);
}

static char *
property_complaint(const PsProperty *property)
{
    PsState initial = ps_world_initial(world());
    PsState flying = initial;
    flying.link[0] = ps_world_link_add(world(), flying.link[0], PS_SUBSCRIBE);
    flying.link[1] = ps_world_link_add(world(), flying.link[1], PS_PROBE);
    char *wrong = line_complaint("name", ps_property_name(property));
    if (wrong == NULL)
        wrong = line_complaint("meaning", ps_property_meaning(property));
    if (wrong == NULL)
        wrong = expression_complaint(property);
    if (wrong == NULL)
        wrong = judging_complaint(property, &initial);
    return wrong != NULL ? wrong : judging_complaint(property, &flying);
}

static char *
error_complaint(const GError *error)
{
    guint line = 0, column = 0;
    FUZZ_EXPECT(error->domain == PS_PROPERTY_ERROR, "an error of another domain");
    FUZZ_EXPECT(sscanf(error->message, FILE_NAME ":%u:%u: expected ", &line, &column) == 2,
                "another form of message: %s", error->message);
    FUZZ_EXPECT(line > 0 && column > 0, "counted from 0: %s", error->message);
    return fuzz_message_complaint(error->message, FILE_NAME);
}

static char *
try_properties(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world()));
    g_autoptr(GError) error = NULL;
    guint before = ps_properties_n(properties);
    *accepted = ps_properties_add(properties, text, length, FILE_NAME, &error);
    FUZZ_EXPECT(*accepted == (error == NULL), "accepted with an error, or refused without one");
    FUZZ_EXPECT(*accepted || ps_properties_n(properties) == before, "%u properties, then %u",
                before, ps_properties_n(properties));
    if (error != NULL)
        return error_complaint(error);
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        char *wrong = ps_property_is_built_in(property) ? NULL : property_complaint(property);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

FUZZ_TARGET(properties, try_properties)
