/* What the tests share. */
#include "tests/support.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>
#include <string.h>

/* ---- Checks ---- */

static void
note(gboolean ok, gboolean fatal, const char *file, guint line, const char *text)
{
    CU_assertImplementation(ok, line, text, file, "", fatal);
}

void
check_passed(void)
{
    note(TRUE, FALSE, "", 0, "");
}

void
check_at(gboolean ok, gboolean fatal, const char *file, guint line, const char *condition,
         const char *format, ...)
{
    if (ok) {
        check_passed();
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *text = g_strdup_printf("%s: %s", message, condition);
    note(FALSE, fatal, file, line, text);
}

void
check_string_at(const char *actual, const char *expected, const char *file, guint line)
{
    gboolean ok = g_strcmp0(actual, expected) == 0;
    g_autofree char *text =
        ok ? NULL : g_strdup_printf("expected “%s”, found “%s”", expected, actual);
    note(ok, FALSE, file, line, ok ? "" : text);
}

void
check_contains_at(const char *actual, const char *part, const char *file, guint line)
{
    gboolean ok = actual != NULL && strstr(actual, part) != NULL;
    g_autofree char *text =
        ok ? NULL : g_strdup_printf("expected something with “%s”, found “%s”", part, actual);
    note(ok, FALSE, file, line, ok ? "" : text);
}

void
check_number_at(guint64 actual, guint64 expected, const char *file, guint line, const char *what,
                const char *format, ...)
{
    if (actual == expected) {
        note(TRUE, FALSE, file, line, what);
        return;
    }
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *text =
        g_strdup_printf("%s: expected %" G_GUINT64_FORMAT ", found %" G_GUINT64_FORMAT ": %s",
                        message, expected, actual, what);
    note(FALSE, FALSE, file, line, text);
}

/* ---- Profiles ---- */

PsProfile *
load_profile(const char *name)
{
    g_autofree char *path = g_strdup_printf("model/profiles/%s.profile", name);
    g_autoptr(GError) error = NULL;
    PsProfile *profile = ps_profile_load(path, &error);
    REQUIRE(profile != NULL, "%s", error->message);
    return profile;
}

static gint
compare_names(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

char **
all_profiles(void)
{
    g_autoptr(GDir) folder = g_dir_open("model/profiles", 0, NULL);
    GPtrArray *names = g_ptr_array_new();
    REQUIRE(folder != NULL, "no folder of profiles");
    for (const char *file; (file = g_dir_read_name(folder)) != NULL;)
        if (g_str_has_suffix(file, ".profile"))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".profile")));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(names, FALSE);
}

PsProfile *
parse_profile(const char *text)
{
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    PsProfile *profile = ps_profile_parse(text, strlen(text), "test.profile", errors);
    const GError *first = errors->len > 0 ? g_ptr_array_index(errors, 0) : NULL;
    REQUIRE(profile != NULL, "%s", first != NULL ? first->message : "no error");
    return profile;
}

const char *
mini_profile(void)
{
    return "[Profile]\nName=mini\nTitle=Small\nReference=none\nInitial=None\n"
           "[Options]\npolite=off  a freedom\n"
           "[States]\nNone=none\nAsked=none ask\nTo=to\nFrom=from pending\n"
           "[Outbound subscribe]\nNone=Asked; route, push\nAsked=same; route\nTo=same\n"
           "From=same\n"
           "[Outbound unsubscribe]\nNone=same\nAsked=None; route\nTo=None; route\nFrom=same\n"
           "[Outbound subscribed]\nNone=From; route\nAsked=same\nTo=same\nFrom=same\n"
           "[Outbound unsubscribed]\nNone=same\nAsked=same\nTo=same\nFrom=None; route\n"
           "[Inbound subscribe]\nNone=From; deliver\nAsked=same\nTo=same\nFrom=same\n"
           "[Inbound unsubscribe]\nNone=same\nAsked=same\nTo=same\nFrom=None\n"
           "[Inbound unsubscribe if polite]\nFrom=None; send unsubscribed\n"
           "[Inbound subscribed]\nNone=same\nAsked=To; deliver, push\nTo=same\nFrom=same\n"
           "[Inbound unsubscribed]\nNone=same\nAsked=None\nTo=None\nFrom=same\n"
           "[Remove]\nNone=same\nAsked=None\nTo=None; send unsubscribe\nFrom=None\n";
}

