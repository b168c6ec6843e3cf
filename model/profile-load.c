/* Reading a profile from a key file, strictly: whatever is not a profile is an error, and all
 * errors of a file are found in one go. */
#include "model/profile-private.h"

#include <string.h>

/* What one reading of one file needs. */
typedef struct {
    const char *file;
    GKeyFile *keys;
    GHashTable *lines; /* "GROUP" and "GROUP\nKEY" to the number of the line, from 1 */
    PsProfile *profile;
    GPtrArray *errors; /* of GError */
} Loader;

#define REFERENCE "Reference"

/* Appends an error that names file, line, group and key (which may be NULL). */
static void G_GNUC_PRINTF(5, 6) fail(Loader *loader, PsProfileError code, const char *group,
                                     const char *key, const char *format, ...)
{
    g_autoptr(GString) message = g_string_new(loader->file);
    g_autofree char *place = key != NULL ? g_strconcat(group, "\n", key, NULL) : g_strdup(group);
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

/* The value of a key, without white space around it. Free it. */
static char *
get_value(Loader *loader, const char *group, const char *key)
{
    char *value = g_key_file_get_value(loader->keys, group, key, NULL);
    return value != NULL ? g_strstrip(value) : NULL;
}

/* Notes where each group and key stands. GKeyFile merges what stands twice without a word: here
 * that is an error. */
static void
index_lines(Loader *loader, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *group = NULL;
    for (guint i = 0; lines[i] != NULL; i++) {
        char *line = g_strstrip(lines[i]);
        g_autofree char *place = NULL;
        char *equals = strchr(line, '=');
        if (line[0] == '[' && g_str_has_suffix(line, "]")) {
            g_free(group);
            group = g_strndup(line + 1, strlen(line) - 2);
            place = g_strdup(group);
        } else if (line[0] != '#' && line[0] != '\0' && group != NULL && equals != NULL) {
            *equals = '\0';
            place = g_strconcat(group, "\n", g_strchomp(line), NULL);
        } else {
            continue;
        }
        guint first = GPOINTER_TO_UINT(g_hash_table_lookup(loader->lines, place));
        if (first > 0)
            g_ptr_array_add(loader->errors,
                            g_error_new(PS_PROFILE_ERROR, PS_PROFILE_ERROR_FILE,
                                        "%s:%u: [%s]%s%s: stands twice, first in line %u",
                                        loader->file, i + 1, group, equals != NULL ? " " : "",
                                        equals != NULL ? line : "", first));
        else
            g_hash_table_insert(loader->lines, g_steal_pointer(&place), GUINT_TO_POINTER(i + 1));
    }
}

/* The value of a key of [Profile] that must be there and say something. */
static char *
load_profile_key(Loader *loader, const char *key)
{
    g_autofree char *value = get_value(loader, "Profile", key);
    if (value != NULL && value[0] != '\0')
        return g_steal_pointer(&value);
    fail(loader, PS_PROFILE_ERROR_KEY, "Profile", value == NULL ? NULL : key, "no value for %s",
         key);
    return NULL;
}

static void
load_profile_group(Loader *loader)
{
    static const char *const known[] = {"Name", "Title", REFERENCE, "Initial", NULL};
    if (!g_key_file_has_group(loader->keys, "Profile")) {
        fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [Profile]");
        return;
    }
    g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, "Profile", NULL, NULL);
    for (guint i = 0; keys[i] != NULL; i++)
        if (!g_strv_contains(known, keys[i]))
            fail(loader, PS_PROFILE_ERROR_KEY, "Profile", keys[i],
                 "unknown key; expected Name, Title, Reference or Initial");
    loader->profile->name = load_profile_key(loader, "Name");
    loader->profile->title = load_profile_key(loader, "Title");
    loader->profile->reference = load_profile_key(loader, REFERENCE);
}

