/* Reading a profile from a key file, strictly: whatever is not a profile is an error, and all
 * errors of a file are found in one go. The tables are read in profile-load-rows.c. */
#include "model/profile-private.h"

#include <string.h>

void
ps_loader_fail(PsLoader *loader, PsProfileError code, const char *group, const char *key,
               const char *format, ...)
{
    g_autoptr(GString) message = g_string_new(loader->file);
    g_autofree char *place = group == NULL ? NULL
                             : key == NULL ? g_strdup(group)
                                           : g_strconcat(group, "\n", key, NULL);
    guint line = place == NULL ? 0 : GPOINTER_TO_UINT(g_hash_table_lookup(loader->lines, place));
    if (line > 0)
        g_string_append_printf(message, ":%u", line);
    g_string_append(message, ": ");
    if (group != NULL)
        g_string_append_printf(message, "[%s]%s%s: ", group, key != NULL ? " " : "",
                               key != NULL ? key : "");
    va_list args;
    va_start(args, format);
    g_string_append_vprintf(message, format, args);
    va_end(args);
    g_ptr_array_add(loader->errors,
                    g_error_new_literal(PS_PROFILE_ERROR, (gint)code, message->str));
}

char *
ps_loader_value(const PsLoader *loader, const char *group, const char *key)
{
    char *value = g_key_file_get_value(loader->keys, group, key, NULL);
    return value != NULL ? g_strstrip(value) : NULL;
}

/* Notes that a group (key is NULL) or a key of it stands in a line. GKeyFile merges what stands
 * twice, and passes over keys in other languages than the reader's, without a word: here both are
 * errors. */
static void
index_line(PsLoader *loader, const char *group, const char *key, guint line)
{
    char *place = key != NULL ? g_strconcat(group, "\n", key, NULL) : g_strdup(group);
    guint first = GPOINTER_TO_UINT(g_hash_table_lookup(loader->lines, place));
    g_hash_table_insert(loader->lines, place, GUINT_TO_POINTER(line));
    if (first > 0)
        ps_loader_fail(loader, PS_PROFILE_ERROR_FILE, group, key, "stands twice, first in line %u",
                       first);
    else if (key != NULL && strchr(key, '[') != NULL)
        ps_loader_fail(loader, PS_PROFILE_ERROR_KEY, group, key,
                       "unknown key; a profile has no keys with a language");
}

static void
index_lines(PsLoader *loader, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *group = NULL;
    for (guint i = 0; lines[i] != NULL; i++) {
        char *line = g_strstrip(lines[i]);
        char *equals = strchr(line, '=');
        if (line[0] == '[' && g_str_has_suffix(line, "]")) {
            g_free(group);
            group = g_strndup(line + 1, strlen(line) - 2);
            index_line(loader, group, NULL, i + 1);
        } else if (line[0] != '#' && line[0] != '\0' && group != NULL && equals != NULL) {
            *equals = '\0';
            index_line(loader, group, g_strchomp(line), i + 1);
        }
    }
}

/* The value of a key of [Profile] that must be there and say something. */
static char *
load_profile_key(PsLoader *loader, const char *key)
{
    g_autofree char *value = ps_loader_value(loader, "Profile", key);
    if (value != NULL && value[0] != '\0')
        return g_steal_pointer(&value);
    ps_loader_fail(loader, PS_PROFILE_ERROR_KEY, "Profile", value == NULL ? NULL : key,
                   "no value for %s", key);
    return NULL;
}

static void
load_profile_group(PsLoader *loader)
{
    static const char *const known[] = {"Name", "Title", PS_KEY_REFERENCE, "Initial", NULL};
    if (!g_key_file_has_group(loader->keys, "Profile")) {
        ps_loader_fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [Profile]");
        return;
    }
    g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, "Profile", NULL, NULL);
    for (guint i = 0; keys[i] != NULL; i++)
        if (!g_strv_contains(known, keys[i]))
            ps_loader_fail(loader, PS_PROFILE_ERROR_KEY, "Profile", keys[i],
                           "unknown key; expected Name, Title, Reference or Initial");
    loader->profile->name = load_profile_key(loader, "Name");
    loader->profile->title = load_profile_key(loader, "Title");
    loader->profile->reference = load_profile_key(loader, PS_KEY_REFERENCE);
}

