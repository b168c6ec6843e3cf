/* A profile: how one server behaves, as a table of rows.
 *
 * A profile is read from a GLib key file (docs/model.md) and is then
 * a Mealy machine: for every event and state, the new state and the effects in their order.
 * Options are the freedoms that the source leaves; switching one replaces rows.
 *
 * Ownership: a profile owns everything that its functions return, unless they say otherwise. */
#ifndef PS_MODEL_PROFILE_H
#define PS_MODEL_PROFILE_H

#include "model/event.h"

G_BEGIN_DECLS

#define PS_MAX_STATES 64
#define PS_MAX_EFFECTS 8
#define PS_MAX_OPTIONS 32

typedef struct _PsProfile PsProfile;

#define PS_PROFILE_ERROR (ps_profile_error_quark())
GQuark ps_profile_error_quark(void);

typedef enum {
    PS_PROFILE_ERROR_FILE, /* cannot be read, is not UTF-8, is not a key file, says a thing twice */
    PS_PROFILE_ERROR_GROUP,  /* a group that does not exist, or that is missing */
    PS_PROFILE_ERROR_KEY,    /* a key that does not exist, or that is missing */
    PS_PROFILE_ERROR_STATE,  /* a state that is not in [States], or is said wrongly there */
    PS_PROFILE_ERROR_OPTION, /* an option that is not in [Options], or is said wrongly there */
    PS_PROFILE_ERROR_EFFECT, /* an effect or presence that does not exist, or cannot happen there */
    PS_PROFILE_ERROR_ROW,    /* a row that is missing */
    PS_PROFILE_ERROR_INITIAL, /* no initial state */
} PsProfileError;

/* What a state of an entry says, as bits. The item's subscription is none, to, from or both
 * (RFC 6121 2.1.2.5): PS_BOTH is PS_TO | PS_FROM. */
typedef enum {
    PS_NONE = 0,
    PS_TO = 1 << 0,
    PS_FROM = 1 << 1,
    PS_BOTH = PS_TO | PS_FROM,
    PS_ASK = 1 << 2,      /* ask='subscribe': pending out (RFC 6121 2.1.2.2) */
    PS_UNASK = 1 << 3,    /* ask='unsubscribe', older than any RFC */
    PS_PENDING = 1 << 4,  /* a stored inbound request, never shown in a roster (RFC 6121 3.1.3) */
    PS_APPROVED = 1 << 5, /* a pre-approval (RFC 6121 3.4) */
    PS_UNLISTED = 1 << 6, /* there is no roster item */
} PsAttributes;

/* The value of the item's subscription attribute: "none", "to", "from" or "both". Static. */
const char *ps_attributes_subscription(PsAttributes attributes);

/* The value of the item's ask attribute: "subscribe", "unsubscribe", or NULL. Static. */
const char *ps_attributes_ask(PsAttributes attributes);

typedef enum {
    PS_ROUTE,   /* the user's own presence goes on to the peer */
    PS_DELIVER, /* the received presence is handed to the user's client */
    PS_PUSH,    /* a roster push to the user's client */
    PS_SEND,    /* the server itself sends a presence to the peer */
} PsEffectKind;

typedef struct {
    guint8 kind;     /* PsEffectKind */
    guint8 presence; /* PsPresence, for PS_SEND */
} PsEffect;

/* One row of a table: what happens on one event in one state. */
typedef struct {
    guint8 state; /* the new state */
    guint8 n_effects;
    gint8 option; /* the option that brought this row in, or -1 */
    PsEffect effects[PS_MAX_EFFECTS];
} PsRow;

/* One freedom that the source leaves. */
typedef struct {
    char *name;
    char *why; /* the source's words for it, and where they stand */
    gboolean by_default;
    gboolean on;
} PsOption;

/* Reads the profile in the file at path. Returns NULL and sets error, to the first of all errors in
 * the file and with their number, if there is one; the message names file, line, group and key.
 * Free with ps_profile_free. */
PsProfile *ps_profile_load(const char *path, GError **error);

/* The same from length bytes of text; file is the name for the message. */
PsProfile *ps_profile_read(const char *text, gsize length, const char *file, GError **error);

/* The same with all errors of the text: appends a GError for each to
 * errors, in the order of the file as far as they have one, and returns NULL if there was any.
 * file is the name for the messages. */
PsProfile *ps_profile_parse(const char *text, gsize length, const char *file, GPtrArray *errors);

void ps_profile_free(PsProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsProfile, ps_profile_free)

const char *ps_profile_name(const PsProfile *profile);
const char *ps_profile_title(const PsProfile *profile);
const char *ps_profile_reference(const PsProfile *profile);

/* The states, numbered from 0 in the order of the file. */
guint ps_profile_n_states(const PsProfile *profile);
guint ps_profile_initial(const PsProfile *profile);
const char *ps_profile_state_name(const PsProfile *profile, guint state);
PsAttributes ps_profile_attributes(const PsProfile *profile, guint state);

/* Finds the state called name; FALSE, and *state untouched, if there is none. */
gboolean ps_profile_find_state(const PsProfile *profile, const char *name, guint *state);

/* "; did you mean STATE?" for a name that no state has, or "" if none is near. Free it. */
char *ps_profile_state_hint(const PsProfile *profile, const char *name);

/* The options, numbered from 0 in the order of the file. */
guint ps_profile_n_options(const PsProfile *profile);
const PsOption *ps_profile_option(const PsProfile *profile, guint option);

/* Switches the option called name. FALSE and PS_PROFILE_ERROR_OPTION if there is none. */
gboolean ps_profile_set_option(PsProfile *profile, const char *name, gboolean on, GError **error);

/* The row of event in state with the options as they are now. Valid until one is switched. */
const PsRow *ps_profile_row(const PsProfile *profile, PsEvent event, guint state);

/* TRUE if the file states that row, with the options as they are now; FALSE for what is missing in
 * the file and therefore changes and does nothing. */
gboolean ps_profile_states_row(const PsProfile *profile, PsEvent event, guint state);

/* TRUE if both have the same name, states and initial state, and with the options as they are now
 * the same rows. */
gboolean ps_profile_equal(const PsProfile *a, const PsProfile *b);

/* What the file says of where the rows of event come from: the Reference of its group, or NULL. */
const char *ps_profile_event_reference(const PsProfile *profile, PsEvent event);

/* The set of states, bit s for state s, that some sequence of events leads to from the initial one:
 * with the options as they are now, or over all rows that any option can bring in. Every presence
 * may arrive at any time, so a world may reach fewer. */
guint64 ps_profile_reachable(const PsProfile *profile);
guint64 ps_profile_reachable_ever(const PsProfile *profile);

/* Checks what the loader lets pass: appends a line of text (to be freed) to findings for each state
 * that no event leads to whatever the options, and for each option that changes no row. */
void ps_profile_verify(const PsProfile *profile, GPtrArray *findings);

G_END_DECLS

#endif
