/* Tests of the command line: simulate --interactive, which tests tell what to do through a pipe. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* Runs "presub simulate ARGUMENTS --interactive" with these lines as its input. */
static Run *
walk(const char *arguments, const char *input, const char *folder)
{
    g_autofree char *quoted = g_shell_quote(input);
    g_autofree char *line =
        g_strdup_printf("printf %%s %s | presub simulate %s --interactive", quoted, arguments);
    return run_shell(line, folder);
}

static void
a_state_is_shown_with_its_choices(void)
{
    g_autoptr(Run) run =
        walk("rfc6121", "romeo subscribe\njuliet subscribe\nromeo unsubscribe\n", ".");
    CHECK_STATUS(run, 0);
    CHECK_STRING(run->err, "");
    CHECK_CONTAINS(run->out, "step 0\n  romeo   None\n  juliet  None\n   1  romeo subscribe\n");
    CHECK_CONTAINS(run->out, "step 3\n"
                             "  romeo   None                unsubscribe, subscribe -->\n"
                             "  juliet  None + Pending Out  <-- subscribe\n"
                             "   1  juliet remove\n"
                             "   2  juliet receives subscribe\n"
                             "   3  romeo receives subscribe\n");
}

/* What the user asks for, and where it leads. */
static void
it_goes_on_until_a_property_falls(void)
{
    g_autoptr(Run) run = walk("rfc6121", "c\nc\nc\n", ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "juliet receives subscribe  # None                     --> subscribe  "
                             "None + Pending In\nstep 3\n");
    CHECK_CONTAINS(run->out, "  no-orphan is violated: juliet has pending, romeo has not ask\n");
    CHECK_CONTAINS(run->out, "  no-leak is violated: juliet has from, romeo has not to\n");
    g_autoptr(Run) none = walk("rfc6121 --only no-stuck", "c\n", ".");
    CHECK_STATUS(none, 0);
    CHECK_CONTAINS(none->out, "no way leads to a state that violates a property which holds here");
    g_autoptr(Run) own =
        walk("rfc6121 --property 'always calm: in_flight < 2' --only calm", "c\n", ".");
    CHECK_CONTAINS(own->out, "step 2\n");
    CHECK_CONTAINS(own->out, "  calm is violated: 2 in flight\n");
}

static void
it_goes_to_a_state(void)
{
    g_autoptr(Run) run = walk("rfc6121", "g romeo.to and juliet.to and in_flight = 0\n", ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "  romeo   Both\n  juliet  Both\n");
    g_autoptr(Run) nowhere = walk("rfc6121", "g romeo.to and not romeo.to\np\nq\nnonsense\n", ".");
    CHECK_STATUS(nowhere, 0);
    CHECK_CONTAINS(nowhere->out, "no way leads there\n");
    g_autoptr(Run) limited = walk("rfc6121 --max-states 5", "g romeo.to\nq\n", ".");
    CHECK_STATUS(limited, 3);
    CHECK_CONTAINS(limited->out, "not known: ended by the limit of 5 states\n");
}

static void
what_is_saved_is_replayed(void)
{
    char *folder = make_folder();
    write_file(folder, "x.trace", "from before, and longer than nothing\n");
    g_autoptr(Run) saved = walk(
        "rfc6121 openfire --availability --loss 1 --names zxl1,zxl2 --set zxl1.pre-approval=on",
        "r 40\ng 30\ns x.trace\n", folder);
    g_autoptr(Run) replayed = run_shell("presub replay x.trace", folder);
    CHECK_STATUS(saved, 0);
    CHECK_CONTAINS(saved->out, "\n30 chosen steps saved in x.trace\n");
    CHECK_STATUS(replayed, 0);
    CHECK_CONTAINS(replayed->out, "# 30 steps, 2 expectations hold");
    g_autoptr(Run) from = walk("--from x.trace", "p\nu\n", folder);
    CHECK_STATUS(from, 0);
    CHECK_CONTAINS(from->out, "step 30\n  zxl1 ");
    CHECK_CONTAINS(from->out, "step 29 of 30\n");
    g_auto(GStrv) lines = g_strsplit(replayed->out, "# 30 steps", 2);
    CHECK_CONTAINS(from->out, lines[0]); /* the same ladder */
    remove_folder(folder);
}

/* Other profiles may be given; the trace must run in them. */
static void
a_walk_begins_at_a_trace(void)
{
    static const char scenario[] = "--from model/scenarios/capture-1-reject.trace";
    g_autoptr(Run) own = walk(scenario, "", ".");
    g_autofree char *arguments = g_strconcat("rfc6121 ", scenario, NULL);
    g_autoptr(Run) other = walk(arguments, "", ".");
    g_autoptr(Run) none = walk("--from nosuch.trace", "", ".");
    char *folder = make_folder();
    write_file(folder, "x.trace", "romeo subscribe\nlose subscribe to juliet\n");
    g_autoptr(Run) nobody = walk("--from x.trace", "", folder);
    g_autoptr(Run) loss = walk("rfc6121 --from x.trace", "", folder);
    CHECK_STATUS(own, 0);
    CHECK_CONTAINS(own->out, "step 5\n  zxl1  None + Ask\n  zxl2  None + Recv\n");
    CHECK_REFUSED(other, "capture-1-reject.trace:");
    CHECK_REFUSED(none, "nosuch.trace");
    CHECK_REFUSED(nobody, "x.trace: expected a line “profile A [B]”");
    CHECK_STATUS(loss, 0);
    CHECK_CONTAINS(loss->out, "step 2\n");
    remove_folder(folder);
}