/* Reads "on|off WHY" into an option. */
static void
load_option(PsLoader *loader, const char *name)
{
    PsProfile *profile = loader->profile;
    if (profile->n_options == PS_MAX_OPTIONS) {
        ps_loader_fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name, "more than %d options",
                       PS_MAX_OPTIONS);
        return;
    }
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name)) {
        ps_loader_fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name,
                       "an option's name is of lower case letters, digits and hyphens");
        return;
    }
    g_autofree char *value = ps_loader_value(loader, "Options", name);
    gsize length = strcspn(value, " \t");
    g_autofree char *word = g_strndup(value, length);
    const char *why = value + length + strspn(value + length, " \t");
    if (!g_str_equal(word, "on") && !g_str_equal(word, "off"))
        ps_loader_fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name,
                       "expected on or off, found “%s”", word);
    else if (why[0] == '\0')
        ps_loader_fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name,
                       "expected the reason after “%s”: which freedom of the source this is", word);
    PsOption *option = &profile->options[profile->n_options++];
    option->name = g_strdup(name);
    option->why = g_strdup(why);
    option->by_default = option->on = g_str_equal(word, "on");
}

/* TRUE if rows and traces can name a state so. */
static gboolean
is_state_name(const char *name)
{
    return !g_str_equal(name, "same") && !g_str_equal(name, PS_KEY_REFERENCE) &&
           !g_str_equal(name, "push") && !g_str_has_prefix(name, "push ") &&
           strpbrk(name, ";#\t") == NULL && strstr(name, "  ") == NULL;
}

static gboolean
find_subscription(const char *word, PsAttributes *found)
{
    for (*found = PS_NONE; *found <= PS_BOTH; ++*found)
        if (g_str_equal(word, ps_attributes_subscription(*found)))
            return TRUE;
    return FALSE;
}

static gboolean
find_attribute(const char *word, PsAttributes *found)
{
    static const struct {
        const char *name;
        PsAttributes bit;
    } words[] = {{"ask", PS_ASK},
                 {"unask", PS_UNASK},
                 {"pending", PS_PENDING},
                 {"approved", PS_APPROVED},
                 {"unlisted", PS_UNLISTED}};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_str_equal(word, words[i].name)) {
            *found = words[i].bit;
            return TRUE;
        }
    }
    return FALSE;
}

/* Reads "SUBSCRIPTION ATTRIBUTE..." of the state called name. */
static PsAttributes
read_attributes(PsLoader *loader, const char *name)
{
    g_autofree char *value = ps_loader_value(loader, "States", name);
    g_auto(GStrv) words = g_strsplit_set(value, " \t", -1);
    PsAttributes attributes = PS_NONE;
    gboolean has_subscription = FALSE;
    for (guint i = 0; words[i] != NULL; i++) {
        PsAttributes found = 0;
        if (words[i][0] == '\0')
            continue;
        if (has_subscription ? !find_attribute(words[i], &found) || (attributes & found)
                             : !find_subscription(words[i], &found)) {
            ps_loader_fail(
                loader, PS_PROFILE_ERROR_STATE, "States", name, "expected %s, found “%s”",
                has_subscription ? "any of ask, unask, pending, approved, unlisted, each once"
                                 : "none, to, from or both first",
                words[i]);
            return attributes;
        }
        attributes |= found;
        has_subscription = TRUE;
    }
    if (!has_subscription)
        ps_loader_fail(loader, PS_PROFILE_ERROR_STATE, "States", name,
                       "expected none, to, from or both, found nothing");
    return attributes;
}

