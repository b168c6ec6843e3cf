/* presub: the command. Subcommands are rows of a table, one file each. */
#include "cli/command.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

static PsExit help(int argc, char **argv);

static const PsCommand commands[] = {
    {"check", "PROFILE [PROFILE]", "Explore every state; verify every property", ps_command_check},
    {"graph", "PROFILE [PROFILE]", "Draw what can happen, through Graphviz", ps_command_graph},
    {"export", "FORMAT PROFILE [PROFILE]", "The same world for SPIN, TLC, CADP, mCRL2 or LTSmin",
     ps_command_export},
    {"replay", "TRACE [PROFILE [PROFILE]]", "Run a trace; see whether it does what it expects",
     ps_command_replay},
    {"simulate", "PROFILE [PROFILE]", "A random run, as a trace", ps_command_simulate},
    {"profile", "list | show PROFILE | verify FILE", "The tables of servers", ps_command_profile},
    {"help", "[COMMAND]", "This, or the options of a command", help},
};

static const PsCommand *
find_command(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        if (g_str_equal(commands[i].name, name))
            return &commands[i];
    return NULL;
}

static void
print_usage(FILE *file)
{
    fprintf(file, "Usage: presub COMMAND [OPTION…] [ARGUMENT…]\n\n"
                  "A model checker for XMPP presence subscriptions (RFC 6121).\n\n");
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(file, "  %-9s %-34s %s\n", commands[i].name, commands[i].arguments,
                commands[i].summary);
    fprintf(file, "\npresub COMMAND --help lists the options of a command; presub --version the "
                  "version.\n"
                  "Exit status: 0 all hold, 1 a property is violated or an expectation fails,\n"
                  "2 bad usage or input, 3 not finished (whatever was found until then).\n");
}

/* The command whose name is nearest, for a message: one that shares the first letters; or help. */
static const char *
nearest_command(const char *name)
{
    const char *nearest = "help";
    guint best = 0;
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        guint same = 0;
        while (name[same] != '\0' && name[same] == commands[i].name[same])
            same++;
        if (same > best) {
            best = same;
            nearest = commands[i].name;
        }
    }
    return nearest;
}

static PsExit
help(int argc, char **argv)
{
    const PsCommand *command = argc > 1 ? find_command(argv[1]) : NULL;
    if (argc > 1 && command == NULL)
        return ps_command_fail("help", "unknown command “%s”; did you mean %s?", argv[1],
                               nearest_command(argv[1]));
    if (command == NULL || command->run == help) {
        print_usage(stdout);
        return PS_EXIT_HOLDS;
    }
    char name[16];
    char option[] = "--help";
    char *arguments[] = {name, option, NULL};
    g_strlcpy(name, command->name, sizeof name);
    return command->run(2, arguments);
}

/* What was written to standard output is out, or the status says so. */
static PsExit
flush(PsExit status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (status != PS_EXIT_USAGE) /* else it was said */
        fputs("presub: cannot write to standard output\n", stderr);
    return PS_EXIT_USAGE;
}

/* A child must not find one of our files where it looks for its standard input. */
static void
open_stdin(void)
{
    if (fcntl(STDIN_FILENO, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
        perror("presub: /dev/null");
}

int
main(int argc, char **argv)
{
    open_stdin();
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* figures are the same everywhere */
    if (argc < 2) {
        print_usage(stderr);
        return PS_EXIT_USAGE;
    }
    if (g_str_equal(argv[1], "--version")) {
        printf("presub %s\n", PS_VERSION);
        return flush(PS_EXIT_HOLDS);
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h")) {
        print_usage(stdout);
        return flush(PS_EXIT_HOLDS);
    }
    const PsCommand *command = find_command(argv[1]);
    if (command != NULL)
        return flush(command->run(argc - 1, argv + 1));
    fprintf(stderr, "presub: unknown command “%s”; did you mean %s?\n", argv[1],
            nearest_command(argv[1]));
    return PS_EXIT_USAGE;
}