/* Reads "on|off WHY" into an option. */
static void
load_option(Loader *loader, const char *name)
{
    PsProfile *profile = loader->profile;
    if (profile->n_options == PS_MAX_OPTIONS) {
        fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name, "more than %d options",
             PS_MAX_OPTIONS);
        return;
    }
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name)) {
        fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name,
             "an option's name is of lower case letters, digits and hyphens");
        return;
    }
    g_autofree char *value = get_value(loader, "Options", name);
    gsize length = strcspn(value, " \t");
    g_autofree char *word = g_strndup(value, length);
    const char *why = value + length + strspn(value + length, " \t");
    if (!g_str_equal(word, "on") && !g_str_equal(word, "off"))
        fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name, "expected on or off, found “%s”",
             word);
    else if (why[0] == '\0')
        fail(loader, PS_PROFILE_ERROR_OPTION, "Options", name,
             "expected the reason after “%s”: which freedom of the source this is", word);
    PsOption *option = &profile->options[profile->n_options++];
    option->name = g_strdup(name);
    option->why = g_strdup(why);
    option->by_default = option->on = g_str_equal(word, "on");
}

/* Reads "SUBSCRIPTION ATTRIBUTE..." into a state. */
static void
load_state(Loader *loader, const char *name)
{
    static const struct {
        const char *name;
        PsAttributes bit;
    } words[] = {{"ask", PS_ASK},
                 {"unask", PS_UNASK},
                 {"pending", PS_PENDING},
                 {"approved", PS_APPROVED},
                 {"unlisted", PS_UNLISTED}};
    PsProfile *profile = loader->profile;
    if (profile->n_states == PS_MAX_STATES) {
        fail(loader, PS_PROFILE_ERROR_STATE, "States", name, "more than %d states", PS_MAX_STATES);
        return;
    }
    if (g_str_equal(name, "same") || g_str_equal(name, REFERENCE) || strpbrk(name, ";#") != NULL)
        fail(loader, PS_PROFILE_ERROR_STATE, "States", name,
             "a state cannot be called same or Reference, nor have ; or # in its name");
    PsStateInfo *state = &profile->states[profile->n_states++];
    state->name = g_strdup(name);
    g_autofree char *value = get_value(loader, "States", name);
    g_auto(GStrv) found = g_strsplit_set(value, " \t", -1);
    gboolean has_subscription = FALSE;
    for (guint i = 0; found[i] != NULL; i++) {
        if (found[i][0] == '\0')
            continue;
        PsAttributes bit = 0;
        for (guint j = 0; j < G_N_ELEMENTS(words) && has_subscription; j++)
            if (g_str_equal(found[i], words[j].name))
                bit = words[j].bit;
        for (PsAttributes s = PS_NONE; s <= PS_BOTH && !has_subscription; s++)
            if (g_str_equal(found[i], ps_attributes_subscription(s))) {
                state->attributes |= s;
                bit = PS_BOTH + 1; /* found */
            }
        if (bit == 0 || (bit & state->attributes & ~PS_BOTH)) {
            fail(loader, PS_PROFILE_ERROR_STATE, "States", name, "expected %s, found “%s”",
                 has_subscription ? "any of ask, unask, pending, approved, unlisted, each once"
                                  : "none, to, from or both first",
                 found[i]);
            return;
        }
        if (has_subscription)
            state->attributes |= bit;
        has_subscription = TRUE;
    }
    if (!has_subscription)
        fail(loader, PS_PROFILE_ERROR_STATE, "States", name,
             "expected none, to, from or both, found nothing");
}

/* Calls load for every key of a group that need not be there. */
static void
load_keys(Loader *loader, const char *group, void (*load)(Loader *, const char *))
{
    g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, group, NULL, NULL);
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        load(loader, keys[i]);
}

static void
load_states_group(Loader *loader)
{
    PsProfile *profile = loader->profile;
    if (!g_key_file_has_group(loader->keys, "States")) {
        fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [States]");
        return;
    }
    load_keys(loader, "States", load_state);
    g_autofree char *initial = get_value(loader, "Profile", "Initial");
    if (initial == NULL || initial[0] == '\0')
        fail(loader, PS_PROFILE_ERROR_INITIAL, "Profile", initial == NULL ? NULL : "Initial",
             "no initial state: expected Initial=STATE");
    else if (!ps_profile_find_state(profile, initial, &profile->initial))
        fail(loader, PS_PROFILE_ERROR_INITIAL, "Profile", "Initial",
             "unknown state “%s”; expected one of [States]", initial);
}

