/* Credentials from a key file. */
#include "wire/config.h"

#include "model/visible.h"

#include <string.h>

struct _PsConfig {
    char *file;
    GHashTable *values; /* of strings by "Group/Key" */
};

static const char *const known[] = {
    "Account/JID",       "Account/Password", "Account/Register", "Account/TLS",
    "Component/Address", "Component/Domain", "Component/Secret",
};

static gboolean G_GNUC_PRINTF(3, 4)
    fail(const PsConfig *config, GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG, "%s: %s", config->file, message);
    return FALSE;
}

static gboolean
is_known(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(known); i++)
        if (g_str_equal(known[i], name))
            return TRUE;
    return FALSE;
}

/* What goes into a stanza as it is: a JID or a domain. RFC 7622 has none of these in them. */
static gboolean
is_plain(const char *value)
{
    for (const char *c = value; *c != '\0'; c += g_utf8_skip[(guchar)*c])
        if (strchr("<>&'\" /", *c) != NULL || !ps_is_visible(g_utf8_get_char(c)))
            return FALSE;
    return value[0] != '\0';
}

static gboolean
read_value(PsConfig *config, GKeyFile *keys, const char *group, const char *key, GError **error)
{
    g_autofree char *name = g_strconcat(group, "/", key, NULL);
    if (!is_known(name))
        return fail(config, error, "unknown key %s in [%s]", key, group);
    GError *wrong = NULL;
    char *value = g_key_file_get_string(keys, group, key, &wrong);
    if (value == NULL) {
        fail(config, error, "[%s] %s: %s", group, key, wrong->message);
        g_error_free(wrong);
        return FALSE;
    }
    if (g_str_equal(name, "Account/JID") || g_str_equal(name, "Component/Domain")) {
        char *lower = g_utf8_strdown(value, -1); /* as servers write them (RFC 7622) */
        g_free(value);
        value = lower;
    }
    g_hash_table_insert(config->values, g_steal_pointer(&name), value);
    return TRUE;
}

static gboolean
read_all(PsConfig *config, GKeyFile *keys, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        g_auto(GStrv) names = g_key_file_get_keys(keys, groups[i], NULL, NULL);
        for (guint j = 0; names != NULL && names[j] != NULL; j++)
            if (!read_value(config, keys, groups[i], names[j], error))
                return FALSE;
    }
    return TRUE;
}

PsConfig *
ps_config_parse(const char *text, gsize length, const char *file, GError **error)
{
    g_autoptr(PsConfig) config = g_new0(PsConfig, 1);
    g_autoptr(GKeyFile) keys = g_key_file_new();
    GError *wrong = NULL;
    config->file = g_strdup(file);
    config->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        fail(config, error, "expected UTF-8");
        return NULL;
    }
    if (!g_key_file_load_from_data(keys, text, length, G_KEY_FILE_NONE, &wrong)) {
        fail(config, error, "%s", wrong->message);
        g_error_free(wrong);
        return NULL;
    }
    return read_all(config, keys, error) ? g_steal_pointer(&config) : NULL;
}

PsConfig *
ps_config_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, error))
        return NULL;
    return ps_config_parse(text, length, path, error);
}

void
ps_config_free(PsConfig *config)
{
    if (config == NULL)
        return;
    g_free(config->file);
    g_hash_table_unref(config->values);
    g_free(config);
}

/* The value of a key that must be there. */
static const char *
require(const PsConfig *config, const char *name, GError **error)
{
    const char *value = g_hash_table_lookup(config->values, name);
    g_auto(GStrv) parts = g_strsplit(name, "/", 2);
    if (value == NULL)
        fail(config, error, "expected %s in [%s], found none", parts[1], parts[0]);
    return value;
}

/* The same of what goes into stanzas. */
static const char *
require_plain(const PsConfig *config, const char *name, GError **error)
{
    const char *value = require(config, name, error);
    if (value == NULL || is_plain(value))
        return value;
    fail(config, error, "expected a bare JID or a domain in %s, found “%s”", name, value);
    return NULL;
}

static gboolean
choose(const PsConfig *config, const char *name, const char *const *words, guint *chosen,
       GError **error)
{
    const char *value = g_hash_table_lookup(config->values, name);
    *chosen = 0;
    for (guint i = 0; value != NULL; i++) {
        if (words[i] == NULL)
            return fail(config, error, "unknown value “%s” of %s", value, name);
        *chosen = i;
        if (g_str_equal(words[i], value))
            break;
    }
    return TRUE;
}

gboolean
ps_config_target(const PsConfig *config, const char *server, PsTarget *target, GError **error)
{
    static const char *const tls[] = {"require", "trust", "none", NULL};
    static const char *const booleans[] = {"false", "true", NULL};
    guint chosen_tls = 0, registration = 0;
    *target = (PsTarget){0};
    if (!choose(config, "Account/TLS", tls, &chosen_tls, error) ||
        !choose(config, "Account/Register", booleans, &registration, error))
        return FALSE;
    if (registration == 1 && chosen_tls != PS_TLS_NONE)
        return fail(config, error,
                    "Register=true sends the password in a stream without TLS: expected TLS=none "
                    "with it, found TLS=%s",
                    tls[chosen_tls]);
    target->registration = registration == 1;
    target->user.tls = (PsTls)chosen_tls;
    target->user.server = server;
    return (target->user.user = require_plain(config, "Account/JID", error)) != NULL &&
           (target->user.password = require(config, "Account/Password", error)) != NULL &&
           (target->components = require(config, "Component/Address", error)) != NULL &&
           (target->domain = require_plain(config, "Component/Domain", error)) != NULL &&
           (target->secret = require(config, "Component/Secret", error)) != NULL;
}
