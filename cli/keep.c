/* Keeping: arguments, the estimate, and errors. */
#include "cli/keep.h"

#include "explorer/keeper.h"

/* Seconds between two checkpoints, unless the user says otherwise; and at most, a year. */
#define EVERY 300
#define MOST_SECONDS (365u * 24 * 60 * 60)

GOptionEntry *
ps_setup_keep_entries(PsArguments *given)
{
    const GOptionEntry entries[] = {
        {"checkpoint", 0, 0, G_OPTION_ARG_FILENAME, &given->checkpoint,
         "Keep the search in FILE, every so often and when it ends", "FILE"},
        {"checkpoint-every", 0, 0, G_OPTION_ARG_STRING, &given->checkpoint_every,
         "From one checkpoint to the next (default 300; 0: after each layer)", "SECONDS"},
        {"resume", 0, 0, G_OPTION_ARG_FILENAME, &given->resume,
         "Go on from the checkpoint in FILE; the same world must be given", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

/* Who has to be told what. */
typedef struct {
    const char *command;
    const PsSetup *setup;
    PsTerminal *terminal;
} Told;

static void
tell_failure(const GError *error, gpointer data)
{
    const Told *told = data;
    ps_terminal_clear(told->terminal);
    ps_command_note(told->command, "%s; the search goes on", error->message);
}

static gboolean
read_keeping(const PsArguments *given, PsKeeping *keeping, GError **error)
{
    guint64 seconds = EVERY;
    keeping->to = given->checkpoint;
    keeping->from = given->resume;
    if (given->checkpoint_every != NULL && given->checkpoint == NULL) {
        g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                    "--checkpoint-every needs --checkpoint FILE");
        return FALSE;
    }
    if (given->checkpoint_every != NULL &&
        !ps_setup_number("--checkpoint-every", given->checkpoint_every, 0, MOST_SECONDS, &seconds,
                         error))
        return FALSE;
    keeping->seconds = (guint)seconds;
    return TRUE;
}

/* Says what is to be expected of a search that takes long, before it begins. */
static void
tell_estimate(PsEngine engine, gpointer data)
{
    const Told *told = data;
    const PsLimits *limits = &told->setup->limits;
    PsEstimate found = ps_estimate(told->setup->world, engine, limits->max_states);
    told->terminal->estimate = found;
    if (!found.large)
        return;
    g_autofree char *about = ps_terminal_quantity(found.about);
    g_autofree char *most = ps_terminal_quantity(found.most);
    g_autofree char *memory = ps_terminal_memory(found.bytes);
    g_autofree char *limit = ps_terminal_memory((double)limits->max_memory);
    if (found.about > 0)
        ps_command_note(told->command, "about %s states, at most %s; at most %s of memory, of %s",
                        about, most, memory, limit);
    else
        ps_command_note(told->command, "at most %s states; at most %s of memory, of %s", most,
                        memory, limit);
}

static PsExit
status_of(const GError *error)
{
    return g_error_matches(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_MEMORY)
               ? PS_EXIT_UNFINISHED
               : PS_EXIT_USAGE;
}

PsSearch *
ps_keep_search(const char *command, const PsArguments *given, const PsSetup *setup,
               PsTerminal *terminal, PsExit *status)
{
    GError *error = NULL;
    PsSearch *search = NULL;
    Told told = {command, setup, terminal};
    PsKeeping keeping = {.failed = tell_failure, .begins = tell_estimate, .data = &told};
    if (read_keeping(given, &keeping, &error))
        search = ps_search_keep(setup->world, &setup->limits, &keeping, &error);
    if (search == NULL) {
        ps_terminal_end(terminal);
        *status = status_of(error);
        ps_command_fail_error(command, error);
    } else if (keeping.to != NULL && ps_search_stopped(search) != NULL &&
               ps_search_is_kept(search)) {
        ps_terminal_clear(terminal);
        ps_command_note(command, "kept in %s; --resume %s goes on", keeping.to, keeping.to);
    }
    return search;
}

PsExit
ps_keep_status(const PsSearch *search, PsExit status)
{
    return ps_search_is_kept(search) ? status : PS_EXIT_USAGE;
}
