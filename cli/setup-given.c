/* Setup: which options were given, for commands that would not heed some of them. */
#include "cli/setup.h"

const char *
ps_setup_given(const PsArguments *given, guint kinds)
{
    const struct {
        const char *name;
        gboolean given;
        guint kind;
    } options[] = {
        {"--in-flight", given->in_flight != NULL, PS_GIVEN_WORLD},
        {"--users", given->users != NULL, PS_GIVEN_WORLD},
        {"--actions", given->actions != NULL, PS_GIVEN_WORLD},
        {"--names", given->names != NULL, PS_GIVEN_WORLD},
        {"--sequential", given->sequential, PS_GIVEN_WORLD},
        {"--availability", given->availability, PS_GIVEN_WORLD},
        {"--order", given->order != NULL, PS_GIVEN_WORLD},
        {"--loss", given->faults[PS_LOSS] != NULL, PS_GIVEN_WORLD},
        {"--repeat", given->faults[PS_REPEAT] != NULL, PS_GIVEN_WORLD},
        {"--bounce", given->faults[PS_BOUNCE] != NULL, PS_GIVEN_WORLD},
        {"--max-states", given->max_states != NULL, PS_GIVEN_SEARCH},
        {"--max-memory", given->max_memory != NULL, PS_GIVEN_SEARCH},
        {"--property", given->properties != NULL, PS_GIVEN_PROPERTIES},
        {"--properties", given->property_files != NULL, PS_GIVEN_PROPERTIES},
        {"--only", given->only != NULL, PS_GIVEN_PROPERTIES},
    };
    for (guint i = 0; i < G_N_ELEMENTS(options); i++)
        if (options[i].given && (options[i].kind & kinds))
            return options[i].name;
    return NULL;
}
