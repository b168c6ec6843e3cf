/* presub: the command. Subcommands are rows of a table, one file each; another way to use one is a
 * row more. */
#include "cli/command.h"
#include "model/nearest.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static PsExit help(int argc, char **argv);

static const PsCommand commands[] = {
    {"check", "PROFILE [PROFILE]", "Explore all states; verify all properties", ps_command_check},
    {"matrix", "[PROFILE ...]", "Check every server with every other one", ps_command_matrix},
    {"freedoms", "PROFILE [PROFILE]", "What each option of a server does", ps_command_freedoms},
    {"coverage", "PROFILE [PROFILE]", "Which rows of the tables a search fires",
     ps_command_coverage},
    {"diff", "PROFILE [PROFILE]", "In what two servers behave differently", ps_command_diff},
    {"graph", "PROFILE [PROFILE]", "Draw what can happen, through Graphviz", ps_command_graph},
    {"report", "PROFILE [PROFILE]", "All that a check finds, on one page", ps_command_report},
    {"chart", "TRACE [PROFILE [PROFILE]]", "Draw a run as a sequence chart", ps_command_chart},
    {"export", "FORMAT PROFILE [PROFILE]", "The same world for other checkers", ps_command_export},
    {"replay", "TRACE [PROFILE [PROFILE]]", "Run a trace; does it do what it expects?",
     ps_command_replay},
    {"simulate", "PROFILE [PROFILE]", "A random run, or one step by step", ps_command_simulate},
    {"explain", "LOG PROFILE [PROFILE]", "What happened in a log of real stanzas",
     ps_command_explain},
    {"explain", "--fit LOG [PROFILE ...]", "Which server such a log is of", ps_command_explain},
    {"live", "table | replay", "Does it happen on running servers?", ps_command_live},
    {"profile", "list | show | verify", "The tables of servers", ps_command_profile},
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
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        gboolean again = i > 0 && commands[i].run == commands[i - 1].run;
        fprintf(file, "  %-8s  %-25s  %s\n", again ? "" : commands[i].name, commands[i].arguments,
                commands[i].summary);
    }
    fputs("\npresub COMMAND --help lists the options of a command; presub --version says the\n"
          "version. Exit status: 0 all hold, 1 a property is violated, an expectation\n"
          "fails, servers differ or a log lacks something, 2 bad usage or input, 3 not\n"
          "finished (whatever was found).\n",
          file);
}

/* Says that there is no such command, and which one is near; as the command `by`, or as none. */
static PsExit
fail_command(const char *by, const char *name)
{
    const char *names[G_N_ELEMENTS(commands) + 1] = {NULL};
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        names[i] = commands[i].name;
    g_autofree char *hint = ps_nearest_hint(name, names);
    return ps_command_fail(by, "unknown command “%s”%s", name,
                           hint[0] != '\0' ? hint : "; see presub help");
}

static PsExit
help(int argc, char **argv)
{
    const PsCommand *command = argc > 1 ? find_command(argv[1]) : NULL;
    if (argc > 1 && command == NULL)
        return fail_command("help", argv[1]);
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
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of writing */
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* figures are the same everywhere */
    if (argc < 2) {
        print_usage(stderr);
        return PS_EXIT_USAGE;
    }
    if (g_str_equal(argv[1], "--version")) {
        printf("presub %s\n", PS_VERSION);
        return ps_command_flush(PS_EXIT_HOLDS);
    }
    if (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h")) {
        print_usage(stdout);
        return ps_command_flush(PS_EXIT_HOLDS);
    }
    const PsCommand *command = find_command(argv[1]);
    if (command != NULL)
        return ps_command_flush(command->run(argc - 1, argv + 1));
    return fail_command(NULL, argv[1]);
}
