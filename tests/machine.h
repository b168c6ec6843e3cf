/* Machines: profiles as plain Mealy machines whose outputs are words of text. The slow twin of the
 * product of two servers, for comparison with it: it knows rows, and nothing of worlds or steps. */
#ifndef PS_TESTS_MACHINE_H
#define PS_TESTS_MACHINE_H

#include "explorer/difference.h" /* for PsObserver */

G_BEGIN_DECLS

/* What a server's machine does on an event in a state while the user is online or not. */
typedef struct {
    gboolean can;
    guint to;
    gboolean online; /* afterwards */
    char *seen[PS_N_OBSERVERS];
} MachineOutput;

typedef struct {
    const PsProfile *profile;
    gboolean availability;
    MachineOutput outputs[2][PS_MAX_STATES][PS_N_EVENTS];
} Machine;

/* The profile must outlive its machine. Free with machine_free. */
Machine *machine_new(const PsProfile *profile, gboolean availability);

void machine_free(Machine *machine);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Machine, machine_free)

/* The length of a shortest sequence of events that tells the initial states of two machines apart;
 * 0: there is none. Finds it with the table-filling algorithm. */
guint machine_shortest(const Machine *first, const Machine *second, PsObserver observer);

G_END_DECLS

#endif