static void
load_state(PsLoader *loader, const char *name)
{
    PsProfile *profile = loader->profile;
    guint known = 0;
    if (profile->n_states == PS_MAX_STATES) {
        ps_loader_fail(loader, PS_PROFILE_ERROR_STATE, "States", name, "more than %d states",
                       PS_MAX_STATES);
        return;
    }
    if (ps_profile_find_state(profile, name, &known)) /* it stands twice, as was said already */
        return;
    if (!is_state_name(name))
        ps_loader_fail(loader, PS_PROFILE_ERROR_STATE, "States", name,
                       "a state cannot be called same, Reference or push, nor have ; or # or two "
                       "blanks in a row in its name");
    profile->states[profile->n_states++] =
        (PsStateInfo){g_strdup(name), read_attributes(loader, name)};
}

/* Calls load for every key of a group that need not be there. */
static void
load_keys(PsLoader *loader, const char *group, void (*load)(PsLoader *, const char *))
{
    g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, group, NULL, NULL);
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        load(loader, keys[i]);
}

static void
load_states_group(PsLoader *loader)
{
    PsProfile *profile = loader->profile;
    if (!g_key_file_has_group(loader->keys, "States")) {
        ps_loader_fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [States]");
        return;
    }
    load_keys(loader, "States", load_state);
    g_autofree char *initial = ps_loader_value(loader, "Profile", "Initial");
    if (initial == NULL || initial[0] == '\0')
        ps_loader_fail(loader, PS_PROFILE_ERROR_INITIAL, "Profile",
                       initial == NULL ? NULL : "Initial",
                       "no initial state: expected Initial=STATE");
    else if (!ps_profile_find_state(profile, initial, &profile->initial)) {
        g_autofree char *hint = ps_profile_state_hint(profile, initial);
        ps_loader_fail(loader, PS_PROFILE_ERROR_INITIAL, "Profile", "Initial",
                       "unknown state “%s”; expected one of [States]%s", initial, hint);
    }
}

static void
load_all(PsLoader *loader, const char *text)
{
    index_lines(loader, text);
    load_profile_group(loader);
    load_keys(loader, "Options", load_option);
    load_states_group(loader);
    ps_loader_read_rows(loader);
}

PsProfile *
ps_profile_parse(const char *text, gsize length, const char *file, GPtrArray *errors)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(PsProfile) profile = g_new0(PsProfile, 1);
    profile->source = g_array_new(FALSE, FALSE, sizeof(PsSourceRow));
    PsLoader loader = {file, keys, lines, profile, errors};
    guint before = errors->len;
    g_autoptr(GError) error = NULL;
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        ps_loader_fail(&loader, PS_PROFILE_ERROR_FILE, NULL, NULL,
                       "expected UTF-8 text, found other bytes");
    } else if (!g_key_file_load_from_data(keys, text, length, G_KEY_FILE_NONE, &error)) {
        ps_loader_fail(&loader, PS_PROFILE_ERROR_FILE, NULL, NULL, "%s", error->message);
    } else {
        g_autofree char *copy = g_strndup(text, length);
        load_all(&loader, copy);
    }
    if (errors->len > before)
        return NULL;
    ps_profile_apply_options(profile);
    return g_steal_pointer(&profile);
}

PsProfile *
ps_profile_read(const char *text, gsize length, const char *file, GError **error)
{
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    PsProfile *profile = ps_profile_parse(text, length, file, errors);
    if (profile != NULL)
        return profile;
    const GError *first = g_ptr_array_index(errors, 0);
    if (errors->len == 1)
        g_set_error_literal(error, first->domain, first->code, first->message);
    else
        g_set_error(error, first->domain, first->code, "%s (and %u more: presub profile verify)",
                    first->message, errors->len - 1);
    return NULL;
}

PsProfile *
ps_profile_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) file_error = NULL;
    if (g_file_get_contents(path, &text, &length, &file_error))
        return ps_profile_read(text, length, path, error);
    g_set_error_literal(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_FILE, file_error->message);
    return NULL;
}