/* Why an effect that exists cannot happen on event after the n effects so far, or NULL. */
static const char *
misplaced(PsEvent event, PsEffect effect, const PsRow *row)
{
    if (effect.kind == PS_ROUTE && !ps_event_is_outbound(event))
        return "route cannot happen here: only what the user's client sent (Outbound) is routed";
    if (effect.kind == PS_DELIVER && !ps_event_is_arrival(event))
        return "deliver cannot happen here: only what arrived (Inbound) is delivered";
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == effect.kind &&
            (effect.kind == PS_ROUTE || effect.kind == PS_DELIVER))
            return "one presence cannot be routed or delivered twice";
    return NULL;
}

/* Reads one effect, already stripped, into the row. */
static void
load_effect(Loader *loader, const char *group, const char *key, PsEvent event, const char *text,
            PsRow *row)
{
    PsEffect effect = {0, 0};
    PsPresence presence = PS_SUBSCRIBE;
    if (g_str_equal(text, "route")) {
        effect.kind = PS_ROUTE;
    } else if (g_str_equal(text, "deliver")) {
        effect.kind = PS_DELIVER;
    } else if (g_str_equal(text, "push")) {
        effect.kind = PS_PUSH;
    } else if (g_str_has_prefix(text, "send ")) {
        g_autofree char *name = g_strstrip(g_strdup(text + strlen("send ")));
        if (!ps_presence_from_name(name, &presence)) {
            fail(loader, PS_PROFILE_ERROR_EFFECT, group, key, "unknown presence “%s” to send",
                 name);
            return;
        }
        effect = (PsEffect){PS_SEND, (guint8)presence};
    } else {
        fail(loader, PS_PROFILE_ERROR_EFFECT, group, key,
             "unknown effect “%s”; expected route, deliver, push or send PRESENCE", text);
        return;
    }
    const char *why = misplaced(event, effect, row);
    if (why != NULL)
        fail(loader, PS_PROFILE_ERROR_EFFECT, group, key, "%s", why);
    else if (row->n_effects == PS_MAX_EFFECTS)
        fail(loader, PS_PROFILE_ERROR_EFFECT, group, key, "more than %d effects", PS_MAX_EFFECTS);
    else
        row->effects[row->n_effects++] = effect;
}

/* Reads "NEW STATE; EFFECT, EFFECT" of the state called key. */
static void
load_row(Loader *loader, const char *group, const char *key, PsEvent event, int option)
{
    PsProfile *profile = loader->profile;
    PsSourceRow source = {.event = event, .row = {.option = (gint8)option}};
    if (!ps_profile_find_state(profile, key, &source.state)) {
        fail(loader, PS_PROFILE_ERROR_STATE, group, key, "unknown state; expected one of [States]");
        return;
    }
    g_autofree char *value = get_value(loader, group, key);
    g_auto(GStrv) halves = g_strsplit(value, ";", 2);
    const char *name = halves[0] != NULL ? g_strstrip(halves[0]) : "";
    guint state = source.state;
    if (!g_str_equal(name, "same") && !ps_profile_find_state(profile, name, &state))
        fail(loader, PS_PROFILE_ERROR_STATE, group, key,
             "unknown new state “%s”; expected same or one of [States]", name);
    source.row.state = (guint8)state;
    if (halves[0] != NULL && halves[1] != NULL) {
        g_auto(GStrv) effects = g_strsplit(halves[1], ",", -1);
        for (guint i = 0; effects[i] != NULL; i++)
            load_effect(loader, group, key, event, g_strstrip(effects[i]), &source.row);
    }
    g_array_append_val(profile->source, source);
}

/* Splits "EVENT if OPTION"; *option becomes -1 without a condition. FALSE and an error if the group
 * is none of an event's. */