char *
single_profile(const char *inbound_effects)
{
    g_autoptr(GString) text =
        g_string_new("[Profile]\nName=single\nTitle=One state\nReference=none\nInitial=S\n"
                     "[States]\nS=none\n[Remove]\nS=same\n");
    for (guint p = PS_SUBSCRIBE; p <= PS_UNSUBSCRIBED; p++) {
        const char *name = ps_presence_name((PsPresence)p);
        g_string_append_printf(text, "[Outbound %s]\nS=same; route\n", name);
        g_string_append_printf(text, "[Inbound %s]\nS=same%s\n", name, inbound_effects);
    }
    return g_strdup(text->str);
}

char *
replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    REQUIRE(at != NULL && strstr(at + 1, from) == NULL, "“%s” is not there exactly once", from);
    return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

guint
state_called(const PsProfile *profile, const char *name)
{
    guint state = 0;
    REQUIRE(ps_profile_find_state(profile, name, &state), "no state %s", name);
    return state;
}

/* ---- Worlds and states ---- */

PsWorldOptions
options_for(const PsProfile *a, const PsProfile *b, guint in_flight)
{
    PsWorldOptions options;
    ps_world_options_init(&options);
    options.profiles[0] = a;
    options.profiles[1] = b;
    options.in_flight = in_flight;
    return options;
}

PsWorld *
make_world(const PsWorldOptions *options)
{
    g_autoptr(GError) error = NULL;
    PsWorld *world = ps_world_new(options, &error);
    REQUIRE(world != NULL, "%s", error->message);
    return world;
}

static guint64
make_link(const PsWorld *world, const char *words)
{
    guint64 link = 1;
    g_auto(GStrv) names = g_strsplit(words, " ", -1);
    for (guint i = 0; names[i] != NULL; i++) {
        PsPresence presence = PS_SUBSCRIBE;
        REQUIRE(ps_presence_from_name(names[i], &presence), "no presence %s", names[i]);
        link = ps_world_link_add(world, link, presence);
    }
    return link;
}

PsState
make_state(const PsWorld *world, const char *a, const char *b, const char *a_to_b,
           const char *b_to_a)
{
    PsState state = ps_world_initial(world);
    state.entry[0] = (guint8)state_called(ps_world_profile(world, 0), a);
    state.entry[1] = (guint8)state_called(ps_world_profile(world, 1), b);
    state.link[0] = make_link(world, a_to_b);
    state.link[1] = make_link(world, b_to_a);
    return state;
}

static void
append_link(GString *text, const PsWorld *world, guint64 link)
{
    g_string_append(text, " |");
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        g_string_append_printf(text, " %s", ps_presence_name(ps_world_link_peek(world, link, i)));
}

char *
state_text(const PsWorld *world, const PsState *state)
{
    const PsWorldOptions *options = ps_world_options(world);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            text, "%s%s", side > 0 ? " | " : "",
            ps_profile_state_name(ps_world_profile(world, side), state->entry[side]));
    for (guint link = 0; link < 2; link++)
        append_link(text, world, state->link[link]);
    if (options->availability)
        g_string_append_printf(text, " | online %d%d sees %d%d", state->online & 1,
                               state->online >> 1, state->sees & 1, state->sees >> 1);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0)
            g_string_append_printf(text, " | left %u", state->left[fault]);
    return g_strdup(text->str);
}

static void
append_line(GString *text, const PsWorld *world, PsStep step)
{
    g_autofree char *line = ps_step_text(world, step);
    g_string_append_printf(text, "%s%s", text->len > 0 ? "\n" : "", line);
}

char *
path_text(const PsWorld *world, const GArray *path)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < path->len; i++)
        append_line(text, world, g_array_index(path, PsStep, i));
    return g_strdup(text->str);
}

char *
labels_text(const PsWorld *world, const PsState *state)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    g_autoptr(GString) text = g_string_new(NULL);
    guint n = ps_step_transitions(world, state, out, &overflow);
    for (guint i = 0; i < n; i++)
        append_line(text, world, out[i].step);
    return g_strdup(text->str);
}

char *
after_text(const PsWorld *world, const PsState *state, const char *label)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_transitions(world, state, out, &overflow);
    for (guint i = 0; i < n; i++) {
        g_autofree char *line = ps_step_text(world, out[i].step);
        if (g_str_equal(line, label))
            return state_text(world, &out[i].to);
    }
    return NULL;
}
