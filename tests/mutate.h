/* Mutants of a profile: its text with one row changed, all that there are of a few kinds.
 *
 * Of a row "NEW STATE; EFFECTS": another new state in place of its own; each effect that sends
 * left out, or the opposite sent instead; a subscribed sent too, at the end; two sends that follow
 * each other in the other order. Pushes and deliveries stay as they are, as no world sees them. */
#ifndef PS_TESTS_MUTATE_H
#define PS_TESTS_MUTATE_H

#include "model/profile.h"

G_BEGIN_DECLS

/* A row as it stands in the file. */
typedef struct {
    char *group;
    char *state;
    char *row;
    PsEvent event;
    char *option; /* NULL for a row of a base group */
} FileRow;

typedef struct {
    const FileRow *row;
    char *instead; /* what stands there instead */
} Mutant;

/* The rows in the text of a profile that is right, in the order of the file. Of FileRow. */
GArray *file_rows(const char *text);

/* Appends all mutants of a row to mutants (of Mutant; free what stands instead in each): with each
 * of the states (NULL-terminated) that is not its own as the new one. The row must outlive them. */
void mutate_row(GArray *mutants, const FileRow *row, const char *const *states);

/* The text of the profile with the row of the mutant changed. Free it. */
char *mutant_text(const char *text, const Mutant *mutant);

/* The text of the profile without any push and delivery. Free it. */
char *text_without_clients(const char *text);

/* "[Remove] Both=None; push" for messages. Free it. */
char *mutant_name(const Mutant *mutant);

G_END_DECLS

#endif
