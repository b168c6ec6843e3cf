/* Setup: the options that make a world, which several commands share. */
#ifndef PS_CLI_SETUP_H
#define PS_CLI_SETUP_H

#include "explorer/search.h"
#include "model/property.h"

/* What GOptionContext fills in: the options as text. Starts as all zero. */
typedef struct {
    char *in_flight, *users, *actions, *names, *order;
    char *faults[PS_N_FAULTS];
    char **settings;
    char **properties, **property_files;
    char *only;
    gboolean sequential, availability;
    char *max_states, *max_memory;
    char *engine, *threads;
} PsArguments;

void ps_arguments_clear(PsArguments *given);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PsArguments, ps_arguments_clear)

/* The options of a world and those of a search, for ps_command_parse to fill in what is given. Free
 * them. */
GOptionEntry *ps_setup_world_entries(PsArguments *given);
GOptionEntry *ps_setup_search_entries(PsArguments *given);

/* The same for the options of a search whose states need no numbers. */
GOptionEntry *ps_setup_engine_entries(PsArguments *given);

/* The same for the options that say what is verified. */
GOptionEntry *ps_setup_property_entries(PsArguments *given);

typedef struct {
    char *arguments[2]; /* the profiles as the user named them */
    PsProfile *profiles[2];
    PsWorld *world;
    PsProperties *properties; /* the built-in ones, and what is given */
    PsLimits limits;          /* of states and memory; the engine */
} PsSetup;

/* Makes a world of one or two profiles and of what is given: argv[1] on are the profiles. Prints
 * one line and returns NULL if something is wrong. Free with ps_setup_free. */
PsSetup *ps_setup_new(const char *command, const PsArguments *given, int argc, char **argv);

void ps_setup_free(PsSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSetup, ps_setup_free)

/* Switches "[SIDE.]OPTION=on|off" in the profiles of two sides with these names. */
gboolean ps_setup_set_option(PsProfile *const profiles[2], const char *const names[2],
                             const char *setting, GError **error);

/* Reads a whole number within bounds; else sets an error that names the option. */
gboolean ps_setup_number(const char *option, const char *text, guint64 min, guint64 max,
                         guint64 *value, GError **error);

#endif
