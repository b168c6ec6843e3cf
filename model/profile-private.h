/* The inside of a profile, for its loader: profile-load.c reads head, options and states,
 * profile-load-rows.c the tables. */
#ifndef PS_MODEL_PROFILE_PRIVATE_H
#define PS_MODEL_PROFILE_PRIVATE_H

#include "model/profile.h"

typedef struct {
    char *name;
    PsAttributes attributes;
} PsStateInfo;

/* A row as the file has it: in a base group, or in a group "EVENT if OPTION". */
typedef struct {
    PsEvent event;
    guint state;
    PsRow row;
} PsSourceRow;

struct _PsProfile {
    char *name;
    char *title;
    char *reference;
    guint initial;
    guint n_states;
    PsStateInfo states[PS_MAX_STATES];
    guint n_options;
    PsOption options[PS_MAX_OPTIONS];
    char *event_references[PS_N_EVENTS];
    GArray
        *source; /* of PsSourceRow, base groups first, then the conditional ones as in the file */
    PsRow rows[PS_N_EVENTS][PS_MAX_STATES]; /* what the options make of source */
    guint64 stated[PS_N_EVENTS];            /* bit s: the row for state s is from source */
};

/* What one reading of one file needs. */
typedef struct {
    const char *file;
    GKeyFile *keys;
    GHashTable *lines; /* "GROUP" and "GROUP\nKEY" to the number of the line, from 1 */
    PsProfile *profile;
    GPtrArray *errors; /* of GError */
} PsLoader;

/* The key in every group of an event that says where its rows come from. */
#define PS_KEY_REFERENCE "Reference"

/* Appends an error that names file, line, group and key; the last two may be NULL. */
void ps_loader_fail(PsLoader *loader, PsProfileError code, const char *group, const char *key,
                    const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The value of a key, without white space around it; NULL if there is none. Free it. */
char *ps_loader_value(const PsLoader *loader, const char *group, const char *key);

/* Reads the groups of all events into the profile, whose options and states are there already. */
void ps_loader_read_rows(PsLoader *loader);

/* "; did you mean OPTION?" for a name that no option has, or "" if none is near. Free it. */
char *ps_profile_option_hint(const PsProfile *profile, const char *name);

/* Fills rows from source and the options. */
void ps_profile_apply_options(PsProfile *profile);

#endif
