/* The inside of a profile, for its loader. */
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
};

/* Fills rows from source and the options. */
void ps_profile_apply_options(PsProfile *profile);

#endif
