/* Setup: the options that make a world, which several commands share. */
#ifndef PS_CLI_SETUP_H
#define PS_CLI_SETUP_H

#include "explorer/survey.h"
#include "model/property.h"
#include "model/trace.h"

/* What GOptionContext fills in: the options as text. Starts as all zero. */
typedef struct {
    char *in_flight, *users, *actions, *names, *order;
    char *faults[PS_N_FAULTS];
    char **settings;
    char **properties, **property_files;
    char *only;
    gboolean sequential, availability;
    char *max_states, *max_memory;
    gboolean any_engine; /* the command can do with any */
    char *engine, *threads;
    char *checkpoint, *checkpoint_every, *resume;
    gboolean roomy; /* runs go beyond the bound on presences in flight */
    gboolean many;  /* several worlds are made of it: --set is for those that have the option */
    gboolean noted; /* what there is to be noted was noted for another one of them */
    GPtrArray *profiles; /* of PsProfile, or NULL: all of many worlds, for states to be named */
    GHashTable *texts;   /* of the files that were read, for all worlds: GBytes by path */
} PsArguments;

void ps_arguments_clear(PsArguments *given);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PsArguments, ps_arguments_clear)

/* The options of a world and those of a search, for ps_command_parse to fill in what is given. Free
 * them. */
GOptionEntry *ps_setup_world_entries(PsArguments *given);
GOptionEntry *ps_setup_search_entries(PsArguments *given);

/* The same for the options of a search whose states need no numbers. */
GOptionEntry *ps_setup_engine_entries(PsArguments *given);

/* The same for the options of a search that can be kept. */
GOptionEntry *ps_setup_keep_entries(PsArguments *given);

/* The same for the options that say what is verified. */
GOptionEntry *ps_setup_property_entries(PsArguments *given);

typedef struct {
    char *arguments[2]; /* the profiles as the user named them */
    PsProfile *profiles[2];
    PsWorld *world;
    PsProperties *properties; /* the built-in ones, and what is given */
    PsLimits limits;          /* of states and memory; the engine */
    GPtrArray *settings;      /* which of what is given to --set was applied; owned by that */
} PsSetup;

/* Loads the profile called name (ps_files_load_profile); its file is read once. */
PsProfile *ps_setup_load_profile(PsArguments *given, const char *name, GError **error);

/* Notes that worlds of all these profiles (NULL-terminated) are going to be made of what is given:
 * properties may name the states of each. FALSE, and one line is printed, if there is none such. */
gboolean ps_setup_expect(const char *command, PsArguments *given, char *const *names);

/* Makes a world of one or two profiles and of what is given: argv[1] on are the profiles. No file
 * is read again for another world of the same arguments. Prints one line and returns NULL if
 * something is wrong. Free with ps_setup_free. */
PsSetup *ps_setup_new(const char *command, PsArguments *given, int argc, char **argv);

/* TRUE if the trace names its profiles; otherwise FALSE and error. */
gboolean ps_setup_expect_profile(const PsTrace *trace, GError **error);

/* The same as ps_setup_new of a trace: with its profiles unless argv names others, and with its
 * names, options, order and availability as far as nothing else is given, which is noted in
 * `given`; the faults that it has may happen any number of times. */
PsSetup *ps_setup_of_trace(const char *command, PsArguments *given, const PsTrace *trace, int argc,
                           char **argv);

void ps_setup_free(PsSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSetup, ps_setup_free)

/* Limits the memory to what the machine has left, unless the user gave a limit. */
void ps_setup_limit_memory(const PsArguments *given, PsLimits *limits);

/* The properties to verify in a world: the built-in ones and what is given, or what is left of
 * these. Prints a line for each that the user asked for and that cannot be judged there. NULL and
 * error if something is wrong. Free with ps_properties_free. */
PsProperties *ps_setup_properties(const char *command, const PsArguments *given,
                                  const PsWorld *world, GError **error);

/* Kinds of options, as the entries above have them. */
typedef enum {
    PS_GIVEN_WORLD = 1 << 0, /* but for --set, which is of profiles */
    PS_GIVEN_SEARCH = 1 << 1,
    PS_GIVEN_PROPERTIES = 1 << 2,
} PsGiven;

/* The first option of these kinds (bits) that was given, such as "--in-flight"; NULL if none was.
 * Static. */
const char *ps_setup_given(const PsArguments *given, guint kinds);

/* FALSE, and one line is printed, if there are more properties than a picture can show. */
gboolean ps_setup_can_be_drawn(const char *command, const PsSetup *setup);

/* An array of setups that frees them. */
GPtrArray *ps_setups_new(void);

/* Surveys the worlds of all these setups, which have the same limits, while the terminal shows how
 * many are done. Free with ps_survey_free. */
PsSurvey *ps_setups_survey(const GPtrArray *setups);

/* FALSE, and one line is printed, if something given to --set applied to none of the setups. */
gboolean ps_setup_all_set(const char *command, const PsArguments *given, const GPtrArray *setups);

/* The command line that checks this world alone, quoted for a shell: "presub check rfc6121 openfire
 * --in-flight 4". Free it. */
char *ps_setup_check_line(const PsArguments *given, const PsSetup *setup);

/* Switches "[SIDE.]OPTION=on|off" in the profiles of two sides with these names. */
gboolean ps_setup_set_option(PsProfile *const profiles[2], const char *const names[2],
                             const char *setting, GError **error);

/* Reads a whole number within bounds; else sets an error that names the option. */
gboolean ps_setup_number(const char *option, const char *text, guint64 min, guint64 max,
                         guint64 *value, GError **error);

#endif
