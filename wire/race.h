/* A race: a run of the model made to happen on two real servers, federated through the proxy.
 *
 * Users act when the run says so, and a presence arrives when the run says so, not before. After
 * every step both rosters and what is on its way are compared with the model. What no roster shows,
 * a pending request, is looked for at the end: each user logs in once more and sees whether it is
 * asked again. */
#ifndef PS_WIRE_RACE_H
#define PS_WIRE_RACE_H

#include "explorer/replay.h"
#include "wire/proxy.h"

G_BEGIN_DECLS

/* Who plays a side. */
typedef struct {
    PsLoginData user; /* without a resource */
    gboolean registration;
} PsRacer;

/* What a step came to on the servers. */
typedef struct {
    char *step;             /* as a line of a trace; "the end" for what is looked at last */
    char *entries[2];       /* what was seen of them: "To", or "-" of a user who is offline */
    GPtrArray *differences; /* of strings: what was expected, what was found */
} PsRaceStep;

typedef struct _PsRace PsRace;

/* Runs the steps of a replay, which must have run through, until all are done or one cannot be
 * taken; *race is what came of it. FALSE and error if a server does not answer; *race is then as
 * far as it got, and its log says what did come. Free *race with ps_race_free in either case. */
gboolean ps_race_run(PsHub *hub, PsProxy *proxy, const PsRacer racers[2], const PsReplay *replay,
                     PsRace **race, GError **error);

void ps_race_free(PsRace *race);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsRace, ps_race_free)

/* The steps that were taken, and after the last one of all of them the end. */
guint ps_race_n_steps(const PsRace *race);
const PsRaceStep *ps_race_step(const PsRace *race, guint i);

/* TRUE if everything was as the model says. */
gboolean ps_race_happened(const PsRace *race);

/* What the server of a side says that it is. */
const char *ps_race_server(const PsRace *race, guint side);

/* All stanzas, as a log that presub explain reads, with each step as a comment before its stanzas;
 * those of the look at the end are comments. */
const char *ps_race_log(const PsRace *race);

G_END_DECLS

#endif
