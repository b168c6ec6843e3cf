/* A file that says who we are at a server: a GLib key file with the groups [Account] and
 * [Component]. docs/servers.md defines it. */
#ifndef PS_WIRE_CONFIG_H
#define PS_WIRE_CONFIG_H

#include "wire/lab.h"

G_BEGIN_DECLS

typedef struct _PsConfig PsConfig;

/* Reads the file at path. NULL and error (PS_WIRE_ERROR_CONFIG, naming file, group and key) if it
 * is none, or says what no such file may. Free with ps_config_free. */
PsConfig *ps_config_load(const char *path, GError **error);

/* The same from length bytes of text; file is the name for messages. */
PsConfig *ps_config_parse(const char *text, gsize length, const char *file, GError **error);

void ps_config_free(PsConfig *config);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsConfig, ps_config_free)

/* Fills in who we are at a server, of which server (HOST:PORT) is the address; what is in target is
 * the config's. FALSE and error if something is missing. */
gboolean ps_config_target(const PsConfig *config, const char *server, PsTarget *target,
                          GError **error);

G_END_DECLS

#endif