/* Through a pipe, what is wrong ends it: no script goes on blindly. */
static void
a_wrong_line_of_a_script_is_an_error(void)
{
    static const struct {
        const char *input, *part;
    } wrong[] = {
        {"1\n\nx\ns after.trace\n", "presub simulate: line 3: expected a choice from 1 to "},
        {"9\n", "line 1: expected a choice from 1 to 4, found “9”"},
        {"u\n", "line 1: expected a step to take back, found none"},
        {"g romeo.form\n", "line 1: expected to, from, ask"},
        {"g romeo.sees\n", "line 1: expected an expression that needs no --availability"},
        {"g romeo.to always x: romeo.to\n", "line 1: expected one expression"},
        {"# where to?\ns /nosuch/folder/x\n", "line 2: cannot open /nosuch/folder/x"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        char *folder = make_folder();
        g_autoptr(Run) run = walk("rfc6121", wrong[i].input, folder);
        g_autofree char *after = read_file(folder, "after.trace");
        CHECK_STATUS(run, 2);
        CHECK_CONTAINS(run->err, wrong[i].part);
        CHECK(strchr(run->err, '\n') == run->err + strlen(run->err) - 1, "not one line: %s",
              run->err);
        CHECK(after == NULL, "it went on after a wrong line");
        remove_folder(folder);
    }
}

/* On a terminal it is only said, and there is a prompt. script(1) makes a terminal. */
static void
a_wrong_line_on_a_terminal_is_not_the_end(void)
{
    g_autoptr(Run) run = run_shell("printf 'x\\n1\\nq\\n' | "
                                   "script -qec 'presub simulate rfc6121 --interactive' /dev/null",
                                   ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "> ");
    CHECK_CONTAINS(run->out, "presub simulate: expected a choice from 1 to 4");
    CHECK_CONTAINS(run->out, "step 1");
}

/* An option that would do nothing is refused. */
static void
options_go_together(void)
{
    g_autoptr(Run) from = run_presub("simulate rfc6121 --from x.trace");
    g_autoptr(Run) only = run_presub("simulate rfc6121 --only no-leak");
    g_autoptr(Run) steps = run_presub("simulate rfc6121 --interactive --steps 3");
    g_autoptr(Run) format = run_presub("simulate rfc6121 -i --format json");
    CHECK_REFUSED(from, "--from: expected it with --interactive");
    CHECK_REFUSED(only, "--only: expected it with --interactive");
    CHECK_REFUSED(steps, "--steps: expected it without --interactive");
    CHECK_REFUSED(format, "--format: expected it without --interactive");
}

/* The end of the input is an end in order, also in the middle of a line; bytes of any kind are no
 * crash. */
static void
strange_input(void)
{
    g_autoptr(Run) empty = walk("rfc6121", "", ".");
    g_autoptr(Run) unfinished = walk("rfc6121", "1", ".");
    g_autoptr(Run) zero = run_shell("printf '1\\0002\\n' | presub simulate rfc6121 -i", ".");
    g_autoptr(Run) bytes = run_shell("printf '\\377\\376\\n' | presub simulate rfc6121 -i", ".");
    g_autoptr(Run) closed = run_shell("presub simulate rfc6121 -i <&-", ".");
    g_autoptr(Run) full = run_shell("echo 1 | presub simulate rfc6121 -i >/dev/full", ".");
    CHECK_STATUS(empty, 0);
    CHECK_STATUS(unfinished, 0);
    CHECK_CONTAINS(unfinished->out, "step 1\n");
    CHECK_STATUS(zero, 2);
    CHECK_STATUS(bytes, 2);
    CHECK_STATUS(closed, 0);
    CHECK_REFUSED(full, "cannot write to standard output");
}

const Test cli_walk_tests[] = {
    {"a state is shown with its choices", a_state_is_shown_with_its_choices, FALSE},
    {"it goes on until a property falls", it_goes_on_until_a_property_falls, FALSE},
    {"it goes to a state", it_goes_to_a_state, FALSE},
    {"what is saved is replayed", what_is_saved_is_replayed, FALSE},
    {"a walk begins at a trace", a_walk_begins_at_a_trace, FALSE},
    {"a wrong line of a script is an error", a_wrong_line_of_a_script_is_an_error, FALSE},
    {"a wrong line on a terminal is not the end", a_wrong_line_on_a_terminal_is_not_the_end, FALSE},
    {"options go together", options_go_together, FALSE},
    {"strange input", strange_input, FALSE},
    {0},
};