static gboolean
parse_event_group(Loader *loader, const char *group, PsEvent *event, int *option)
{
    PsProfile *profile = loader->profile;
    g_auto(GStrv) parts = g_strsplit(group, " if ", 2);
    *option = -1;
    if (parts[0] == NULL || !ps_event_from_name(parts[0], event)) {
        fail(loader, PS_PROFILE_ERROR_GROUP, group, NULL,
             "unknown group; expected Profile, Options, States or an event such as "
             "“Outbound subscribe” or “Inbound subscribe if OPTION”");
        return FALSE;
    }
    if (parts[1] == NULL)
        return TRUE;
    for (guint i = 0; i < profile->n_options; i++)
        if (g_str_equal(profile->options[i].name, parts[1]))
            *option = (int)i;
    if (*option < 0)
        fail(loader, PS_PROFILE_ERROR_OPTION, group, NULL,
             "unknown option “%s”; expected one of [Options]", parts[1]);
    return *option >= 0;
}

/* Reads the groups of events: those with a condition, or those without. */
static void
load_event_groups(Loader *loader, gboolean conditional)
{
    g_auto(GStrv) groups = g_key_file_get_groups(loader->keys, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        PsEvent event = 0;
        int option = -1;
        if (g_str_equal(groups[i], "Profile") || g_str_equal(groups[i], "Options") ||
            g_str_equal(groups[i], "States") ||
            (strstr(groups[i], " if ") != NULL) != conditional ||
            !parse_event_group(loader, groups[i], &event, &option))
            continue;
        g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, groups[i], NULL, NULL);
        for (guint j = 0; keys != NULL && keys[j] != NULL; j++) {
            if (!g_str_equal(keys[j], REFERENCE))
                load_row(loader, groups[i], keys[j], event, option);
            else if (!conditional)
                loader->profile->event_references[event] = get_value(loader, groups[i], keys[j]);
        }
    }
}

/* Every state needs a base row of every required event. */
static void
check_rows(Loader *loader)
{
    PsProfile *profile = loader->profile;
    gboolean has[PS_N_EVENTS][PS_MAX_STATES] = {{FALSE}};
    for (guint i = 0; i < profile->source->len; i++) {
        const PsSourceRow *source = &g_array_index(profile->source, PsSourceRow, i);
        if (source->row.option < 0)
            has[source->event][source->state] = TRUE;
    }
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const char *group = ps_event_name(event);
        if (!ps_event_is_required(event))
            continue;
        if (!g_key_file_has_group(loader->keys, group)) {
            fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [%s]", group);
            continue;
        }
        for (guint state = 0; state < profile->n_states; state++)
            if (!has[event][state])
                fail(loader, PS_PROFILE_ERROR_ROW, group, NULL, "no row for state “%s”",
                     profile->states[state].name);
    }
}

static void
load_all(Loader *loader, const char *text)
{
    index_lines(loader, text);
    load_profile_group(loader);
    load_keys(loader, "Options", load_option);
    load_states_group(loader);
    load_event_groups(loader, FALSE);
    load_event_groups(loader, TRUE);
    check_rows(loader);
}

PsProfile *
ps_profile_parse(const char *text, gsize length, const char *file, GPtrArray *errors)
{
    g_autoptr(GKeyFile) keys = g_key_file_new();
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(PsProfile) profile = g_new0(PsProfile, 1);
    profile->source = g_array_new(FALSE, FALSE, sizeof(PsSourceRow));
    Loader loader = {file, keys, lines, profile, errors};
    guint before = errors->len;
    g_autoptr(GError) error = NULL;
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        fail(&loader, PS_PROFILE_ERROR_FILE, NULL, NULL, "expected UTF-8 text, found other bytes");
    } else if (!g_key_file_load_from_data(keys, text, length, G_KEY_FILE_NONE, &error)) {
        fail(&loader, PS_PROFILE_ERROR_FILE, NULL, NULL, "%s", error->message);
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
ps_profile_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) file_error = NULL;
    if (!g_file_get_contents(path, &text, &length, &file_error)) {
        g_set_error_literal(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_FILE, file_error->message);
        return NULL;
    }
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    PsProfile *profile = ps_profile_parse(text, length, path, errors);
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
